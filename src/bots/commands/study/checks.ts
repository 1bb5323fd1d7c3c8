import type { Context } from '#bots/chat/context.ts';
import { checkPresses, detailsForm } from '#bots/commands/study/check-answer.ts';
import type { Corner } from '#bots/commands/study/corner.ts';
import {
  hasRoutine,
  routineForms,
  routineLines,
  routinePresses,
  setButton,
} from '#bots/commands/study/routine.ts';
import { button } from '#core/button.ts';
import { isoOf } from '#core/etiquette/days.ts';
import type { Button } from '#core/reply.ts';
import { studyDays } from '#core/study/days.ts';
import { studyToday } from '#core/study/week.ts';

/** The days on which the person studies, and how they went. */
export const checks: Corner = {
  forms: [...routineForms, detailsForm],
  presses: { ...routinePresses, ...checkPresses },
  lines: routineLines,
  buttons: (context) => {
    const { person, say } = context;
    if (!person || !hasRoutine(context, person)) return [setButton(context)];
    return [...todays(context), button(say, 'routine', 'now', 'studychecks.button.week')];
  },
};

/** A day can be answered before its hour. */
function todays({ person, say, now }: Context): readonly Button[] {
  if (!person) return [];
  const today = studyToday(person, now);
  const days = studyDays(person);
  const isOpen = days.isDue(today) && days.checkOf(today) === null;
  return isOpen ? [button(say, 'checkday', isoOf(today), 'studychecks.button.today', { style: 'main' })] : [];
}
