import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import type { Reply } from '#core/reply.ts';

/** As many as a phone shows at once. */
const SHOWN = 8;

/** Where everything we say comes from, and when it was read, a page at a time. */
export const command = defineCommand({
  name: 'sources',
  run: async (context) => from(context, 0),
  presses: { sources: { redraw: true, run: async (context, id) => from(context, Number(id)) } },
});

function from({ say, knowledge }: Context, start: number): Reply {
  const all = Object.values(knowledge.sources).toSorted((a, b) => a.title.localeCompare(b.title));
  if (!(start >= 0 && start < all.length)) throw new Refused('sources.no_more');
  const { shown, from: before, next } = paged(all, start, SHOWN);
  const items = shown.map(({ title, address, read }) =>
    address === null
      ? say.line('sources.entry', { title, read })
      : say.line('sources.entry_link', { title, address, read }),
  );
  const heading = say.line('sources.title', {
    from: before + 1,
    to: before + shown.length,
    count: all.length,
  });
  if (next === null) return [{ kind: 'list', title: heading, ordered: false, items }];
  const further = button(say, 'sources', String(next), 'sources.next');
  return [
    { kind: 'list', title: heading, ordered: false, items },
    { kind: 'buttons', buttons: [further] },
  ];
}
