/** Number words as digits, so that the rest reads one spelling only. */
const NUMBERS: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
};
const NUMBER_WORD = new RegExp(`\\b(${Object.keys(NUMBERS).join('|')})\\b`, 'g');

/** Spellings that mean the same, in the order in which they are tried. */
const SPELLINGS: readonly (readonly [RegExp, string | ((...found: string[]) => string)])[] = [
  [/\btwenty[- ]five\b/g, '25'],
  [/\bforty[- ]five\b/g, '45'],
  [NUMBER_WORD, (word) => NUMBERS[word] ?? word],
  [/\bhalf an hour\b/g, '30 minutes'],
  [/\b(\d+|an?) hours? and a half\b/g, (_, hours = '') => `${minutes(hours) + 30} minutes`],
  [/\b(\d+) and a half hours\b/g, (_, hours = '') => `${minutes(hours) + 30} minutes`],
  [/\ba fortnight\b/g, '2 weeks'],
  [/\bevery other\b/g, 'every 2'],
  [/\bday after tomorrow\b/g, '2 days from today'],
  [/\bthe (?=2 days from today)/g, ''],
  [/\bhalf past (\d{1,2})\b/g, '$1:30'],
  [/\bquarter (past|to) (\d{1,2})\b/g, (_, side = '', hour = '') => `15 ${side} ${hour}`],
  [/\b(\d{1,2})(?: minutes)? past (\d{1,2})\b/g, (all, past = '', hour = '') => clock(hour, past) ?? all],
  // "A quarter to 12 pm" could be before noon or before midnight: it stays as it is and is not understood.
  [
    /\b(\d{1,2})(?: minutes)? to (12(?! ?[ap]\.?m)|(?!12\b)\d{1,2})\b(?!:)/g,
    (all, before = '', hour = '') => beforeHour(hour, before) ?? all,
  ],
  [/\b(?:a )?(?=\d{1,2}:\d{2}\b)/g, ''],
  [/\b(\d{1,2}(?::\d{2})?) (?:in the morning)\b/g, '$1 am'],
  [/\b(\d{1,2}(?::\d{2})?) (?:in the (?:afternoon|evening))\b/g, '$1 pm'],
  [/\bat (\d{1,2})\.(\d{2})\b/g, 'at $1:$2'],
  [/\b(\d{1,2})\.([1-5][3-9]|[2-5]\d|00)\b/g, '$1:$2'],
  [/\b([ap])\.m\.(?= |$|,)/g, '$1m'],
  [/\b(\d{1,2}) o['’]clock\b/g, 'at $1'],
  [/\bat at\b/g, 'at'],
];

/** A phrase about time in one spelling: lower case, digits, `9:30` for half past nine, single spaces. */
export function plainSpelling(phrase: string): string {
  const lower = phrase.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return SPELLINGS.reduce(
    (text, [from, to]) =>
      typeof to === 'string'
        ? text.replace(from, to)
        : text.replace(from, (...found: (string | number)[]) => to(...found.map(String))),
    lower,
  );
}

function minutes(hours: string): number {
  return (/^\d+$/.test(hours) ? Number(hours) : 1) * 60;
}

function clock(hour: string, past: string): string | null {
  return Number(past) < 60 ? `${hour}:${past.padStart(2, '0')}` : null;
}

function beforeHour(hour: string, before: string): string | null {
  const [full, part] = [Number(hour), Number(before)];
  if (part < 1 || part > 30 || full < 1 || full > 12) return null;
  return clock(String(full === 1 ? 12 : full - 1), String(60 - part));
}
