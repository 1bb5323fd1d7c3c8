import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import { cleanText } from '#bots/chat/answers.ts';
import type { Answer, Chat } from '#bots/chat/chat.ts';
import { type Command, type Context, type Press, Refused } from '#bots/chat/command.ts';
import { createConversation } from '#bots/chat/conversation.ts';
import { type Input, type Invocation, invocationSchema } from '#bots/chat/invocation.ts';
import { optionsFromText, parseOptions, specOf } from '#bots/chat/options.ts';
import type { Picture } from '#bots/chat/picture.ts';
import { withCommandsInText, wordsOf } from '#bots/chat/typed.ts';
import type { Applicant } from '#core/applicant.ts';
import { isCrisis } from '#core/crisis.ts';
import { isUnfilledList } from '#core/gate/gate.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge.ts';
import { reminderMessage } from '#core/reminders/message.ts';
import { identityOn, isOpen, reachParts, refusedOn, visited, withIdentity } from '#core/reminders/reach.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { takeHeld } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import type { Agenda } from '#jobs/agenda.ts';
import type { Metrics } from '#jobs/metrics.ts';
import { ignoreGone, isUnreadable, type People, unchanged } from '#store/people.ts';
import type { Sessions } from '#store/sessions.ts';
import { createTurns } from '#store/turns.ts';

/** The command that answers crisis wording, and the one that answers a first hello. */
const CRISIS_COMMAND = 'support';
const FIRST_COMMAND = 'start';

/** A visit is noted at most this often, so that reading costs no writing. */
const SEEN_EVERY_MS = 3_600_000;

const BUTTON = /^([a-z]{1,16}):([\w.:/+-]{1,80})$/;

/** Buttons under a question. `type` opens an input box where the platform has one; it comes here when it could not. */
const FORM_VERBS = ['answer', 'skip', 'back', 'turn', 'ready', 'type'] as const;
type FormVerb = (typeof FORM_VERBS)[number];

export interface ChatOptions {
  readonly commands: readonly Command[];
  readonly knowledge: Knowledge;
  readonly say: Say;
  readonly people: People;
  readonly sessions: Sessions;
  readonly agenda: Agenda;
  readonly now: () => Temporal.Instant;
  readonly newId: NewId;
  readonly metrics: Metrics;
  readonly picture: Picture;
  readonly log: Logger;
}

