import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { roomy } from '#bots/commands/people/owned.ts';
import { begin } from '#bots/commands/write/ask-blanks.ts';
import { templatesFor } from '#core/draft/choose.ts';
import { groundsOf, newDraft } from '#core/draft/draft.ts';
import { type MaySend, maySend } from '#core/draft/may-send.ts';
import { withPeople } from '#core/people/merge.ts';
import { findAmong, readLines } from '#core/people/read-lines.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { type DraftKind, draftKindSchema } from '#core/record/draft-kind.ts';
import type { Addressee } from '#core/record/grounds.ts';
import type { Reply } from '#core/reply.ts';
import { sayWall } from '#core/time/say.ts';
import { todayIn, wallOf } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

/** So many drafts are written at once: nobody writes well to more than ten programs. */
const MOST = 10;
/** People who are named as examples above the question. */
const RECENT = 5;

/** Whom a text is for: people or programs, one a line. They are kept among the person's people. */
export const addresseeForm = defineForm({
  id: 'writeto',
  version: 1,
  questions: [
    {
      id: 'who',
      type: 'long',
      maxLength: 1_500,
      values: (view: FormView) => ({ known: knownNames(view) }),
    },
  ],
  given: z.object({ kind: draftKindSchema }),
  schema: z.object({ who: z.string() }),
  finish: async (context, { who }, { given }) => {
    const named = namedIn(who, context);
    if (named.length === 0) throw new Refused('writeto.nobody');
    if (named.length > MOST) throw new Refused('writeto.too_many', { most: MOST, count: named.length });
    const person = await context.update((old) => roomy(() => withPeople(old, named, context.newId)));
    const meant = named.flatMap((one) => findAmong(person.people, one) ?? []);
    return writeTo(context, given.kind, [...new Set(meant)]);
  },
});

/**
 * One draft for each of these people; for nobody in particular where there are none. What may not be sent now is not written
 * either: a draft at hand is soon sent. @throws {Refused} where nothing may be sent
 */
export async function writeTo(
  context: Context,
  kind: DraftKind,
  people: readonly Correspondent[],
): Promise<Reply> {
  const { knowledge, now, say } = context;
  const person = await context.update((old) => old);
  const asked = (people.length > 0 ? people : [null]).map((to) => {
    const grounds = groundsOf(person, to?.id ?? null);
    return { to, grounds, send: maySend(kind, grounds, knowledge, now) };
  });
  const barred = asked.filter(({ send }) => send.isForbidden);
  const [first] = barred;
  if (first && barred.length === asked.length)
    throw new Refused('write.locked', lockedWords(context, first.send));
  const drafts = asked.flatMap(({ to, grounds, send }) => {
    const [template] = templatesFor(kind, { grounds, knowledge, now });
    if (!template) throw new Refused('write.no_template');
    return send.isForbidden ? [] : [newDraft(template, person, to, knowledge, now)];
  });
  const left = barred.map(({ to, send }) =>
    say.text('write.left_out', { name: to?.name ?? '', ...lockedWords(context, send) }),
  );
  return [...left, ...(await begin(context, drafts))];
}

function lockedWords(
  { say, person, now }: Context,
  { why, earliest }: MaySend,
): { readonly why: string; readonly when: string } {
  const zone = person ? zoneOf(person.settings) : FALLBACK_ZONE;
  const when = earliest
    ? say.plain('write.locked_until', { when: sayWall(wallOf(earliest, zone), zone, now, say) })
    : '';
  return { why: why ?? '', when };
}

function namedIn(who: string, { knowledge, person, now }: Context): readonly Addressee[] {
  const zone = person ? zoneOf(person.settings) : FALLBACK_ZONE;
  return readLines(who, knowledge, todayIn(now, zone)).flatMap(({ named }) => named ?? []);
}

function knownNames({ context }: FormView): string {
  const { say, person } = context;
  const names = (person?.people ?? []).slice(-RECENT).map(({ name }) => name);
  return names.length === 0 ? '' : say.plain('writeto.known', { names: names.join(', ') });
}
