import { button } from '#core/button.ts';
import { ownTitle } from '#core/plan/step-words.ts';
import { promisesOf } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { EVERY_ANSWER, type Kind, ORDINARY } from '#core/reminders/kinds/kind.ts';
import { type Button, type Part, type Reply, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** The evening question about a day's promises. */
export function evening({ on }: AboutOf<'evening'>): Kind {
  return {
    words: ({ say }) => ({
      title: say.plain('commit.evening.title'),
      why: '',
      how: '',
      source: '',
      owner: 'you',
    }),
    screen: (reminder, { person, say }) => eveningScreen(person, reminder, on, say),
    action: () => null,
    answers: EVERY_ANSWER,
    inDigest: 'done',
    ...ORDINARY,
    isForToday: (_, { person, now }) => on === wallOf(now, zoneOf(person.settings)).slice(0, 10),
    ownWords: null,
  };
}

/** The question about a day: what was promised, with a button for each promise that is still open. */
export function eveningScreen(person: Applicant, reminder: string, on: string, say: Say): Reply {
  const promises = promisesOf(person, on);
  const left = promises.filter(({ state }) => state === 'open');
  const end: Button = button(say, 'commitend', reminder, 'commit.button.end');
  const text = left.length === 0 ? 'all_done' : 'ask';
  const done = promises.flatMap((task, index): Button[] => {
    const label = say.plain('commit.button.done', { number: index + 1 });
    return task.state === 'open' ? [{ verb: 'commitdone', id: task.id, label, style: 'main' }] : [];
  });
  const rest: Button = button(say, 'commitrest', reminder, 'commit.button.rest');
  return [
    say.text(`commit.evening.${text}`),
    ...(promises.length === 0 ? [] : [promiseList(promises, say)]),
    { kind: 'buttons', buttons: left.length === 0 ? [end] : [...done, rest, end] },
  ];
}

export function promiseList(promises: readonly Task[], say: Say): Part {
  return {
    kind: 'checklist',
    title: say.line('commit.evening.title'),
    items: promises.map(({ own, time, state }) => ({
      done: state === 'done',
      line: say.line('commit.line', { time, what: words(own ? ownTitle(own) : '') }),
    })),
  };
}

/** The day that an evening question is about; null for other reminders. */
export function eveningOf({ about }: Reminder): string | null {
  return about.kind === 'evening' ? about.on : null;
}
