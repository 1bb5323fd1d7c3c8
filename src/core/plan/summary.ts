import { standings } from '#core/assessment/facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Attempt, Profile } from '#core/record/profile.ts';
import { latestCycle } from '#core/season/latest.ts';
import type { Say } from '#core/text.ts';

/**
 * One page for the school's office, as plain text, with only what the person has told us. Anything else is a visible blank
 * in square brackets. Article B, section 1, step 3.
 */
export function schoolSummary(profile: Profile, knowledge: Knowledge, say: Say): string {
  const blank = (key: string): string => `[${say.plain(`day.summary_page.blank.${key}`)}]`;
  const row = (key: string, value: string): string => `${say.plain(`day.summary_page.${key}`)}: ${value}`;
  const names = (ids: readonly string[]): string =>
    ids.map((id) => knowledge.specialties.specialties.find((one) => one.id === id)?.name ?? id).join(', ');
  const targets = [...new Set([profile.target, ...profile.acceptable].filter((id) => id !== null))];
  const cycle = latestCycle(profile.cycles);
  const match = cycle
    ? say.plain(`day.summary_page.outcome.${cycle.outcome}`, { year: cycle.year ?? blank('year') })
    : blank('match');
  const experience = profile.experience.map(({ kind, place, months }) =>
    say.plain(`day.summary_page.experience_of.${kind}_${place}`, { count: months }),
  );
  if (experience.length === 0 && profile.usMonths !== null)
    experience.push(say.plain('day.summary_page.us_months', { count: profile.usMonths }));
  return [
    say.plain('day.summary_page.title', { name: blank('name') }),
    '',
    row('exams', ''),
    ...(profile.exams.length === 0
      ? [`- ${blank('exams')}`]
      : profile.exams.map((attempt) => `- ${attemptLine(attempt, knowledge, say, blank)}`)),
    ...(needsRetake(profile, knowledge) ? [`- ${blank('retake')}`] : []),
    row('match', match),
    row('graduated', profile.graduated === null ? blank('graduated') : String(profile.graduated)),
    row('grades', blank('grades')),
    row('experience', experience.length === 0 ? blank('experience') : experience.join('; ')),
    row('letters', profile.strongLetters === null ? blank('letters') : String(profile.strongLetters)),
    row('targets', targets.length === 0 ? blank('targets') : names(targets)),
    '',
    say.plain('day.summary_page.ask'),
  ].join('\n');
}

function attemptLine(
  { exam, on, outcome, score }: Attempt,
  knowledge: Knowledge,
  say: Say,
  blank: (key: string) => string,
): string {
  const name = knowledge.exams.exams.find(({ id }) => id === exam)?.name ?? exam;
  const said = say.plain(`day.summary_page.attempt.${outcome}`, { name, on: on ?? blank('month') });
  return score === null ? said : `${said}, ${say.plain('day.summary_page.score', { score })}`;
}

/** True when an exam was failed and we do not know the next date, which the school will ask for. */
function needsRetake(profile: Profile, knowledge: Knowledge): boolean {
  return standings(profile, knowledge).some(({ state, nextOn }) => state === 'failed' && nextOn === null);
}
