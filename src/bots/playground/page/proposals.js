/** @typedef {import('#bots/chat/command-spec.ts').CommandSpec} CommandSpec */
/**
 * One proposal: `text` goes into the composer; `complete` says that nothing needs to follow, so that it can be sent.
 * @typedef {{ readonly label: string, readonly detail: string, readonly text: string, readonly complete: boolean }} Proposal
 */
/** @typedef {(command: string, option: string, typed: string) => Promise<readonly { value: string, label: string }[]>} Suggest */

/**
 * What could follow the text in the composer: a command, one of its options, or a value for an option.
 * @param {string} text
 * @param {readonly CommandSpec[]} commands
 * @param {Suggest} suggest
 * @returns {Promise<readonly Proposal[]>}
 */
export async function propose(text, commands, suggest) {
  const [, name, rest] = /^\/(\S*)(?:\s+(.*))?$/.exec(text) ?? [];
  if (name === undefined) return [];
  if (!/\s/.test(text))
    return commands.filter((each) => each.name.startsWith(name.toLowerCase())).map(proposeCommand);

  const command = commands.find((each) => each.name === name.toLowerCase());
  if (!command) return [];
  const [, optionName = '', typed] = /^(\S*)(?:\s+(.*))?$/.exec(rest ?? '') ?? [];
  if (typed === undefined) {
    const options = command.options.filter((each) => each.name.startsWith(optionName));
    return options.map((each) => proposeOption(command, each));
  }
  const option = command.options.find((each) => each.name === optionName);
  if (!option) return [];
  const start = `/${command.name} ${option.name}`;
  const values = option.suggests
    ? await suggest(command.name, option.name, typed)
    : option.choices.filter((each) => each.label.toLowerCase().includes(typed.toLowerCase()));
  return values
    .filter((each) => each.value !== typed)
    .map(({ value, label }) => ({ label, detail: '', text: `${start} ${value}`, complete: true }));
}

/** @param {CommandSpec} command @returns {Proposal} */
function proposeCommand({ name, summary, options }) {
  const complete = options.every((each) => !each.required);
  return { label: `/${name}`, detail: summary, text: complete ? `/${name}` : `/${name} `, complete };
}

/** @param {CommandSpec} command @param {CommandSpec['options'][number]} option @returns {Proposal} */
function proposeOption({ name }, option) {
  return { label: option.name, detail: option.summary, text: `/${name} ${option.name} `, complete: false };
}
