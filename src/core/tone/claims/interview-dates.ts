import { Temporal } from 'temporal-polyfill';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { monthOf } from '#core/tone/claims/words.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** Texts to a program that interviewed one. */
const AFTER = new Set<DraftKind>(['thank-you', 'program-feedback', 'feedback-ack', 'status-question']);
const MEETING =
  /\b(?:interview|interviewed|interviewing|seeing me|met|meeting|pleasure|thank you for (?:your time )?(?:on )?$)/;
/** The date of something else, or of somebody else. */
const OTHER =
  /\b(?:step|level|exam|score|passed|sat|sit|retake|available|free|deadline|second look|certify|list|graduated|until|by|before|since|wrote|mail|email|letter|uploaded|released|again|next|will|ask|asked)\b/;
/** Days between the zones of the two, and a slip of one, are no lie. */
const SLACK_DAYS = 1;

/** "Thank you for interviewing me on January 16", where the log has that interview on another day. */
export function interviewDates(
  sentences: readonly Sentence[],
  as: DraftKind,
  { to }: Grounds,
  now: Temporal.Instant,
): readonly Found[] {
  if (!to || !AFTER.has(as) || !to.log.some(({ kind }) => kind === 'interview')) return [];
  const days = to.log.map(({ at }) => Temporal.Instant.from(at).toZonedDateTimeISO('UTC').toPlainDate());
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const known = to.log.flatMap(({ kind, at }) => (kind === 'interview' ? [at.slice(0, 10)] : [])).join(', ');
  return sentences.flatMap((sentence): readonly Found[] => {
    const { words } = sentence;
    if (OTHER.test(words.join(' '))) return [];
    return words.flatMap((_, at): readonly Found[] => {
      const month = monthOf(words, at);
      const day = month === null ? null : (dayOf(words[at + 1]) ?? dayOf(words[at - 1]));
      if (month === null || day === null) return [];
      if (!MEETING.test(words.slice(0, at).join(' ').concat(' '))) return [];
      const told = lastOf(month, day, today);
      if (told === null || days.some((one) => Math.abs(one.until(told).days) <= SLACK_DAYS)) return [];
      return foundIn('other_interview_date', sentence, at, at + 2, { known });
    });
  });
}

function dayOf(word: string | undefined): number | null {
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word ?? '')?.[1] ?? 0);
  return day >= 1 && day <= 31 ? day : null;
}

/** The latest such day up to `today`; null for one that no year has. */
function lastOf(month: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const shown = Temporal.PlainDate.from({ year: today.year, month, day: Math.min(day, 28) }).with({ day });
  if (shown.day !== day) return null;
  return Temporal.PlainDate.compare(shown, today) > 0 ? shown.subtract({ years: 1 }) : shown;
}
