import type { Context } from '#bots/chat/context.ts';
import { feedbackFor } from '#bots/commands/people/feedback.ts';
import { type DraftPaper, newerFill } from '#bots/commands/write/papers.ts';
import { type Review, review } from '#bots/commands/write/review.ts';
import { button } from '#core/button.ts';
import { isEdited } from '#core/draft/draft.ts';
import { mailtoOf } from '#core/draft/mailto.ts';
import { isSpoken, spokenSeconds } from '#core/draft/spoken.ts';
import { type Button, type Line, type Part, type Reply, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

/** Findings that are read on one screen. */
const MOST_FINDINGS = 4;

/** A draft with what the check says of it, and what can be done with it. */
export function showDraft(context: Context, paper: DraftPaper): Reply {
  const { say, knowledge } = context;
  const { content } = paper;
  const { purpose } = knowledge.drafts.kinds[content.kind];
  const seen = review(context, paper);
  const isOutdated = newerFill(context, paper) !== null;
  return [
    say.text('drafts.head', { title: nameOf(paper), purpose }),
    ...feedbackFor(context, content),
    draftPart(context, paper),
    ...spokenPart(context, paper),
    verdictPart(context, seen),
    ...findingsPart(context, seen),
    ...sendPart(context, seen),
    ...(isOutdated ? [say.text('bringup.changed')] : []),
    {
      kind: 'buttons',
      buttons: [
        ...(isOutdated ? [button(say, 'draftmerge', paper.paper.id, 'bringup.button.merge')] : []),
        ...buttonsOf(context, paper, seen),
      ],
    },
  ];
}

/** The text by itself, ready to be copied. */
export function draftPart({ say }: Context, { content }: DraftPaper): Part {
  const { subject, text } = content;
  const part = { kind: 'draft', title: say.line('drafts.text'), body: text } as const;
  if (subject === null) return part;
  const mailto = mailtoOf(subject, text);
  return {
    ...part,
    subject: { title: say.line('drafts.subject'), text: subject },
    ...(mailto === null ? {} : { mailto }),
  };
}

/** How long a text takes that is meant to be said. */
function spokenPart({ say, knowledge }: Context, { content }: DraftPaper): readonly Part[] {
  if (!isSpoken(content, knowledge)) return [];
  return [say.text('drafts.spoken', { seconds: spokenSeconds(content.text, knowledge) })];
}

/** Several drafts in a line each, with a button to open each. */
export function overview(context: Context, papers: readonly DraftPaper[]): Reply {
  const { say } = context;
  const items = papers.map((paper) =>
    say.line('drafts.line', {
      title: nameOf(paper),
      state: stateWords(context, review(context, paper)),
    }),
  );
  const buttons = papers.map(
    (paper): Button => ({ verb: 'draft', id: paper.paper.id, label: nameOf(paper).slice(0, 60) }),
  );
  return [
    { kind: 'list', title: say.line('drafts.made', { count: papers.length }), ordered: true, items },
    { kind: 'buttons', buttons },
  ];
}

export function nameOf({ paper }: DraftPaper): string {
  return paper.title;
}

function stateWords({ say }: Context, { open, ready, send }: Review): string {
  const musts = open.filter(({ severity }) => severity === 'must').length;
  if (ready) return say.plain('drafts.state.ready');
  if (musts > 0) return say.plain('drafts.state.mend', { count: musts });
  return say.plain(send.earliest ? 'drafts.state.later' : 'drafts.state.not_now');
}

function verdictPart(context: Context, seen: Review): Part {
  const { say } = context;
  const { open, good, ready } = seen;
  if (ready && open.length === 0) return say.text('drafts.ready', { good: good[0] ?? '' });
  return say.text(ready ? 'drafts.ready_but' : 'drafts.not_ready', { count: open.length });
}

function findingsPart({ say }: Context, { open }: Review): readonly Part[] {
  if (open.length === 0) return [];
  const items = open
    .slice(0, MOST_FINDINGS)
    .map(
      (one): Line =>
        say.line('drafts.finding', { words: quoted(one.words), why: one.why, better: one.better }),
    );
  const rest = open.length - items.length;
  return [
    { kind: 'list', title: say.line('drafts.findings'), ordered: true, items },
    ...(rest > 0 ? [say.text('drafts.more_findings', { count: rest })] : []),
  ];
}

/** Words in one line, as much as tells which are meant. */
export function quoted(text: string, most = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 3).toWellFormed()}…` : line;
}

/** Whether the rules allow it now, and from when on. */
function sendPart({ say, now, person }: Context, { send }: Review): readonly Part[] {
  if (send.may) return send.why === null ? [] : [say.text('drafts.mind', { why: send.why })];
  const why = send.why ?? '';
  if (!send.earliest) return [say.text('drafts.never', { why })];
  const zone = person ? zoneOf(person.settings) : FALLBACK_ZONE;
  return [say.text('drafts.from', { why, when: sayWall(wallOf(send.earliest, zone), zone, now, say) })];
}

function buttonsOf({ say }: Context, { paper, content }: DraftPaper, seen: Review): readonly Button[] {
  const { id } = paper;
  return [
    button(say, 'draftedit', id, 'drafts.button.edit', { style: 'main' }),
    ...(seen.open.length > 0 ? [button(say, 'draftcheck', id, 'drafts.button.findings')] : []),
    ...(content.kind === 'explanation' ? [button(say, 'balance', id, 'drafts.button.balance')] : []),
    button(say, 'draftfacts', id, 'drafts.button.facts'),
    button(say, 'draftfile', id, 'drafts.button.file'),
    ...(content.person === null || seen.send.isForbidden
      ? []
      : [button(say, 'draftsent', id, 'drafts.button.sent')]),
    ...(content.versions.length > 0 || isEdited(content)
      ? [button(say, 'draftold', id, 'drafts.button.versions')]
      : []),
    button(say, 'draftgone', id, 'drafts.button.remove', { style: 'danger' }),
  ];
}

/** What is good about a text: said, so that it stays. */
export function goodPart(say: Say, good: readonly string[]): readonly Part[] {
  if (good.length === 0) return [];
  return [{ kind: 'list', title: say.line('drafts.good'), ordered: false, items: good.map(words) }];
}
