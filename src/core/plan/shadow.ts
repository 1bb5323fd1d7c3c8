import type { Temporal } from 'temporal-polyfill';
import { verdictFacts } from '#core/assessment/assess.ts';
import { factsOf } from '#core/assessment/facts.ts';
import { judge } from '#core/assessment/judge.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Track } from '#core/knowledge/shadow.ts';
import { soonest } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import { cyclesAt } from '#core/season/cycle.ts';
import { afterQuietDays, dayOf } from '#core/season/season.ts';
import { MORNING } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** The tracks that apply to this person. If one is left out, the shares of the others grow to make up the whole. */
export function tracksFor(
  person: Pick<Applicant, 'profile' | 'assessments'>,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly (Track & { readonly percent: number })[] {
  const assessment = person.assessments.at(-1);
  const facts = assessment
    ? verdictFacts(person.profile, assessment, knowledge, now)
    : factsOf(person.profile, knowledge, now);
  const applies = ({ when }: Pick<Track, 'when'>): boolean => !when || judge(when, facts) === true;
  const tracks = knowledge.shadow.tracks.filter(applies);
  const total = tracks.reduce((sum, { share }) => sum + share, 0);
  return tracks.map((track) => ({
    ...track,
    steps: track.steps.filter(applies),
    percent: Math.round((100 * track.share) / total),
  }));
}

/** Plans the shadow tasks from today on. None of them contacts a program in the quiet time. */
export function layShadow(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  newId: NewId,
): readonly Task[] {
  const zone = zoneOf(person.settings);
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const { running } = cyclesAt(person.profile, knowledge.seasons, now, knowledge.assessment.rules);
  const ends = running ? dayOf(running, 'soap_ends', zone) : today;
  return tracksFor(person, knowledge, now)
    .flatMap(({ steps }) => steps)
    .map(({ key, contact, at }): Task => {
      const wanted = (at.anchor === 'today' ? today : ends).add({ days: at.days });
      const day = contact ? afterQuietDays(wanted, knowledge.seasons, zone) : wanted;
      return {
        id: newId(),
        key,
        set: 'shadow',
        own: null,
        on: day.toString(),
        time: MORNING,
        provisional: false,
        state: 'open',
        moved: false,
        revision: 0,
      };
    })
    .toSorted(soonest);
}
