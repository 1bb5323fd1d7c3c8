import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { entryCard } from '#bots/commands/scores/overview.ts';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { dateIn } from '#core/people/line-dates.ts';
import { examSchema } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import type { Reply } from '#core/reply.ts';
import { type ReadScore, readScore } from '#core/study/read-score.ts';
import { likelyExam, loggedScores, withoutScore, withScore } from '#core/study/score-log.ts';
import { sourceOf } from '#core/study/scores.ts';
import { todayIn } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

const LINE = 200;
const FORM = 40;
const corrects = idSchema.nullable();

/** A practice score in one line. */
export const lineForm = defineForm({
  id: 'scores.tell',
  version: 1,
  given: z.object({ corrects }),
  questions: [{ id: 'score_line', type: 'text', maxLength: LINE, digits: true }],
  schema: z.object({ score_line: z.string() }),
  finish: (context, { score_line: line }, { given }) => logLine(context, line, given.corrects),
});

/** Logs what a line says, and asks for what it leaves out. @param replaced the entry that it corrects */
export async function logLine(context: Context, line: string, replaced: string | null): Promise<Reply> {
  const { knowledge, person } = context;
  const read = readScore(line, knowledge.practice, today(context), likelyExam(person, knowledge));
  if (read.form === null && read.score === null) throw new Refused('scores.unclear');
  return context.open(restForm, { given: { ...read, corrects: replaced } });
}

const WHEN = ['today', 'yesterday', 'other'] as const;
const givenSchema = z.object({
  exam: examSchema.nullable(),
  form: z.string().max(FORM).nullable(),
  score: z.int().nullable(),
  on: z.iso.date().nullable(),
  asExam: z.boolean().nullable(),
  corrects,
});

/** What a line left out. */
export const restForm = defineForm({
  id: 'scores.rest',
  version: 1,
  given: givenSchema,
  questions: [
    {
      id: 'score_exam',
      type: 'choice',
      choices: ({ context: { knowledge } }) =>
        examSchema.options.map((value) => ({ value, label: nameOf(knowledge.exams, value) })),
      when: (_, { exam }) => exam === null,
    },
    { id: 'score_form', type: 'text', maxLength: FORM, digits: true, when: (_, { form }) => form === null },
    { id: 'score_value', type: 'number', min: 0, max: 999, when: (_, { score }) => score === null },
    { id: 'score_when', type: 'choice', choices: WHEN, when: (_, { on }) => on === null },
    {
      id: 'score_day',
      type: 'text',
      maxLength: 60,
      digits: true,
      when: ({ score_when: when }, { on }) => on === null && when === 'other',
    },
  ],
  schema: z.object({
    score_exam: examSchema.nullable(),
    score_form: z.string().nullable(),
    score_value: z.int().nullable(),
    score_when: z.enum(WHEN).nullable(),
    score_day: z.string().nullable(),
  }),
  finish: (context, told, { given }) => {
    const read: ReadScore = {
      exam: given.exam ?? told.score_exam,
      form: given.form ?? told.score_form,
      score: given.score ?? told.score_value,
      on: given.on ?? dayOf(context, told.score_when, told.score_day),
      asExam: given.asExam,
    };
    return keep(context, read, given.corrects);
  },
});

async function keep(
  context: Context,
  { exam, form, score, on, asExam }: ReadScore,
  replaced: string | null,
): Promise<Reply> {
  if (exam === null || form === null || score === null || on === null) throw new Refused('scores.unclear');
  const practice: Practice = { exam, form, score, on, asExam };
  const outside = outOfBounds(context, practice, replaced);
  if (outside) return outside;
  const before = new Set((context.person?.study.log ?? []).map(({ id }) => id));
  const person = await context.update((old) =>
    withScore(old, practice, replaced, context.now, context.newId),
  );
  const added = loggedScores(person).find(({ entry }) => !before.has(entry));
  const there = loggedScores(person).find(
    ({ score: one }) => one.form === form && one.on === on && one.score === score,
  );
  const entry = added?.entry ?? there?.entry;
  if (entry === undefined) throw new Refused('scores.unclear');
  return [context.say.text(added ? 'scores.kept' : 'scores.there'), ...entryCard(context, entry)];
}

/** A figure that its source cannot give: says so, and keeps nothing. */
function outOfBounds({ say, knowledge }: Context, practice: Practice, replaced: string | null): Reply | null {
  const source = sourceOf(practice, knowledge.practice);
  const { score } = practice;
  if (!source || (score >= source.least && score <= source.most)) return null;
  const key =
    source.scale === 'equated' || source.scale === 'percent' ? 'scores.outside_percent' : 'scores.outside';
  return [
    say.text(key, {
      source: source.label,
      exam: nameOf(knowledge.exams, practice.exam),
      score,
      least: source.least,
      most: source.most,
    }),
    {
      kind: 'buttons',
      buttons: [
        replaced === null
          ? button(say, 'scorelog', 'now', 'scores.button.again', { style: 'main' })
          : button(say, 'scorefix', replaced, 'scores.button.again', { style: 'main' }),
      ],
    },
  ];
}

/** Marks a score as taken like the exam. */
export async function markTimed(context: Context, id: string): Promise<Reply> {
  const { score } = entryIn(context, id);
  return keep(context, { ...score, asExam: true }, id);
}

/** Opens the line as it could have been typed, to be changed. */
export function correct(context: Context, id: string): Promise<Reply> {
  const { score } = entryIn(context, id);
  const exam = nameOf(context.knowledge.exams, score.exam);
  const how = score.asExam === true ? ', timed' : score.asExam === false ? ', untimed' : '';
  const line = `${exam}: ${score.form}, ${score.score} on ${score.on}${how}`;
  return context.open(lineForm, {
    given: { corrects: id },
    initial: { score_line: line },
    first: 'score_line',
  });
}

export async function takeBack(context: Context, id: string): Promise<Reply> {
  const { score } = entryIn(context, id);
  const { say, now, newId } = context;
  await context.update((old) => withoutScore(old, id, now, newId));
  return [
    say.text('scores.taken_back', { form: score.form, score: score.score }),
    { kind: 'buttons', buttons: [button(say, 'scores', score.exam, 'scores.button.all')] },
  ];
}

/** @throws {Refused} where the log no longer has it */
function entryIn({ person }: Context, id: string) {
  const found = person && loggedScores(person).find(({ entry }) => entry === id);
  if (!found) throw new Refused('scores.gone');
  return found;
}

function dayOf(context: Context, when: (typeof WHEN)[number] | null, typed: string | null): string {
  const day = today(context);
  if (when === 'today') return day.toString();
  if (when === 'yesterday') return day.subtract({ days: 1 }).toString();
  const named = dateIn(typed ?? '', day);
  if (!named) throw new Refused('scores.day_unclear');
  return named.on.toString();
}

function today({ now, person }: Context): Temporal.PlainDate {
  return todayIn(now, person ? zoneOf(person.settings) : FALLBACK_ZONE);
}
