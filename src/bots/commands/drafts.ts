import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { Refused } from '#bots/chat/refused.ts';
import { bringUp, keepMine, takeRecord } from '#bots/commands/write/bring-up.ts';
import { edit, editForm, put, setAside } from '#bots/commands/write/edit.ts';
import { draftsOf, openDraft } from '#bots/commands/write/papers.ts';
import { claimsOf, maySetAside, review } from '#bots/commands/write/review.ts';
import { markSent } from '#bots/commands/write/sent.ts';
import { goodPart, nameOf, quoted, showDraft } from '#bots/commands/write/show.ts';
import { editSignature, signatureForm } from '#bots/commands/write/signature.ts';
import { storiesPart } from '#bots/commands/write/stories.ts';
import { button } from '#core/button.ts';
import type { LedgerLine } from '#core/draft/ledger.ts';
import type { Button, Line, Reply } from '#core/reply.ts';
import { dayWords } from '#core/time/say.ts';

const SIZE = 8;

/** Everything written so far, and what can be done with each draft. */
export const command = defineCommand({
  name: 'drafts',
  forms: [editForm, signatureForm],
  run: async (context) => list(context, 0),
  presses: {
    drafts: { redraw: true, run: async (context, id) => list(context, Number(id)) },
    draft: { redraw: false, run: async (context, id) => showDraft(context, await openDraft(context, id)) },
    draftedit: { redraw: false, run: edit },
    draftcheck: { redraw: false, run: findings },
    draftkeep: {
      redraw: true,
      run: (context, id) => {
        const [draft = '', number] = id.split('.');
        return setAside(context, draft, Number(number));
      },
    },
    draftfacts: { redraw: false, run: facts },
    draftfile: { redraw: false, run: file },
    draftsent: { redraw: false, run: markSent },
    draftold: { redraw: false, run: versions },
    draftback: { redraw: false, run: restore },
    draftmerge: { redraw: false, run: bringUp },
    drafttake: { redraw: true, run: takeRecord },
    draftmine: { redraw: true, run: keepMine },
    signature: { redraw: false, run: editSignature },
    draftgone: { redraw: false, run: askRemove },
    draftgoneyes: { redraw: true, run: remove },
  },
});

/** The latest first, and whether two of them tell different stories. */
async function list(context: Context, start: number): Promise<Reply> {
  const { say, person } = context;
  const all = draftsOf(person);
  const write = button(say, 'write', 'now', 'drafts.button.write', { style: 'main' });
  if (all.length === 0) return [say.text('drafts.empty'), { kind: 'buttons', buttons: [write] }];
  const { shown, next, left } = paged(all, start, SIZE);
  const items = shown.map(
    ({ title, updatedAt }): Line =>
      say.line('drafts.listed', { title, on: dayWords(updatedAt.slice(0, 10), say.language) }),
  );
  const open = shown.map(({ id, title }): Button => ({ verb: 'draft', id, label: title.slice(0, 60) }));
  const more =
    next === null
      ? []
      : [button(say, 'drafts', String(next), 'drafts.button.more', { values: { count: left } })];
  return [
    { kind: 'list', title: say.line('drafts.list', { count: all.length }), ordered: false, items },
    ...(start > 0 ? [] : await storiesPart(context, all)),
    {
      kind: 'buttons',
      buttons: [...open, ...more, write, button(say, 'signature', 'now', 'drafts.button.signature')],
    },
  ];
}

/** Every finding in full, each with a button to leave the words as they are. */
async function findings(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const paper = await openDraft(context, id);
  const { open, good } = review(context, paper);
  if (open.length === 0) return showDraft(context, paper);
  const items = open.map((one) =>
    say.line('drafts.finding', { words: quoted(one.words), why: one.why, better: one.better }),
  );
  const keep = open.flatMap((one, number): Button[] =>
    maySetAside(one)
      ? [
          button(say, 'draftkeep', `${id}.${number}`, 'drafts.button.keep', {
            values: { number: number + 1 },
          }),
        ]
      : [],
  );
  return [
    { kind: 'list', title: say.line('drafts.findings'), ordered: true, items },
    ...goodPart(say, good),
    {
      kind: 'buttons',
      buttons: [button(say, 'draftedit', id, 'drafts.button.edit', { style: 'main' }), ...keep.slice(0, 12)],
    },
  ];
}

