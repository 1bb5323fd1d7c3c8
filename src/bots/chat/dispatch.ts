import { arrive } from '#bots/chat/arrival.ts';
import type { Answer, Chat, Typing } from '#bots/chat/chat.ts';
import { type Command, Refused } from '#bots/chat/command.ts';
import { createCommandTable } from '#bots/chat/command-table.ts';
import { createConversation } from '#bots/chat/conversation.ts';
import { CRISIS_COMMAND, soundsLikeCrisis } from '#bots/chat/crisis.ts';
import { createFlood, type PersonRate } from '#bots/chat/flood.ts';
import { heldBack } from '#bots/chat/held.ts';
import { type Invocation, invocationSchema } from '#bots/chat/invocation.ts';
import { route, runCommand, said } from '#bots/chat/route.ts';
import type { Services } from '#bots/chat/services.ts';
import { withCommandsInText, wordsOf } from '#bots/chat/typed.ts';
import { createVisit, type Kept, NOTHING } from '#bots/chat/visit.ts';
import { isUnfilledList } from '#core/gate/gate.ts';
import { refusedOn, withIdentity } from '#core/reminders/reach.ts';
import type { Choice } from '#core/reply.ts';
import { eachButtonOnce } from '#core/reply.ts';
import { isUnreadable } from '#store/document.ts';
import type { Sessions } from '#store/sessions.ts';
import { createTurns } from '#store/turns.ts';

export type ChatOptions = Omit<Services, 'commands' | 'conversation'> & {
  readonly commands: readonly Command[];
  readonly sessions: Sessions;
  /** Left out: as fast as people are. */
  readonly personRate?: PersonRate;
};

/** Joins the commands, the records and the forms into the one door that platforms use. */
export function createChat({ sessions, personRate, ...options }: ChatOptions): Chat {
  const { say, people, now } = options;
  const commands = createCommandTable(options.commands, say);
  const conversation = createConversation({ forms: commands.forms, sessions });
  const services: Services = { ...options, commands, conversation };
  const oneByOne = createTurns();

  return {
    commands: commands.specs,
    admit: createFlood(options.knowledge, personRate),
    handle: async (raw) => {
      const parsed = invocationSchema.safeParse(raw);
      if (!parsed.success) {
        const fields = parsed.error.issues.map(({ path }) => path.join('.'));
        options.log.error({ fields }, 'what a front handed in does not fit');
        return said([say.text('chat.broken')]);
      }
      const { platform, user } = parsed.data;
      return oneByOne(`${platform}:${user}`, () => answer(services, parsed.data));
    },
    suggest: (typing) => suggest(services, typing),
    question: async (platform, user, token) => {
      const person = await people.find(platform, user);
      if (!person) return null;
      const visit = createVisit(services, { platform, user, address: null }, { kind: 'record', person });
      return conversation.question(visit.context, person.id, token);
    },
    reachable: async (platform, to, open) => {
      const found = await people.find(platform, to.user);
      if (!found) return;
      const known = { refusal: null, ...(to.address ? { address: to.address } : {}) };
      await people.update(found.id, (person) =>
        open
          ? withIdentity(person, platform, known)
          : refusedOn(person, platform, 'blocked', now().toString()),
      );
    },
    words: (key) => say.plain(key),
  };
}

async function suggest(services: Services, typing: Typing): Promise<readonly Choice[]> {
  const { platform, user, option, typed } = typing;
  const all = services.commands.find(typing.command)?.command.suggest ?? {};
  const propose = Object.hasOwn(all, option) ? all[option] : undefined;
  if (!propose) return [];
  try {
    const person = user === undefined ? null : await services.people.find(platform, user);
    const kept: Kept = person ? { kind: 'record', person } : NOTHING;
    const { context } = createVisit(services, { platform, user: user ?? '', address: null }, kept);
    return propose(typed, context).slice(0, 25);
  } catch (error) {
    services.log.warn({ platform, command: typing.command, err: error }, 'nothing was proposed');
    return [];
  }
}

/** Answers, counts how that went, and turns whatever fails into one calm sentence. */
async function answer(services: Services, invocation: Invocation): Promise<Answer> {
  const { metrics, say, log } = services;
  const { platform, input } = invocation;
  const started = performance.now();
  const finish = (outcome: 'said' | 'refused' | 'failed', reply: Answer): Answer => {
    metrics.answered(platform, input.kind, outcome, performance.now() - started);
    return reply;
  };
  try {
    return finish('said', await respond(services, invocation));
  } catch (error) {
    if (error instanceof Refused) return finish('refused', said([say.text(error.key, error.values)]));
    log.error({ platform, kind: input.kind, err: error }, 'an answer failed');
    return finish('failed', said([say.text(isUnreadable(error) ? 'chat.unreadable' : 'chat.broken')]));
  }
}

async function respond(services: Services, invocation: Invocation): Promise<Answer> {
  const { knowledge, now } = services;
  const input = withCommandsInText(invocation.input);
  if (soundsLikeCrisis(input, knowledge)) return help(services, invocation);
  if (wordsOf(input).some((words) => isUnfilledList(words, knowledge, now())))
    throw new Refused('soap.list_refused');
  const visit = await arrive(services, invocation);
  const routed = await route(services, visit, input);
  const held = await heldBack(services, visit, routed.reply);
  if (!held) return { ...routed, reply: eachButtonOnce(routed.reply) };
  return { ...routed, reply: eachButtonOnce([...routed.reply, ...held.reply]), receipt: held.receipt };
}

/** Help must not hang on a record that cannot be read just now. */
async function help(services: Services, invocation: Invocation): Promise<Answer> {
  const visit = await arrive(services, invocation).catch(() => null);
  const { context } =
    visit && !visit.context.isUnreadable ? visit : createVisit(services, invocation, NOTHING);
  return said(await runCommand(services, context, CRISIS_COMMAND, {}));
}
