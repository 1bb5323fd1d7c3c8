import type { Context } from '#bots/chat/context.ts';
import { type DraftPaper, personIn } from '#bots/commands/write/papers.ts';
import { quoted } from '#bots/commands/write/show.ts';
import { button } from '#core/button.ts';
import { groundsOf } from '#core/draft/draft.ts';
import { type Explained, explain, type Weakness } from '#core/explanation/explain.ts';
import { balanceOf } from '#core/explanation/picture.ts';
import { PARTS, type Part as Quarter } from '#core/knowledge/explanation.ts';
import { balance } from '#core/pictures/balance.ts';
import type { Line, Part, Reply } from '#core/reply.ts';

/** Nobody fixes more than this in one go. */
const MOST = 10;

/** How a kept explanation reads: the parts it has, their shares, and each thing that weakens it. */
export async function reading(context: Context, { paper, content }: DraftPaper): Promise<Reply> {
  const { say, knowledge, now } = context;
  const read = explain(content.text, groundsOf(personIn(context), null), knowledge, now);
  return [
    ...(await picturePart(context, read)),
    verdictPart(context, read),
    partsPart(context, read),
    ...weaknessPart(context, read),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'draftedit', paper.id, 'explain.button.edit', { style: 'main' }),
        button(say, 'draft', paper.id, 'explain.button.draft'),
        button(say, 'explainwrite', 'now', 'explain.button.write'),
        button(say, 'explain', 'now', 'explain.button.another'),
      ],
    },
  ];
}

/** Nothing if the picture is not ready in time: everything it shows is also said in words. */
function picturePart({ say, picture }: Context, read: Explained): Promise<Reply> {
  const data = balanceOf(read, say);
  return picture('balance.png', data.title, (ruler) => balance(data, say, ruler));
}

function verdictPart({ say }: Context, { missing, weaknesses }: Explained): Part {
  if (missing.length > 0) return say.text('explain.missing', { count: missing.length });
  if (weaknesses.length > 0) return say.text('explain.weak', { count: weaknesses.length });
  return say.text('explain.fine');
}

function partsPart({ say }: Context, read: Explained): Part {
  const { shares, words, sentences, spokenSeconds: seconds } = read;
  const other = percent(shares.other);
  return {
    kind: 'facts',
    title: say.line('explain.parts'),
    rows: [
      ...PARTS.map((part) => ({
        label: say.line(`explanation.part.${part}`),
        value: partLine(say, read, part),
      })),
      ...(other > 0
        ? [{ label: say.line('explain.other'), value: say.line('explain.other_share', { percent: other }) }]
        : []),
      {
        label: say.line('explain.length'),
        value: say.line('explain.counts', { words, sentences, seconds }),
      },
    ],
  };
}

function partLine(say: Context['say'], { shares, target, missing }: Explained, part: Quarter): Line {
  const lacking = missing.find((one) => one.part === part);
  if (lacking) return say.line('explain.lacking', { better: lacking.better });
  return say.line('explain.share', { percent: percent(shares[part]), target: percent(target[part]) });
}

function weaknessPart({ say }: Context, { weaknesses }: Explained): readonly Part[] {
  if (weaknesses.length === 0) return [];
  const items = weaknesses.slice(0, MOST).map((one) => weaknessLine(say, one));
  const rest = weaknesses.length - items.length;
  return [
    { kind: 'list', title: say.line('explain.weaknesses'), ordered: true, items },
    ...(rest > 0 ? [say.text('explain.more', { count: rest })] : []),
  ];
}

function weaknessLine(say: Context['say'], { words, why, better }: Weakness): Line {
  if (words === null) return say.line('explain.whole', { better });
  return say.line('drafts.finding', { words: quoted(words), why: why ?? '', better });
}

function percent(share: number): number {
  return Math.round(share * 100);
}
