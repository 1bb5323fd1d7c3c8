import { toString as flatten } from 'mdast-util-to-string';
import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { button } from '#core/button.ts';
import type { Cited } from '#core/knowledge/source.ts';
import type { Finding, Open } from '#core/reading/shapes.ts';
import type { Button, Line, Part, Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** One detail behind a button: a heading, an introduction, and cards, shown a few at a time on a phone. */
export interface Detail {
  readonly title: string;
  readonly says: string;
  readonly cards: readonly Line[];
  /** Buttons of its own. */
  readonly buttons?: readonly Button[];
}

/** What one message holds, so that a phone shows it without endless scrolling; at least one card. */
const CARDS = 4;
const CHARACTERS = 650;

/** One page of a detail, with buttons for the next page and the list of all details. */
export function showDetail({ say }: Context, id: string, detail: Detail, page: number): Reply {
  const { title, says, cards, buttons = [] } = detail;
  const all = pagesOf(cards, says);
  const pages = all.length;
  const { shown: cardsShown, from: at, next } = paged(all, page, 1);
  const shown = cardsShown.flat();
  const heading =
    at === 0
      ? say.text('assess.detail.head', { title, says })
      : say.text('assess.detail.further', { title, page: at + 1, pages });
  const more: readonly Button[] =
    next !== null ? [button(say, 'detail', `${id}.${next}`, 'assess.button.next', { style: 'main' })] : [];
  const list: Button = button(say, 'details', 'now', 'assess.button.more');
  return [
    heading,
    ...shown.map((card): Part => ({ kind: 'text', body: [{ type: 'paragraph', children: [...card] }] })),
    { kind: 'buttons', buttons: [...more, ...buttons, list] },
  ];
}

function pagesOf(cards: readonly Line[], says: string): readonly (readonly Line[])[] {
  const pages: Line[][] = [[]];
  let room = CHARACTERS - says.length;
  for (const card of cards) {
    const length = card.reduce((sum, node) => sum + flatten(node).length, 0);
    const page = pages.at(-1) ?? [];
    const fits = page.length === 0 || (length <= room && page.length < CARDS);
    if (fits) page.push(card);
    else pages.push([card]);
    room = (fits ? room : CHARACTERS) - length;
  }
  return pages;
}

/** A source as a link, if it has an address. */
export function sourceLink(say: Say, { title, address, part }: Cited): Line {
  const name = address
    ? say.line('assess.source.link', { title, address })
    : say.line('assess.source.plain', { title });
  return part ? say.line('assess.source.part', { name, part }) : name;
}

export function findingCard(say: Say, { tone, title, says, do: todo, source }: Finding): Line {
  const values = { title, says, source: sourceLink(say, source) };
  const key = `assess.card.${tone}`;
  return todo ? say.line(`${key}_do`, { ...values, todo }) : say.line(key, values);
}

/** Lines that belong together, as one card. */
export function stacked(lines: readonly Line[]): Line {
  return lines.flatMap((line, index): Line => (index === 0 ? line : [{ type: 'break' }, ...line]));
}

export function openCard(say: Say, { asks }: Open): Line {
  return say.line('assess.card.open', { asks });
}
