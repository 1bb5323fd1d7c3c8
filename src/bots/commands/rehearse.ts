import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { debriefParts } from '#bots/commands/rehearse/debrief.ts';
import { clockWords, leftWords, outcomeParts } from '#bots/commands/rehearse/words.ts';
import { viewOf } from '#bots/commands/soap/page.ts';
import { button } from '#core/button.ts';
import { isBarred } from '#core/gate/gate.ts';
import { ALWAYS, type Scene } from '#core/knowledge/rehearsal.ts';
import { isClosed } from '#core/rehearsal/closed.ts';
import { choicesOf, clockIn, firstOf, type Play, play, sceneOf, secondsLeft } from '#core/rehearsal/play.ts';
import { type Stage, stageOf } from '#core/rehearsal/world.ts';
import type { Choice, Reply } from '#core/reply.ts';
import type { Values } from '#core/text.ts';
import { instantSchema } from '#core/time/instant.ts';

const stepSchema = z.object({ scene: z.string(), choice: z.string(), late: z.boolean() });
const givenSchema = z.object({
  /** How far it has come; null before its start. */
  play: z
    .object({ path: z.array(stepSchema).max(200), scene: z.string(), shown: instantSchema })
    .nullable()
    .default(null),
  /** Whether the clock of an offer is running. */
  timed: z.boolean().default(false),
});

/** A scene as it stands, or null for a story that has changed since. */
interface Shown {
  readonly stage: Stage;
  readonly scene: Scene;
  readonly at: Play;
}

/** Its questions are asked again and again, each time with the state that the code passes in: nothing is in the record. */
const form = defineForm({
  id: 'rehearse',
  version: 1,
  given: givenSchema,
  quiet: { strayed: 'rehearse.strayed' },
  questions: [
    {
      id: 'start',
      type: 'choice',
      choices: ['start', ALWAYS.leave],
      values: ({ context }) => ({ speed: context.knowledge.rehearsal.speed }),
      when: (_, { play: begun }) => begun === null,
    },
    {
      id: 'scene',
      type: 'choice',
      choices: choices,
      values: sceneValues,
      when: (_, { play: begun, timed }) => begun !== null && timed !== true,
    },
    {
      id: 'offer',
      type: 'choice',
      choices: choices,
      values: sceneValues,
      when: (_, { timed }) => timed === true,
    },
  ],
  schema: z.object({
    start: z.string().nullable(),
    scene: z.string().nullable(),
    offer: z.string().nullable(),
  }),
  preview: ({ context, given }) => (given.play === null ? eligibility(context) : []),
  finish: (context, { start, scene, offer }, { given }) =>
    pressed(context, start ?? scene ?? offer ?? ALWAYS.leave, given.play),
});

/** A made-up Match Week. It is played in a session, as a form is, and changes nothing in the record. */
export const command = defineCommand({
  name: 'rehearse',
  forms: [form],
  run: begin,
  presses: { rehearse: { redraw: false, run: begin } },
});

async function begin(context: Context): Promise<Reply> {
  if (isClosed(context.knowledge, context.now)) return closed(context);
  if (!stageOf(context.knowledge, context.now)) return [context.say.text('soap.no_calendar')];
  return context.open(form);
}

/** Someone who may not take part must not learn from it what others may do. */
function eligibility(context: Context): Reply {
  const { say, knowledge, now } = context;
  const { person } = viewOf(context);
  return isBarred({ person, knowledge, now }) ? [say.text('rehearse.not_eligible')] : [];
}

function closed({ say }: Context): Reply {
  const buttons = [
    button(say, 'soap', 'now', 'rehearse.button.soap', { style: 'main' }),
    button(say, 'concern', 'lines', 'rehearse.button.support'),
  ];
  return [say.text('rehearse.closed'), { kind: 'buttons', buttons }];
}

function shownIn({ knowledge, now }: Context, at: Play | null): Shown | null {
  const stage = stageOf(knowledge, now);
  const scene = stage && at && sceneOf(stage, at);
  return stage && at && scene ? { stage, scene, at } : null;
}

function choices({ context, given }: FormView): readonly Choice[] {
  const { say } = context;
  const shown = shownIn(context, givenSchema.parse(given).play);
  const open = shown ? choicesOf(shown.scene, shown.at) : [];
  return [
    ...open.map(({ id, label }) => ({ value: id, label })),
    ...(given.timed ? [{ value: ALWAYS.clock, label: say.plain('rehearse.clock') }] : []),
    { value: ALWAYS.leave, label: say.plain('rehearse.leave') },
  ];
}

function sceneValues({ context, given }: FormView): Values {
  const { now } = context;
  const shown = shownIn(context, givenSchema.parse(given).play);
  if (!shown) return { clock: '', says: context.say.plain('rehearse.changed'), left: '' };
  const { stage, scene, at } = shown;
  return {
    clock: clockWords(clockIn(stage, scene, at, now), stage, context),
    says: scene.says,
    left: leftWords(secondsLeft(stage, scene, at, now) ?? 0, context.say),
  };
}

/** Plays what was pressed, and shows what follows. */
async function pressed(context: Context, choice: string, at: Play | null): Promise<Reply> {
  const { say, knowledge, now } = context;
  if (choice === ALWAYS.leave) return left(context);
  if (isClosed(knowledge, now)) return closed(context);
  const stage = stageOf(knowledge, now);
  if (!stage) return [say.text('soap.no_calendar')];
  if (!at) return [say.text('rehearse.first'), ...(await show(context, stage, firstOf(stage, now)))];
  if (choice === ALWAYS.clock) return show(context, stage, at);
  const scene = sceneOf(stage, at);
  const outcome = play(stage, at, choice, now);
  if (!scene || !outcome) return [say.text('rehearse.changed'), again(context)];
  const clock = clockIn(stage, scene, at, now);
  const said = outcomeParts(outcome, clock, context);
  if (outcome.next) return [...said, ...(await show(context, stage, outcome.next))];
  return [...said, ...debriefParts(stage, [...at.path, outcome.step], context)];
}

function show(context: Context, stage: Stage, at: Play): Promise<Reply> {
  const timed = sceneOf(stage, at)?.late !== undefined;
  return context.open(form, { given: givenSchema.parse({ play: at, timed }) });
}

function left(context: Context): Reply {
  return [context.say.text('rehearse.left_it'), again(context)];
}

function again({ say }: Context): Reply[number] {
  return {
    kind: 'buttons',
    buttons: [
      button(say, 'rehearse', 'again', 'rehearse.button.again'),
      button(say, 'soap', 'now', 'rehearse.button.soap'),
    ],
  };
}
