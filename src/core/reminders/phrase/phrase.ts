import type { Temporal } from 'temporal-polyfill';
import { readWhen, type When } from '#core/reminders/phrase/when.ts';

/** A whole phrase, taken apart: when, and what to remind of; null where nothing was named. */
export interface Phrase {
  readonly what: string | null;
  readonly when: When;
  /** It was named with `by`. */
  readonly deadline: boolean;
}

const GREETING = /^(?:please )?(?:remind )?(?:me )?/i;
const BY = /^by (?!in\b)/i;
const LINK = /(?<=^|\s)(?:to|that|about)(?=\s|$)/gi;
/** In `ten to nine` the word belongs to the clock. */
const MINUTES = /(?:quarter|five|ten|twenty|twenty[- ]five|\b(?:5|10|15|20|25))(?: minutes)?$/i;
const HOUR = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?![\w:])/i;

/**
 * Reads `in two weeks at 9 to email Dr. Lee`: a time, then what to remind of after `to`, `that` or `about`. What stands
 * before that word is understood as a time to the last word, or the phrase is refused.
 * @param zone IANA name of the person's zone
 */
export function readPhrase(phrase: string, now: Temporal.Instant, zone: string): Phrase {
  const text = phrase
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(GREETING, '');
  const link = [...text.matchAll(LINK)].find(({ index, 0: word }) => {
    const isClock =
      MINUTES.test(text.slice(0, index).trimEnd()) && HOUR.test(text.slice(index + word.length).trimStart());
    return !isClock;
  });
  const time = (link ? text.slice(0, link.index) : text).replace(/[\s.,;:!]+$/, '');
  const what = link ? text.slice(link.index + link[0].length).trim() : '';
  return {
    what: /[\p{L}\p{N}]/u.test(what) ? what : null,
    when: readWhen(time.replace(BY, ''), now, zone),
    deadline: BY.test(time),
  };
}
