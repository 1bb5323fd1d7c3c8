import { isDeepStrictEqual } from 'node:util';
import type { Form, ListQuestion, Question } from '#bots/chat/form.ts';
import type { Entry } from '#bots/chat/form-data.ts';
import { currentQuestion, draftIn, FINISHED, type Progress, settledAnswers } from '#bots/chat/progress.ts';

/** Asked about an existing list entry, before its own questions. */
const WHAT_TO_DO: Question = {
  id: 'entry',
  texts: 'chat.entry',
  type: 'choice',
  choices: ['change', 'remove'],
};

/** A form and how far a person has come in it. */
export interface Place {
  readonly form: Form;
  readonly progress: Progress;
}

/** Where the current question is: in the form, or in a list entry, which is walked through like a form of its own. */
export function innermost(form: Form, progress: Progress): Place {
  const list = openList(form, progress);
  const { entry } = progress;
  if (!list || !entry) return { form, progress };
  const before = entry.index === null ? undefined : draftIn(progress)[entry.index];
  const { known: _, ...own } = form;
  const { draft: __, entry: ___, ...rest } = progress;
  return {
    form: { ...own, questions: entry.index === null ? list.of : [WHAT_TO_DO, ...list.of] },
    progress: {
      ...rest,
      at: entry.at,
      answers: entry.answers,
      known: {},
      initial: { ...before } as Progress['initial'],
    },
  };
}

/** The whole form's progress after its innermost place has changed. */
export function outward(form: Form, whole: Progress, inner: Progress, newId: () => string): Progress {
  const list = openList(form, whole);
  const { entry } = whole;
  if (!list || !entry) return inner;
  const { index } = entry;
  const draft = draftIn(whole);
  const { entry: task, ...told } = inner.answers;
  if (task === 'remove' && index !== null) return closed(withDraft(whole, draft.toSpliced(index, 1)), newId);
  if (inner.at !== FINISHED) {
    const { picked: _, ...rest } = whole;
    const next = { ...entry, at: inner.at, answers: inner.answers as typeof entry.answers };
    return { ...rest, ...(inner.picked && { picked: inner.picked }), entry: next };
  }
  // Fields of an entry that no question covers are kept.
  const before = index === null ? {} : draft[index];
  const made = { ...before, ...settledAnswers(list.of, told, whole.given) } as Entry;
  return closed(withDraft(whole, index === null ? [...draft, made] : draft.with(index, made)), newId);
}

function withDraft(progress: Progress, draft: readonly Entry[]): Progress {
  return { ...progress, draft: structuredClone(draft) as NonNullable<Progress['draft']> };
}

/** Opens an entry of the current list; null: a new one. */
export function opened(
  list: ListQuestion,
  progress: Progress,
  index: number | null,
  newId: () => string,
): Progress {
  const at = index === null ? (list.of[0]?.id ?? FINISHED) : WHAT_TO_DO.id;
  return { ...closed(progress, newId), entry: { index, at, answers: {} } };
}

/** Goes back to the list. A new id marks this entry's questions as old. */
export function closed(progress: Progress, newId: () => string): Progress {
  const { picked: _, entry: __, ...rest } = progress;
  return { ...rest, id: newId().slice(0, 8) };
}

/** What was removed from a list and what was added, so that both can be applied to the list as it is now. */
export function editsOf(
  before: readonly Entry[],
  after: readonly Entry[],
): { readonly removed: readonly Entry[]; readonly added: readonly Entry[] } {
  const added = [...after];
  const removed = before.filter((entry) => {
    const stays = indexOf(added, entry);
    if (stays >= 0) added.splice(stays, 1);
    return stays < 0;
  });
  return { removed, added };
}

/** The index of an entry with the same content; -1 if there is none. */
export function indexOf(entries: readonly Entry[], entry: Entry): number {
  return entries.findIndex((one) => isDeepStrictEqual({ ...one }, { ...entry }));
}

function openList(form: Form, progress: Progress): ListQuestion | null {
  const question = currentQuestion(form, progress);
  return question?.type === 'list' ? question : null;
}
