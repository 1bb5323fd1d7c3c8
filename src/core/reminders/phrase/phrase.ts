import type { Temporal } from 'temporal-polyfill';
import { WEEKDAYS } from '#core/reminders/phrase/days.ts';
import type { WhyNot } from '#core/reminders/phrase/refused.ts';
import { readTimePhrase, type TimePhrase } from '#core/reminders/phrase/when.ts';

/** A whole phrase, taken apart: when, and what to remind of. `what` is null when nothing was named. */
export interface Phrase {
  readonly what: string | null;
  readonly when: TimePhrase;
  /** True when the time was given with `by`. */
  readonly deadline: boolean;
}

const GREETING = /^(?:please )?(?:remind )?(?:me )?/i;
const BY = /^(?:(?:due )?by|due|no later than) (?!in\b)/i;
const LINK = /(?<=^|\s)(?:to|that|(?<!\b(?:at|in) )about)(?=\s|$)/gi;
/** In `ten to nine` and `monday to friday` the `to` belongs to the time. */
const BEFORE = new RegExp(
  `(?:quarter|five|ten|twenty|twenty[- ]five|\\b(?:5|10|15|20|25))(?: minutes)?$|\\b(?:${WEEKDAYS})$`,
  'i',
);
const AFTER = new RegExp(
  `^(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2})(?![\\w:])|(?:${WEEKDAYS})\\b)`,
  'i',
);
/** How a time at the end of a phrase begins. The word before it must not tie it to the thing to be done. */
const AT_END = new RegExp(
  `(?<!\\b(?:for|about|on|at|in|by|of|from|to|the|a|an|until|till|before|after|since|with|and|or|this|next|last|every|each)) (?=(?:on|at|in|by|every|each|tomorrow|today|tonight|this|next|${WEEKDAYS})\\b|\\d{1,2}(?::\\d{2})? ?[ap]m\\b)`,
  'gi',
);
/** A piece of time left over in the words. */
const TIME = new RegExp(
  `\\b(?:${WEEKDAYS}|today|tomorrow|tonight|noon|midnight|at \\d{1,2}|\\d{1,2}(?::\\d{2}| ?[ap]m))\\b`,
  'i',
);
/** Characters of a time at the end of a phrase: the longest that people write has some seventy. */
const LONGEST_TIME = 120;

const VAGUE: ReadonlySet<WhyNot> = new Set(['unknown', 'no_such_day']);

/**
 * Reads `in two weeks at 9 to email Dr. Lee`: a time, then `to`, `that` or `about`, then what to remind of. Every word
 * before that link must be understood as part of the time, or the phrase is refused. With nothing before the link, the
 * time may come at the end: `to email Dr. Lee in two weeks at 9`.
 * @param zone IANA name of the person's zone
 */
export function readPhrase(phrase: string, now: Temporal.Instant, zone: string): Phrase {
  const text = phrase
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(GREETING, '');
  const link = [...text.matchAll(LINK)].find(({ index, 0: word }) => {
    const isTime =
      BEFORE.test(text.slice(0, index).trimEnd()) && AFTER.test(text.slice(index + word.length).trimStart());
    return !isTime;
  });
  const time = (link ? text.slice(0, link.index) : text).replace(/[\s.,;:!]+$/, '');
  const what = link ? text.slice(link.index + link[0].length).trim() : '';
  const whole = named(what, time, now, zone);
  if (time !== '') return whole;
  const ends = [...what.matchAll(AT_END)]
    .filter(({ index }) => what.length - index <= LONGEST_TIME)
    .map(({ index }) =>
      named(
        what.slice(0, index).replace(/[,;:]$/, ''),
        what.slice(index + 1).replace(/[.!]+$/, ''),
        now,
        zone,
      ),
    );
  const read = ends.find((end) => end.when.kind === 'when' && !TIME.test(end.what ?? ''));
  const unclear = ends.find(({ when }) => when.kind === 'refused' && !VAGUE.has(when.why));
  return read ?? unclear ?? whole;
}

function named(what: string, time: string, now: Temporal.Instant, zone: string): Phrase {
  return {
    what: /[\p{L}\p{N}]/u.test(what) ? what : null,
    when: readTimePhrase(time.replace(BY, ''), now, zone),
    deadline: BY.test(time),
  };
}
