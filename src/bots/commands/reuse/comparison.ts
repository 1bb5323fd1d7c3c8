import type { Context } from '#bots/chat/context.ts';
import { quoted } from '#bots/commands/write/show.ts';
import { button } from '#core/button.ts';
import { type Line, type Part, type Reply, words } from '#core/reply.ts';
import { reusePage } from '#core/reuse/page.ts';
import { type Reused, reuse } from '#core/reuse/reuse.ts';
import { type ReusedPart, reusedIn } from '#core/reuse/told.ts';

/** This many passages are quoted; all of them are in the file. */
const MOST = 5;
/** With fewer words than this, a share says nothing. */
const SHORTEST = 20;

/**
 * How much of an old text a new one has: in words, as passages, and as a page with both side by side. Keeps neither.
 */
export function comparison({ say, knowledge, person }: Context, oldText: string, newText: string): Reply {
  const rules = knowledge.reuse;
  const again = button(say, 'reuse', 'now', 'reuse.button.another');
  const isShort = [oldText, newText].some((text) => text.split(/\s+/).length < SHORTEST);
  if (isShort)
    return [say.text('reuse.too_short', { least: SHORTEST }), { kind: 'buttons', buttons: [again] }];
  const reused = reuse(oldText, newText, rules);
  const also = person ? reusedIn(person.profile, rules, say) : [];
  const page = reusePage({ oldText, newText, reused, also }, say);
  return [
    verdictPart(say, reused, rules.run),
    ...passagesPart(say, reused),
    ...alikePart(say, reused),
    ...alsoPart(say, also),
    {
      kind: 'file',
      name: 'side-by-side.html',
      mime: 'text/html; charset=utf-8',
      caption: say.line('reuse.file'),
      bytes: new TextEncoder().encode(page),
    },
    say.text('reuse.not_kept'),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'write', 'reapplicant-paragraph', 'reuse.button.write', { style: 'main' }),
        again,
        button(say, 'drafts', '0', 'reuse.button.drafts'),
      ],
    },
  ];
}

/** What it is called, and what a reader would say if that is more. */
function verdictPart(say: Context['say'], { word, share, toReader }: Reused, run: number): Part {
  const values = { percent: percent(share), reader: percent(toReader.share) };
  const key = `reuse.word.${word.replaceAll('-', '_')}`;
  return say.text('reuse.verdict', {
    word: say.plain(`${key}.name`),
    percent: values.percent,
    run,
    reader: values.reader > values.percent ? say.plain('reuse.to_reader', values) : '',
    what: say.plain(`${key}.what`),
  });
}

function passagesPart(say: Context['say'], { passages }: Reused): readonly Part[] {
  const items = passages
    .slice(0, MOST)
    .map(({ words: same, count }): Line => say.line('reuse.passage', { words: quoted(same), count }));
  return listPart(say, 'reuse.passages', items, passages.length);
}

function alikePart(say: Context['say'], { alike }: Reused): readonly Part[] {
  const changed = alike.filter(({ share }) => share < 1);
  const items = changed
    .slice(0, MOST)
    .map(
      ({ words: now, oldWords }): Line =>
        say.line('reuse.alike', { now: quoted(now), before: quoted(oldWords) }),
    );
  return listPart(say, 'reuse.alikes', items, changed.length);
}

function listPart(
  say: Context['say'],
  title: string,
  items: readonly Line[],
  count: number,
): readonly Part[] {
  if (items.length === 0) return [];
  const rest = count - items.length;
  return [
    { kind: 'list', title: say.line(title), ordered: true, items },
    ...(rest > 0 ? [say.text('reuse.more', { count: rest })] : []),
  ];
}

function alsoPart(say: Context['say'], also: readonly ReusedPart[]): readonly Part[] {
  if (also.length === 0) return [];
  return [
    {
      kind: 'list',
      title: say.line('reuse.also_title'),
      ordered: false,
      items: also.map(({ line }) => words(line)),
    },
  ];
}

function percent(share: number): number {
  return Math.round(share * 100);
}
