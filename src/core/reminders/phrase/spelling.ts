import { MONTHS, WEEKDAYS } from '#core/reminders/phrase/days.ts';

const CARDINALS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const TENS = { twenty: '20', thirty: '30', forty: '40', fifty: '50' } as const;
/** Number words as digits, so that the rest has only one spelling to read. */
const NUMBERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(CARDINALS.map((word, index) => [word, `${index + 1}`])),
  ...Object.fromEntries(
    ORDINALS.map((word, index) => [word, `${index + 1}${['st', 'nd', 'rd'][index] ?? 'th'}`]),
  ),
  ...TENS,
};
const ONE = CARDINALS.slice(0, 9).join('|');
const HOUR = CARDINALS.slice(0, 12).join('|');
const EVERY: Readonly<Record<string, string>> = {
  everyday: 'day',
  daily: 'day',
  nightly: 'night',
  weekly: 'week',
  fortnightly: '2 weeks',
  monthly: 'month',
  quarterly: '3 months',
};
const PART = '(?:morning|afternoon|evening|night)';
/** Not the day of `dec 5` or `12/25`. */
const HOUR_OF_DAY = `(?<![-/\\d]|\\b(?:${MONTHS})\\.? )\\b(\\d{1,2}(?::\\d{2})?)`;
/** Plurals that mean a series even without `every`. */
const PLURAL = `(?:mon|tues|wednes|thurs|fri|satur|sun)days|week(?:day|end)s|(?:(?:${WEEKDAYS}) )?${PART}s`;

