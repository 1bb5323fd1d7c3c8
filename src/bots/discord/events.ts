import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Message as DiscordMessage,
  InteractionContextType,
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type REST,
  Routes,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Logger } from 'pino';
import { type Answer, type Chat, showing } from '#bots/chat/chat.ts';
import type { Input, Invocation } from '#bots/chat/invocation.ts';
import {
  type Answering,
  type Asked,
  callback,
  defer,
  respond,
  sendOrTell,
  within,
} from '#bots/discord/answering.ts';
import { type Labels, picked, pickedToken } from '#bots/discord/components.ts';
import type { EditedMessage } from '#bots/discord/edits.ts';
import { cause, isLate } from '#bots/discord/errors.ts';
import { givenIn, readWords, type Written } from '#bots/discord/files.ts';
import { modal, needsBox, submitted } from '#bots/discord/modal.ts';
import { type Pauses, patiently } from '#bots/discord/patience.ts';
import { choices } from '#bots/discord/registration.ts';
import { type Message, render } from '#bots/discord/render.ts';
import type { Pace } from '#core/platform.ts';
import { type Reply, words } from '#core/reply.ts';

/** What each kind of event does. None of them ever rejects. */
export interface Events {
  command(interaction: ChatInputCommandInteraction): Promise<void>;
  messageCommand(interaction: MessageContextMenuCommandInteraction): Promise<void>;
  press(interaction: ButtonInteraction): Promise<void>;
  pick(interaction: StringSelectMenuInteraction): Promise<void>;
  submit(interaction: ModalSubmitInteraction): Promise<void>;
  typing(interaction: AutocompleteInteraction): Promise<void>;
  message(message: DiscordMessage): Promise<void>;
  edit(edited: EditedMessage): Promise<void>;
}

type AnyInteraction = Parameters<
  Events['command' | 'messageCommand' | 'press' | 'pick' | 'submit' | 'typing']
>[0];

interface EventsOptions {
  readonly chat: Chat;
  /** Answers interactions. */
  readonly interactions: REST;
  /** Writes into private chats. */
  readonly messages: REST;
  /** If absent, private messages are not counted. */
  readonly pace?: Pace;
  /** False: another bot has this event. If absent, this is the only bot. */
  readonly claim?: (id: string) => Promise<boolean>;
  readonly deferAfterMs: number;
  readonly pausesMs: Pauses;
  readonly log: Logger;
}

/** Who wrote a private message, and where. */
type Writer = Pick<DiscordMessage, 'channelId'> & { readonly author: Pick<DiscordMessage['author'], 'id'> };

/** Far more than Redis needs, and short enough to answer in time without it. */
const CLAIM_MS = 500;
const TYPE = 'type:';
const PICK = 'pick:';
const ANSWER = 'answer:';

