import type { Context } from '#bots/chat/context.ts';
import { peopleOf, roomy } from '#bots/commands/people/owned.ts';
import { dayOf, deedOf, whoIs } from '#bots/commands/people/words.ts';
import { button } from '#core/button.ts';
import { duplicatesIn, withPeople } from '#core/people/merge.ts';
import { findAmong } from '#core/people/read-lines.ts';
import type { Addressee } from '#core/record/grounds.ts';
import { type Button, type Choice, type Line, type Part, type Reply, words } from '#core/reply.ts';

/** People who are shown before they are kept; of more, their number. */
const SHOWN = 8;
/** Lines or rows that nobody could read, as many as are named. */
const UNREAD = 5;
const OPENED = 5;

/** What was read, before any of it is kept. */
export interface Read {
  readonly named: readonly Addressee[];
  /** What names nobody, as it is said: the line itself, or the number of a row. */
  readonly unread: readonly string[];
}

/** What was read, whom we know already, and what names nobody. */
export function readParts(context: Context, { named, unread }: Read): readonly Part[] {
  const { say } = context;
  if (named.length === 0) return [say.text('people.read.nobody')];
  const shown = named.slice(0, SHOWN);
  const rest = named.length - shown.length;
  const known = duplicatesIn(peopleOf(context), named).map((one) => one.known.name);
  return [
    {
      kind: 'list',
      title: say.line('people.read.title', { count: named.length }),
      ordered: true,
      items: shown.map((one) => readLine(context, one)),
    },
    ...(rest > 0 ? [say.text('people.read.more', { count: rest })] : []),
    ...(unread.length > 0
      ? [say.text('people.read.unread', { count: unread.length, lines: namesOf(unread, UNREAD) })]
      : []),
    ...(known.length > 0
      ? [say.text('people.read.known', { count: known.length, names: namesOf([...new Set(known)], UNREAD) })]
      : []),
  ];
}

function namesOf(all: readonly string[], most: number): string {
  const shown = all.slice(0, most).join('; ');
  return all.length > most ? `${shown}; …` : shown;
}

/** Somebody in one line, everything that was understood. */
function readLine(context: Context, one: Addressee): Line {
  const { say } = context;
  const [event] = one.log;
  const parts = [
    say.plain(`people.kind.${one.kind}`),
    whoIs(context, one),
    one.known.map((how) => say.plain(`people.known.${how}`)).join(', '),
    event ? `${deedOf(context, event)}, ${dayOf(context, event.at)}` : '',
    one.wantsNone ? say.plain('people.wants_none') : '',
    one.wouldTrain === 'unknown' ? '' : say.plain(`people.train.${one.wouldTrain}`),
    one.feedback ? say.plain('people.read.feedback', { feedback: one.feedback }) : '',
    one.note ? say.plain('people.read.note', { note: one.note.replaceAll('\n', '; ') }) : '',
  ];
  return [
    { type: 'strong', children: [{ type: 'text', value: one.name }] },
    ...words(`: ${parts.filter((part) => part !== '').join('; ')}`),
  ];
}

/** What somebody can say to it. Somebody whom we know already is added to, or is another person of the same name. */
export function agreeChoices({ say, ...context }: Context, { named }: Read): readonly Choice[] {
  const drop = { value: 'drop', label: say.plain('people.agree.drop') };
  if (named.length === 0) return [drop];
  const isKnown = duplicatesIn(peopleOf({ say, ...context }), named).length > 0;
  const keep = isKnown
    ? [
        { value: 'keep', label: say.plain('people.agree.merge') },
        { value: 'separate', label: say.plain('people.agree.separate') },
      ]
    : [{ value: 'keep', label: say.plain('people.agree.keep') }];
  return [...keep, drop];
}

/** Keeps what was agreed to. @throws {Refused} where there is no room */
export async function keep(context: Context, { named }: Read, isSeparate: boolean): Promise<Reply> {
  const { say, newId } = context;
  const person = await context.update((old) => roomy(() => withPeople(old, named, newId, isSeparate)));
  const kept = [...new Set(named.flatMap((one) => findAmong(person.people.toReversed(), one) ?? []))];
  const open = kept
    .slice(0, OPENED)
    .map(({ id, name }): Button => ({ verb: 'person', id, label: name.slice(0, 60) }));
  return [
    say.text('people.kept', { count: kept.length }),
    {
      kind: 'buttons',
      buttons: [
        ...open,
        button(say, 'personadd', 'now', 'people.button.add'),
        button(say, 'people', '0', 'people.button.all'),
      ],
    },
  ];
}
