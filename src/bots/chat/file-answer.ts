import { type Attachment, AttachmentError } from '#bots/chat/attachment.ts';
import type { FileQuestion, FormView } from '#bots/chat/form.ts';
import type { Told } from '#bots/chat/form-data.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Say } from '#core/text.ts';

/** The most bytes of a file kept as text, since it is stored in the session with the other answers. */
const MOST_TEXT = 64_000;

/**
 * Reads the one file that answers a question, up to a limit, and returns what the question's reader makes of it.
 * @throws {Refused} with a sentence for no file, several, one of the wrong kind, too large, empty or unreadable
 */
export async function readFileAnswer(
  question: FileQuestion,
  files: readonly Attachment[],
  view: FormView,
): Promise<Told> {
  const wanted = fileWords(question, view.context.say);
  const [file, ...more] = files;
  if (!file) throw new Refused('chat.file_wanted', wanted);
  if (more.length > 0) throw new Refused('chat.file_one');
  if (!isAccepted(question, file)) throw new Refused('chat.file_kind', wanted);
  const bytes = await contentOf(file, mostOf(question), wanted);
  if (bytes.length === 0) throw new Refused('chat.file_empty');
  return question.read ? question.read(bytes, view) : textIn(bytes);
}

/**
 * The length of a voice message in whole seconds, as the platform tells it. What was said is not looked at.
 * @throws {Refused} for several, and for a file whose length nobody tells
 */
export function voiceSeconds([file, ...more]: readonly Attachment[]): number {
  if (more.length > 0) throw new Refused('chat.file_one');
  if (!file?.seconds) throw new Refused('chat.voice_wanted');
  return Math.max(1, Math.round(file.seconds));
}

/** What a question accepts, in words: `kinds` as `.csv or .txt`, `size` as `200 kB`. */
export function fileWords(
  question: FileQuestion,
  say: Say,
): { readonly kinds: string; readonly size: string } {
  const kinds = new Intl.ListFormat(say.language, { type: 'disjunction' }).format(question.accepts);
  return { kinds, size: sizeWords(mostOf(question), say.language) };
}

/** The most bytes we read for a question. */
export function mostOf({ read, most }: FileQuestion): number {
  return read ? most : Math.min(most, MOST_TEXT);
}

function sizeWords(bytes: number, language: string): string {
  const isLarge = bytes >= 1_000_000;
  const unit = isLarge ? 'megabyte' : 'kilobyte';
  const count = isLarge ? bytes / 1_000_000 : bytes / 1_000;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(count);
}

/** Platforms guess media types from names and often give none, so either is enough. */
function isAccepted({ accepts }: FileQuestion, { name, mediaType }: Attachment): boolean {
  const [called, type] = [name.toLowerCase(), mediaType.toLowerCase()];
  return accepts.some((one) => {
    if (one.startsWith('.')) return called.endsWith(one);
    return one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : type.split(';')[0] === one;
  });
}

async function contentOf(
  file: Attachment,
  most: number,
  wanted: ReturnType<typeof fileWords>,
): Promise<Uint8Array> {
  try {
    return await file.read(most);
  } catch (error) {
    if (!(error instanceof AttachmentError)) throw error;
    throw new Refused(error.why === 'too_large' ? 'chat.file_too_large' : 'chat.file_unavailable', wanted);
  }
}

/** Text in UTF-8 without its byte order mark. @throws {Refused} for anything else */
function textIn(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
    if (!text.includes('\0') && text.trim() !== '') return text;
  } catch {
    // The same sentence for both: another encoding cannot be told apart from something that is not text.
  }
  throw new Refused('chat.file_unreadable');
}
