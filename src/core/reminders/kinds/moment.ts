import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type StepWords, sourceLine } from '#core/plan/step-words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import type { Kind, Scene, Timing } from '#core/reminders/kinds/kind.ts';
import { offerEnds, offersIn } from '#core/soap/log.ts';
import { type Moment, momentsOf } from '#core/soap/week.ts';
import { sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** A moment of Match Week. */
export function moment(about: AboutOf<'soap'>): Kind {
  return {
    words: ({ person, knowledge, now }) => momentWords(person, about, knowledge, now),
    screen: null,
    action: () => null,
    // The calendar decides when these come, so they can be ticked but not moved.
    answers: ['done'],
    inDigest: 'done',
    page: 'soap',
    needsQuietNote: false,
    // Its words are not true yet before the moment.
    joinsWithin: { minutes: 0 },
    isDeadline: ({ deadline }) => deadline === true,
    timing: (_, scene) => momentTiming(about, scene),
    titleHasTime: true,
    isForToday: ({ state }) => state.kind === 'waiting',
    ownWords: null,
  };
}

export type MomentReminder = Reminder & { readonly about: AboutOf<'soap'> };

export function isMoment(reminder: Reminder): reminder is MomentReminder {
  return reminder.about.kind === 'soap';
}

function momentTiming(about: AboutOf<'soap'>, { person, knowledge, now, say }: Scene): Timing | null {
  const found = momentOf(about, knowledge);
  if (!found) return null;
  const zone = zoneOf(person.settings);
  const when = sayWall(wallOf(found.event, zone), zone, now, say);
  if (!isAhead(found.stale, now)) return { kind: 'over', when };
  return isAhead(found.event, now) ? { kind: 'deadline', when } : null;
}

/** The moment according to the guide and the season file. Undefined when the guide no longer has it. */
export function momentOf(
  { moment, year }: AboutOf<'soap'>,
  { seasons, soap }: Knowledge,
): Moment | undefined {
  const season = seasons.find((one) => one.year === year);
  return season && momentsOf(season, soap.moments).find(({ rule }) => rule.id === moment);
}

/** The words of a moment for this person at `now`. If the guide no longer has it, its id becomes the title. */
export function momentWords(
  person: Applicant,
  about: AboutOf<'soap'>,
  knowledge: Knowledge,
  now: Temporal.Instant,
): StepWords {
  const season = knowledge.seasons.find(({ year }) => year === about.year);
  const { rule, stale } = momentOf(about, knowledge) ?? {};
  const only = (title: string): StepWords => ({ title, why: '', how: '', source: '', owner: 'you' });
  if (!rule || !season || !stale) return only(about.moment.replaceAll('_', ' '));
  if (rule.past && !isAhead(stale, now)) return only(rule.past);
  const at = Temporal.Instant.from(about.instant);
  // At the very end of a round an unanswered offer has already expired, but the words are still about it.
  const isTheirs = offersIn(person.soap, null, season).some((offer) => {
    const ends = offerEnds(offer, season);
    const isUnanswered = offer.state === 'open' || offer.state === 'expired';
    return isUnanswered && ends !== null && Temporal.Instant.compare(at, ends) <= 0;
  });
  const { title, why, how } = (isTheirs ? rule.with_offer : undefined) ?? rule;
  return { title, why, how, source: sourceLine(knowledge, rule), owner: 'you' };
}

export function isAhead(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) > 0;
}
