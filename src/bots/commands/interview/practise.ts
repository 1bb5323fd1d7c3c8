import { z } from 'zod';
import { MAX_LONG } from '#bots/chat/answers.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { keepAnswer } from '#bots/commands/interview/answers-paper.ts';
import { mockCount, nextOrDebrief } from '#bots/commands/interview/mock-steps.ts';
import { reading } from '#bots/commands/interview/reading.ts';
import { changeOwned, owned } from '#bots/commands/reminders/owned.ts';
import { button } from '#core/button.ts';
import { groundsOf } from '#core/draft/draft.ts';
import { idSchema } from '#core/id.ts';
import { readAnswer } from '#core/interview/answer.ts';
import { attemptOf, type Tried, withAttempt, withGrade } from '#core/interview/attempts.ts';
import { questionById, questionsFor } from '#core/interview/choose.ts';
import { comingInterviews } from '#core/interview/planned.ts';
import { practisedOf } from '#core/interview/schedule.ts';
import type { InterviewQuestion } from '#core/knowledge/interview.ts';
import { type Applicant, newApplicant } from '#core/record/applicant.ts';
import { gradeSchema } from '#core/record/interview.ts';
import { settle } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { dayWords } from '#core/time/say.ts';

const givenSchema = z.object({
  question: z.string().max(40),
  mock: z.boolean(),
  /** The interview for which it is practised; null: none. */
  interview: idSchema.nullable(),
});

/** One answer: typed, or said as a voice message whose parts the person ticks. */
export const answerForm = defineForm({
  id: 'interview',
  version: 1,
  isDraft: true,
  given: givenSchema,
  questions: [
    {
      id: 'answer',
      type: 'long',
      maxLength: MAX_LONG,
      voice: true,
      values: (view) => {
        const { asks, how, seconds } = questionIn(view);
        return { asks, how, ...seconds };
      },
    },
    {
      id: 'said',
      type: 'many',
      choices: (view) => questionIn(view).parts.map(({ id, name }) => ({ value: id, label: name })),
      values: ({ answers }) => ({ seconds: Number(answers.answer) }),
      when: ({ answer }) => typeof answer === 'number',
    },
  ],
  preview: ({ context, given, answers }) =>
    given.mock === true && !('answer' in answers) ? mockCount(context) : [],
  schema: z.object({
    answer: z.union([z.string(), z.number()]),
    said: z.array(z.string()).nullable(),
  }),
  finish: async (context, { answer, said }, { given }) => {
    const question = questionOf(context, given.question);
    const before = await context.update((old) => old);
    const tried: Tried =
      typeof answer === 'number'
        ? { way: 'voice', seconds: answer, parts: said ?? [], findings: [] }
        : typed(context, before, question, answer, given.interview);
    const { interviewRules: rules } = context.knowledge;
    const attempt = attemptOf(context.newId(), question, tried, rules, context.now);
    await context.update((old) => withAttempt(old, attempt, given.mock));
    const isKept = typeof answer === 'number' || (await keepAnswer(context, attempt, answer));
    if (given.mock) return nextOrDebrief(context);
    return reading(context, { question, tried, attempt, isKept });
  },
});

function typed(
  { knowledge, now }: Context,
  person: Applicant,
  question: InterviewQuestion,
  text: string,
  interview: string | null,
): Tried {
  const { planned } = person.interviewing;
  const theirs = planned.find(({ id }) => id === interview) ?? comingInterviews(person, now)[0];
  const read = readAnswer(text, question, groundsOf(person, theirs?.contact ?? null), knowledge, now);
  const parts = Object.entries(read.parts).flatMap(([id, has]) => (has ? [id] : []));
  return { way: 'typed', seconds: read.seconds, parts, findings: read.findings };
}

function questionIn({ context, given }: FormView): InterviewQuestion {
  return questionOf(context, String(given.question));
}

/** @throws {Refused} for a question that the knowledge no longer has */
export function questionOf({ knowledge }: Pick<Context, 'knowledge'>, id: string): InterviewQuestion {
  const found = questionById(knowledge, id);
  if (!found) throw new Refused('interview.gone');
  return found;
}

/** Asks one question; `next`: the one that should be practised now. */
async function practise(context: Context, id: string): Promise<Reply> {
  const [named = '', interview = null] = id.split('.');
  const question = named === 'next' ? nextQuestion(context) : questionOf(context, named);
  return context.open(answerForm, { given: { question: question.id, mock: false, interview } });
}

function nextQuestion(context: Context): InterviewQuestion {
  const { person, knowledge, now, platform } = context;
  const anyone = person ?? newApplicant('nobody0000', { platform, user: '0', address: null }, now.toString());
  const [first] = questionsFor(anyone, knowledge, now);
  if (!first) throw new Refused('interview.gone');
  return first.question;
}

/** From the reminder: it is answered by practising. `id`: the reminder. */
async function practiseDue(context: Context, id: string): Promise<Reply> {
  owned(context, id);
  const person = await changeOwned(context, id, (old) => settle(old, id, 'done', context.now));
  return practise({ ...context, person }, 'next');
}

/** What the person felt counts more than what was read. `id`: attempt and grade. */
async function felt(context: Context, id: string): Promise<Reply> {
  const { say, knowledge, now } = context;
  const [attempt = '', told] = id.split('.');
  const grade = gradeSchema.safeParse(told);
  if (!grade.success) throw new Refused('chat.unknown_button');
  const known = context.person?.interviewing.attempts.find((one) => one.id === attempt);
  if (!known) throw new Refused('interview.felt.gone');
  const person = await context.update((old) => withGrade(old, attempt, grade.data));
  const due = practisedOf(person, knowledge.interviewRules, now).find(
    ({ question }) => question === known.question,
  )?.due;
  return [
    say.text('interview.felt.noted', { day: due ? dayWords(due, say.language) : '' }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'practise', 'next', 'interview.button.next', { style: 'main' }),
        button(say, 'practise', known.question, 'interview.button.again'),
        button(say, 'interview', 'now', 'interview.button.home'),
      ],
    },
  ];
}

export const practisePresses = {
  practise: { redraw: false, run: practise },
  practisedue: { redraw: false, run: practiseDue },
  practicefelt: { redraw: false, run: felt },
} as const;
