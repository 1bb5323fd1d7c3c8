import {
  type APIMessageTopLevelComponent,
  MessageFlags,
  type RawFile,
  type RESTAPIAttachment,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import { buttonGroup, type Labels, layOut, questionGroups } from '#bots/discord/components.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import { type Atom, atom, type Block, blocks, codeBlock, title } from '#bots/discord/markdown.ts';
import { pack } from '#bots/discord/pack.ts';
import { RejectedError } from '#core/platform.ts';
import { type DraftPart, type Line, type Part, type QuestionInput, type Reply, words } from '#core/reply.ts';

/** One Discord message: the body that every kind of message call accepts, and the files that go with it. */
export interface Message {
  readonly body: RESTPostAPIChannelMessageJSONBody & {
    readonly content: string;
    readonly components: APIMessageTopLevelComponent[];
    readonly attachments: RESTAPIAttachment[];
  };
  readonly files: readonly RawFile[];
}

interface Attachment {
  readonly file: RawFile;
  readonly description: string;
}

interface Drawn {
  readonly blocks: readonly Block[];
  readonly attachments: readonly Attachment[];
  readonly groups: Parameters<typeof layOut>[0];
}

/**
 * Draws a reply as the messages that Discord accepts, in order; components go under the last one.
 * @param labels words around questions; null if no question can be answered, as in a message we send unprompted
 * @throws {RejectedError} for a reply that no Discord message can hold: a bug of ours
 */
export function render(reply: Reply, labels: Labels | null): readonly Message[] {
  const drawn = reply.map((part) => draw(part, labels));
  const { rows, left } = layOut(drawn.flatMap((one) => one.groups));
  const list = left.map((label, index): Atom => atom(words(label), `${index + 1}. `));
  const contents = pack([...drawn.flatMap((one) => one.blocks), list], LIMITS.content.max);
  const attachments = drawn.flatMap((one) => one.attachments);

  const fileRounds = Math.ceil(attachments.length / LIMITS.filesPerMessage.max);
  const count = Math.max(contents.length, fileRounds, rows.length > 0 ? 1 : 0);
  if (count === 0) throw new RejectedError('there is nothing to say in this reply');
  // Files come after the last words, so that their captions are read first.
  const firstWithFiles = count - fileRounds;
  return Array.from({ length: count }, (_, index) => {
    const from = (index - firstWithFiles) * LIMITS.filesPerMessage.max;
    const files = index < firstWithFiles ? [] : attachments.slice(from, from + LIMITS.filesPerMessage.max);
    return message(contents[index] ?? '', files, index === count - 1 ? [...rows] : []);
  });
}

/** What is left of a message whose files Discord did not accept, with a `note` in their place. */
export function withoutFiles({ body }: Message, note: string): Message {
  const content = [body.content, note].filter((text) => text !== '').join('\n\n');
  const fits = content.length <= LIMITS.content.max;
  return { body: { ...body, content: fits ? content : body.content, attachments: [] }, files: [] };
}

function message(
  content: string,
  attachments: readonly Attachment[],
  components: APIMessageTopLevelComponent[],
): Message {
  return {
    body: {
      content,
      components,
      attachments: attachments.map(({ file, description }, index) => ({
        id: String(index),
        filename: file.name,
        ...(description === '' ? {} : { description }),
      })),
      allowed_mentions: { parse: [] },
      flags: MessageFlags.SuppressEmbeds,
    },
    files: attachments.map(({ file }) => file),
  };
}

function draw(part: Part, labels: Labels | null): Drawn {
  switch (part.kind) {
    case 'text':
      return text(...blocks(part.body));
    case 'list':
      return text([
        ...title(part.title),
        ...part.items.map((line, index) => atom(line, part.ordered ? `${index + 1}. ` : '- ')),
      ]);
    case 'checklist':
      return text([
        ...title(part.title),
        ...part.items.map(({ done, line }) => atom(line, done ? '☑ ' : '☐ ')),
      ]);
    case 'facts':
      return text([...title(part.title), ...part.rows.map(({ label, value }) => fact(label, value))]);
    case 'draft':
      return draft(part);
    case 'picture':
      return { ...text(), attachments: [attachment(part.name, 'image/png', part.png, part.alt)] };
    case 'file':
      return {
        ...text([atom(part.caption)]),
        attachments: [attachment(part.name, part.mime, part.bytes, '')],
      };
    case 'buttons':
      return { ...text(), groups: [buttonGroup(part.buttons)] };
    case 'question': {
      if (labels === null) throw new RejectedError('a question cannot be asked here');
      const groups = questionGroups(part, labels);
      if (part.page) {
        const fields = part.page.fields.map(({ label }) => label).join(' · ');
        return { ...text(...blocks(part.page.title), [atom(words(fields), '-# ')]), groups };
      }
      return { ...text(...blocks(part.ask), small(part.input)), groups };
    }
    default:
      return part satisfies never;
  }
}

/** The small print under a question: an example, or which file is wanted. */
function small(input: QuestionInput): Block {
  const line = input.type === 'typed' ? input.example : input.type === 'file' ? input.hint : '';
  return line === '' ? [] : [atom(words(line), '-# ')];
}

function text(...made: readonly Block[]): Drawn {
  return { blocks: made, attachments: [], groups: [] };
}

function fact(label: Line, value: Line): Atom {
  return atom([{ type: 'strong', children: [...label] }, { type: 'text', value: ' · ' }, ...value]);
}

/** A draft copies in one tap from a code block. One that is too long, or contains a fence, comes as a file. */
function draft({ title: heading, body, subject }: DraftPart): Drawn {
  const above = subject
    ? [[...title(subject.title), codeBlock(subject.text) ?? atom(words(subject.text))]]
    : [];
  const code = codeBlock(body);
  if (code !== null && code.marked.length <= LIMITS.content.max)
    return text(...above, [...title(heading), code]);
  const file = attachment('draft.txt', 'text/plain; charset=utf-8', new TextEncoder().encode(body), '');
  return { ...text(...above, title(heading)), attachments: [file] };
}

function attachment(name: string, contentType: string, data: Uint8Array, alt: string): Attachment {
  if (data.byteLength > LIMITS.fileBytes.max)
    throw new RejectedError(`a file has ${data.byteLength} bytes, more than Discord takes`);
  return { file: { name, contentType, data }, description: shorten(alt, LIMITS.fileDescription.max) };
}
