import { type Context, defineCommand, Refused } from '#bots/chat/command.ts';
import { button } from '#core/button.ts';
import type { Reply } from '#core/reply.ts';

/** As many as a phone shows at a time. */
const SHOWN = 8;

/** Where all that is said comes from, and when it was read: a piece at a time. */
export const command = defineCommand({
  name: 'sources',
  run: async (context) => from(context, 0),
  presses: { sources: { redraw: true, run: async (context, id) => from(context, Number(id)) } },
});

function from({ say, knowledge }: Context, start: number): Reply {
  const all = Object.values(knowledge.sources).toSorted((a, b) => a.title.localeCompare(b.title));
  const shown = Number.isInteger(start) ? all.slice(start, start + SHOWN) : [];
  if (shown.length === 0) throw new Refused('sources.no_more');
  const items = shown.map(({ title, address, read }) =>
    address === null
      ? say.line('sources.entry', { title, read })
      : say.line('sources.entry_link', { title, address, read }),
  );
  const next = start + SHOWN;
  const heading = say.line('sources.title', { from: start + 1, to: start + shown.length, count: all.length });
  if (next >= all.length) return [{ kind: 'list', title: heading, ordered: false, items }];
  const further = button(say, 'sources', String(next), 'sources.next');
  return [
    { kind: 'list', title: heading, ordered: false, items },
    { kind: 'buttons', buttons: [further] },
  ];
}
