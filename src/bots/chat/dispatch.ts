import { arrive } from '#bots/chat/arrival.ts';
import type { Answer, Chat, Typing } from '#bots/chat/chat.ts';
import type { Command } from '#bots/chat/command.ts';
import { createCommandTable } from '#bots/chat/command-table.ts';
import { CONCERN_VERB, createConcerns } from '#bots/chat/concern.ts';
import type { Context } from '#bots/chat/context.ts';
import { createConversation } from '#bots/chat/conversation.ts';
import { heardIn } from '#bots/chat/crisis.ts';
import { createFlood, type PersonRate } from '#bots/chat/flood.ts';
import { heldBack } from '#bots/chat/held.ts';
import { type Input, invocationSchema, type Received } from '#bots/chat/invocation.ts';
import { Refused } from '#bots/chat/refused.ts';
import { route, said } from '#bots/chat/route.ts';
import type { Services } from '#bots/chat/services.ts';
import { withCommandsInText, wordsOf } from '#bots/chat/typed.ts';
import { createVisit, type Kept, NOTHING, type Visit } from '#bots/chat/visit.ts';
import { isUnfilledList } from '#core/gate/gate.ts';
import { refusedOn, withIdentity } from '#core/reminders/reach.ts';
import { type Choice, eachButtonOnce, type Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { isUnreadable } from '#store/document.ts';
import { createOneByOne } from '#store/one-by-one.ts';
import type { Sessions } from '#store/sessions.ts';

export type ChatOptions = Omit<Services, 'commands' | 'conversation' | 'concerns'> & {
  readonly commands: readonly Command[];
  readonly sessions: Sessions;
  /** Default: the real limits for people. */
  readonly personRate?: PersonRate;
};

/** Joins the commands, the records and the forms into the one `Chat` that platforms use. */
export function createChat({ sessions, personRate, ...options }: ChatOptions): Chat {
  const { say, people, now } = options;
  const commands = createCommandTable(options.commands, say);
  const conversation = createConversation({ forms: commands.forms, sessions });
  const concerns = createConcerns({ sessions, newId: options.newId, isQuiet: conversation.isQuiet });
  const services: Services = { ...options, commands, conversation, concerns };
  const oneByOne = createOneByOne();

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

/** Answers, counts how that went, and turns any failure into one calm sentence. */
async function answer(services: Services, invocation: Received): Promise<Answer> {
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

async function respond(services: Services, invocation: Received): Promise<Answer> {
  const input = withCommandsInText(invocation.input);
  const received = { ...invocation, input };
  const first = heardIn(received, services.knowledge());
  if (first.level === 'danger') return helpOrAsk(services, invocation, input, first.about);
  if (input.kind === 'edit' && first.level !== 'maybe') return said([]);
  const visit = await arrive(services, invocation);
  const met = await services.concerns.meet(visit.id(), input);
  switch (met.kind) {
    case 'nothing':
      break;
    case 'go_on':
      return met.input && met.input.kind !== 'edit'
        ? goOn(services, visit, met.input)
        : said([services.say.text('support.glad')]);
    case 'answered':
      return said([
        ...(await support(services, visit.context, met.answer)),
        ...(met.waits ? await support(services, visit.context, met.waits) : []),
      ]);
    case 'resumed':
      return said(await services.conversation.resume(visit.context, visit.id()));
    case 'beside_form':
      return said(await support(services, visit.context, 'beside_form'));
    default:
      met satisfies never;
  }
  const isDraft = first.level !== 'none' && (await writesDraft(services, visit, input));
  const heard = isDraft ? heardIn(received, services.knowledge(), true) : first;
  if (heard.level === 'maybe') return askFirst(services, visit, input);
  if (heard.level !== 'low') return goOn(services, visit, input);
  const kind = await support(services, visit.context, 'low');
  const answered = await goOn(services, visit, input).catch((error: unknown) => kindly(error, services.say));
  return { ...answered, reply: eachButtonOnce([...kind, ...answered.reply]) };
}

/** People who only say how they are have not asked for anything we could misunderstand. */
function kindly(error: unknown, say: Say): Answer {
  if (!(error instanceof Refused)) throw error;
  const isTalk = error.key === 'chat.not_understood';
  return said([isTalk ? say.text('support.low_after') : say.text(error.key, error.values)]);
}

/** The answer to a message that has already been checked for danger. */
async function goOn(services: Services, visit: Visit, input: Input): Promise<Answer> {
  if (input.kind === 'edit') return said([]);
  const { knowledge, now, quoted, attachments } = visit.context;
  if (
    wordsOf({ input, quoted, attachments: [...attachments] }).some((words) =>
      isUnfilledList(words, knowledge, now),
    )
  )
    throw new Refused('soap.list_refused');
  const routed = await route(services, visit, input);
  const held = await heldBack(services, visit, routed.reply);
  if (!held) return { ...routed, reply: eachButtonOnce(routed.reply) };
  return { ...routed, reply: eachButtonOnce([...routed.reply, ...held.reply]), receipt: held.receipt };
}

/** Words of danger get help at once; in a draft, which is written for someone else, we ask first. */
async function helpOrAsk(
  services: Services,
  invocation: Received,
  input: Input,
  about: 'self' | 'other' | null,
): Promise<Answer> {
  const visit = isAnswer(input) ? await arrive(services, invocation).catch(() => null) : null;
  return visit && (await writesDraft(services, visit, input))
    ? askFirst(services, visit, input)
    : help(services, invocation, about);
}

/** Whether the words are a text for someone else: an answer to a form that takes one. */
async function writesDraft(
  { conversation }: Services,
  { context, id }: Visit,
  input: Input,
): Promise<boolean> {
  return isAnswer(input) && conversation.writesDraft(context, id());
}

function isAnswer({ kind }: Input): boolean {
  return kind === 'text' || kind === 'answer' || kind === 'page';
}

/** One calm question; the message is kept with it. Without a readable record, it has to be sent again. */
async function askFirst(services: Services, visit: Visit, input: Input): Promise<Answer> {
  const { context } = visit;
  if (!context.isUnreadable) {
    const { id } = await context.update((person) => person);
    await services.concerns.lay(id, input);
  }
  return said(await support(services, context, 'ask'));
}

/** Help must not depend on a readable record, nor on the form that is set aside. */
async function help(
  services: Services,
  invocation: Received,
  about: 'self' | 'other' | null,
): Promise<Answer> {
  const visit = await arrive(services, invocation).catch(() => null);
  const isReadable = visit && !visit.context.isUnreadable;
  const { context } = isReadable ? visit : createVisit(services, invocation, NOTHING);
  const person = isReadable ? visit.id() : null;
  if (person) {
    await services.concerns.lay(person, null).catch((error: unknown) => {
      services.log.warn({ err: error }, 'a form could not be laid aside');
    });
  }
  return said(await support(services, context, about === 'other' ? 'other' : 'yes'));
}

/** What `/support` says in one of its situations. */
function support({ commands }: Services, context: Context, moment: string): Promise<Reply> {
  return commands.press(CONCERN_VERB).run(context, moment);
}
