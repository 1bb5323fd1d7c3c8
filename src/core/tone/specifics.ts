import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Found } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

const KINDS = new Set<DraftKind>([
  'explanation',
  'failure-narrative',
  'reapplicant-paragraph',
  'exam-update',
]);
const CHANGE =
  /^(?:chang\w*|improv\w*|adjust\w*|learn\w*|better|harder|grew|grown|growth|work\w*|stronger|prepar\w*|stud\w*|since|now)$/;
const SPECIFIC =
  /^(?:\d.*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|uworld|amboss|nbmes?|uwsas?|anki|tutor\w*|weekly|daily|monthly|twice|banks?|questions?|schedules?|check|faculty|mentor\w*|coach\w*|practice|timed|blocks?|rotations?|observerships?|externships?|scribe|clinic\w*|research|hospital|course\w*|group|january|february|march|april|june|july|august|september|october|november|december|calendar|log|notebook|plan|externship|subinternship|ward|wards|icu)$/;

/** An explanation that says things changed and names nothing that did: no figure, no tool, no date. */
export function lacksSpecifics(sentences: readonly Sentence[], as: DraftKind): readonly Found[] {
  if (!KINDS.has(as)) return [];
  const told = sentences.findLast(({ words }) => words.some((word) => CHANGE.test(word)));
  const own = sentences.flatMap(({ words }) =>
    words.filter((word, at) => SPECIFIC.test(word) && !isExamNumber(words, at)),
  );
  return told && own.length === 0 ? [{ check: 'no_specifics', from: told.from, to: told.to }] : [];
}

function isExamNumber(words: readonly string[], at: number): boolean {
  return /^(?:step|level|comlex|usmle)$/.test(words[at - 1] ?? '') || words[at] === 'one';
}
