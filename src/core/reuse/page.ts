import type { Place } from '#core/language/words.ts';
import { escapeXml } from '#core/pictures/svg.ts';
import type { Reused } from '#core/reuse/reuse.ts';
import type { ReusedPart } from '#core/reuse/told.ts';
import type { Say } from '#core/text.ts';

/** Two texts and how they compare. */
export interface Compared {
  readonly oldText: string;
  readonly newText: string;
  readonly reused: Reused;
  /** What else was sent before. */
  readonly also: readonly ReusedPart[];
}

// Readable on a phone and in print, in light and dark; it loads nothing and runs nothing.
const STYLE = `
:root { color-scheme: light dark; --ink: #1b2330; --paper: #f6f4ee; --card: #fff; --line: #ddd8cb; --same: #f6d9a8; --alike: #1c5a9c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6df; --paper: #14181f; --card: #1d232c; --line: #3a414d; --same: #6b4a12; --alike: #8fbef0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 75rem; font: 1.0625rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.125rem; margin: 0 0 .5rem; }
.texts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
section { padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; min-width: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; background: var(--same); border-radius: .2rem; }
.alike { text-decoration: underline 2px dotted var(--alike); text-underline-offset: .2em; }
.jump { font-size: .8em; font-weight: 700; color: inherit; padding: .2em .45em; margin-right: .15em; border: 1px solid; border-radius: 1em; text-decoration: none; }
:target { outline: 2px solid; outline-offset: 2px; }
`;

const HAS_LETTER = /[\p{L}\p{N}]/u;

/**
 * A standalone HTML page that shows both texts side by side, or one below the other on a phone. The same words are
 * marked, and sentences that read the same are underlined. The number before a passage links to it in the other text.
 */
export function reusePage({ oldText, newText, reused, also }: Compared, say: Say): string {
  const { share, word, passages } = reused;
  // A sentence that contains a passage is marked already.
  const alike = reused.alike.filter(
    ({ from, to }) => !passages.some((one) => one.from < to && from < one.to),
  );
  const words = (key: string, values = {}) => escapeXml(say.plain(key, values));
  const title = words('reuse.page.title');
  const now = passages.map(({ from, to }) => ({ from, to }));
  const before = passages.map(({ oldFrom, oldTo }) => ({ from: oldFrom, to: oldTo }));
  const alikeBefore = alike.map(({ oldFrom, oldTo }) => ({ from: oldFrom, to: oldTo }));
  const notes = also.map(({ line }) => `<li>${escapeXml(line)}</li>`).join('');
  return `<!doctype html>
<html lang="${escapeXml(say.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p><strong>${words(`reuse.page.word.${word}`, { percent: Math.round(share * 100) })}</strong></p>
<p>${words('reuse.page.legend')}</p>
${notes === '' ? '' : `<ul>${notes}</ul>\n`}<div class="texts">
<section><h2>${words('reuse.page.now')}</h2><div class="text">${marked(newText, now, alike, 'n', 'o', say)}</div></section>
<section><h2>${words('reuse.page.before')}</h2><div class="text">${marked(oldText, before, alikeBefore, 'o', 'n', say)}</div></section>
</div>
</main>
</body>
</html>
`;
}

/**
 * A text with its repeated parts marked. @param own the first letter of its own anchors; `other`: of the other text's
 */
function marked(
  text: string,
  same: readonly Place[],
  alike: readonly Place[],
  own: string,
  other: string,
  say: Say,
): string {
  const jumps = Map.groupBy(
    same.map((place, index) => ({ ...place, number: index + 1 })),
    ({ from }) => from,
  );
  const layers = [joined(same), joined(alike)];
  const edges = [0, text.length, ...[...same, ...alike].flatMap(({ from, to }) => [from, to])];
  const cuts = [...new Set(edges)].toSorted((a, b) => a - b);
  const passed = layers.map(() => 0);
  return cuts
    .slice(0, -1)
    .map((from, index) => {
      const [isSame, isAlike] = layers.map((layer, at) => {
        while ((layer[passed[at] ?? 0]?.to ?? text.length + 1) <= from) passed[at] = (passed[at] ?? 0) + 1;
        return (layer[passed[at] ?? 0]?.from ?? text.length + 1) <= from;
      });
      const links = (jumps.get(from) ?? []).map(({ number }) => jump(number, own, other, say)).join('');
      const piece = escapeXml(text.slice(from, cuts[index + 1]));
      const underlined =
        isAlike && !isSame && HAS_LETTER.test(piece) ? `<span class="alike">${piece}</span>` : piece;
      return links + (isSame ? `<mark>${underlined}</mark>` : underlined);
    })
    .join('');
}

function jump(number: number, own: string, other: string, say: Say): string {
  const label = escapeXml(say.plain('reuse.page.jump', { number }));
  return `<a class="jump" id="${own}${number}" href="#${other}${number}" aria-label="${label}">${number}</a>`;
}

/** Joins places that touch or overlap. */
function joined(places: readonly Place[]): readonly Place[] {
  const all: Place[] = [];
  for (const place of places.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && place.from <= last.to)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, place.to) };
    else all.push({ from: place.from, to: place.to });
  }
  return all;
}
