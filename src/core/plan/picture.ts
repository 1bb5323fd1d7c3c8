import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Season } from '#core/knowledge/season.ts';
import type { Timeline, TimelineBand, TimelineEntry } from '#core/pictures/timeline-shape.ts';
import { stepWords } from '#core/plan/step-words.ts';
import { todo } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Step, Task } from '#core/record/plan.ts';
import { startOf } from '#core/season/season.ts';
import { edgesOf } from '#core/soap/week.ts';
import type { Say } from '#core/text.ts';
import { monthWords, shortDay, weekdayWords } from '#core/time/say.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How many of the next steps are drawn. After them come milestones only, so that a year fits on one page. */
const NEXT_STEPS = 3;

/** The year ahead: what comes next, then the fixed days, with the quiet time as a band. */
export function yearTimeline(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  say: Say,
): Timeline {
  const zone = zoneOf(person.settings);
  const open = todo(person).filter(({ state }) => state === 'open');
  const rules = knowledge.plans.flatMap(({ steps }) => steps);
  const milestones = new Set(rules.filter(({ milestone }) => milestone).map(({ key }) => key));
  const shown = open.filter(({ key }, index) => index < NEXT_STEPS || milestones.has(key));
  const last = Math.max(...shown.map((step) => msOf(step, zone)));
  const quiet = knowledge.seasons.map((season) => quietBand(season, zone, say, monthOf));
  return {
    title: say.plain('timeline.year.title'),
    now: nowOf(now, zone, say, monthOf, 'today'),
    entries: shown.map((step) => entryOf(step, knowledge, now, zone, say)),
    bands: quiet.filter(({ at }) => at > now.epochMilliseconds && at <= last),
    ...(shown.some(({ provisional }) => provisional) ? { note: say.plain('timeline.year.note') } : {}),
  };
}

/** Match Week hour by hour, in the person's zone. */
export function weekTimeline(season: Season, now: Temporal.Instant, zone: string, say: Say): Timeline {
  const edges = edgesOf(season);
  const entries = edges.map(({ at, event, edge, round, provisional }): TimelineEntry => {
    const wall = wallOf(at, zone);
    const key = round === null ? event : `round_${edge}`;
    const isPast = at.epochMilliseconds <= now.epochMilliseconds;
    return {
      at: at.epochMilliseconds,
      heading: weekdayWords(wall.slice(0, 10), say.language),
      when: wall.slice(11),
      label: say.plain(`timeline.edge.${key}`, { number: round ?? '' }),
      state: isPast ? 'done' : provisional ? 'provisional' : 'open',
    };
  });
  return {
    title: say.plain('timeline.week.title', { year: season.year }),
    now: nowOf(now, zone, say, dayOf, 'now'),
    entries,
    bands: [quietBand(season, zone, say, dayOf)],
    note: say.plain('timeline.week.note', { zone: zone.replaceAll('_', ' ') }),
  };
}

function entryOf(
  step: Step | Task,
  knowledge: Knowledge,
  now: Temporal.Instant,
  zone: string,
  say: Say,
): TimelineEntry {
  return {
    // An open step is still ahead, even when its hour has passed.
    at: Math.max(msOf(step, zone), now.epochMilliseconds),
    heading: monthOf(step.on, say),
    when: shortDay(step.on, say.language),
    label: stepWords(knowledge, step).title,
    state: step.provisional ? 'provisional' : 'open',
  };
}

type Heading = (on: string, say: Say) => string;
const monthOf: Heading = (on, say) => monthWords(on.slice(0, 7), say.language);
const dayOf: Heading = (on, say) => weekdayWords(on, say.language);

function quietBand(season: Season, zone: string, say: Say, heading: Heading): TimelineBand {
  const from = startOf(season, 'quiet_begins');
  return {
    at: from.epochMilliseconds,
    until: startOf(season, 'soap_ends').epochMilliseconds,
    heading: heading(wallOf(from, zone).slice(0, 10), say),
    label: say.plain('timeline.quiet'),
  };
}

function nowOf(
  now: Temporal.Instant,
  zone: string,
  say: Say,
  heading: Heading,
  key: 'now' | 'today',
): Timeline['now'] {
  const [on = '', time = ''] = wallOf(now, zone).split('T');
  const label = say.plain(`timeline.${key}`, { day: weekdayWords(on, say.language), time });
  return { at: now.epochMilliseconds, heading: heading(on, say), label };
}

function msOf({ on, time }: Step, zone: string): number {
  return instantOf(`${on}T${time}`, zone).epochMilliseconds;
}