/** Sentences that one answer names. */
const MOST_CLAIMS = 25;

/** Each sentence that states something about the person, as the text stands now, and where the record says so. */
async function facts(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const { content } = await openDraft(context, id);
  const claims = claimsOf(context, content);
  if (claims.length === 0) return [say.text('drafts.no_claims')];
  const rest = claims.length - MOST_CLAIMS;
  const isFilled = content.template !== null && content.text === content.filled;
  return [
    {
      kind: 'list',
      title: say.line('drafts.claims'),
      ordered: false,
      items: claims.slice(0, MOST_CLAIMS).map((one) => claimLine(context, one)),
    },
    ...(rest > 0 ? [say.text('drafts.more_claims', { count: rest })] : []),
    say.text(isFilled ? 'drafts.claims_all' : 'drafts.claims_some'),
  ];
}

function claimLine(context: Context, { sentence, facts: from, open }: LedgerLine): Line {
  const { say } = context;
  const known = [...new Set(from.map((path) => placeOf(context, path)))];
  const unknown = open.map(({ words }) => say.plain('drafts.nowhere', { words: quoted(words) }));
  return say.line('drafts.claim', { sentence: quoted(sentence), from: [...known, ...unknown].join(', ') });
}

/** A path of the record in words: `profile.exams[0]` is "your exams". */
function placeOf({ say }: Context, path: string): string {
  const [, place = ''] = /^(?:profile|story|letterhead|to|soap)?\.?([a-zA-Z]+)/.exec(path) ?? [];
  const key = `drafts.place.${path.startsWith('answers') ? 'answers' : place}`;
  return say.has(key) ? say.plain(key) : say.plain('drafts.place.other');
}

async function file(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const paper = await openDraft(context, id);
  const { subject, text, kind } = paper.content;
  const head = subject === null ? '' : `${say.plain('drafts.file_subject', { subject })}\n\n`;
  return [
    {
      kind: 'file',
      name: `${kind}.txt`,
      mime: 'text/plain',
      caption: say.line('drafts.file', { title: nameOf(paper) }),
      bytes: Buffer.from(`${head}${text}\n`),
    },
  ];
}

async function versions(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const { content } = await openDraft(context, id);
  const earlier = content.versions.map(({ at, text }, number) => ({
    line: say.line('drafts.version', { on: dayWords(at.slice(0, 10), say.language), words: quoted(text) }),
    button: button(say, 'draftback', `${id}.${number}`, 'drafts.button.back', {
      values: { number: number + 1 },
    }),
  }));
  const fresh =
    content.text !== content.filled && content.template !== null
      ? [button(say, 'draftback', `${id}.filled`, 'drafts.button.filled')]
      : [];
  return [
    {
      kind: 'list',
      title: say.line('drafts.versions'),
      ordered: true,
      items: earlier.map(({ line }) => line),
    },
    { kind: 'buttons', buttons: [...earlier.map((one) => one.button), ...fresh] },
  ];
}

/** Restores an earlier text; the current one becomes an earlier version. @throws {Refused} */
async function restore(context: Context, id: string): Promise<Reply> {
  const [draft = '', which = ''] = id.split('.');
  const paper = await openDraft(context, draft);
  const { content } = paper;
  const text = which === 'filled' ? content.filled : content.versions[Number(which)]?.text;
  if (text === undefined) throw new Refused('chat.unknown_button');
  return showDraft(context, await put(context, paper, text));
}

async function askRemove(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const paper = await openDraft(context, id);
  return [
    say.text('drafts.remove', { title: nameOf(paper) }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'draftgoneyes', id, 'drafts.button.remove_yes', { style: 'danger' }),
        button(say, 'draft', id, 'drafts.button.remove_no'),
      ],
    },
  ];
}

async function remove(context: Context, id: string): Promise<Reply> {
  await context.papers.remove(id);
  return [context.say.text('drafts.removed'), ...(await list(context, 0))];
}
