import type { Context } from '#bots/chat/context.ts';
import { laid } from '#bots/commands/plan/laid.ts';
import { planParts, standingParts } from '#bots/commands/study/standing.ts';
import { button } from '#core/button.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Part, Reply } from '#core/reply.ts';
import { type Changed, type Life, replanned } from '#core/study/retake-change.ts';
import { retakePlan } from '#core/study/retake-plan.ts';
import { gaveWords } from '#core/study/retake-words.ts';
import { sayDay } from '#core/time/say.ts';

/** Makes the plan again for the life there is now, and says what gave way. @param intro what was understood */
export async function livesOn(
  context: Context,
  life: (person: Applicant) => Life,
  intro: Part,
): Promise<Reply> {
  const { knowledge, now } = context;
  let changed: Changed<Applicant> | null = null;
  const person = await context.update((old) => {
    changed = replanned(old, life(old), knowledge, now);
    return relaid(changed.person, context);
  });
  return [intro, ...(changed ? gaveParts(context, person, changed) : []), ...ownPage(context, person)];
}

/** A plan that exists follows the day of the exam. */
export function relaid(person: Applicant, context: Context): Applicant {
  return person.plan ? laid(person, context) : person;
}

/** The page after a change: what the weeks are like now, and the way on. */
export function ownPage(context: Context, person: Applicant): Reply {
  const { say, knowledge, now } = context;
  const plan = retakePlan(person, knowledge, now);
  const home = button(say, 'study', 'now', 'study.button.study');
  if (!plan) return [...standingParts(context, person), { kind: 'buttons', buttons: [home] }];
  const weeks = button(say, 'studyweeks', '0', 'study.button.weeks', { style: 'main' });
  const ways = plan.study.isEnough
    ? []
    : [
        ...(plan.booked
          ? [button(say, 'list', 'exams', 'study.button.exams')]
          : [button(say, 'studyother', 'now', 'study.button.other')]),
        button(say, 'studyhours', 'now', 'study.button.hours'),
      ];
  return [...planParts(context, person, plan), { kind: 'buttons', buttons: [weeks, ...ways, home] }];
}

function gaveParts(context: Context, person: Applicant, { gave, later }: Changed<Applicant>): Reply {
  const { say, knowledge, now } = context;
  const plan = retakePlan(person, knowledge, now);
  if (!plan) return [];
  if (gave.length === 0) return [say.text('study.gave.nothing', { hours: plan.study.hours })];
  const items = gave.map((one) => gaveWords(one, say));
  return [
    { kind: 'list', title: say.line('study.gave.title'), ordered: false, items },
    ...(later ? [say.text('study.gave.later', { day: sayDay(later, say) })] : []),
  ];
}
