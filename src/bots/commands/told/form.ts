import type { Temporal } from 'temporal-polyfill';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import type { Answers } from '#bots/chat/form-data.ts';
import { settledAnswers } from '#bots/chat/progress.ts';
import { giveVerdict } from '#bots/commands/assess/verdict.ts';
import { applying, EXTRAS, QUESTIONS, toldIn } from '#bots/commands/told/questions.ts';
import { answersSchema } from '#core/assessment/answers/schema.ts';
import { profileOf } from '#core/assessment/answers.ts';
import { factsOf } from '#core/assessment/facts.ts';
import { aimedMatch } from '#core/assessment/pathway.ts';
import { EMPTY_PROFILE, type Profile } from '#core/record/profile.ts';
import { cyclesAt } from '#core/season/cycle.ts';

export const form = defineForm({
  id: 'assess',
  version: 2,
  questions: QUESTIONS,
  schema: answersSchema,
  known: (context, { edit }) => {
    const told = { ...stillTold(context), recent_from: recentFrom(context) };
    const missing = applying(told).filter(({ id }) => !(id in told));
    // Someone changing one answer is asked that question and any that now apply; everyone else, all but the extras.
    const passed = [...(edit ? missing : []), ...QUESTIONS.filter(({ id }) => EXTRAS.includes(id))];
    const answers = { ...Object.fromEntries(passed.map(({ id }) => [id, null])), ...told };
    return Object.fromEntries(Object.entries(answers).filter(([id]) => id !== edit));
  },
  finish: async (context, answers, { asked }) =>
    giveVerdict(context, (profile) => withAnswers(context, profile, pick(answers, asked))),
});

/** The profile with the new answers; everything else in it stays as it is. */
function withAnswers(context: Context, profile: Profile, answered: Answers): Profile {
  const { knowledge, now } = context;
  const told = toldIn(profile, knowledge);
  const recent_from = recentFrom(context);
  const settled = settledAnswers(QUESTIONS, { ...told, ...answered, recent_from });
  const kept = applying({ ...settled, recent_from })
    .map(({ id }) => id)
    .filter((id) => id in answered || id in told);
  const answers = answersSchema.parse(settled);
  const changed = profileOf(answers, profile, knowledge.specialties, knowledge.seasons, now);
  if (!('pathway' in answered)) return { ...changed, answered: kept };
  const cycles = cyclesAt(changed, knowledge.seasons, now, knowledge.assessment.rules);
  return { ...changed, pathwayFor: aimedMatch(cycles), answered: kept };
}

/** What does not need to be asked. A pathway accepted for an earlier Match is asked about again. */
function stillTold(context: Context): Answers {
  const profile = context.person?.profile ?? EMPTY_PROFILE;
  const { pathway, ...told } = toldIn(profile, context.knowledge);
  const isOld = factsOf(profile, context.knowledge, context.now).pathway_before === true;
  return pathway === undefined || isOld ? told : { ...told, pathway };
}

function pick(answers: Answers, ids: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)));
}

/** The first month that counts as recent, `YYYY-MM`. */
function recentFrom({ knowledge, now }: Context): string {
  const { within_months } = knowledge.assessment.rules.recent;
  const today: Temporal.PlainDate = now.toZonedDateTimeISO('UTC').toPlainDate();
  return today.subtract({ months: within_months }).toString().slice(0, 7);
}
