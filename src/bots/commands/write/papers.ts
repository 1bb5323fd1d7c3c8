import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { apart, fillOf, isEdited, refilled, titleOf } from '#core/draft/draft.ts';
import type { Blank, Filled } from '#core/draft/fill.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { type Draft, draftSchema } from '#core/record/draft.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Paper } from '#core/record/paper.ts';
import type { OpenPaper, PaperKind } from '#store/papers.ts';

export const DRAFT: PaperKind<Draft> = { name: 'draft', schema: draftSchema };
export type DraftPaper = OpenPaper<Draft>;

/** A person's drafts as the record lists them, the latest change first. */
export function draftsOf(person: Context['person']): readonly Paper[] {
  const drafts = (person?.papers ?? []).filter(({ kind }) => kind === DRAFT.name);
  return drafts.toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
}

/** The record of somebody who has drafts. @throws {Refused} for somebody we keep nothing about */
export function personIn({ person }: Context): Applicant {
  if (!person) throw new Refused('drafts.none');
  return person;
}

/** A draft in step with the record as it is now. @throws {Refused} for one that is gone */
export async function openDraft(context: Context, id: string): Promise<DraftPaper> {
  const found = await context.papers.load(id, DRAFT);
  if (!found) throw new Refused('drafts.gone');
  const { knowledge, now } = context;
  const draft = refilled(found.content, personIn(context), knowledge, now);
  return draft === found.content ? found : saveDraft(context, found, draft);
}

/** @throws {Refused} when it was changed meanwhile, or is too long to keep */
export function saveDraft(context: Context, from: DraftPaper, draft: Draft): Promise<DraftPaper> {
  return context.papers.save(DRAFT, from, { title: titleIn(context, draft, from.paper.id), content: draft });
}

export async function addDraft(context: Context, draft: Draft): Promise<DraftPaper> {
  return context.papers.add(DRAFT, titleIn(context, draft, null), draft);
}

/** The title of a draft, told apart from those of the person's other drafts. `id`: null for one that is not kept yet. */
function titleIn(context: Context, draft: Draft, id: string | null): string {
  const others = (context.person?.papers ?? []).filter(
    (paper) => paper.kind === DRAFT.name && paper.id !== id,
  );
  const title = titleOf(draft, addresseeOf(context, draft), context.knowledge);
  return apart(
    title,
    others.map((paper) => paper.title),
  );
}

/** Keeps a text of the person's own as a draft, so that it can be edited, and checked again. @throws {Refused} */
export function keepText(context: Context, kind: DraftKind, text: string): Promise<DraftPaper> {
  return addDraft(context, {
    kind,
    template: null,
    person: null,
    answers: {},
    subject: null,
    text,
    filled: '',
    dismissed: [],
    versions: [],
  });
}

/** The one of the person's people that a draft is for; null for nobody, and for somebody who is no longer among them. */
export function addresseeOf(context: Context, { person }: Draft): Correspondent | null {
  return context.person?.people.find(({ id }) => id === person) ?? null;
}

/** What is missing in a draft that nobody edited; an edited one shows its blanks to the check alone. */
export function blanksOf(context: Context, { content }: DraftPaper): readonly Blank[] {
  const { knowledge, now } = context;
  const filled = fillOf(content, personIn(context), knowledge, now);
  return filled?.body === content.text ? filled.blanks : [];
}

/** What the template of an edited draft gives now, where that is no longer what the edit began with; else null. */
export function newerFill(context: Context, { content }: DraftPaper): Filled | null {
  if (!isEdited(content)) return null;
  const filled = fillOf(content, personIn(context), context.knowledge, context.now);
  return filled && filled.body !== content.filled ? filled : null;
}
