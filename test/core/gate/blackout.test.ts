import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadTexts } from '#app/texts.ts';
import { maySend } from '#core/draft/may-send.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { addresseeSchema, groundsSchema } from '#core/record/grounds.ts';
import { planSchema } from '#core/record/plan.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { claim, markHeld } from '#core/reminders/delivery.ts';
import { inStep } from '#core/reminders/in-step.ts';
import { actionOfStep } from '#core/reminders/kinds/step.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { move, snooze } from '#core/reminders/schedule.ts';
import { wakeAt } from '#core/reminders/wake.ts';
import { quietSeason, startOf } from '#core/season/season.ts';
import { createSay } from '#core/text.ts';
import { wallOf } from '#core/time/wall.ts';
import { sample } from '../../depth.ts';
import { knowledge } from '../assessment/people.ts';
import { countingIds, reminder, somebody, step } from '../reminders/person.ts';
import { eastern } from './people.ts';

const CONFIG = fileURLToPath(new URL('../../../config/', import.meta.url));
const say = createSay('en', await loadTexts(`${CONFIG}locales/en/`));
const rules = [...knowledge.plans.flatMap(({ steps }) => steps), ...knowledge.firstDay.items];
const contacting = new Set(
  rules.filter((rule) => actionOfStep(rule)?.kind === 'contact_program').map(({ key }) => key),
);
const HOURS = Array.from({ length: 93 }, (_, hour) => hour);
const ZONES = ['America/New_York', 'Asia/Karachi', 'Australia/Sydney'];

/** Somebody with every step of every plan, each with a reminder at `at`, wall clock in `zone`. */
function everything(zone: string, at: string, quiet: Applicant['settings']['quiet'] = null): Applicant {
  const steps = rules.map(({ key }, index) => step({ id: `step${index + 1000}`, key, on: at.slice(0, 10) }));
  const reminders = steps.map(({ id }, index) =>
    reminder({
      id: `remind${index + 1000}`,
      revision: `revise${index + 1000}`,
      about: { kind: 'step', step: id },
      at,
    }),
  );
  // More steps than one plan may hold: nobody has all of them.
  const empty = planSchema.parse({ madeAt: '2027-03-01T00:00:00Z', path: 'delay', steps: [] });
  const plan = { ...empty, steps };
  const person = somebody({ plan, reminders });
  return { ...person, settings: { ...person.settings, zone, quiet } };
}

function keyOf(person: Applicant, { about }: Reminder): string {
  const id = about.kind === 'step' ? about.step : '';
  return person.plan?.steps.find((one) => one.id === id)?.key ?? '';
}

/** Reminders of a person that ask for a contact, and are said at `now` or will be in some quiet time. */
function wrong(person: Applicant, now: Temporal.Instant): readonly string[] {
  return person.reminders
    .filter((one) => contacting.has(keyOf(person, one)))
    .filter((one) => {
      if (one.state.kind !== 'waiting') return quietSeason(knowledge.seasons, now) !== null;
      const at = wakeAt(one, person.settings);
      const said = Temporal.Instant.compare(at, now) > 0 ? at : now;
      return quietSeason(knowledge.seasons, said) !== null;
    })
    .map((one) => keyOf(person, one));
}

test('there are steps that contact programs, and steps that do not', () => {
  expect(contacting.size).toBeGreaterThan(4);
  expect(rules.length - contacting.size).toBeGreaterThan(20);
});

/** Each hour in one of the zones; in a deep run in all of them. */
const hoursFor = (zone: string): readonly number[] => sample(HOURS.slice(ZONES.indexOf(zone)), ZONES.length);

