import type { Telegram } from 'telegraf';
import { z } from 'zod';
import { type Attachment, AttachmentError, download } from '#bots/chat/attachment.ts';
import { call } from '#bots/telegram/api.ts';
import { LIMITS } from '#bots/telegram/limits.ts';
import type { TelegramFile } from '#bots/telegram/update.ts';

/** https://core.telegram.org/bots/api#file; the path is valid for an hour. */
const pathSchema = z.object({ file_path: z.string() });

/** A file of a message. Nothing is requested from Telegram until it is read. */
export function attachment(telegram: Telegram, file: TelegramFile): Attachment {
  return {
    name: (file.file_name ?? '').slice(0, 255),
    mediaType: (file.mime_type ?? '').slice(0, 127),
    bytes: file.file_size ?? null,
    seconds: file.duration ?? null,
    async read(most) {
      if ((file.file_size ?? 0) > Math.min(most, LIMITS.downloadBytes))
        throw new AttachmentError('too_large');
      const found = await call(telegram, 'getFile', { file_id: file.file_id }).catch(() => null);
      const path = pathSchema.safeParse(found);
      if (!path.success) throw new AttachmentError('unavailable');
      const { apiRoot } = telegram.options;
      return download(new URL(`file/bot${telegram.token}/${path.data.file_path}`, apiRoot).href, most);
    },
  };
}
