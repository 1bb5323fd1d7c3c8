import type { Command, Press } from '#bots/chat/command.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Form } from '#bots/chat/form.ts';
import { specOf } from '#bots/chat/options.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Say } from '#core/text.ts';

/** Every command, by its name and by the buttons it owns. */
export interface CommandTable {
  readonly specs: readonly CommandSpec[];
  readonly forms: readonly Form[];
  find(name: string): Entry | undefined;
  /** @throws {Refused} when no command owns this verb */
  press(verb: string): Press;
}

export interface Entry {
  readonly command: Command;
  readonly spec: CommandSpec;
}

/** @throws when two commands own a name, a button or a form: the later one would silently take it over */
export function createCommandTable(commands: readonly Command[], say: Say): CommandTable {
  refuseTwice(
    'command',
    commands.map(({ name }) => name),
  );
  refuseTwice(
    'button',
    commands.flatMap(({ presses = {} }) => Object.keys(presses)),
  );
  const forms = [...new Set(commands.flatMap(({ forms: owned = [] }) => owned))];
  refuseTwice(
    'form',
    forms.map(({ id }) => id),
  );
  const entries = commands.map((command): Entry => ({ command, spec: specOf(command, say) }));
  const byName = new Map(entries.map((entry) => [entry.command.name, entry]));
  const presses = new Map(commands.flatMap(({ presses: owned = {} }) => Object.entries(owned)));
  return {
    specs: entries.map(({ spec }) => spec),
    forms,
    find: (name) => byName.get(name),
    press: (verb) => {
      const found = presses.get(verb);
      if (!found) throw new Refused('chat.unknown_button');
      return found;
    },
  };
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two commands own the ${what} "${twice}"`);
}
