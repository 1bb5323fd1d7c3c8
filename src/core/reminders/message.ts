import type { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import { quietNote } from '#core/gate/words.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { findStep } from '#core/plan/tasks.ts';
import { type StepWords, stepWords } from '#core/plan/words.ts';
import { evening, eveningWords } from '#core/reminders/evening.ts';
import { lateness } from '#core/reminders/late.ts';
import { momentWords } from '#core/reminders/moments.ts';
import { sayPlatform } from '#core/reminders/reach.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { type Due, type Timed, timed } from '#core/reminders/timing.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
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

/** The message of one delivery or visit: one reminder in full with what has passed meanwhile, or several as a digest. */
export function reminderMessage(due: Due, knowledge: Knowledge, say: Say): Reply {
  const { person, now, held } = due;
  const all = timed(due, knowledge, say);
  const [first, ...others] = all;
  if (!first) return [];
  const isSoap = all.every(({ reminder }) => reminder.about.kind === 'soap');
  const notes: readonly Part[] = [
    // What somebody wrote themselves may name a program: in the quiet time the rule stands under it.
    ...(isSoap ? [] : quietNote(person, knowledge, now, say)),
    ...elsewhere(person, due.reminders, say),
  ];
  const { reminder, kind, when } = first;
  const isAlone = kind !== 'over' && others.every((other) => other.kind === 'over');
  if (others.length > 0 && !isAlone) return [...digest(due, all, knowledge, say), ...notes];
  const about = [
    ...(kind === 'on_time' ? [] : [say.text(`reminders.due.${kind}`, { when })]),
    ...(others.length === 0 ? [] : [list('reminders.passed', due, others, knowledge, say)]),
  ];
  const intro = held ? [say.text('reminders.held')] : [];
  if (reminder.about.kind === 'evening')
    return [...intro, ...about, ...evening(person, reminder.id, reminder.about.on, say)];
  const { title, why, how } = reminderWords(person, reminder, knowledge, now, say);
  return [
    ...intro,
    say.text(`reminders.due.${why === '' ? 'own' : 'title'}`, { what: title, why }),
    ...(how === '' ? [] : [say.text('reminders.due.how', { how })]),
    ...about,
    ...notes,
    { kind: 'buttons', buttons: kind === 'over' ? [soapButton(say)] : answerButtons(reminder, say) },
  ];
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
  if (reminder.about.kind === 'soap') return [done, soapButton(say)];
  return [
    done,
    { verb: 'hour', id: reminder.id, label: say.plain('reminders.hour') },
    { verb: 'tomorrow', id: reminder.id, label: say.plain('reminders.tomorrow') },
    { verb: 'move', id: reminder.id, label: say.plain('reminders.move') },
    { verb: 'drop', id: reminder.id, label: say.plain('reminders.skip') },
  ];
}

function soapButton(say: Say): Button {
  return { verb: 'soap', id: 'now', label: say.plain('soap.button.open') };
}

/** The first few with a button each where there is something to tick; of the others it says how many there are. */
function digest(due: Due, all: readonly Timed[], knowledge: Knowledge, say: Say): Reply {
  const shown = all.slice(0, DIGEST_MOST);
  const buttons = shown.flatMap(({ reminder: { id }, kind }, index): Button[] => {
    const label = say.plain('reminders.due.done', { number: index + 1 });
    return kind === 'over' ? [] : [{ verb: 'done', id, label }];
  });
  if (all.some(({ reminder }) => reminder.about.kind === 'soap')) buttons.push(soapButton(say));
  buttons.push({ verb: 'reminders', id: 'all', label: say.plain('reminders.list'), style: 'main' });
  const isMissed = all.some(({ reminder }) => lateness(reminder, due.person.settings, due.now) === 'missed');
  const title = isMissed ? 'reminders.missed' : 'reminders.due.several';
  const others = all.length - shown.length;
  return [
    list(due.held ? 'reminders.held' : title, due, shown, knowledge, say),
    ...(others > 0 ? [say.text('reminders.more', { count: others })] : []),
    { kind: 'buttons', buttons },
  ];
}

function list(title: string, due: Due, shown: readonly Timed[], knowledge: Knowledge, say: Say): Part {
  const items = shown.map(({ reminder, kind, when }) => {
    const what = reminderWords(due.person, reminder, knowledge, due.now, say).title;
    // A moment of Match Week that stands says all in its title.
    const isPlain = reminder.about.kind === 'soap' && kind !== 'over' && kind !== 'deadline';
    return say.line(`reminders.due.item.${isPlain ? 'on_time' : kind}`, { what, when });
  });
  return { kind: 'list', title: say.line(title, { count: due.reminders.length }), ordered: true, items };
}
