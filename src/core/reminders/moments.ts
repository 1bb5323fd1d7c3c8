import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { type StepWords, sourceLine } from '#core/plan/words.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { capped, isSettled } from '#core/reminders/schedule.ts';
import type { Season } from '#core/season/season.ts';
import { acceptedIn, offerEnds, offersIn, withExpiredOffers } from '#core/soap/log.ts';
import { type Moment, momentsOf } from '#core/soap/week.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

type About = Extract<Reminder['about'], { kind: 'soap' }>;
type SoapReminder = Reminder & { readonly about: About };

function isSoap(reminder: Reminder): reminder is SoapReminder {
  return reminder.about.kind === 'soap';
}

/**
 * Brings the reminders of Match Week in step with the season file: one for each moment to come while SOAP mode is on,
 * moved where a date or the person's zone has changed, let go where it has become stale. Called again it changes
 * nothing, and returns the same person.
 */
export function withSoapReminders(
  person: Applicant,
  knowledge: Pick<Knowledge, 'seasons' | 'soap'>,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const season = knowledge.seasons.find(({ year }) => year === person.soap.on);
  const moments = season ? wanted(person, season, knowledge) : [];
  const soap = season ? withExpiredOffers(person.soap, season, now) : person.soap;
  const zone = zoneOf(person.settings);
  const old = person.reminders.filter(isSoap);
  const kept = old.flatMap((reminder): SoapReminder[] => {
    const moment = moments.find(({ rule }) => isOf(reminder, rule.id, season));
    if (moment) return [followed(reminder, moment, zone, now, newId)];
    return isSettled(reminder) ? [reminder] : [];
  });
  const added = moments
    .filter(({ rule, at }) => isAhead(at, now) && !old.some((one) => isOf(one, rule.id, season)))
    .map(
      ({ rule, at }): SoapReminder => ({
        id: newId(),
        revision: newId(),
        about: { kind: 'soap', year: season?.year ?? 0, moment: rule.id, instant: at.toString() },
        at: wallOf(at, zone),
        snoozedTo: null,
        urgency: rule.urgent ? 'soap' : 'normal',
        state: { kind: 'waiting' },
      }),
    );
  const isSame =
    added.length === 0 && kept.length === old.length && kept.every((one, index) => one === old[index]);
  if (isSame) return soap === person.soap ? person : { ...person, soap };
  const others = person.reminders.filter((reminder) => !isSoap(reminder));
  return { ...person, soap, reminders: capped([...kept, ...added, ...others]) };
}

/** What is still worth saying to this person: after an accepted offer the rounds are over. */
function wanted(person: Applicant, season: Season, { soap }: Pick<Knowledge, 'soap'>): readonly Moment[] {
  const isTaken = acceptedIn(person.soap, season);
  return momentsOf(season, soap.moments).filter(({ rule }) => !(isTaken && rule.while_open));
}

function isOf({ about }: SoapReminder, moment: string, season: Season | undefined): boolean {
  return about.moment === moment && about.year === season?.year;
}

function isAhead(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) > 0;
}

/** One reminder as the season file has it now. */
function followed(
  reminder: SoapReminder,
  { rule, at, stale, ends }: Moment,
  zone: string,
  now: Temporal.Instant,
  newId: NewId,
): SoapReminder {
  const wall = wallOf(at, zone);
  const isMoved = Temporal.Instant.compare(reminder.about.instant, at) !== 0;
  const isSkipped = reminder.state.kind === 'skipped';
  const about = { ...reminder.about, instant: at.toString() };
  // A date that was moved into the future is said anew, whatever became of the old one.
  if (isMoved && isAhead(at, now) && !isSkipped) {
    return { ...reminder, about, at: wall, snoozedTo: null, revision: newId(), state: { kind: 'waiting' } };
  }
  const isOpen = !isSettled(reminder);
  // Where it could not be said in time it is still told as past.
  const until = rule.past && reminder.state.kind !== 'sent' ? ends : stale;
  if (isOpen && !isAhead(until, now)) {
    return { ...reminder, about, state: { kind: 'skipped', at: now.toString() } };
  }
  if (!isMoved && reminder.at === wall) return reminder;
  const revision = reminder.state.kind === 'waiting' ? newId() : reminder.revision;
  return { ...reminder, about, at: wall, revision };
}

/** A moment as the guide and the season file have it now; undefined for one that the guide has dropped. */
export function momentOf({ moment, year }: About, { seasons, soap }: Knowledge): Moment | undefined {
  const season = seasons.find((one) => one.year === year);
  return season && momentsOf(season, soap.moments).find(({ rule }) => rule.id === moment);
}

/** What a moment says to this person at `now`. One that the guide has dropped keeps its name as its title. */
export function momentWords(
  person: Applicant,
  about: About,
  knowledge: Knowledge,
  now: Temporal.Instant,
): StepWords {
  const season = knowledge.seasons.find(({ year }) => year === about.year);
  const { rule, stale } = momentOf(about, knowledge) ?? {};
  const only = (title: string): StepWords => ({ title, why: '', how: '', source: '', owner: 'you' });
  if (!rule || !season || !stale) return only(about.moment.replaceAll('_', ' '));
  if (rule.past && !isAhead(stale, now)) return only(rule.past);
  const at = Temporal.Instant.from(about.instant);
  // At the very end of its round an offer that nobody answered has run out already, and is still what this is about.
  const isTheirs = offersIn(person.soap, null, season).some((offer) => {
    const ends = offerEnds(offer, season);
    const isUnanswered = offer.state === 'open' || offer.state === 'expired';
    return isUnanswered && ends !== null && Temporal.Instant.compare(at, ends) <= 0;
  });
  const { title, why, how } = (isTheirs ? rule.with_offer : undefined) ?? rule;
  return { title, why, how, source: sourceLine(knowledge, rule), owner: 'you' };
}
