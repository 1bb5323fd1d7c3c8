import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { groundsOf } from '#core/draft/draft.ts';
import { maySend } from '#core/draft/may-send.ts';
import { nextFor } from '#core/etiquette/next.ts';
import { logged } from '#core/people/log.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Correspondent, correspondentSchema } from '#core/record/correspondent.ts';
import { claim, markSent } from '#core/reminders/delivery.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { isFollowUp } from '#core/reminders/kinds/follow-up.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { knowledge } from '../assessment/people.ts';
import { ELIGIBLE, eastern } from '../gate/people.ts';
import { countingIds, somebody } from './person.ts';

const ZONE = 'America/New_York';
const newId = countingIds();
const FIRST = Temporal.Instant.from('2027-03-15T04:00:00Z');
const SOAP_ENDS = eastern('18T21:00');
/** Before Tuesday at eight no program may write. */
const REVIEW = eastern('16T08:00');

/** How somebody is known, and what they were last sent; its follow-up falls into Match Week or just before it. */
const SORTS: readonly (readonly [Partial<Correspondent>, string])[] = [
  [{ kind: 'program', known: ['applied'] }, 'networking'],
  [{ kind: 'program', known: ['interviewed'] }, 'status-question'],
  [{ kind: 'resident', known: ['conversation'], program: 'Harbor FM' }, 'reconnect'],
  [{ kind: 'attending', known: ['interviewed'], program: 'Valley IM' }, 'networking'],
  [{ kind: 'program', known: ['applied'] }, 'usce-inquiry'],
  [{ kind: 'attending', known: ['rotated'] }, 'letter-request'],
  [{ kind: 'mentor', known: ['conversation'] }, 'mentor-ask'],
  [{ kind: 'place' }, 'usce-inquiry'],
  [{ kind: 'attending', known: ['rotated'] }, 'reconnect'],
  [{ kind: 'letter_writer', known: ['letter'] }, 'letter-request'],
];
/** Sorts whose messages go to a residency program, so that a first one is forbidden. */
const TO_PROGRAM = 5;

const people = Array.from({ length: 50 }, (_, index): Correspondent => {
  const [told, kind] = SORTS[index % SORTS.length] ?? [{}, 'mail'];
  const day = 26 + (index % 5);
  const sent = Temporal.PlainDate.from('2027-02-01').add({ days: day }).toString();
  return correspondentSchema.parse({
    name: `Somebody ${index}`,
    ...told,
    ...(told.program && { program: `${told.program} ${index}` }),
    id: `contact${String(index).padStart(3, '0')}`,
    log: [{ at: `${sent}T15:00:00Z`, from: 'me', kind }],
  });
});
const isToProgram = (id: string): boolean =>
  people.findIndex((one) => one.id === id) % SORTS.length < TO_PROGRAM;

function begin(): Applicant {
  const { settings } = somebody();
  return somebody({
    profile: ELIGIBLE,
    settings: { ...settings, zone: ZONE, quiet: null },
    people: [...people],
  });
}

/** Everything that is due, said as the worker says it. */
function ring(
  before: Applicant,
  now: Temporal.Instant,
): { readonly person: Applicant; readonly said: readonly string[] } {
  let person = inStep(before, knowledge, now, newId);
  const said: string[] = [];
  for (const { revision } of person.reminders) {
    const due = person.reminders.find((one) => one.revision === revision);
    if (due?.state.kind !== 'waiting' || Temporal.Instant.compare(wakeAt(due, person.settings), now) > 0)
      continue;
    const claimed = inStep(claim(person, { revision, now, early: false }), knowledge, now, newId);
    const carried = claimed.reminders.filter(
      ({ state }) => state.kind === 'claimed' && state.delivery === revision,
    );
    said.push(...carried.flatMap((one) => (isFollowUp(one) ? [one.about.contact] : [])));
    person = inStep(markSent(claimed, revision, 'discord', { now, address: '1' }), knowledge, now, newId);
  }
  return { person, said };
}

const hours = (from: Temporal.Instant, until: Temporal.Instant): readonly Temporal.Instant[] =>
  Array.from({ length: Math.ceil(from.until(until).total('hours')) }, (_, hour) => from.add({ hours: hour }));

const days = (from: Temporal.Instant, until: Temporal.Instant): readonly Temporal.Instant[] =>
  hours(from, until).filter((_, hour) => hour % 24 === 0);

test('hour by hour with fifty people: nobody is written to first, answers go out, and all of it comes back on Friday', () => {
  let person = begin();
  const before: string[] = [];
  for (const now of days(eastern('02T09:00'), FIRST)) {
    const rung = ring(person, now);
    before.push(...rung.said);
    person = rung.person;
  }
  const answered = people
    .filter(({ kind }, index) => kind === 'program' && index % 20 === 0)
    .map(({ id }) => id);
  expect(answered).toHaveLength(3);

  const during: string[] = [];
  for (const now of hours(FIRST, SOAP_ENDS)) {
    if (Temporal.Instant.compare(now, REVIEW) === 0)
      for (const id of answered) person = logged(person, id, 'replied', now);
    const rung = ring(person, now);
    during.push(...rung.said);
    person = rung.person;
    for (const contact of person.people) {
      const hasCalled = answered.includes(contact.id) && Temporal.Instant.compare(now, REVIEW) >= 0;
      const first = contact.log[0]?.kind;
      const grounds = groundsOf(person, contact.id);
      if (isToProgram(contact.id)) {
        for (const kind of ['networking', 'status-question', 'usce-inquiry', 'program-feedback'] as const) {
          expect(maySend(kind, grounds, knowledge, now).may, `${contact.name} ${kind} ${now}`).toBe(false);
          expect(nextFor(person, contact, kind, knowledge, now).may).toBe(false);
        }
      } else if (first === 'letter-request')
        expect(maySend('letter-reminder', grounds, knowledge, now).isForbidden).toBe(false);
      if (contact.kind === 'program')
        expect(maySend('soap-reply', grounds, knowledge, now).may, `${contact.name} ${now}`).toBe(hasCalled);
    }
    const loud = person.reminders
      .filter(isFollowUp)
      .filter(
        ({ about, state }) =>
          isToProgram(about.contact) && state.kind !== 'waiting' && state.kind !== 'skipped',
      );
    expect(loud).toEqual([]);
  }
  expect(during.filter(isToProgram)).toEqual([]);
  expect(during.length).toBeGreaterThan(0);

  const waiting = person.reminders
    .filter(isFollowUp)
    .filter(({ about, state }) => isToProgram(about.contact) && state.kind === 'waiting');
  expect(waiting.map(({ at }) => at)).toEqual(waiting.map(() => '2027-03-19T09:00'));
  const programs = people.filter(({ id }) => isToProgram(id)).map(({ id }) => id);
  expect(waiting.map(({ about }) => about.contact).toSorted()).toEqual(
    programs.filter((id) => !answered.includes(id)).toSorted(),
  );
  const friday: string[] = [];
  for (const now of hours(SOAP_ENDS, eastern('19T12:00'))) {
    const rung = ring(person, now);
    friday.push(...rung.said);
    person = rung.person;
  }
  expect(friday.toSorted()).toEqual(waiting.map(({ about }) => about.contact).toSorted());
  // People who heard before the week are told again if the week took it back; the others hear once.
  const private_ = people.filter(({ id }) => !isToProgram(id)).map(({ id }) => id);
  expect([...before, ...during].filter((id) => !isToProgram(id)).toSorted()).toEqual(private_.toSorted());
});