/** Rewrites to one spelling, applied in this order. */
const SPELLINGS: readonly (readonly [RegExp, string | ((...found: string[]) => string)])[] = [
  [/\b(?:tom+or+ow|tmrw?|tmw)\b/g, 'tomorrow'],
  [/ ?@ ?/g, ' at '],
  [/\bfirst thing(?: in the morning)?\b/g, 'in the morning'],
  [
    words(`(${Object.keys(TENS).join('|')})[- ](${ONE})\\b`),
    (_, tens, one) => `${digits(tens) + digits(one)}`,
  ],
  [words(`(${HOUR}) (fifteen|thirty|[0-5]\\d)\\b`), (_, hour, minute) => `${digits(hour)}:${digits(minute)}`],
  [words(`(?:${Object.keys(NUMBERS).join('|')})\\b`), (word = '') => NUMBERS[word] ?? word],
  [/\bwk(?=s?\b)/g, 'week'],
  [/\b(?:a half|half an?|half) hour\b/g, '30 minutes'],
  [/\b(\d+|an?) hours? and a half\b/g, (_, hours = '') => `${minutes(hours) + 30} minutes`],
  [/\b(\d+)(?: and a half|\.5) h(?:ou)?rs\b/g, (_, hours = '') => `${minutes(hours) + 30} minutes`],
  [/\bhalf a year\b/g, '6 months'],
  [/\b(?:a )?fortnight\b/g, '2 weeks'],
  [/\b(?:a couple(?: of)?|couple of)\b/g, '2'],
  [/\b(hours?|days?|weeks?|months?)(?:['’]s|['’])? time\b/g, '$1'],
  [/\bday after tomorrow\b/g, '2 days from today'],
  [/\bthe (?=2 days from today)/g, ''],
  [words(`(?:this )?coming (?=${WEEKDAYS})`), 'this '],

  [words(`(?:${Object.keys(EVERY).join('|')})\\b`), (word = '') => `every ${EVERY[word]}`],
  [/\b(?:each|once an?)\b/g, 'every'],
  [/\bevery other\b/g, 'every 2'],
  [/\bevery 1 (?=(?:day|week|month)\b)/g, 'every '],
  [/\bevery (\d{1,2})(?:st|nd|rd|th) (?=(?:day|week|month)\b)/g, 'every $1 '],
  [
    words(`(?:from )?(?:every )?mon(?:days?)?(?: ?- ?| to | thru | through )fri(?:days?)?\\b`),
    'every weekday',
  ],
  [new RegExp(`^(?!.*\\bevery\\b)(.*?)\\b(?=(?:${PLURAL})\\b)`), '$1every '],
  [words(`every (?=${PART}s?)`), 'every day '],
  [/\b(?:(?:at|on) )?(?:the )?(?:end|last(?: day)?) (?=of (?:[a-z]+ )?(?:\d+ )?months?\b)/g, 'the last day '],
  [/\bevery (?:the )?(\d{1,2}(?:st|nd|rd|th)|last day) of the month\b/g, 'the $1 of every month'],
  [/\bnext month,?(?: on)?(?: the)? (\d{1,2}(?:st|nd|rd|th))\b/g, 'the $1 of next month'],

  [/\b(?:midday|12 noon)\b/g, 'noon'],
  [/\b(at|in) about\b/g, '$1'],
  [/\baround (?=\d|noon)/g, 'at '],
  [/\bhalf past (\d{1,2})\b/g, '$1:30'],
  [/\b(quarter|\d(?: minutes)?) after (?=\d)/g, '$1 past '],
  [/\bquarter (past|to) (\d{1,2})\b/g, (_, side = '', hour = '') => `15 ${side} ${hour}`],
  [/\b(\d{1,2})(?: minutes)? past (\d{1,2})\b/g, (all, past = '', hour = '') => clock(hour, past) ?? all],
  // "A quarter to 12 pm" could be before noon or before midnight, so it is left alone and not understood.
  [
    /\b(\d{1,2})(?: minutes)? to (12(?! ?[ap]\.?m)|(?!12\b)\d{1,2})\b(?!:)/g,
    (all, before = '', hour = '') => beforeHour(hour, before) ?? all,
  ],
  [/\b(?:a )?(?=\d{1,2}:\d{2}\b)/g, ''],
  [new RegExp(`\\bat (\\d{1,2})[. ]?([0-5]\\d)(?![\\d/]|st|nd|rd|th| (?:${MONTHS})\\b)`, 'g'), 'at $1:$2'],
  [/\b(\d{1,2})([0-5]\d)(?= ?[ap]\.?m\b)/g, '$1:$2'],
  [/\b(\d{1,2})\.([1-5][3-9]|[2-5]\d|00)(?!\d)/g, '$1:$2'],
  [new RegExp(`${HOUR_OF_DAY} in the morning\\b`, 'g'), '$1 am'],
  [new RegExp(`${HOUR_OF_DAY} in the (?:afternoon|evening)\\b`, 'g'), '$1 pm'],
  [/\b([ap])\.m\.?(?= |$|,)/g, '$1m'],
  [/(\d)([ap])(?= |$|,)/g, '$1$2m'],
  [/\b(\d{1,2}) o ?['’]?clock\b/g, 'at $1'],
  [words(`(today|tomorrow|tonight|${PART}) (\\d{1,2})$`), '$1 at $2'],
  [/^(\d{1,2}) (?=(?:today|tomorrow|tonight)$)/g, 'at $1 '],
  [/\bat at\b/g, 'at'],
  // The date goes first, since chrono would take the number of a preceding hour for part of it.
  [
    /^(at \d{1,2}(?::\d{2})?(?: ?[ap]m)?|\d{1,2}(?::\d{2}|(?= ?[ap]m))(?: ?[ap]m)?),? (?=.*\d)(?:on )?(.+)$/,
    '$2 $1',
  ],
];

/** A time phrase in one spelling: lower case, digits, `9:30` for half past nine, single spaces. */
export function plainSpelling(phrase: string): string {
  const lower = phrase.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const plain = SPELLINGS.reduce(
    (text, [from, to]) =>
      typeof to === 'string'
        ? text.replace(from, to)
        : text.replace(from, (...found: (string | number)[]) => to(...found.map(String))),
    lower,
  );
  return plain.trim();
}

function words(pattern: string): RegExp {
  return new RegExp(`\\b${pattern}`, 'g');
}

function digits(word = ''): number {
  return Number(NUMBERS[word] ?? word);
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
