import type { ExamFact, Triage } from '#core/assessment/triage.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Line, type Part, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** What happened, as three plain facts, and where in the year that leaves the person. */
export function factsPart(triage: Triage, knowledge: Knowledge, say: Say): Part {
  const { mode, exam, match, limitation } = triage;
  const row = (key: string, value: Line) => ({ label: say.line(`assess.facts.${key}`), value });
  const outcome = match
    ? say.line(`assess.facts.outcome.${match.outcome}`, {
        year: match.year ?? say.plain('assess.facts.earlier_year'),
      })
    : say.line('assess.facts.no_match');
  return {
    kind: 'facts',
    title: say.line('assess.facts.title'),
    rows: [
      row('exam', exam ? words(examWords(exam, knowledge, say)) : say.line('assess.facts.no_exam')),
      row('match', outcome),
      row('limitation', limitation ? words(limitation) : say.line('assess.facts.no_limitation')),
      row('mode', say.line(`assess.facts.mode_of.${mode}`)),
    ],
  };
}

function examWords({ exam, state, on, score, mark }: ExamFact, knowledge: Knowledge, say: Say): string {
  const name = knowledge.exams.exams.find(({ id }) => id === exam)?.name ?? exam;
  const pieces = [say.plain(`assess.facts.state.${state}`, { name })];
  if (on) pieces.push(say.plain('assess.facts.on', { on }));
  if (score !== null) pieces.push(say.plain('assess.facts.score', { score }));
  if (score !== null && mark) {
    pieces.push(
      say.plain(mark.confirmed ? 'assess.facts.mark' : 'assess.facts.mark_provisional', {
        score: mark.score,
      }),
    );
  }
  return pieces.join(', ');
}
