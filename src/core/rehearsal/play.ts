import { Temporal } from 'temporal-polyfill';
import { actionSchema } from '#core/gate/action.ts';
import { gate, type Verdict } from '#core/gate/gate.ts';
import type { Scene, SceneChoice } from '#core/knowledge/rehearsal.ts';
import { beginsAt, endsAt, hasPosition, type Stage, type Step, worldIn } from '#core/rehearsal/world.ts';

/** How far a rehearsal has come. */
export interface Play {
  readonly path: readonly Step[];
  /** The scene that is shown. */
  readonly scene: string;
  /** When it was shown first, in real time: an offer's clock runs from there. */
  readonly shown: string;
}

/** What came of a press. */
export interface Outcome {
  readonly step: Step;
  /** What the gate says of it at that minute of the made-up week; null if no rule is concerned, or it came too late. */
  readonly verdict: Verdict | null;
  readonly trap: string | null;
  readonly follows: string;
  /** Where it goes on: the same scene, the next one, or null at the end. */
  readonly next: Play | null;
}

/** The beginning of a rehearsal. */
export function firstOf({ story }: Stage, now: Temporal.Instant): Play {
  return { path: [], scene: story.scenes[0]?.id ?? '', shown: now.toString() };
}

/** The scene that is shown; undefined if the story has changed since. */
export function sceneOf({ story }: Stage, { scene }: Play): Scene | undefined {
  return story.scenes.find(({ id }) => id === scene);
}

/** What can still be chosen: a trap that was met is not offered again. */
export function choicesOf(scene: Scene, { path }: Play): readonly SceneChoice[] {
  return scene.choices.filter(({ id }) => !path.some((one) => one.scene === scene.id && one.choice === id));
}

/**
 * The time of the made-up week. It stands still while somebody reads, and runs at the story's speed while an offer is open.
 * @param now the real time
 */
export function clockIn(
  stage: Stage,
  scene: Scene,
  { shown }: Play,
  now: Temporal.Instant,
): Temporal.Instant {
  const begins = beginsAt(scene, stage.season);
  const ends = endsAt(scene, stage.season);
  if (!ends) return begins;
  const real = Math.max(0, now.epochMilliseconds - Temporal.Instant.from(shown).epochMilliseconds);
  const at = begins.add({ milliseconds: real * stage.story.speed });
  return Temporal.Instant.compare(at, ends) < 0 ? at : ends;
}

/** Real seconds until the offer of a scene runs out; null if its clock stands still. */
export function secondsLeft(stage: Stage, scene: Scene, play: Play, now: Temporal.Instant): number | null {
  const ends = endsAt(scene, stage.season);
  if (!ends) return null;
  return Math.ceil(clockIn(stage, scene, play, now).until(ends).total('seconds') / stage.story.speed);
}

/** Plays one choice of the scene that is shown. @returns null if there is no such choice there */
export function play(stage: Stage, before: Play, chosen: string, now: Temporal.Instant): Outcome | null {
  const scene = sceneOf(stage, before);
  const choice = scene && choicesOf(scene, before).find(({ id }) => id === chosen);
  if (!scene || !choice) return null;
  const { path } = before;
  const at = clockIn(stage, scene, before, now);
  const { late } = scene;
  if (late && secondsLeft(stage, scene, before, now) === 0) {
    const step = { scene: scene.id, choice: chosen, late: true };
    const next = after(stage, scene, [...path, step], now);
    return { step, verdict: null, trap: late.trap, follows: late.follows, next };
  }
  const verdict = verdictOn(stage, scene, choice, path, at);
  const step = { scene: scene.id, choice: chosen, late: false };
  const taken = [...path, step];
  const isStaying = choice.trap !== undefined && !choice.ends;
  return {
    step,
    verdict,
    trap: choice.trap ?? null,
    follows: choice.follows,
    next: isStaying ? { ...before, path: taken } : after(stage, scene, taken, now),
  };
}

/** What the gate says of a choice at a minute of the made-up week; null if no rule is concerned. */
export function verdictOn(
  stage: Stage,
  scene: Scene,
  { asks }: SceneChoice,
  path: readonly Step[],
  at: Temporal.Instant,
): Verdict | null {
  return asks ? gate(actionSchema.parse(asks), worldIn(stage, path, scene, at), stage.knowledge, at) : null;
}

/** The next scene that can happen after these steps. */
function after(stage: Stage, scene: Scene, path: readonly Step[], now: Temporal.Instant): Play | null {
  const { scenes } = stage.story;
  const has = hasPosition(worldIn(stage, path, scene, beginsAt(scene, stage.season)));
  const next = scenes
    .slice(scenes.indexOf(scene) + 1)
    .find(({ only }) => only === undefined || (only === 'accepted') === has);
  return next ? { path, scene: next.id, shown: now.toString() } : null;
}