describe.each(ZONES)('through every hour of the quiet time, in %s', (zone) => {
  const due = wallOf(eastern('12T09:00'), zone);

  test('nothing due, planned, being delivered or held asks for contact', () => {
    const newId = countingIds();
    for (const hour of hoursFor(zone)) {
      const now = eastern('15T00:00').add({ hours: hour });
      const planned = everything(zone, wallOf(now.add({ minutes: 30 }), zone));
      const overdue = everything(zone, due);
      const sending = claim(overdue, { revision: 'revise1000', now, early: false });
      for (const person of [planned, overdue, sending, markHeld(sending, 'delivery01', now)]) {
        expect(wrong(person, now).length).toBe(contacting.size);
        const kept = inStep(person, knowledge, now, newId);
        expect(wrong(kept, now)).toEqual([]);
        expect(inStep(kept, knowledge, now, newId)).toBe(kept);
        // What asks for no contact stays as it was.
        const others = (one: Applicant) => one.reminders.filter((r) => !contacting.has(keyOf(one, r)));
        expect(others(kept)).toEqual(others(person));
      }
    }
  });

  test('it comes back at nine on the morning after SOAP has ended', () => {
    const now = eastern('16T12:00');
    const kept = inStep(everything(zone, due), knowledge, now, countingIds());
    const waits = kept.reminders.filter((one) => contacting.has(keyOf(kept, one)));
    for (const one of waits) {
      expect(one.snoozedTo?.slice(11)).toBe('09:00');
      const wait = eastern('18T21:00').until(wakeAt(one, kept.settings)).total('hours');
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(24);
    }
  });

  test('quiet hours do not carry a Sunday reminder into it', () => {
    const sunday = everything(zone, wallOf(eastern('14T23:30'), zone), {
      from: wallOf(eastern('14T23:00'), zone).slice(11),
      to: wallOf(eastern('15T06:00'), zone).slice(11),
    });
    const now = eastern('14T12:00');
    expect(wrong(sunday, now).length).toBe(contacting.size);
    expect(wrong(inStep(sunday, knowledge, now, countingIds()), now)).toEqual([]);
  });

  test('nobody can move or snooze it there', () => {
    const newId = countingIds();
    const now = eastern('12T12:00');
    const person = everything(zone, wallOf(eastern('13T09:00'), zone));
    const wall = wallOf(eastern('17T15:00'), zone);
    for (const one of person.reminders.filter((r) => contacting.has(keyOf(person, r)))) {
      for (const change of [move, snooze]) {
        const kept = inStep(change(person, one.id, wall, newId), knowledge, now, newId);
        expect(wrong(kept, now)).toEqual([]);
      }
    }
  });
});

test('nothing said during it talks anyone into contact', () => {
  for (const hour of HOURS) {
    const now = eastern('15T00:00').add({ hours: hour });
    const person = inStep(everything('America/New_York', '2027-03-12T09:00'), knowledge, now, countingIds());
    const said = person.reminders.filter((one) => !contacting.has(keyOf(person, one)));
    // Each step in full once, and at every hour one of them in full and all of them as a digest.
    const alone = hour === 0 ? said : said.slice(hour % said.length, (hour % said.length) + 1);
    for (const reminders of [said, ...alone.map((one) => [one])]) {
      const message = reminderMessage({ person, reminders, now }, knowledge, say);
      expect(JSON.stringify(message)).toContain("don't contact a program first");
      expect(sentencesOf(message).filter(advises)).toEqual([]);
    }
  }
});

test('outside the quiet time everything stays as it is', () => {
  for (const at of ['10T12:00', '14T23:59', '18T21:00', '25T12:00']) {
    const person = everything('America/New_York', wallOf(eastern('26T09:00'), 'America/New_York'));
    expect(inStep(person, knowledge, eastern(at), countingIds())).toBe(person);
  }
});

/** A sentence that sounds like telling somebody to get in touch with a program. */
function advises(sentence: string): boolean {
  const contact =
    /\b(e-?mail|mail|write to|call|contact|message|phone|reach out|get in touch|knock|ask|visit|thank)(s|ing|ed)?\b[^.]*\b(programs?|coordinators?|program directors?|PDs?|faculty at)\b/i;
  const restrained = /\b(no|nobody|not|never|neither|until|after|cannot|free of|who contacts you)\b|n't\b/i;
  return contact.test(sentence) && !restrained.test(sentence);
}