export function createEvents(options: EventsOptions): Events {
  const {
    chat,
    interactions,
    messages,
    pace,
    claim = async () => true,
    deferAfterMs,
    pausesMs,
    log,
  } = options;
  const labels: Labels = {
    skip: chat.words('chat.skip'),
    back: chat.words('chat.back'),
    type: chat.words('chat.type'),
    choose: chat.words('chat.choose'),
    fillIn: chat.words('chat.fill_in'),
    chooseFile: chat.words('chat.choose_file'),
  };
  const fileMissing = chat.words('chat.file_missing');
  const answering: Answering = { rest: interactions, draw, trouble, fileMissing, deferAfterMs, pausesMs };

  function trouble(isOurs: boolean): ReturnType<Answering['trouble']> {
    return render(sentence(isOurs ? 'chat.not_shown' : 'chat.not_through'), labels);
  }

  function sentence(key: string): Reply {
    return [{ kind: 'text', body: [{ type: 'paragraph', children: [...words(chat.words(key))] }] }];
  }

  function draw({ reply, redraw, receipt }: Answer): ReturnType<Answering['draw']> {
    try {
      return { messages: render(reply, labels), redraw };
    } catch (error) {
      void receipt?.failed();
      log.error({ cause: cause(error) }, 'a reply cannot be drawn');
      return { messages: trouble(true), redraw: false };
    }
  }

  /**
   * If Redis does not answer we treat the event as ours: Discord accepts one answer to an interaction, and a text may
   * get two.
   */
  async function isOurs(id: string): Promise<boolean> {
    const said = await within(claim(id), CLAIM_MS).catch(() => null);
    if (said === null) log.warn('Redis did not say whose event it is: working on it');
    return said !== false;
  }

  /** Runs one event of ours to its end. Whatever goes wrong becomes a log line that names nobody. */
  async function guarded(
    what: string,
    event: Pick<DiscordMessage, 'id' | 'createdTimestamp'>,
    run: () => Promise<void>,
  ): Promise<void> {
    try {
      if (await isOurs(event.id)) await run();
    } catch (error) {
      const ms = Date.now() - event.createdTimestamp;
      if (isLate(error)) log.warn({ what, ms, cause: cause(error) }, 'an answer came too late for Discord');
      else log.error({ what, ms, cause: cause(error) }, 'an answer was not delivered');
    }
  }

  function handle(
    interaction: AnyInteraction,
    message: Asked['message'],
    input: Input,
    more: Pick<Invocation, 'attachments' | 'quoted'> = {},
  ): Promise<void> {
    const invoked = { ...invocation(interaction, input), ...more };
    return admitted(interaction, message, invoked, () =>
      respond(asked(interaction, message), chat.handle(invoked), answering),
    );
  }

  /**
   * Continues unless this person asks too much. They are told once; after that a press is ignored silently, but a
   * command still gets an answer, because Discord would show an unanswered one as a failure.
   */
  async function admitted(
    interaction: AnyInteraction,
    message: Asked['message'],
    invoked: Invocation,
    go: () => Promise<void>,
  ): Promise<void> {
    const admission = await chat.admit(invoked);
    if (admission === 'answer' || admission === 'urgent') return go();
    const one = asked(interaction, message);
    if (admission === 'ignore' && message !== null) return defer(one, answering);
    const answer = { reply: sentence('chat.slow_down'), redraw: false };
    return respond(one, Promise.resolve(answer), answering);
  }

  /** A modal must be the first answer, so it opens only if the question is known in time. */
  async function openBox(interaction: ButtonInteraction, invoked: Invocation): Promise<void> {
    const one = asked(interaction, interaction.message);
    const token = interaction.customId.slice(TYPE.length);
    const looked = chat.question('discord', interaction.user.id, token);
    const question = await within(looked, deferAfterMs);
    if (question === null || !needsBox(question)) return respond(one, chat.handle(invoked), answering);
    await callback(one, answering, modal(question, labels));
  }

  return {
    command: (interaction) =>
      guarded(`/${interaction.commandName}`, interaction, () => {
        const { options, ...files } = givenIn(interaction.options.data);
        const input: Input = { kind: 'command', name: interaction.commandName, options, rest: '' };
        return handle(interaction, null, input, files);
      }),

    messageCommand: (interaction) =>
      guarded('message command', interaction, () => {
        const { content, author } = interaction.targetMessage;
        const name = chat.commands.find(({ onMessage }) => onMessage === interaction.commandName)?.name ?? '';
        const quoted = { text: content, isOwn: author.id === interaction.user.id };
        return handle(interaction, null, { kind: 'command', name, options: {}, rest: '' }, { quoted });
      }),

    press: (interaction) =>
      guarded('press', interaction, () => {
        const input = { kind: 'press', button: interaction.customId } as const;
        if (!interaction.customId.startsWith(TYPE)) return handle(interaction, interaction.message, input);
        const invoked = invocation(interaction, input);
        return admitted(interaction, interaction.message, invoked, () => openBox(interaction, invoked));
      }),

    pick: (interaction) =>
      guarded('pick', interaction, () => {
        const token = pickedToken(interaction.customId.slice(PICK.length));
        return handle(interaction, interaction.message, picked(token, interaction));
      }),

    submit: (interaction) =>
      guarded('submit', interaction, () => {
        const token = interaction.customId.slice(ANSWER.length);
        const { input, ...files } = submitted(token, interaction.fields.fields);
        return handle(interaction, interaction.message, input, files);
      }),

    typing: (interaction) =>
      guarded('autocomplete', interaction, async () => {
        const { name, value } = interaction.options.getFocused(true);
        const spec = chat.commands
          .find((command) => command.name === interaction.commandName)
          ?.options.find((option) => option.name === name);
        const offered = await chat.suggest({
          platform: 'discord',
          user: interaction.user.id,
          command: interaction.commandName,
          option: name,
          typed: value,
        });
        await callback(asked(interaction, null), answering, {
          type: InteractionResponseType.ApplicationCommandAutocompleteResult,
          data: { choices: choices(offered, spec?.type ?? 'text') },
        });
      }),

    message: (message) => guarded('message', message, () => converse(message, readWords(message))),

    edit: ({ id, at, user, channel, text }) =>
      // Not by the message's id alone: that was claimed when the message was written.
      guarded('edit', { id: `${id}-${at}`, createdTimestamp: at }, () =>
        converse({ author: { id: user }, channelId: channel }, { input: { kind: 'edit', text } }),
      ),
  };

  async function converse({ author, channelId: address }: Writer, told: Written): Promise<void> {
    const invoked: Invocation = { platform: 'discord', user: author.id, address, ...told };
    const admission = await chat.admit(invoked);
    if (admission === 'ignore') return;
    const answer =
      admission === 'slow_down'
        ? { reply: sentence('chat.slow_down'), redraw: false }
        : await chat.handle(invoked);
    const { messages: drawn } = draw(answer);
    await showing(answer, async () => {
      for (const one of drawn) await sendOrTell(one, answering, (what) => write(address, what));
    });
  }

  async function write(channel: string, { body, files }: Message): Promise<void> {
    await patiently(async () => {
      // Discord counts messages, but not answers to interactions.
      await sleep((await pace?.answer()) ?? 0);
      await messages.post(Routes.channelMessages(channel), { body, files: [...files] });
    }, pausesMs);
  }
}

function invocation(interaction: AnyInteraction, input: Input): Invocation {
  return {
    platform: 'discord',
    user: interaction.user.id,
    address: interaction.context === InteractionContextType.BotDM ? interaction.channelId : null,
    ...placeOf(interaction),
    input,
  };
}

/** Nothing outside a server: a private chat is not a place. */
function placeOf({ guildId, channelId, memberPermissions }: AnyInteraction): Pick<Invocation, 'place'> {
  if (guildId === null) return {};
  const canManage = memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
  return { place: { community: guildId, channel: channelId, canManage } };
}

function asked(interaction: AnyInteraction, message: Asked['message']): Asked {
  const { id, token, applicationId, context } = interaction;
  return { id, token, applicationId, context, message };
}
