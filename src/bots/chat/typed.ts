import type { Input, Invocation } from '#bots/chat/invocation.ts';

/** On platforms without commands of their own, `/help` is a message like any other. */
export function withCommandsInText(input: Input): Input {
  if (input.kind !== 'text') return input;
  const [, name, rest = ''] = /^\/([a-z]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(input.text.trim()) ?? [];
  return name ? { kind: 'command', name: name.toLowerCase(), options: {}, rest } : input;
}

/** A text too long to answer is still checked at both ends, where a cry for help is likely. */
const READ_FIRST = 3000;
const READ_LAST = 1000;

/** Every text in an invocation, file names included: at most 4,001 characters of each. */
export function wordsOf({
  input,
  quoted,
  attachments = [],
}: Pick<Invocation, 'input' | 'quoted' | 'attachments'>) {
  const texts = [...typedIn(input), ...(quoted ? [quoted.text] : []), ...attachments.map(({ name }) => name)];
  return texts.map((text) =>
    text.length <= READ_FIRST + READ_LAST ? text : `${text.slice(0, READ_FIRST)}\n${text.slice(-READ_LAST)}`,
  );
}

function typedIn(input: Input): readonly string[] {
  switch (input.kind) {
    case 'command':
      return [input.rest, ...Object.values(input.options).filter((value) => typeof value === 'string')];
    case 'press':
      return [];
    case 'answer':
      return [input.value];
    case 'page':
      return Object.values(input.values).flat();
    case 'text':
    case 'edit':
      return [input.text];
    default:
      return input satisfies never;
  }
}