test('during it, no first-contact draft may be sent to a program or its people', () => {
  const contacts = draftKindSchema.options.filter((kind) =>
    knowledge.drafts.kinds[kind].gate.includes('contact_program'),
  );
  expect(contacts.length).toBeGreaterThan(3);
  for (const hour of HOURS) {
    const now = eastern('15T00:00').add({ hours: hour });
    for (const kind of ['program', 'resident'] as const) {
      const to = addresseeSchema.parse({ kind, name: 'Mercy Internal Medicine', known: ['interviewed'] });
      const grounds = groundsSchema.parse({ profile: {}, to });
      const may = contacts.filter((one) => maySend(one, grounds, knowledge, now).may);
      expect(may).toEqual([]);
    }
  }
});

test('the scan can tell advice from a rule', () => {
  expect(advises('Call three programs today.')).toBe(true);
  expect(advises('Ask your dean to call the program director.')).toBe(true);
  expect(advises('Email the coordinator with one true reason.')).toBe(true);
  expect(advises('Contact no program.')).toBe(false);
  expect(advises('Ask your school for advice.')).toBe(false);
});

function sentencesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/(?<=[.!?])\s+/);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(sentencesOf);
}

function leavesOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

/** Said only once SOAP has ended, or names of what the gate is asked about. */
const BEHIND_THE_GATE = [
  /^knowledge\/soap\.yaml\.phases\.open\./,
  /^knowledge\/soap\.yaml\.offers\.over\./,
  /^knowledge\/soap\.yaml\.moments\.\d+\.(why|how|title)$/,
  /^locales\/en\/soap\.yaml\.gate\.action\./,
  /^knowledge\/sources\.yaml\./,
  // Drafts and what they are called: none is written while it may not be sent.
  /^knowledge\/templates\//,
  /^knowledge\/drafts\.yaml\.kinds\./,
  /^locales\/en\/check\.yaml\.kind\./,
  // What a mistake is called.
  /^knowledge\/rehearsal\.yaml\.traps\.\w+\.title$/,
  // Phrases that are looked for.
  /^knowledge\/gate\.yaml\.own_words\./,
  /\.source\.part$/,
  // Weights of words: read by nobody.
  /^knowledge\/(crisis|tone)_weights\.yaml/,
  // Worked examples: read by tests, shown to nobody.
  /^knowledge\/examples\//,
];

test('no text tells anyone to contact a program, except steps that pass the gate', async () => {
  const files = (await readdir(CONFIG, { recursive: true })).filter((file) =>
    /\.(ya?ml|md|liquid)$/.test(file),
  );
  expect(files.length).toBeGreaterThan(20);
  const loose: string[] = [];
  for (const file of files) {
    const text = await readFile(`${CONFIG}${file}`, 'utf8');
    const gated = new Set(
      rules.filter(({ key }) => contacting.has(key)).flatMap(({ title, why, how }) => [title, why, how]),
    );
    const content: unknown = /ya?ml$/.test(file) ? parse(text) : text;
    for (const [path, leaf] of leavesOf(content, file)) {
      if (gated.has(leaf) || BEHIND_THE_GATE.some((pattern) => pattern.test(path))) continue;
      if (sentencesOf(leaf).some(advises)) loose.push(`${path}: ${leaf}`);
    }
  }
  expect(loose).toEqual([]);
});

test('of everything said at the moments of SOAP week, only what comes after SOAP mentions contact', () => {
  for (const season of knowledge.seasons) {
    const ends = startOf(season, 'soap_ends');
    for (const { id, title, why, how, with_offer, at } of knowledge.soap.moments) {
      if (at.event === 'soap_ends' || at.event === 'match_day') continue;
      const said = [title, why, how, ...Object.values(with_offer ?? {})].flatMap(sentencesOf);
      expect([id, said.filter(advises)]).toEqual([id, []]);
    }
    expect(Temporal.Instant.compare(ends, startOf(season, 'round_4'))).toBe(1);
  }
});
