import { type Asked, parseAnswer } from '#bots/chat/answers.ts';
import { labelOf } from '#bots/chat/asking.ts';
import { readFileAnswer } from '#bots/chat/file-answer.ts';
import type { Question } from '#bots/chat/form.ts';
import type { Answers, Told } from '#bots/chat/form-data.ts';
import { applies, knownAnswers, pageQuestions } from '#bots/chat/progress.ts';
import { Refused } from '#bots/chat/refused.ts';
import { type Part, words } from '#core/reply.ts';

/**
 * Answers to a page as they arrived: by question id, one text or the chosen values. For a file it is its index
 * in the attachments.
 */
export type PageValues = Readonly<Record<string, string | readonly string[]>>;

interface Field {
  readonly question: Question;
  readonly value?: Told;
  readonly problem?: Part;
}

/** Reads a page: the valid answers, null for skipped ones, and a sentence for each invalid one. */
export async function readPage(
  asked: Asked,
  values: PageValues,
): Promise<{ readonly answers: Answers; readonly problems: readonly Part[] }> {
  const { form, progress } = asked;
  const fields = await Promise.all(
    pageQuestions(form, progress).map((question) => readField({ ...asked, question }, values[question.id])),
  );
  const right = Object.fromEntries(
    fields.flatMap(({ question, value }) => (value === undefined ? [] : [[question.id, value]])),
  );
  // An optional question counts as skipped only if it turns out to apply; otherwise it may still be asked.
  const all = { ...knownAnswers(progress), ...right };
  const passedOver = fields.filter(
    ({ question, value, problem }) =>
      value === undefined && !problem && question.optional && applies(question, all, progress.given),
  );
  const skipped = Object.fromEntries(passedOver.map(({ question }) => [question.id, null]));
  return { answers: { ...right, ...skipped }, problems: fields.flatMap(({ problem }) => problem ?? []) };
}

/** Reads one field of a page: an answer, a sentence, or neither if it was left empty. */
async function readField(asked: Asked, given: PageValues[string] | undefined): Promise<Field> {
  const { question, view } = asked;
  const { say } = view.context;
  const raw = Array.isArray(given) ? given.join(',') : String(given ?? '').trim();
  if (raw === '' && question.type !== 'many') return { question };
  const wrong = (sentence: string): Field => {
    const problem = say.text('chat.page_problem', { field: labelOf(asked), problem: words(sentence) });
    return { question, problem };
  };
  try {
    if (question.type === 'file') {
      const file = view.context.attachments[Number(raw)];
      return { question, value: await readFileAnswer(question, file ? [file] : [], view) };
    }
    const parsed = parseAnswer(asked, raw);
    return parsed.kind === 'answer' ? { question, value: parsed.value } : wrong(say.plain('chat.choose_one'));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return wrong(say.plain(error.key, error.values));
  }
}