/** Joins the commands, the records and the forms into the one door that platforms use. */
export function createChat(options: ChatOptions): Chat {
  const { commands, knowledge, say, people, sessions, agenda, now, newId, metrics, picture, log } = options;
  const specs = commands.map((command) => specOf(command, say));
  const byName = new Map(commands.map((command, index) => [command.name, { command, spec: specs[index] }]));
  const presses = new Map<string, Press>(
    commands.flatMap((command) => Object.entries(command.presses ?? {})),
  );
  const forms = commands.flatMap((command) => command.forms ?? []);
  const conversation = createConversation({ forms, sessions, say, newId });
  const inTurn = createTurns();

  return {
    commands: specs,
    handle: (raw) => {
      const invocation = invocationSchema.parse(raw);
      return inTurn(`${invocation.platform}:${invocation.user}`, () => answer(invocation));
    },
    suggest: (name, option, typed) => byName.get(name)?.command.suggest?.[option]?.(typed).slice(0, 25) ?? [],
    question: async (platform, user, token) => {
      const id = await people.find(platform, user);
      const person = id ? await people.load(id) : null;
      if (!person) return null;
      const { context } = visitOf({ platform, user, address: null }, person);
      return conversation.question(context(), person.id, token);
    },
    reachable: async (platform, to, open) => {
      const id = await people.find(platform, to.user);
      if (!id) return;
      const known = { refusal: null, ...(to.address ? { address: to.address } : {}) };
      await people.update(id, (person) =>
        open
          ? withIdentity(person, platform, known)
          : refusedOn(person, platform, 'blocked', now().toString()),
      );
    },
    words: (key) => say.plain(key),
  };

  async function answer(invocation: Invocation): Promise<Answer> {
    const started = performance.now();
    const { platform, input } = invocation;
    const finish = (outcome: 'said' | 'refused' | 'failed', said: Answer): Answer => {
      metrics.answered(platform, input.kind, outcome, performance.now() - started);
      return said;
    };
    try {
      return finish('said', await respond(invocation));
    } catch (error) {
      if (error instanceof Refused) return finish('refused', said([say.text(error.key, error.values)]));
      log.error({ platform, kind: input.kind, err: error }, 'an answer failed');
      return finish('failed', said([say.text(isUnreadable(error) ? 'chat.unreadable' : 'chat.broken')]));
    }
  }

  async function respond(invocation: Invocation): Promise<Answer> {
    const input = withCommandsInText(invocation.input);
    if (wordsOf(input).some((words) => isCrisis(words, knowledge.crisis))) {
      // Help must not hang on a record that can not be read just now.
      const visit = await arrive(invocation).catch(() => null);
      const { context } = visitOf(invocation, visit?.person() ?? null);
      return said(await runCommand(context(), CRISIS_COMMAND, {}));
    }
    if (wordsOf(input).some((words) => isUnfilledList(words, knowledge, now())))
      throw new Refused('soap.list_refused');
    const visit = await arrive(invocation);
    const { reply, redraw } = await route(visit.context(), visit.id(), input);
    return { reply: [...reply, ...(await heldBack(visit.person(), invocation, reply))], redraw };
  }

  /** Finds the person and notes the visit. */
  async function arrive(invocation: Invocation) {
    const { platform, user, address } = invocation;
    const id = await people.find(platform, user);
    let person: Applicant | null = null;
    try {
      person = (id && (await people.update(id, unchanged).catch(ignoreGone))) || null;
    } catch (error) {
      if (!id || !isUnreadable(error)) throw error;
      return visitOf(invocation, null, { id, error });
    }
    if (!person || !isNews(person, invocation)) return visitOf(invocation, person);
    const at = now().toString();
    const noted = await people.update(person.id, (current) => visited(current, platform, at, address));
    return visitOf(invocation, noted);
  }

  /** The context that comes out of a visit sees only this person. */
  function visitOf(
    { platform, user, address }: Pick<Invocation, 'platform' | 'user' | 'address'>,
    known: Applicant | null,
    unreadable: { readonly id: string; readonly error: unknown } | null = null,
  ) {
    let person = known;
    let id = known?.id ?? unreadable?.id ?? null;
    const ensure = async (): Promise<string> => {
      if (id) return id;
      person = await people.create({ platform, user, address }, now().toString());
      id = person.id;
      return id;
    };
    const context = (seen = person): Context => ({
      now: now(),
      platform,
      knowledge,
      say,
      newId,
      commands: specs,
      get person() {
        if (unreadable) throw unreadable.error;
        return seen;
      },
      isUnreadable: unreadable !== null,
      update: async (change) => {
        person = await people.update(await ensure(), change);
        return person;
      },
      open: async (form, known = {}, first) => {
        const owner = await ensure();
        return conversation.open(context(), owner, form, known, first);
      },
      picture,
      erase: async () => {
        if (!id) return;
        await people.delete(id);
        if (person) await agenda.forget(person);
        id = null;
        person = null;
      },
    });
    return { context, id: () => id, person: () => person };
  }

  function isNews(person: Applicant, visit: Pick<Invocation, 'platform' | 'address'>): boolean {
    const identity = identityOn(person, visit.platform);
    if (!identity) return false;
    const isOther = visit.address !== null && visit.address !== identity.address;
    const quietFor = now().epochMilliseconds - Date.parse(identity.seenAt);
    return isOther || !isOpen(identity) || quietFor > SEEN_EVERY_MS;
  }

  async function route(context: Context, id: string | null, input: Input): Promise<Answer> {
    switch (input.kind) {
      case 'command': {
        const spec = byName.get(input.name)?.spec;
        const typed =
          spec && input.rest !== '' ? optionsFromText(spec, cleanText(input.rest)) : input.options;
        return said(await runCommand(context, input.name, typed));
      }
      case 'press':
        return press(context, id, input.button);
      case 'answer':
        if (!id) throw new Refused('chat.form_closed');
        return { reply: await conversation.answer(context, id, input.token, input.value), redraw: true };
      case 'page':
        if (!id) throw new Refused('chat.form_closed');
        return { reply: await conversation.page(context, id, input.token, input.values), redraw: true };
      case 'text': {
        const reply = id ? await conversation.text(context, id, input.text) : null;
        if (reply) return said(reply);
        if (!context.person) return said(await runCommand(context, FIRST_COMMAND, {}));
        throw new Refused(cleanText(input.text) === '' ? 'chat.text_only' : 'chat.not_understood');
      }
      default:
        return input satisfies never;
    }
  }

  async function press(context: Context, id: string | null, button: string): Promise<Answer> {
    const [, verb = '', target = ''] = BUTTON.exec(button) ?? [];
    if (isFormVerb(verb)) {
      if (!id) throw new Refused('chat.form_closed');
      return { reply: await pressInForm(context, id, verb, target), redraw: true };
    }
    const owned = presses.get(verb);
    if (!owned) throw new Refused('chat.unknown_button');
    return { reply: await owned.run(context, target), redraw: owned.redraw };
  }

  function pressInForm(context: Context, id: string, verb: FormVerb, target: string): Promise<Reply> {
    const [session = '', question = '', ...value] = target.split('.');
    const token = `${session}.${question}`;
    switch (verb) {
      case 'answer':
        return conversation.answer(context, id, token, value.join('.'));
      case 'skip':
        return conversation.skip(context, id, token);
      case 'back':
        return conversation.back(context, id, token);
      case 'turn':
        return conversation.turn(context, id, token);
      case 'ready':
        return conversation.ready(context, id, token);
      case 'type':
        return conversation.again(context, id, token);
      default:
        return verb satisfies never;
    }
  }

  async function runCommand(
    context: Context,
    name: string,
    options: Record<string, unknown>,
  ): Promise<Reply> {
    const found = byName.get(name);
    if (!found?.spec) throw new Refused('chat.unknown_command');
    const { command, spec } = found;
    if (command.who === 'moderator') throw new Refused('chat.moderators_only');
    for (const value of Object.values(options)) if (typeof value === 'string') cleanText(value);
    return command.run(context, parseOptions(command, spec, options));
  }

  /** What could not be delivered is said on this visit, unless a question is open: then on the next. */
  async function heldBack(person: Applicant | null, { platform }: Invocation, reply: Reply): Promise<Reply> {
    const isAsking = reply.some((part) => part.kind === 'question');
    if (!person || isAsking || !person.reminders.some(({ state }) => state.kind === 'held')) return [];
    let held: readonly Reminder[] = [];
    const told = await people.update(person.id, (current) => {
      // Of the record as it is now: another bot may just have said it.
      const taken = takeHeld(current, platform, now());
      held = taken.held;
      return taken.told;
    });
    if (held.length === 0) return [];
    return [
      ...reminderMessage({ person: told, reminders: held, now: now(), held: true }, knowledge, say),
      ...reachParts(told, say),
    ];
  }
}

function isFormVerb(verb: string): verb is FormVerb {
  return FORM_VERBS.some((one) => one === verb);
}

function said(reply: Reply): Answer {
  return { reply, redraw: false };
}
