import type { Temporal } from 'temporal-polyfill';
import type { Asked } from '#core/gate/gate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { RehearsalStory, Scene, SceneChoice } from '#core/knowledge/rehearsal.ts';
import type { EventKey, Season } from '#core/knowledge/season.ts';
import { EMPTY_PROFILE } from '#core/record/profile.ts';
import { EMPTY_SOAP, type Soap } from '#core/record/soap.ts';
import { endOf, startOf } from '#core/season/season.ts';
import { withExpiredOffers } from '#core/soap/log.ts';
import { weekAt } from '#core/soap/week.ts';

/** One press in a rehearsal: which choice of which scene. `late`: the round was over before it. */
export interface Step {
  readonly scene: string;
  readonly choice: string;
  readonly late: boolean;
}

/** The made-up week: the story, and the season on whose clock it is played. */
export interface Stage {
  readonly story: RehearsalStory;
  readonly season: Season;
  /** The rules that hold in it: ours, with that season's dates taken as they stand. */
  readonly knowledge: Knowledge;
}

/** The coming Match Week with its dates taken as confirmed, or the last one we know. Null without any season. */
export function stageOf(knowledge: Knowledge, now: Temporal.Instant): Stage | null {
  const coming = weekAt(knowledge.seasons, now)?.season ?? knowledge.seasons.at(-1);
  if (!coming) return null;
  const season = confirmed(coming);
  const seasons = knowledge.seasons.map((one) => (one === coming ? season : one));
  return { story: knowledge.rehearsal, season, knowledge: { ...knowledge, seasons } };
}

const confirmedOnes = new WeakMap<Season, Season>();

/** Nothing in a made-up week is provisional. Kept, since the instants of a season are kept with its events. */
function confirmed(season: Season): Season {
  const known = confirmedOnes.get(season);
  if (known) return known;
  const events = Object.fromEntries(
    Object.entries(season.events).map(([key, event]) => [key, { ...event, status: 'confirmed' as const }]),
  ) as Record<EventKey, Season['events'][EventKey]>;
  const made = { ...season, events };
  confirmedOnes.set(season, made);
  return made;
}

/** When a scene begins in the made-up week. */
export function beginsAt({ at }: Scene, season: Season): Temporal.Instant {
  const event = at.edge === 'start' ? startOf(season, at.event) : endOf(season, at.event);
  return event.add({ minutes: at.minutes });
}

/** When the round of a scene with an offer ends; null if its clock stands still. */
export function endsAt({ at, late }: Scene, season: Season): Temporal.Instant | null {
  return late ? endOf(season, at.event) : null;
}

/** Whether the person has a position in the made-up week so far. */
export function hasPosition({ soap }: Pick<Asked, 'soap'>): boolean {
  return soap.offers.some(({ state }) => state === 'accepted');
}

/** The made-up record after these steps, in the middle of `scene`, at `now` of the made-up week. */
export function worldIn(
  { story, season }: Stage,
  path: readonly Step[],
  scene: Scene,
  now: Temporal.Instant,
): Asked {
  const played = story.scenes.slice(0, story.scenes.indexOf(scene) + 1);
  let soap: Soap = EMPTY_SOAP;
  for (const one of played.filter(({ id }) => id === scene.id || path.some((step) => step.scene === id))) {
    const at = beginsAt(one, season).toString({ smallestUnit: 'second' });
    soap = one.happens.reduce((before, event) => withEvent(before, event, { id: one.id, at }), soap);
    for (const step of path.filter((step) => step.scene === one.id)) {
      const choice = one.choices.find(({ id }) => id === step.choice);
      if (choice && !step.late) soap = withChoice(soap, choice, at);
    }
  }
  return { profile: EMPTY_PROFILE, soap: withExpiredOffers(soap, season, now), people: [] };
}

function withEvent(
  soap: Soap,
  event: Scene['happens'][number],
  { id, at }: { readonly id: string; readonly at: string },
): Soap {
  const { program } = event;
  if (event.kind === 'offer')
    return { ...soap, offers: [...soap.offers, { id: `made${id}`, program, at, state: 'open' }] };
  const { how, applied } = event;
  return { ...soap, contacts: [...soap.contacts, { id: `made${id}`, program, at, how, applied }] };
}

/** A choice about an offer is about the latest one. */
function withChoice(soap: Soap, { sends, offer }: SceneChoice, at: string): Soap {
  const sent = sends ? [...soap.sent, { ...sends, at }] : soap.sent;
  const last = soap.offers.length - 1;
  const offers = offer
    ? soap.offers.map((one, index) => (index === last ? { ...one, state: offer } : one))
    : soap.offers;
  return { ...soap, sent, offers };
}
