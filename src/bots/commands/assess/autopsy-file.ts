import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { read } from '#bots/commands/assess/details.ts';
import type { Finding } from '#core/reading/shapes.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** The autopsy as a text file, to keep or to show someone. @throws {Refused} if there is no cycle to look back on */
export function autopsyFile(context: Context): Reply {
  const { say, now } = context;
  const { title, says, year, parts } = read(context).autopsy;
  if (parts.length === 0) throw new Refused('assess.file.nothing');
  const date = now.toString().slice(0, 10);
  const lines = [
    title,
    say.plain('assess.file.made', { date, year: year ?? say.plain('assess.facts.earlier_year') }),
    says,
    ...parts.flatMap((part) => [
      '',
      part.title.toUpperCase(),
      ...part.findings.map((finding) => findingLines(say, finding)),
      ...part.open.map(({ asks }) => say.plain('assess.card.open', { asks })),
    ]),
    '',
    say.plain('assess.criteria.note'),
  ];
  return [
    {
      kind: 'file',
      name: 'autopsy.txt',
      mime: 'text/plain; charset=utf-8',
      caption: say.line('assess.file.caption'),
      bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
    },
  ];
}

function findingLines(say: Say, { title, says, do: todo, source }: Finding): string {
  const where = [source.title, source.part, source.address].filter((one) => one !== null).join(', ');
  return [
    `- ${title}. ${says}`,
    ...(todo ? [`  ${say.plain('assess.file.do', { todo })}`] : []),
    `  (${where})`,
  ].join('\n');
}
