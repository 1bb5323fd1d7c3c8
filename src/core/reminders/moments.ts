import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Season } from '#core/knowledge/season.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { waitingFor } from '#core/reminders/change.ts';
import { isAhead, isMoment, type MomentReminder } from '#core/reminders/kinds/moment.ts';
import { capped, isSettled } from '#core/reminders/schedule.ts';
import { acceptedIn, withExpiredOffers } from '#core/soap/log.ts';
import { type Moment, momentsOf } from '#core/soap/week.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Syncs the reminders of Match Week with the season file: one for each coming moment while SOAP mode is on, moved when a
 * date or the person's zone changes, skipped once it is stale. Idempotent: returns the same object when nothing changes.
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
  const old = person.reminders.filter(isMoment);
  const kept = old.flatMap((reminder): MomentReminder[] => {
    const moment = moments.find(({ rule }) => isOf(reminder, rule.id, season));
    if (moment) return [followed(reminder, moment, zone, now, newId)];
    return isSettled(reminder) ? [reminder] : [];
  });
  const added = moments
    .filter(({ rule, at }) => isAhead(at, now) && !old.some((one) => isOf(one, rule.id, season)))
    .map(
      ({ rule, at }): MomentReminder => ({
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
  const others = person.reminders.filter((reminder) => !isMoment(reminder));
  return { ...person, soap, reminders: capped([...kept, ...added, ...others]) };
}

/** The moments that still matter to this person: after an accepted offer the rounds are over. */
function wanted(person: Applicant, season: Season, { soap }: Pick<Knowledge, 'soap'>): readonly Moment[] {
  const isTaken = acceptedIn(person.soap, season);
  return momentsOf(season, soap.moments).filter(({ rule }) => !(isTaken && rule.while_open));
}

function isOf({ about }: MomentReminder, moment: string, season: Season | undefined): boolean {
  return about.moment === moment && about.year === season?.year;
}

/** One reminder, brought up to date with the season file. */
function followed(
  reminder: MomentReminder,
  { rule, at, stale, ends }: Moment,
  zone: string,
  now: Temporal.Instant,
  newId: NewId,
): MomentReminder {
  const wall = wallOf(at, zone);
  const isMoved = Temporal.Instant.compare(reminder.about.instant, at) !== 0;
  const isSkipped = reminder.state.kind === 'skipped';
  const about = { ...reminder.about, instant: at.toString() };
  // A date that moved into the future is announced again, even if the old one was sent or ticked.
  if (isMoved && isAhead(at, now) && !isSkipped) {
    return waitingFor({ ...reminder, about }, { at: wall, snoozedTo: null }, newId);
  }
  const isOpen = !isSettled(reminder);
  // If it could not be said in time, it is still mentioned as past.
  const until = rule.past && reminder.state.kind !== 'sent' ? ends : stale;
  if (isOpen && !isAhead(until, now)) {
    return { ...reminder, about, state: { kind: 'skipped', at: now.toString() } };
  }
  if (!isMoved && reminder.at === wall) return reminder;
  const revision = reminder.state.kind === 'waiting' ? newId() : reminder.revision;
  return { ...reminder, about, at: wall, revision };
}
