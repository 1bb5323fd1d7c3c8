import type { Temporal } from 'temporal-polyfill';
import { isoOf, readDay } from '#core/etiquette/days.ts';
import { pickForFeedback } from '#core/etiquette/feedback.ts';
import { type Forgotten, forgottenAt } from '#core/etiquette/forgotten.ts';
import { nextFor } from '#core/etiquette/next.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type FollowUp, followUpsOf } from '#core/outreach/follow-up.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Line, Part } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { dayWords } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Somebody to write to, or not yet: from which day on (`YYYY-MM-DD` in the person's zone), and why. */
export interface Turn {
  readonly name: string;
  readonly on: string;
  readonly why: string;
}

/** Seven days with people, from today on. */
export interface PeopleWeek {
  readonly write: readonly Turn[];
  /** People who wait for a word. */
  readonly waiting: readonly Forgotten[];
  readonly notYet: readonly Turn[];
}

const DAYS = 7;

export function peopleWeek(person: Applicant, knowledge: Knowledge, now: Temporal.Instant): PeopleWeek {
  const today = wallOf(now, zoneOf(person.settings)).slice(0, 10);
  const end = isoOf(readDay(today) + DAYS);
  const turns = followUpsOf(person, knowledge, now).map((one) => ({
    contact: one.contact.id,
    turn: turnOf(one, person, knowledge, now, today),
  }));
  const isSoon = ({ turn }: { readonly turn: Turn }): boolean => turn.on < end;
  const soon = [...turns.filter(isSoon), ...feedback(person, knowledge, now, today)];
  const taken = new Set(soon.map(({ contact }) => contact));
  return {
    write: soon.map(({ turn }) => turn),
    waiting: forgottenAt(person, knowledge, now).filter(({ contact }) => !taken.has(contact)),
    notYet: turns.filter((one) => !isSoon(one)).map(({ turn }) => turn),
  };
}

function turnOf(
  { contact, what, may, morning, on }: FollowUp,
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  today: string,
): Turn {
  const { why } = nextFor(person, contact, what, knowledge, now);
  return {
    name: contact.name,
    on: may ? today : (morning ?? on),
    why: may || on > today ? knowledge.etiquette.kinds[what].says : why,
  };
}

interface Asked {
  readonly contact: string;
  readonly turn: Turn;
}

/** Programs to ask for feedback while its weeks last, and none that was asked already. */
function feedback(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  today: string,
): readonly Asked[] {
  const kind = 'program-feedback';
  return pickForFeedback(person, knowledge, now).ask.flatMap(({ contact: id, why }): Asked[] => {
    const contact = person.people.find((one) => one.id === id);
    if (!contact || contact.log.some((one) => one.from === 'me' && one.kind === kind)) return [];
    const isOpen = nextFor(person, contact, kind, knowledge, now).may;
    return isOpen ? [{ contact: id, turn: { name: contact.name, on: today, why } }] : [];
  });
}

/** As much as is read at a glance. */
const SHOWN = { write: 3, waiting: 2, notYet: 1 } as const;

/** The week in a few lines; nothing where there is nobody to think of. */
export function peopleWeekParts(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  say: Say,
): readonly Part[] {
  if (person.people.length === 0) return [];
  const { write, waiting, notYet } = peopleWeek(person, knowledge, now);
  const today = wallOf(now, zoneOf(person.settings)).slice(0, 10);
  const turn = (key: string, { name, on, why }: Turn): Line =>
    say.line(`followups.week.${on <= today ? `${key}_now` : key}`, {
      name,
      why,
      on: dayWords(on, say.language),
    });
  const items = [
    ...write.slice(0, SHOWN.write).map((one) => turn('write', one)),
    ...waiting.slice(0, SHOWN.waiting).map(({ says }) => say.line('followups.week.waiting', { says })),
    ...notYet.slice(0, SHOWN.notYet).map((one) => turn('not_yet', one)),
  ];
  if (items.length === 0) return [];
  const left = write.length + waiting.length + notYet.length - items.length;
  const more = left > 0 ? [say.line('followups.week.more', { count: left })] : [];
  return [
    { kind: 'list', title: say.line('followups.week.title'), ordered: false, items: [...items, ...more] },
  ];
}
