import { Temporal } from 'temporal-polyfill';
import { actionSchema } from '#core/gate/action.ts';
import type { Scene, SceneChoice } from '#core/knowledge/rehearsal.ts';
import { choicesOf, firstOf, play, sceneOf, verdictOn } from '#core/rehearsal/play.ts';
import { beginsAt, type Stage, type Step } from '#core/rehearsal/world.ts';

/** What the gate does not answer as the story says, and where that stands in `rehearsal.yaml`. */
export interface StoryProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Asks the gate about every choice of every scene, in each way the story can be played up to it. */
export function storyProblems(stage: Stage): readonly StoryProblem[] {
  const { scenes } = stage.story;
  const order = scenes.flatMap((scene, index) =>
    scenes.slice(0, index).some((one) => isAfter(one, scene, stage))
      ? [{ path: ['scenes', index, 'at'], message: 'is before the scene above it' }]
      : [],
  );
  const wrong = new Map<string, StoryProblem>();
  for (const path of pathsOf(stage)) {
    for (const [index, scene] of scenes.entries()) {
      const upTo = path.findIndex((step) => step.scene === scene.id);
      if (upTo < 0) continue;
      for (const [at, choice] of scene.choices.entries()) {
        const message = problemOf(stage, scene, choice, path.slice(0, upTo));
        const place = ['scenes', index, 'choices', at];
        if (message) wrong.set(place.join('.'), { path: place, message });
      }
    }
  }
  return [...order, ...wrong.values()];
}

function isAfter(one: Scene, other: Scene, { season }: Stage): boolean {
  return Temporal.Instant.compare(beginsAt(one, season), beginsAt(other, season)) >= 0;
}

function problemOf(
  stage: Stage,
  scene: Scene,
  choice: SceneChoice,
  path: readonly Step[],
): string | undefined {
  const { asks, answer, trap } = choice;
  if (!asks) return answer ? 'has an answer and asks nothing' : undefined;
  const read = actionSchema.safeParse(asks);
  if (!read.success) return `asks for something the gate does not know: ${read.error.issues[0]?.message}`;
  const verdict = verdictOn(stage, scene, choice, path, beginsAt(scene, stage.season));
  const said = verdict?.allowed ? verdict.mind?.id : verdict?.rule;
  if (said !== answer) return `the gate answers ${said ?? 'yes'}, and not ${answer ?? 'yes'}`;
  return verdict?.allowed === false && !trap ? 'is forbidden, and marked as no trap' : undefined;
}

/** The two ways that lead everywhere: the first choice that is no trap each time, and every trap first. */
function pathsOf(stage: Stage): readonly (readonly Step[])[] {
  return [walked(stage, 'clean'), walked(stage, 'falling')];
}

/** Plays the story to its end without ever waiting. */
export function walked(stage: Stage, how: 'clean' | 'falling'): readonly Step[] {
  const start = Temporal.Instant.fromEpochMilliseconds(0);
  let at = firstOf(stage, start);
  for (;;) {
    const scene = sceneOf(stage, at);
    const open = scene ? choicesOf(scene, at) : [];
    // A trap that ends the scene comes last, so that none is passed by.
    const traps = open.filter(({ trap }) => trap).toSorted((a, b) => Number(a.ends) - Number(b.ends));
    const safe = open.find(({ trap }) => trap === undefined);
    const chosen = (how === 'falling' ? fallen(stage, scene, traps) : undefined) ?? safe;
    const outcome = chosen && play(stage, at, chosen.id, start);
    if (!outcome) return at.path;
    if (!outcome.next) return [...at.path, outcome.step];
    at = outcome.next;
  }
}

/** The last offer is accepted in the end, or the traps after it would never come. */
function fallen(
  { story }: Stage,
  scene: Scene | undefined,
  traps: readonly SceneChoice[],
): SceneChoice | undefined {
  const later = story.scenes.slice(story.scenes.findIndex(({ id }) => id === scene?.id) + 1);
  const isLastOffer = !later.some(({ late }) => late);
  return traps.find(({ ends }) => !(ends && isLastOffer));
}
