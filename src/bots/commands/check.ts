import { z } from 'zod';
import { AttachmentError, fileOption } from '#bots/chat/attachment.ts';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { keepText } from '#bots/commands/write/papers.ts';
import { joinPieces, pieceQuestions } from '#bots/commands/write/pieces.ts';
import { goodPart, quoted, showDraft } from '#bots/commands/write/show.ts';
import { button } from '#core/button.ts';
import { groundsOf } from '#core/draft/draft.ts';
import { newApplicant } from '#core/record/applicant.ts';
import { DRAFT_LIMITS } from '#core/record/draft.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Reply } from '#core/reply.ts';
import { checkText } from '#core/tone/check.ts';

/** What people write on their own, the most common first. */
const KINDS = [
  'statement',
  'program-feedback',
  'letter-request',
  'networking',
  'usce-inquiry',
  'soap-reply',
  'thank-you',
  'status-question',
  'explanation',
  'reapplicant-paragraph',
  'post',
] as const satisfies readonly DraftKind[];

const form = defineForm({
  id: 'check',
  version: 1,
  isDraft: true,
  questions: [
    ...pieceQuestions(({ file }) => file === undefined),
    {
      id: 'kind',
      type: 'choice',
      choices: ({ context }) =>
        KINDS.map((value) => ({
          value,
          label: context.say.plain(`check.kind.${value.replaceAll('-', '_')}`),
        })),
    },
  ],
  given: z.object({ file: z.string().optional() }),
  schema: z.looseObject({ kind: z.enum(KINDS) }),
  finish: async (context, { kind, ...pieces }, { given }) => {
    const told = given.file ?? joinPieces(pieces);
    return kind === 'post' ? checkPost(context, told) : checkDraft(context, kind, told);
  },
});

/** Reads a text of the person's own and says what could hurt them. A message that they point at is read as a post. */
export const command = defineCommand({
  name: 'check',
  options: z.object({ file: fileOption.optional() }),
  onMessage: true,
  forms: [form],
  run: async (context, { file }) => {
    if (context.quoted) return checkQuoted(context, context.quoted);
    if (file === undefined) return context.open(form);
    return context.open(form, { given: { file: await readText(context, Number(file)) } });
  },
  presses: { check: { redraw: false, run: ({ open }) => open(form) } },
});

/** @throws {Refused} if a file is not plain text, or is longer than a draft may be */
async function readText({ attachments }: Context, index: number): Promise<string> {
  const file = attachments[index];
  if (!file || !(file.mediaType.startsWith('text/') || file.name.toLowerCase().endsWith('.txt')))
    throw new Refused('check.no_text_file');
  try {
    const bytes = await file.read(DRAFT_LIMITS.text * 4);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    if (text === '') throw new Refused('check.no_text_file');
    if (text.length > DRAFT_LIMITS.text)
      throw new Refused('chat.too_long', { max: DRAFT_LIMITS.text, length: text.length });
    return text;
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(
      error instanceof AttachmentError && error.why === 'unavailable'
        ? 'chat.file_unavailable'
        : 'check.no_text_file',
    );
  }
}

/** Makes a text of the person's own a draft, so that it can be edited and checked again. */
async function checkDraft(context: Context, kind: DraftKind, text: string): Promise<Reply> {
  const paper = await keepText(context, kind, text);
  return [...showDraft(context, paper), context.say.text('check.kept')];
}

/** @throws {Refused} for someone else's message: what others wrote is not ours to judge */
async function checkQuoted(
  context: Context,
  { text, isOwn }: NonNullable<Context['quoted']>,
): Promise<Reply> {
  if (isOwn === false) throw new Refused('check.not_own');
  if (text.trim() === '') throw new Refused('check.nothing');
  return checkPost(context, text);
}

/** A post is read but not kept. */
function checkPost(context: Context, text: string): Reply {
  const { say, person, knowledge, now, platform } = context;
  const anyone = person ?? newApplicant('nobody0000', { platform, user: '0', address: null }, now.toString());
  const { findings, good } = checkText(text, 'post', groundsOf(anyone, null), knowledge, now);
  const items = findings.map(({ words, why, better }) =>
    say.line('drafts.finding', { words: quoted(words), why, better }),
  );
  return [
    say.text(findings.length === 0 ? 'check.post_fine' : 'check.post_wait', { count: findings.length }),
    ...(items.length === 0
      ? []
      : [{ kind: 'list', title: say.line('drafts.findings'), ordered: true, items } as const]),
    ...goodPart(say, good),
    say.text('check.screenshots'),
    { kind: 'buttons', buttons: [button(say, 'check', 'now', 'check.button.another')] },
  ];
}
