import { cleanText } from '#bots/chat/answers.ts';
import type { Answer } from '#bots/chat/chat.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Context } from '#bots/chat/context.ts';
import type { Move } from '#bots/chat/conversation.ts';
import type { Input } from '#bots/chat/invocation.ts';
import { optionsFromText, parseOptions } from '#bots/chat/options.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Services } from '#bots/chat/services.ts';
import type { Visit } from '#bots/chat/visit.ts';
import type { Reply } from '#core/reply.ts';

/** The command that answers a first message. */
const FIRST_COMMAND = 'start';

const BUTTON = /^([a-z]{1,16}):([\w.:/+-]{1,80})$/;

/**
 * Buttons under a question, by verb. `type` opens an input box if the platform has one and comes here when it
 * could not; `turn` is what messages from before call `pageback`.
 */
export const FORM_VERBS: Readonly<Record<string, Move | 'answer' | 'again'>> = {
  answer: 'answer',
  skip: 'skip',
  back: 'back',
  pageback: 'pageback',
  turn: 'pageback',
  ready: 'ready',
  keepvalue: 'keep',
  type: 'again',
};

/** Everything except an edited message, to which nobody expects an answer. */
type Answerable = Exclude<Input, { readonly kind: 'edit' }>;

/** Passes what a person did to the command or open form that answers it. @throws {Refused} */
export async function route(services: Services, visit: Visit, input: Answerable): Promise<Answer> {
  const { conversation } = services;
  const { context } = visit;
  switch (input.kind) {
    case 'command': {
      const spec = services.commands.find(input.name)?.spec;
      const typed = spec && input.rest !== '' ? optionsFromText(spec, cleanText(input.rest)) : input.options;
      return said(await runCommand(services, context, input.name, typed));
    }
    case 'press':
      return press(services, visit, input.button);
    case 'answer':
      return redrawn(await conversation.answer(context, formOwner(visit), input.token, input.value));
    case 'page':
      return redrawn(await conversation.page(context, formOwner(visit), input.token, input.values));
    case 'text':
      return said(await hear(services, visit, input.text));
    default:
      return input satisfies never;
  }
}

/** @throws {Refused} for an unknown command, one that is not for this person, and options that do not fit */
export async function runCommand(
  services: Services,
  context: Context,
  name: string,
  options: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const found = services.commands.find(name);
  if (!found) throw new Refused('chat.unknown_command');
  const { command, spec } = found;
  if (command.who === 'moderator' && !context.place?.canManage) throw new Refused('chat.moderators_only');
  for (const value of Object.values(options)) if (typeof value === 'string') cleanText(value);
  return command.run(context, parseOptions(command, spec, { ...firstFile(context, spec), ...options }));
}

/** If files are sent beside a command and not in an option, the first one is meant. */
function firstFile({ attachments }: Context, { options }: CommandSpec): Readonly<Record<string, string>> {
  const wanted = options.find(({ type }) => type === 'file');
  return wanted && attachments.length > 0 ? { [wanted.name]: '0' } : {};
}

/** A new message as the answer. */
export function said(reply: Reply): Answer {
  return { reply, redraw: false };
}

function redrawn(reply: Reply): Answer {
  return { reply, redraw: true };
}

/** A plain message: the answer to the open question, or a first message. */
async function hear(services: Services, { context, id }: Visit, text: string): Promise<Reply> {
  const person = id();
  const otherwise = async (): Promise<Reply> => {
    if (!context.person) return runCommand(services, context, FIRST_COMMAND, {});
    if (cleanText(text) !== '') throw new Refused('chat.not_understood');
    if (context.quoted) return onQuoted(services, context);
    throw new Refused(context.attachments.length > 0 ? 'chat.file_not_expected' : 'chat.text_only');
  };
  return person ? services.conversation.text(context, person, text, otherwise) : otherwise();
}

/** A message forwarded without comment goes to the command for messages. @throws {Refused} */
function onQuoted(services: Services, context: Context): Promise<Reply> {
  const found = services.commands.specs.find(({ onMessage }) => onMessage !== undefined);
  if (!found) throw new Refused('chat.quoted_only');
  return runCommand(services, context, found.name, {});
}

async function press(services: Services, visit: Visit, button: string): Promise<Answer> {
  const [, verb = '', target = ''] = BUTTON.exec(button) ?? [];
  const inForm = Object.hasOwn(FORM_VERBS, verb) ? FORM_VERBS[verb] : undefined;
  if (inForm) return redrawn(await pressInForm(services, visit, inForm, target));
  const owned = services.commands.press(verb);
  return { reply: await owned.run(visit.context, target), redraw: owned.redraw };
}

/** `target`: the question's token, followed by the chosen value if it is an answer. */
async function pressInForm(
  { conversation }: Services,
  visit: Visit,
  verb: Move | 'answer' | 'again',
  target: string,
): Promise<Reply> {
  const { context } = visit;
  const owner = formOwner(visit);
  const [session = '', question = '', ...value] = target.split('.');
  const token = `${session}.${question}`;
  if (verb === 'answer') return conversation.answer(context, owner, token, value.join('.'));
  if (verb === 'again') return conversation.again(context, owner, token);
  return conversation.move(context, owner, token, verb);
}

/** @throws {Refused} for a person we keep nothing about, who cannot have a form open */
function formOwner({ id }: Visit): string {
  const person = id();
  if (!person) throw new Refused('chat.form_closed');
  return person;
}
