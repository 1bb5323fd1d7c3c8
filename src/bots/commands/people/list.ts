import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { peopleOf } from '#bots/commands/people/owned.ts';
import { dayOf, deedOf, whoIs } from '#bots/commands/people/words.ts';
import { button } from '#core/button.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import type { Button, Line, Reply } from '#core/reply.ts';

const SIZE = 8;

/** People, those with the latest news first. */
export function list(context: Context, start: number, people = peopleOf(context)): Reply {
  const { say } = context;
  const ways = [
    button(say, 'personadd', 'now', 'people.button.add', { style: 'main' }),
    button(say, 'personsheet', 'in', 'people.button.sheet_in'),
  ];
  if (people.length === 0) return [say.text('people.empty'), { kind: 'buttons', buttons: ways }];
  const sorted = people.toSorted(
    (a, b) => latestOf(b).localeCompare(latestOf(a)) || a.name.localeCompare(b.name),
  );
  const { shown, next, left } = paged(sorted, start, SIZE);
  const items = shown.map((one): Line => {
    const latest = one.log.at(-1);
    const who = whoIs(context, one);
    return say.line(`people.line${latest ? '' : '_new'}${who === '' ? '_alone' : ''}`, {
      name: one.name,
      who,
      latest: latest ? `${deedOf(context, latest)}, ${dayOf(context, latest.at)}` : '',
    });
  });
  const open = shown.map(({ id, name }): Button => ({ verb: 'person', id, label: name.slice(0, 60) }));
  // Only the whole list is paged: what was looked for is shown as far as it goes.
  const isAll = people.length === peopleOf(context).length;
  const more =
    next === null || !isAll
      ? []
      : [button(say, 'people', String(next), 'people.button.more', { values: { count: left } })];
  return [
    { kind: 'list', title: say.line('people.list', { count: people.length }), ordered: false, items },
    {
      kind: 'buttons',
      buttons: [...open, ...more, ...ways, button(say, 'personsheet', 'out', 'people.button.sheet_out')],
    },
  ];
}

function latestOf({ log }: Correspondent): string {
  return log.at(-1)?.at ?? '';
}
