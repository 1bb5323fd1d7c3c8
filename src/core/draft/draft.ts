import type { Temporal } from 'temporal-polyfill';
import { type Filled, fill } from '#core/draft/fill.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Template } from '#core/knowledge/template.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { DRAFT_LIMITS, type Draft } from '#core/record/draft.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { PAPER_LIMITS } from '#core/record/paper.ts';

/**
 * What a text by this person, for one of their people, may be based on. An id that is no longer among them counts as
 * none.
 */
export function groundsOf(person: Applicant, id: string | null): Grounds {
  const { profile, soap, letterhead, story, practice, study, people, settings } = person;
  const to = id === null ? null : (people.find((one) => one.id === id) ?? null);
  return { profile, soap, letterhead, story, practice, study, people, to, settings };
}

export function templateOf(draft: Draft, { templates }: Knowledge): Template | null {
  return templates.find(({ id }) => id === draft.template) ?? null;
}

/** A draft as its template produces it now. */
export function newDraft(
  template: Template,
  person: Applicant,
  to: Correspondent | null,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Draft {
  const empty: Draft = {
    kind: template.kind,
    template: template.id,
    person: to?.id ?? null,
    answers: {},
    subject: null,
    text: '',
    filled: '',
    dismissed: [],
    versions: [],
  };
  return refilled(empty, person, knowledge, now);
}

/** What its template produces from the current record; null for the person's own text. */
export function fillOf(
  draft: Draft,
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Filled | null {
  const template = templateOf(draft, knowledge);
  return template && fill(template, groundsOf(person, draft.person), draft.answers, knowledge, now);
}

/** Updates a draft to the record: unedited text is filled again, and edited text is left to `merge.ts`. */
export function refilled(
  draft: Draft,
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Draft {
  const filled = fillOf(draft, person, knowledge, now);
  if (!filled || isEdited(draft) || filled.body === draft.filled) return draft;
  return { ...draft, subject: filled.subject, text: filled.body, filled: filled.body };
}

/** A text of the person's own has no template to differ from. */
export function isEdited({ template, text, filled }: Draft): boolean {
  return template !== null && text !== filled;
}

/** The draft with a new text; the previous one is kept among its versions. `at` is an ISO 8601 instant. */
export function withText(draft: Draft, text: string, at: string): Draft {
  if (text === draft.text) return draft;
  const versions = [{ at, text: draft.text }, ...draft.versions];
  return { ...draft, text, versions: fitting(versions) };
}

/** As many of the latest ones as there is room for. */
function fitting(versions: Draft['versions']): Draft['versions'] {
  const kept: Draft['versions'] = [];
  let length = 0;
  for (const version of versions.slice(0, DRAFT_LIMITS.versions)) {
    length += version.text.length;
    if (length > DRAFT_LIMITS.earlier) break;
    kept.push(version);
  }
  return kept;
}

/** Its title in a list of papers: what it is, which version, and whom it is for. The person's own texts go by how they begin. */
export function titleOf(
  draft: Pick<Draft, 'kind' | 'template' | 'text'>,
  to: Correspondent | null,
  knowledge: Knowledge,
): string {
  const versions = knowledge.templates.filter(({ kind }) => kind === draft.kind);
  const version = versions.length > 1 ? versions.find(({ id }) => id === draft.template) : undefined;
  const own = draft.template === null ? beginningOf(draft.text) : undefined;
  const names = [knowledge.drafts.kinds[draft.kind].title, version?.title, to?.name, own];
  return names
    .filter((name) => name !== undefined)
    .join(': ')
    .slice(0, PAPER_LIMITS.title - NUMBER)
    .toWellFormed();
}

/** Room for a number that tells two titles apart. */
const NUMBER = 6;
const BEGINNING = 32;

function beginningOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line.length <= BEGINNING) return `“${line}”`;
  const cut = line.slice(0, BEGINNING);
  return `“${cut.slice(0, Math.max(cut.lastIndexOf(' '), BEGINNING / 2)).toWellFormed()}…”`;
}

/** The title with a number behind it where one of the others has the same. */
export function apart(title: string, others: readonly string[]): string {
  const titles = Array.from({ length: others.length + 1 }, (_, at) =>
    at === 0 ? title : `${title} (${at + 1})`,
  );
  return titles.find((one) => !others.includes(one)) ?? title;
}
