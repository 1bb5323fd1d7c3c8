import { z } from 'zod';

/** How many files of one message we look at. */
export const MOST_ATTACHMENTS = 10;

/** A file a person sent with a message. It is read only when a command asks for it, and never kept by a front. */
export interface Attachment {
  /** As the person named it; empty for a voice message. */
  readonly name: string;
  /** As the platform gives it, such as `text/csv`; empty if it does not. */
  readonly mediaType: string;
  /** Size in bytes as the platform gives it; null if it does not. */
  readonly bytes: number | null;
  /** Length of a voice message or a recording; null for everything else. */
  readonly seconds: number | null;
  /**
   * The content.
   * @param most bytes; a longer file is not read to its end
   * @throws {AttachmentError}
   */
  read(most: number): Promise<Uint8Array>;
}

export const attachmentSchema: z.ZodType<Attachment, Attachment> = z.object({
  name: z.string().max(255),
  mediaType: z.string().max(127),
  bytes: z.int().min(0).nullable(),
  seconds: z.number().min(0).nullable(),
  read: z.custom<Attachment['read']>((value) => typeof value === 'function'),
});

/**
 * A command option that takes a file. Its value is the file's index in `context.attachments`, as text; on a
 * platform without such options, it is the first file of the message.
 */
export const fileOption = z.string().regex(/^\d$/).meta({ format: 'attachment' });

/** A file cannot be read: it is larger than the caller accepts, or the platform does not provide it. */
export class AttachmentError extends Error {
  override readonly name = 'AttachmentError';
  readonly why: 'too_large' | 'unavailable';
  constructor(why: AttachmentError['why']) {
    super(why);
    this.why = why;
  }
}

const DOWNLOAD_MS = 20_000;

/**
 * Reads a file from where a platform keeps it.
 * @throws {AttachmentError}
 */
export async function download(address: string, most: number): Promise<Uint8Array> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_MS), redirect: 'error' });
    if (!response.ok || !response.body) throw new AttachmentError('unavailable');
    return await readAtMost(response.body, most);
  } catch (error) {
    // An error from fetch may contain the address, and the address may contain the token.
    throw error instanceof AttachmentError ? error : new AttachmentError('unavailable');
  }
}

/** @throws {AttachmentError} as soon as there are more than `most` bytes */
export async function readAtMost(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of stream) {
    total += piece.length;
    if (total > most) throw new AttachmentError('too_large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
