import { Temporal } from 'temporal-polyfill';
import { type Next, nextFor, nextForAll } from '#core/etiquette/next.ts';
import type { Correspondent, Message } from '#core/record/correspondent.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { contact, knowledge, writer } from './people.ts';
import { readerOf } from './reading.ts';

/** What one run of ten years comes to: a line for each thing that happened, and what was wrong with it. */
export interface Run {
  readonly story: readonly string[];
  readonly wrong: readonly string[];
  readonly sent: number;
}

/** Numbers from 0 to 1 that one seed gives again and again (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PEOPLE = [
  { id: 'mercyprog', kind: 'program', name: 'Mercy IM', known: ['interviewed'] },
  { id: 'harborprog', kind: 'program', name: 'Harbor FM', known: ['applied'] },
  { id: 'drleelee', kind: 'attending', name: 'Dr. Lee', program: 'County Hospital', known: ['rotated'] },
  { id: 'droseiosei', kind: 'mentor', name: 'Dr. Osei', known: ['conversation'] },
  { id: 'lindenplace', kind: 'place', name: 'Linden Clinic' },
] as const;

/**
 * Lives ten years of somebody who looks every few days and writes about half of what they may. The other side is silent,
 * answers, meets them, says no, or puts them off. Each message is held against the second reading, and a day that was named
 * must be kept where nothing has happened until then.
 */
export function live(seed: number): Run {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const story: string[] = [];
  const wrong: string[] = [];
  let people: readonly Correspondent[] = PEOPLE.map(contact);
  let sent = 0;
  const said = (id: string, message: Partial<Message> & Pick<Message, 'at' | 'from' | 'kind'>): void => {
    people = people.map((one) =>
      one.id === id ? contact({ ...one, log: [...one.log, message].slice(-60) }) : one,
    );
    story.push(`${message.at} ${id} ${message.from} ${message.kind}${message.refused ? ' no' : ''}`);
  };
  let now = Temporal.Instant.from('2026-01-05T15:00:00Z');
  const end = Temporal.Instant.from('2035-06-01T00:00:00Z');
  for (
    ;
    Temporal.Instant.compare(now, end) < 0;
    now = now.add({ hours: 24 * (2 + Math.floor(next() * 14)) })
  ) {
    const person = writer(people);
    const today = now.toZonedDateTimeISO('America/New_York').toPlainDate().toString();
    const answers = nextForAll(person, knowledge, now);
    const waiting = pick(answers.filter((one) => !one.may && one.earliest !== null));
    if (waiting && !isKept(person, waiting))
      wrong.push(`${today} ${waiting.contact} ${waiting.kind} was promised`);
    const may = answers.filter((one) => one.may && next() < 0.5);
    const chosen = pick(may);
    if (chosen) {
      if (!isRight(person, chosen.contact, chosen.kind, now, today))
        wrong.push(`${today} ${chosen.contact} ${chosen.kind}`);
      said(chosen.contact, { at: now.toString(), from: 'me', kind: chosen.kind });
      sent += 1;
    }
    const other = pick(PEOPLE);
    const luck = next();
    if (!other || luck > 0.12) continue;
    const at = now.add({ hours: 3 }).toString();
    if (luck < 0.04) said(other.id, { at, from: 'them', kind: 'mail' });
    else if (luck < 0.07)
      said(other.id, { at, from: 'them', kind: other.kind === 'program' ? 'interview' : 'meeting' });
    else if (luck < 0.08) said(other.id, { at, from: 'them', kind: 'mail', refused: true });
    else if (luck < 0.1) said(other.id, { at, from: 'them', kind: 'mail', says: 'Please send us your CV.' });
    else
      said(other.id, {
        at,
        from: 'them',
        kind: 'mail',
        later: now
          .add({ hours: 24 * 40 })
          .toString()
          .slice(0, 10),
      });
  }
  return { story, wrong, sent };
}

/** On the morning of the day that was named it may be written, where nothing else has happened. */
function isKept(person: Grounds, { contact: id, kind, earliest }: Next): boolean {
  const one = person.people.find((each) => each.id === id);
  if (!one || earliest === null) return false;
  const day = Temporal.PlainDate.from(earliest).toZonedDateTime({
    timeZone: 'America/New_York',
    plainTime: '09:00',
  });
  return nextFor(person, one, kind, knowledge, day.toInstant()).may;
}

function isRight(
  person: Grounds,
  id: string,
  kind: Parameters<ReturnType<typeof readerOf>>[0],
  now: Temporal.Instant,
  today: string,
): boolean {
  const one = person.people.find((each) => each.id === id);
  if (!one) return false;
  const { etiquette, seasons } = knowledge;
  const others = person.people.filter((each) => each !== one);
  const told = {
    contact: one,
    others,
    noMessages: [],
    zone: 'America/New_York',
    at: now,
    etiquette,
    seasons,
  };
  return readerOf(told)(kind, now, today);
}
