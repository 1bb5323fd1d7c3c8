import type { Action } from '#core/gate/action.ts';
import { actionOfWords } from '#core/gate/own-words.ts';
import type { TaskRule } from '#core/knowledge/plans.ts';
import { ruleOf, stepWords } from '#core/plan/step-words.ts';
import { findStep, isTask } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Step, Task } from '#core/record/plan.ts';
import type { AboutOf, Reminder } from '#core/record/reminder.ts';
import { EVERY_ANSWER, type Kind, type Scene, type Timing } from '#core/reminders/kinds/kind.ts';
import { sayDay } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** A step of the plan, or a task beside it. */
export function step({ step: id }: AboutOf<'step'>): Kind {
  return {
    words: ({ person, knowledge }) => {
      const found = findStep(person, id);
      if (!found) throw new Error('a reminder is about a step that is gone');
      return stepWords(knowledge, found);
    },
    screen: null,
    action: ({ person, knowledge }) => {
      const found = findStep(person, id);
      if (found && isTask(found) && found.own) return actionOfOwn(found.own, knowledge);
      const rule = found && ruleOf(knowledge, found.key);
      return rule ? actionOfStep(rule) : null;
    },
    answers: EVERY_ANSWER,
    inDigest: 'done',
    page: null,
    needsQuietNote: true,
    joinsWithin: { minutes: 1 },
    isDeadline: (reminder, person) => {
      const found = findStep(person, id);
      return found ? isLastCall(found, reminder) : reminder.deadline === true;
    },
    timing: (reminder, scene) => lastDayTiming(reminder, findStep(scene.person, id), scene),
    titleHasTime: false,
    isForToday: () => true,
    ownWords: null,
  };
}

/** A promise or a step in the person's own words, with whom they named. */
function actionOfOwn(
  { what, who, allowed }: NonNullable<Task['own']>,
  { gate }: Scene['knowledge'],
): Action | null {
  return allowed ? null : actionOfWords(who ? `${what} to ${who}` : what, gate.own_words);
}

/** What a plan step asks the person to do, if a rule could forbid it. */
export function actionOfStep({ contact, to }: Pick<TaskRule, 'contact' | 'to'>): Action | null {
  if (!contact) return null;
  switch (to) {
    case 'program':
      return { kind: 'contact_program', program: null };
    case 'letter_writer':
      return { kind: 'ask_letter_writer' };
    case 'mentor':
      return { kind: 'ask_mentor' };
    default:
      return to satisfies never;
  }
}

/** True for promises, and for steps on their last day. */
function isLastCall(found: Step | Task, { snoozedTo, at }: Reminder): boolean {
  if (isTask(found) && found.set === 'today') return true;
  return found.last !== undefined && (snoozedTo ?? at).slice(0, 10) >= found.last;
}

function lastDayTiming(
  { deadline }: Reminder,
  found: Step | undefined,
  { person, now, say }: Scene,
): Timing | null {
  if (!deadline || !found?.last) return null;
  const isPast = found.last < today(person, now);
  return { kind: isPast ? 'passed' : 'last_day', when: sayDay(found.last, say) };
}

function today({ settings }: Applicant, now: Scene['now']): string {
  return wallOf(now, zoneOf(settings)).slice(0, 10);
}

/** The id of the plan step or task that a reminder is about, or null. */
export function stepOf({ about }: Reminder): string | null {
  return about.kind === 'step' ? about.step : null;
}
