import type { RehearsalStory, Scene } from '#core/knowledge/rehearsal.ts';
import type { Stage, Step } from '#core/rehearsal/world.ts';

/** What a rehearsal showed: ids of traps, each once, in the order of the story. */
export interface Debrief {
  readonly met: readonly string[];
  /** Traps that came up and were never chosen. */
  readonly avoided: readonly string[];
}

export function debriefOf({ story }: Pick<Stage, 'story'>, path: readonly Step[]): Debrief {
  const played = story.scenes.filter(({ id }) => path.some(({ scene }) => scene === id));
  const met = new Set(path.flatMap((step) => trapOf(story, step) ?? []));
  const offered = [...new Set(played.flatMap(trapsIn))];
  return {
    met: offered.filter((trap) => met.has(trap)),
    avoided: offered.filter((trap) => !met.has(trap)),
  };
}

function trapsIn({ choices, late }: Scene): readonly string[] {
  return [...choices.flatMap(({ trap }) => trap ?? []), ...(late ? [late.trap] : [])];
}

function trapOf({ scenes }: RehearsalStory, { scene: id, choice: chosen, late }: Step): string | undefined {
  const scene = scenes.find((one) => one.id === id);
  return late ? scene?.late?.trap : scene?.choices.find((one) => one.id === chosen)?.trap;
}
