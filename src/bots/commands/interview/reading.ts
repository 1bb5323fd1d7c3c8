import type { Context } from '#bots/chat/context.ts';
import { quoted } from '#bots/commands/write/show.ts';
import { button } from '#core/button.ts';
import { needsOf } from '#core/interview/answer.ts';
import { isTooLong, type Tried } from '#core/interview/attempts.ts';
import type { InterviewQuestion } from '#core/knowledge/interview.ts';
import type { Attempt } from '#core/record/interview.ts';
import type { Part, Reply } from '#core/reply.ts';

/** Nobody changes more than this in one go. */
const MOST = 4;
/** Tries that a line of progress shows. */
const LATEST = 4;

interface Practised {
  readonly question: InterviewQuestion;
  readonly tried: Tried;
  readonly attempt: Attempt;
  readonly isKept: boolean;
}

/** What was good about an answer, what to change, and how it compares with the tries before. */
export async function reading(context: Context, practised: Practised): Promise<Reply> {
  const { say } = context;
  const { question, attempt, isKept } = practised;
  const felt = (grade: Attempt['grade']) =>
    button(say, 'practicefelt', `${attempt.id}.${grade}`, `interview.felt.${grade}`);
  return [
    verdictPart(context, practised),
    lengthPart(context, practised),
    partsPart(context, practised),
    ...specificsPart(context, practised),
    ...findingParts(context, practised),
    ...progressPart(context, question),
    ...(isKept ? [] : [say.text('interview.read.not_kept')]),
    say.text('interview.felt.ask'),
    {
      kind: 'buttons',
      buttons: [
        felt('again'),
        felt('hard'),
        felt('good'),
        button(say, 'practise', question.id, 'interview.button.again', { style: 'main' }),
        button(say, 'practise', 'next', 'interview.button.next'),
        button(say, 'interview', 'now', 'interview.button.home'),
      ],
    },
    ...(await offerParts(context)),
  ];
}

/** Parts that are missing, as far as the question needs them. */
export function missingCount(question: InterviewQuestion, parts: readonly string[]): number {
  return Math.max(0, needsOf(question) - parts.length);
}

function verdictPart({ say, knowledge }: Context, { question, tried }: Practised): Part {
  const isLong = isTooLong(question, tried.seconds, knowledge.interviewRules);
  // A typed answer that is too long has that among its findings.
  const isLongAlone = isLong && tried.way === 'voice';
  const count = missingCount(question, tried.parts) + tried.findings.length + (isLongAlone ? 1 : 0);
  return count === 0 ? say.text('interview.read.good') : say.text('interview.read.some', { count });
}

function lengthPart({ say, knowledge }: Context, { question, tried }: Practised): Part {
  const { least, most } = question.seconds;
  const { seconds } = tried;
  const isLong = isTooLong(question, seconds, knowledge.interviewRules);
  const key = isLong ? 'long' : seconds < least ? 'short' : 'fine';
  return say.text(`interview.length.${key}`, { count: seconds, least, most });
}

function partsPart({ say }: Context, { question, tried }: Practised): Part {
  const isEnough = missingCount(question, tried.parts) === 0;
  return {
    kind: 'checklist',
    title: say.line('interview.read.parts'),
    items: question.parts.map(({ id, name, better }) => {
      const done = tried.parts.includes(id);
      const key = done || isEnough ? 'interview.read.part' : 'interview.read.missing';
      return { done, line: say.line(key, { name, better }) };
    }),
  };
}

/** Reasons that fit only this program, where the question asks for them. */
function specificsPart({ say }: Context, { question, tried }: Practised): readonly Part[] {
  if (tried.way === 'voice' || !question.parts.some(({ specific }) => specific)) return [];
  const count = question.parts.filter(({ id, specific }) => specific && tried.parts.includes(id)).length;
  return count === 0 ? [] : [say.text('interview.read.specifics', { count })];
}

function findingParts({ say }: Context, { tried: { findings } }: Practised): readonly Part[] {
  if (findings.length === 0) return [];
  const items = findings
    .slice(0, MOST)
    .map(({ words, why, better }) => say.line('drafts.finding', { words: quoted(words), why, better }));
  const count = findings.length - items.length;
  return [
    { kind: 'list', title: say.line('interview.read.findings'), ordered: true, items },
    ...(count > 0 ? [say.text('interview.read.more', { count })] : []),
  ];
}

/** The tries at this question in one line, oldest first; nothing for the first one. */
export function progressPart({ say, person }: Context, question: InterviewQuestion): readonly Part[] {
  const tries = person?.interviewing.attempts.filter((one) => one.question === question.id) ?? [];
  if (tries.length < 2) return [];
  const latest = tries.slice(-LATEST);
  const course = (values: readonly number[]): string => values.join(' → ');
  return [
    say.text('interview.progress', {
      count: tries.length,
      seconds: course(latest.map(({ seconds }) => seconds)),
      parts: course(latest.map(({ parts, needs }) => Math.min(parts.length, needs))),
      needs: needsOf(question),
      findings: course(latest.map(({ findings }) => findings.length)),
    }),
  ];
}

/** Reminders of practice are offered once, after the first answer. */
async function offerParts(context: Context): Promise<readonly Part[]> {
  const { say, person } = context;
  if (!person || person.interviewing.offered || person.interviewing.remindAt !== null) return [];
  await context.update((old) => ({ ...old, interviewing: { ...old.interviewing, offered: true } }));
  return [
    say.text('interview.offer'),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'practicehours', 'set', 'interview.button.hours'),
        button(say, 'practiceoff', 'now', 'interview.button.no_hours'),
      ],
    },
  ];
}
