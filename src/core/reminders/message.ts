import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import { quietNote } from '#core/gate/words.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { evening, eveningWords } from '#core/plan/evening.ts';
import { findStep } from '#core/plan/tasks.ts';
import { type StepWords, stepWords } from '#core/plan/words.ts';
import { dueAt, wallOf, zoneOf } from '#core/reminders/clock.ts';
import { LATE_MS, lateness } from '#core/reminders/late.ts';
import { sayPlatform } from '#core/reminders/reach.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { sayWall } from '#core/reminders/words.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { momentOf, momentWords } from '#core/soap/reminders.ts';
import type { Say } from '#core/text.ts';

/** A digest shows the first few, each with a button; the list command has the rest. */
const DIGEST_MOST = 8;

/** What a reminder is about, in the words that hold today. */
export function reminderWords(
  person: Applicant,
  { about }: Reminder,
  knowledge: Knowledge,
  now: Temporal.Instant,
  say: Say,
): StepWords {
  switch (about.kind) {
    case 'step': {
      const step = findStep(person, about.step);
      if (!step) throw new Error('a reminder stands for a step that nobody has');
      return stepWords(knowledge, step);
    }
    case 'evening':
      return eveningWords(say);
    case 'soap':
      return momentWords(person, about, knowledge, now);
    case 'own':
      return { title: about.text, why: '', how: '', source: '', owner: 'you' };
    default:
      throw about satisfies never;
  }
}

interface Due {
  readonly person: Applicant;
  readonly reminders: readonly Reminder[];
  readonly now: Temporal.Instant;
  /** Kept until this visit, since nothing could be reached. */
  readonly held?: boolean;
}

/** The message of one delivery or visit: one reminder in full, or several as one digest. */
export function reminderMessage(due: Due, knowledge: Knowledge, say: Say): Reply {
  const { person, now, held = false } = due;
  const reminders = due.reminders.toSorted(inOrder);
  const [first, ...others] = reminders;
  if (!first) return [];
  const isSoap = reminders.every(({ about }) => about.kind === 'soap');
  const notes: readonly Part[] = [
    // What somebody wrote themselves may name a program: in the quiet time the rule stands under it.
    ...(isSoap ? [] : quietNote(person, knowledge, now, say)),
    ...elsewhere(person, reminders, say),
  ];
  if (others.length > 0) return [...digest({ ...due, reminders }, knowledge, say), ...notes];
  const { kind, when } = timing(due, first, knowledge, say);
  const time = kind === 'on_time' ? [] : [say.text(`reminders.due.${kind}`, { when })];
  const intro = held ? [say.text('reminders.held', { count: 1 })] : [];
  if (first.about.kind === 'evening')
    return [...intro, ...time, ...evening(person, first.id, first.about.on, say)];
  const { title, why, how } = reminderWords(person, first, knowledge, now, say);
  const key = why === '' ? 'own' : 'title';
  return [
    ...intro,
    say.text(`reminders.due.${key}`, { what: title, why }),
    ...(how === '' ? [] : [say.text('reminders.due.how', { how })]),
    ...time,
    ...notes,
    { kind: 'buttons', buttons: answerButtons(first, say) },
  ];
}

/** SOAP first, then by time. */
function inOrder(a: Reminder, b: Reminder): number {
  const rank = ({ urgency, snoozedTo, at }: Reminder): string =>
    `${urgency === 'soap' ? 0 : 1} ${snoozedTo ?? at}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/** What is to be said about a reminder's time, and that time in the person's zone. */
function timing({ person, now, held }: Due, reminder: Reminder, knowledge: Knowledge, say: Say) {
  const { about, state } = reminder;
  const zone = zoneOf(person.settings);
  const when = sayWall(reminder.snoozedTo ?? reminder.at, zone, now, say);
  const moment = about.kind === 'soap' ? momentOf(about, knowledge) : undefined;
  if (state.kind === 'claimed' && state.early) return { kind: 'early', when };
  if (moment) {
    const event = sayWall(wallOf(moment.event, zone), zone, now, say);
    if (Temporal.Instant.compare(moment.stale, now) <= 0) return { kind: 'over', when: event };
    if (Temporal.Instant.compare(moment.event, now) > 0) return { kind: 'deadline', when: event };
  }
  if (reminder.deadline) {
    const isOver = now.since(dueAt(reminder, person.settings)).total('milliseconds') > LATE_MS;
    return { kind: isOver ? 'passed' : 'deadline', when };
  }
  const late = lateness(reminder, person.settings, now);
  return { kind: held && late !== 'on_time' ? 'planned' : late, when };
}

/** Says once that another platform has refused what comes here now. */
function elsewhere({ identities }: Applicant, reminders: readonly Reminder[], say: Say): readonly Part[] {
  const refused = identities.find(({ refusal, refusedAt }) =>
    reminders.some(({ state }) => refusal && state.kind === 'claimed' && state.at === refusedAt),
  );
  return refused ? [say.text('reach.fallback', { platform: sayPlatform(refused.platform, say) })] : [];
}

/** The buttons that answer a reminder, now or in a year. */
export function answerButtons(reminder: Reminder, say: Say): readonly Button[] {
  const done: Button = { verb: 'done', id: reminder.id, label: say.plain('reminders.done'), style: 'main' };
  // The calendar decides when these come: they can be ticked, not moved.
  if (reminder.about.kind === 'soap')
    return [done, { verb: 'soap', id: 'now', label: say.plain('soap.button.open') }];
  return [
    done,
    { verb: 'hour', id: reminder.id, label: say.plain('reminders.hour') },
    { verb: 'tomorrow', id: reminder.id, label: say.plain('reminders.tomorrow') },
    { verb: 'move', id: reminder.id, label: say.plain('reminders.move') },
    { verb: 'drop', id: reminder.id, label: say.plain('reminders.skip') },
  ];
}

/** The first few with a button each; of the others it says how many there are. */
function digest(due: Due, knowledge: Knowledge, say: Say): Reply {
  const { person, reminders, now, held } = due;
  const shown = reminders.slice(0, DIGEST_MOST);
  const items = shown.map((reminder) => {
    const what = reminderWords(person, reminder, knowledge, now, say).title;
    const { kind, when } = timing(due, reminder, knowledge, say);
    return say.line(`reminders.due.item.${kind}`, { what, when });
  });
  const buttons: Button[] = shown.map((reminder, index) => ({
    verb: 'done',
    id: reminder.id,
    label: say.plain('reminders.due.done', { number: index + 1 }),
  }));
  const isSoap = reminders.some(({ about }) => about.kind === 'soap');
  if (isSoap) buttons.push({ verb: 'soap', id: 'now', label: say.plain('soap.button.open') });
  buttons.push({ verb: 'reminders', id: 'all', label: say.plain('reminders.list'), style: 'main' });
  const others = reminders.length - shown.length;
  const isMissed = reminders.every((one) => lateness(one, person.settings, now) === 'missed');
  const title = held ? 'held' : isMissed ? 'missed_several' : 'due.several';
  return [
    {
      kind: 'list',
      title: say.line(`reminders.${title}`, { count: reminders.length }),
      ordered: true,
      items,
    },
    ...(others > 0 ? [say.text('reminders.more', { count: others })] : []),
    { kind: 'buttons', buttons },
  ];
}
