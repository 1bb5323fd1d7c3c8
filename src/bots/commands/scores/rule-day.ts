import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { changeOwned, owned } from '#bots/commands/reminders/owned.ts';
import { comingDay, examName, ruleButton, todayOf } from '#bots/commands/scores/rule-parts.ts';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { button } from '#core/button.ts';
import { examSchema } from '#core/record/profile.ts';
import { isAgreement } from '#core/reminders/kinds/agreement.ts';
import { settle } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { applied } from '#core/study/agreement.ts';
import { moveParts, sitParts } from '#core/study/agreement-parts.ts';
import { withMovedExam } from '#core/study/moved-exam.ts';
import { weekdayWords } from '#core/time/say.ts';

const given = z.object({ exam: examSchema });

/** The new day of an exam that was moved. */
export const movedForm = defineForm({
  id: 'scores.moved',
  version: 1,
  given,
  questions: [{ id: 'new_day', type: 'text', maxLength: 60, digits: true, optional: true, values: examName }],
  schema: z.object({ new_day: z.string().nullable() }),
  finish: async (context, { new_day: typed }, { given: { exam } }) => {
    const day = typed === null ? null : comingDay(context, typed);
    const { say, now, newId } = context;
    await context.update((old) => withMovedExam(old, exam, day, now, newId));
    return [
      say.text(day ? 'scores.rule.moved_to' : 'scores.rule.moved', {
        exam: nameOf(context.knowledge.exams, exam),
        day: day ? weekdayWords(day.toString(), say.language) : '',
      }),
      {
        kind: 'buttons',
        buttons: [
          button(say, 'study', 'now', 'scores.button.study', { style: 'main' }),
          ruleButton(context, exam),
        ],
      },
    ];
  },
});

/** What somebody decides on the day of the rule. The other way stays one tap away. */
export async function answer(context: Context, id: string, way: 'sit' | 'move'): Promise<Reply> {
  const { person, reminder } = owned(context, id);
  if (!isAgreement(reminder)) throw new Refused('reminders.not_yours');
  const { entry } = reminder.about;
  const found = person.study.log.find((one) => one.id === entry)?.what;
  if (found?.kind !== 'agreement') throw new Refused('scores.rule.gone');
  const { agreement } = found;
  const { say, knowledge, now } = context;
  const { says } = applied(agreement, person, knowledge, todayOf(context));
  await changeOwned(context, id, (old) => settle(old, id, 'done', now));
  const { exam } = agreement;
  if (way === 'move')
    return [
      ...moveParts(exam, { person, knowledge, now, say }),
      {
        kind: 'buttons',
        buttons: [
          ruleButton(context, exam, 'rulemoved', 'moved'),
          button(say, 'study', 'now', 'scores.button.study'),
        ],
      },
    ];
  return [
    ...(says === 'sit' ? [] : [say.text('scores.rule.sit_anyway')]),
    ...sitParts({ knowledge, say }),
    {
      kind: 'buttons',
      buttons: [button(say, 'scores', exam, 'scores.button.all'), ruleButton(context, exam)],
    },
  ];
}
