/** What a copy editor would strike in a text, each with the words around it. */
export function faultsOf(text: string): readonly string[] {
  return RULES.flatMap(({ name, what }) =>
    [...text.matchAll(what)].map(
      ({ index }) => `${name}: …${text.slice(Math.max(0, index - 20), index + 25)}…`,
    ),
  );
}

const RULES: readonly { readonly name: string; readonly what: RegExp }[] = [
  { name: 'two spaces', what: / {2,}/g },
  { name: 'space at an end', what: /^[ \t]|[ \t]$/gm },
  { name: 'empty lines', what: /\n{3,}|^\n|\n$/g },
  { name: 'space before a mark', what: / [,.;:!?](?=\s|$)/g },
  { name: 'doubled mark', what: /[,;:.!?][,;:.]/g },
  { name: 'no space after a mark', what: /[a-z][,;:][A-Za-z]/g },
  { name: 'empty brackets', what: /\(\s*\)|\[\s*\]/g },
  { name: 'word twice', what: /\b([A-Za-z]+) \1\b/gi },
  { name: 'article', what: /\b[Aa] (?!one\b|once\b)[aeioAEIO]\w+/g },
  { name: 'article', what: /\b[Aa] un(?!i)\w+/g },
  { name: 'article', what: /\ban (?![aeiou]|hour|honest|honor|MD|MBBS|X-ray|NBME|RN|\d)\w+/gi },
  { name: 'sentence without a capital', what: /[.!?] [a-z]/g },
  { name: 'left over', what: /\b(?:null|undefined|NaN)\b|\{\{|\{%|[\uE000-\uF8FF]/g },
  { name: 'list item that is empty', what: /^-\s*$/gm },
  { name: 'paragraph without an end', what: /^(?!- ).{60,}[a-z0-9](?=\n\n)/gm },
];
