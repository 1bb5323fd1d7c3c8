import type { CommandInteractionOption, Attachment as DiscordAttachment, Message } from 'discord.js';
import { type Attachment, AttachmentError, download, MOST_ATTACHMENTS } from '#bots/chat/attachment.ts';
import type { Invocation } from '#bots/chat/invocation.ts';

/** What a private message contains. */
export type Written = Pick<Invocation, 'input' | 'attachments' | 'quoted'>;

/** What a command was given: its options, and the files that some of them refer to by position. */
export interface Given {
  readonly options: Record<string, string | number | boolean>;
  /** Absent if there are none. */
  readonly attachments?: Attachment[];
}

/** A file of a message or an option. Nothing is requested from Discord until it is read. */
export function attachment(file: DiscordAttachment): Attachment {
  return {
    // Discord names voice messages itself, and its words must not be read as the person's.
    name: file.duration === null ? file.name.slice(0, 255) : '',
    mediaType: (file.contentType ?? '').slice(0, 127),
    bytes: file.size,
    seconds: file.duration,
    async read(most) {
      if (file.size > most) throw new AttachmentError('too_large');
      return download(file.url, most);
    },
  };
}

/** Reads the options of a command. */
export function givenIn(data: readonly CommandInteractionOption[]): Given {
  const attachments: Attachment[] = [];
  const options: Given['options'] = {};
  for (const { name, value, attachment: file } of data) {
    if (file) {
      options[name] = String(attachments.length);
      attachments.push(attachment(file));
    } else if (value !== undefined) options[name] = value;
  }
  return { options, ...(attachments.length > 0 ? { attachments } : {}) };
}

/** A forwarded message holds someone else's words, or older ones: Discord does not say whose. */
export function readWords({ content, messageSnapshots, attachments }: Message): Written {
  const forwarded = messageSnapshots.first();
  const files = [...attachments.values()].slice(0, MOST_ATTACHMENTS);
  return {
    input: { kind: 'text', text: content },
    ...(forwarded ? { quoted: { text: forwarded.content, isOwn: null } } : {}),
    ...(files.length > 0 ? { attachments: files.map(attachment) } : {}),
  };
}
