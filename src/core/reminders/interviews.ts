import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import { dayOf, startOf } from '#core/interview/planned.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import type { AboutOf } from '#core/record/reminder.ts';
import { waitingFor } from '#core/reminders/change.ts';
import { type InterviewReminder, isInterview } from '#core/reminders/kinds/interview.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';
import { elapsedTime } from '#core/time/elapsed.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** The most interviews that have reminders at a time, the soonest first: other reminders keep their room. */
const MOST_INTERVIEWS = 12;
/** The evening before, in the person's zone; also when we ask about one whose hour we do not know. */
const EVENING = '18:00';
const BEFORE = { hours: 1 } as const;
/** Interview days end with a tour or a talk with residents. */
const AFTER = { hours: 4 } as const;

interface Wanted {
  readonly about: AboutOf<'interview'>;
  readonly at: string;
  readonly instant?: string;
}

/**
 * Syncs the reminders of interviews with the interviews: the evening before, an hour before, and one that asks how it was.
 * A changed hour moves them, and one that was removed takes them along. Idempotent: returns the same object when nothing
 * changes.
 */
export function withInterviewReminders(person: Applicant, now: Temporal.Instant, newId: NewId): Applicant {
  const old = person.reminders.filter(isInterview);
  const { planned } = person.interviewing;
  if (old.length === 0 && planned.length === 0) return person;
  const zone = zoneOf(person.settings);
  const clock = wallOf(now, zone);
  const ahead = planned
    .filter(({ went }) => went === null)
    .flatMap((one) => wantedFor(one, zone))
    .filter(({ at, about }) => at > clock || old.some((reminder) => isOf(reminder, about)))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, MOST_INTERVIEWS * 3);
  const kept = old.flatMap((reminder): InterviewReminder[] => {
    if (isSettled(reminder)) return [reminder];
    const wanted = ahead.find(({ about }) => isOf(reminder, about));
    if (wanted) return [followed(reminder, wanted, newId)];
    // What was said about an hour that no longer holds needs no answer.
    return reminder.state.kind === 'waiting'
      ? []
      : [{ ...reminder, state: { kind: 'skipped', at: now.toString() } }];
  });
  const added = ahead
    .filter(({ about }) => !old.some((reminder) => isOf(reminder, about)))
    .map(({ about, at, instant }) => ({
      ...newReminder(about, at, newId),
      about,
      ...(instant && { instant }),
    }));
  const isSame =
    added.length === 0 && kept.length === old.length && kept.every((one, index) => one === old[index]);
  if (isSame) return person;
  const others = person.reminders.filter((reminder) => !isInterview(reminder));
  return { ...person, reminders: capped([...others, ...kept, ...added]) };
}

function isOf({ about }: InterviewReminder, other: AboutOf<'interview'>): boolean {
  return about.interview === other.interview && about.what === other.what && about.of === other.of;
}

/** The same day and hour may have another wall-clock time where the person is now. */
function followed(reminder: InterviewReminder, { at, instant }: Wanted, newId: NewId): InterviewReminder {
  const isMoved = reminder.state.kind === 'waiting' && reminder.snoozedTo === null && reminder.at !== at;
  return isMoved
    ? waitingFor(reminder, { at, snoozedTo: null, ...(instant && { instant }) }, newId)
    : reminder;
}

function wantedFor(interview: PlannedInterview, zone: string): readonly Wanted[] {
  const { id, on, time } = interview;
  const of = time === null ? on : `${on}T${time} ${interview.zone}`;
  const start = startOf(interview);
  const day = dayOf(interview, zone);
  const eve = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
  const about = (what: AboutOf<'interview'>['what']) =>
    ({ kind: 'interview', interview: id, what, of }) as const;
  const timed = (at: Temporal.Instant, what: AboutOf<'interview'>['what']): Wanted => {
    const { wall, instant } = elapsedTime(at, zone);
    return { about: about(what), at: wall, instant };
  };
  const before: Wanted = { about: about('day_before'), at: `${eve}T${EVENING}` };
  if (start === null) return [before, { about: about('after'), at: `${day}T${EVENING}` }];
  const isEve = Temporal.Instant.compare(instantOf(before.at, zone), start) < 0;
  return [
    ...(isEve ? [before] : []),
    timed(start.subtract(BEFORE), 'hour_before'),
    timed(start.add(AFTER), 'after'),
  ];
}
