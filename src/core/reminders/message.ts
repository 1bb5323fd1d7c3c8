import type { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import { quietNote } from '#core/gate/words.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { evening, eveningWords } from '#core/plan/evening.ts';
import { findStep } from '#core/plan/tasks.ts';
import { type StepWords, stepWords } from '#core/plan/words.ts';
import { wakeAt, zoneOf } from '#core/reminders/clock.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { sayWall } from '#core/reminders/words.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { momentWords } from '#core/soap/reminders.ts';
import type { Say } from '#core/text.ts';

/** Later than this, the message says that it is late. */
const LATE_MS = 5 * 60_000;
/** A digest shows the first few, each with a button; the list command has the rest. */
const DIGEST_MOST = 8;

/** What a reminder is about, in the words that hold today. */
export function reminderWords(
  person: Applicant,
  { about }: Reminder,
  knowledge: Knowledge,
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
      return momentWords(person, about, knowledge);
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
}

/** The message of one delivery: one reminder in full, or several as one digest. */
export function reminderMessage(due: Due, knowledge: Knowledge, say: Say): Reply {
  const { person, reminders, now } = due;
  const [first, ...others] = reminders;
  if (!first) return [];
  const isSoap = reminders.every(({ about }) => about.kind === 'soap');
  // What somebody wrote themselves may name a program: in the quiet time the rule stands under it.
  const quiet = isSoap ? [] : quietNote(person, knowledge, now, say);
  if (others.length > 0) return [...digest(due, knowledge, say), ...quiet];
  if (first.about.kind === 'evening') return evening(person, first.id, first.about.on, say);
  const { title, why, how } = reminderWords(person, first, knowledge, say);
  const key = why === '' ? 'own' : 'title';
  const parts: Part[] = [say.text(`reminders.due.${key}`, { what: title, why })];
  if (how !== '') parts.push(say.text('reminders.due.how', { how }));
  const lateMs = now.epochMilliseconds - wakeAt(first, person.settings).epochMilliseconds;
  const when = sayWall(first.snoozedTo ?? first.at, zoneOf(person.settings), now, say);
  if (first.state.kind === 'claimed' && first.state.early) {
    parts.push(say.text('reminders.due.early', { when }));
  } else if (first.deadline) {
    parts.push(say.text('reminders.due.deadline', { when }));
  } else if (lateMs > LATE_MS) {
    parts.push(say.text('reminders.due.late'));
  }
  return [...parts, ...quiet, { kind: 'buttons', buttons: answerButtons(first, say) }];
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
function digest({ person, reminders, now }: Due, knowledge: Knowledge, say: Say): Reply {
  const shown = reminders.slice(0, DIGEST_MOST);
  const items = shown.map((reminder) => {
    const what = reminderWords(person, reminder, knowledge, say).title;
    const when = sayWall(reminder.snoozedTo ?? reminder.at, zoneOf(person.settings), now, say);
    return say.line(reminder.deadline ? 'reminders.due.item_deadline' : 'reminders.due.item', { what, when });
  });
  const buttons: Button[] = shown.map((reminder, index) => ({
    verb: 'done',
    id: reminder.id,
    label: say.plain('reminders.due.done', { number: index + 1 }),
  }));
  buttons.push({ verb: 'reminders', id: 'all', label: say.plain('reminders.list'), style: 'main' });
  const others = reminders.length - shown.length;
  return [
    {
      kind: 'list',
      title: say.line('reminders.due.several', { count: reminders.length }),
      ordered: true,
      items,
    },
    ...(others > 0 ? [say.text('reminders.more', { count: others })] : []),
    { kind: 'buttons', buttons },
  ];
}
