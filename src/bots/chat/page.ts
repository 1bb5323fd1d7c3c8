import { parseAnswer } from '#bots/chat/answers.ts';
import { labelOf } from '#bots/chat/asking.ts';
import { Refused } from '#bots/chat/command.ts';
import type { Answer, Answers, Form, Question } from '#bots/chat/form.ts';
import { knownAnswers, pageQuestions } from '#bots/chat/progress.ts';
import { type Part, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import type { Session } from '#store/sessions.ts';

/** Answers to a page as they came: by the id of the question, one text or the chosen values. */
export type PageValues = Readonly<Record<string, string | readonly string[]>>;

interface Field {
  readonly question: Question;
  readonly answer?: Answer;
  readonly problem?: Part;
}

/** Reads a page: the answers that are right, null for what was passed over, and a sentence for each that is wrong. */
export function readPage(
  form: Form,
  session: Session,
  values: PageValues,
  say: Say,
): { readonly answers: Answers; readonly problems: readonly Part[] } {
  const fields = pageQuestions(form, session).map((question) =>
    readField(form, question, values[question.id], say),
  );
  const right = Object.fromEntries(
    fields.flatMap(({ question, answer }) => (answer === undefined ? [] : [[question.id, answer]])),
  );
  // What may be left out was passed over only where, after all, it applies; else it may still be asked.
  const all = { ...knownAnswers(session), ...right };
  const passedOver = fields.filter(
    ({ question, answer, problem }) =>
      answer === undefined && !problem && question.optional && (question.when?.(all) ?? true),
  );
  const skipped = Object.fromEntries(passedOver.map(({ question }) => [question.id, null]));
  return { answers: { ...right, ...skipped }, problems: fields.flatMap(({ problem }) => problem ?? []) };
}

/** Reads one field of a page: an answer, a sentence, or neither where it was left empty. */
function readField(form: Form, question: Question, value: PageValues[string] | undefined, say: Say): Field {
  const raw = Array.isArray(value) ? value.join(',') : String(value ?? '').trim();
  if (raw === '' && question.type !== 'many') return { question };
  const wrong = (sentence: string): Field => {
    const field = labelOf(form, question, say);
    return { question, problem: say.text('chat.page_problem', { field, problem: words(sentence) }) };
  };
  try {
    const parsed = parseAnswer(form, question, raw, say);
    return parsed.kind === 'answer'
      ? { question, answer: parsed.value }
      : wrong(say.plain('chat.choose_one'));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return wrong(say.plain(error.key, error.values));
  }
}
