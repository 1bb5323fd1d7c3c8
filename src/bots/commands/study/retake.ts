import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { aimButton, aimForms, aimPresses } from '#bots/commands/study/aim.ts';
import type { Corner } from '#bots/commands/study/corner.ts';
import { lifeForms, lifePresses } from '#bots/commands/study/life.ts';
import { assessed, planned, standingParts, todayOf, warningParts } from '#bots/commands/study/standing.ts';
import { button } from '#core/button.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Button, Reply } from '#core/reply.ts';
import { nextAway } from '#core/study/away.ts';
import { retakeOf } from '#core/study/retake.ts';
import { retakePlan } from '#core/study/retake-plan.ts';
import { weekWords } from '#core/study/retake-words.ts';
import { isFar } from '#core/study/warnings.ts';
import { sayDay } from '#core/time/say.ts';

/** As many weeks as a phone shows without scrolling. */
const SHOWN = 8;

/** The exam to sit next, its day and the weeks counted back from it. */
export const retake: Corner = {
  forms: [...aimForms, ...lifeForms],
  presses: {
    ...aimPresses,
    ...lifePresses,
    studyweeks: { redraw: false, run: async (context, id) => weeks(context, Number(id) || 0) },
  },
  lines: (context) => {
    const { person, say } = context;
    return isKnown(person) ? standingParts(context, person) : [say.text('study.unknown')];
  },
  buttons: (context) => {
    const { person, say } = context;
    if (!isKnown(person)) return [button(say, 'assess', 'now', 'study.button.assess', { style: 'main' })];
    const { kind } = retakeOf(person, context.knowledge, context.now);
    const plan = kind === 'open' ? [] : [button(say, 'plan', 'now', 'study.button.plan')];
    return [...planButtons(context, person), ...plan, button(say, 'list', 'exams', 'study.button.exams')];
  },
};

function isKnown(person: Applicant | null): person is Applicant {
  return person !== null && person.assessments.length > 0;
}

function planButtons(context: Context, person: Applicant): readonly Button[] {
  const { say, knowledge, now } = context;
  const hours = button(say, 'studyhours', 'now', 'study.button.hours');
  const plan = retakePlan(person, knowledge, now);
  if (!plan) return person.study.hours === 0 ? [hours] : [];
  const { booked, agreed, day } = plan;
  const away = nextAway(person.study.away, todayOf(person, context))
    ? button(say, 'studyback', 'now', 'study.button.back')
    : button(say, 'studyaway', 'now', 'study.button.away');
  const weeks = (style?: Button['style']) =>
    button(say, 'studyweeks', '0', 'study.button.weeks', style ? { style } : {});
  const other = button(say, 'studyother', 'now', 'study.button.other');
  if (!booked && !agreed) {
    const see = button(say, 'studysee', 'now', 'study.button.see');
    return [aimButton(context, day, 'main'), other, see, hours, away, weeks()];
  }
  const isBegun = person.study.aim?.exam === plan.retake.exam;
  const start = isBegun ? [] : [button(say, 'studystart', 'now', 'study.button.start', { style: 'main' })];
  return [...start, weeks(isBegun ? 'main' : undefined), away, hours, ...(booked ? [] : [other])];
}

/** The weeks until the exam, from this one on. @throws {Refused} */
function weeks(context: Context, start: number): Reply {
  const { say } = context;
  const person = assessed(context);
  const { day, study } = planned(context);
  const today = todayOf(person, context);
  const ahead = study.weeks.filter(({ until }) => until >= today);
  const { shown, next } = paged(ahead, start, SHOWN);
  const more = next === null ? [] : [button(say, 'studyweeks', String(next), 'study.button.more')];
  return [
    {
      kind: 'list',
      title: say.line('study.weeks', { day: sayDay(day.toString(), say) }),
      ordered: false,
      items: shown.map((week) => weekWords(week, say)),
    },
    say.text('study.estimate'),
    ...warningParts(context, person, isFar),
    { kind: 'buttons', buttons: [...more, button(say, 'study', 'now', 'study.button.study')] },
  ];
}
