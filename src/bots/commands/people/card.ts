import type { Context } from '#bots/chat/context.ts';
import { contactOf, todayOf } from '#bots/commands/people/owned.ts';
import { dayOf, fieldName, messageLine } from '#bots/commands/people/words.ts';
import { button } from '#core/button.ts';
import { momentOf } from '#core/etiquette/case.ts';
import { type Next, nextOfEach } from '#core/etiquette/next.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import type { SentKind } from '#core/record/draft-kind.ts';
import { type Line, type Part, type Reply, words } from '#core/reply.ts';
import { quietSeason } from '#core/season/season.ts';

/** Messages on the card; the rest is a page away. */
const LATEST = 3;
/** Kinds that may not be written yet, with their day: as many as are read. */
const MOST_LATER = 2;
/** Kinds that are named at one time. */
const MOST_TITLES = 3;
/** What ends something, and what is not sent to one person: nobody waits for the day that it may be written. */
const ASIDE = new Set<SentKind>(['withdrawal', 'decline', 'school-talking-points']);

/** What is known of somebody, what was said last, and what may be written to them now. @throws {Refused} */
export function showCard(context: Context, id: string): Reply {
  const { say } = context;
  const contact = contactOf(context, id);
  const { log } = contact;
  const latest = log.toReversed().slice(0, LATEST);
  return [
    { kind: 'facts', title: words(contact.name), rows: rowsOf(context, contact) },
    ...(latest.length === 0
      ? []
      : [
          {
            kind: 'list',
            title: say.line('people.log.title'),
            ordered: false,
            items: latest.map((message) => messageLine(context, message)),
          } as const,
        ]),
    ...mayParts(context, contact),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'personlog', id, 'people.button.log', { style: 'main' }),
        button(say, 'personwrite', id, 'people.button.write'),
        ...(contact.kind === 'program' ? [button(say, 'interviewfor', id, 'people.button.interview')] : []),
        button(say, 'personedit', id, 'people.button.edit'),
        ...(log.length > 0 ? [button(say, 'personpast', `${id}.0`, 'people.button.past')] : []),
        button(say, 'personremove', id, 'people.button.remove', { style: 'danger' }),
        button(say, 'people', '0', 'people.button.all'),
      ],
    },
  ];
}

function rowsOf(context: Context, one: Correspondent): readonly { label: Line; value: Line }[] {
  const { say } = context;
  const values: readonly (readonly [string, string | null])[] = [
    ['kind', say.plain(`people.kind.${one.kind}`)],
    ['known', one.known.map((how) => say.plain(`people.known.${how}`)).join(', ') || null],
    ['program', one.program],
    ['specialty', fieldName(context, one.specialty)],
    ['place', one.place],
    ['train', one.wouldTrain === 'unknown' ? null : say.plain(`people.train.${one.wouldTrain}`)],
    ['none', one.wantsNone ? say.plain('people.wants_none') : null],
    ['not_before', one.notBefore ? dayOf(context, one.notBefore) : null],
    ['feedback', one.feedback],
    ['note', one.note],
  ];
  return values.flatMap(([key, value]) =>
    value === null ? [] : [{ label: say.line(`people.field.${key}`), value: words(value) }],
  );
}

/** Each kind of message that somebody like this gets, and whether it may be written. */
export function nextTo(context: Context, contact: Correspondent): readonly Next[] {
  const { person, knowledge, now } = context;
  if (!person) return [];
  const isQuiet = quietSeason(knowledge.seasons, now) !== null;
  return nextOfEach(momentOf(person, knowledge, now), contact).filter(
    ({ rule, kind }) => rule !== 'not_for_them' && !ASIDE.has(kind) && (isQuiet || kind !== 'soap-reply'),
  );
}

/** What may be written now, what from which day on, or why nothing may. */
export function mayParts(context: Context, contact: Correspondent): readonly Part[] {
  const { say } = context;
  const all = nextTo(context, contact);
  const open = all.filter(({ may }) => may);
  const later = all
    .filter(({ may, earliest }) => !may && earliest !== null)
    .toSorted((a, b) => (a.earliest ?? '').localeCompare(b.earliest ?? ''));
  const never = all.find(({ may, earliest }) => !may && earliest === null);
  if (open.length === 0 && later.length === 0)
    return never ? [say.text('people.may.not', { why: never.why })] : [];
  // What waits for the same day for the same reason is said once.
  const waiting = Map.groupBy(later, ({ earliest, why }) => `${earliest} ${why}`);
  return [
    ...(open.length === 0 ? [] : [say.text('people.may.now', { titles: titlesOf(context, open) })]),
    ...(open.length > 0 ? putOffParts(context, contact) : []),
    ...[...waiting.values()].slice(0, MOST_LATER).flatMap((group) =>
      group.slice(0, 1).map(({ earliest, why }) =>
        say.text('people.may.from', {
          titles: titlesOf(context, group),
          day: earliest ? dayOf(context, earliest) : '',
          why,
        }),
      ),
    ),
  ];
}

/** Their own wish to wait binds nobody, so it is said beside what may be written. */
function putOffParts(context: Context, { notBefore }: Correspondent): readonly Part[] {
  if (notBefore === null || notBefore <= todayOf(context).toString()) return [];
  return [context.say.text('people.may.put_off', { day: dayOf(context, notBefore) })];
}

/** A few kinds by their titles, and how many more there are. */
function titlesOf({ say, knowledge }: Context, kinds: readonly Next[]): string {
  const titles = kinds.slice(0, MOST_TITLES).map(({ kind }) => `“${knowledge.drafts.kinds[kind].title}”`);
  const rest = kinds.length - titles.length;
  return [...titles, ...(rest > 0 ? [say.plain('people.may.more', { count: rest })] : [])].join(', ');
}
