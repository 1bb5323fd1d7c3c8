/** What share of a text must be such words. */
const FEWEST_MARKS = 2;
const LEAST_SHARE = 0.25;

const LETTERS: readonly (readonly [string, string])[] = [
  ['tsya', 'тся'],
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['yo', 'е'],
  ['ye', 'е'],
  ['ts', 'ц'],
  ...Array.from('abvgdeziklmnoprstufhxcyj', (latin, at): [string, string] => [
    latin,
    Array.from('абвгдезиклмнопрстуфххцый')[at] ?? '',
  ]),
  ['w', 'в'],
  ['q', 'к'],
];

/** Soft signs that nobody types in Latin letters, in words that cannot do without. */
const SOFT: readonly (readonly [RegExp, string])[] = [
  [/([ауи])тся$/u, '$1ться'],
  [/^(б?ол|тол|скол|бол)(ш|к|н)/u, '$1ь$2'],
  [
    /^(жит|умерет|быт|спат|сдохнут|повесит|покончит|убит|прыгнут|уйти|исчезнут|заснут|уснут|дышат|терпет|закончит|выпит|умират|стат|просыпат|бросит|хватит|жизн|смерт|болен|есл)$/u,
    '$1ь',
  ],
];

/**
 * Words as a Russian would write them in Cyrillic letters, if enough of them are Russian in Latin letters.
 * @param known words that only occur in Russian in Latin letters, and in no language written in them
 */
export function fromLatinRussian(words: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const marks = words.filter((word) => known.has(word)).length;
  if (marks < FEWEST_MARKS || marks < words.length * LEAST_SHARE) return words;
  return words.map((word) => (/^[a-z]{1,}$/.test(word) ? cyrillic(word) : word));
}

function cyrillic(word: string): string {
  let left = word;
  let made = '';
  while (left !== '') {
    const [latin, letter] = LETTERS.find(([one]) => left.startsWith(one)) ?? [
      left.slice(0, 1),
      left.slice(0, 1),
    ];
    const isAfterVowel = latin === 'y' && /[аеиоуыэюя]$/u.test(made);
    made += isAfterVowel ? 'й' : letter;
    left = left.slice(latin.length);
  }
  return SOFT.reduce((one, [from, to]) => one.replace(from, to), made);
}
