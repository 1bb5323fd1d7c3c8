import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { card } from '#bots/commands/letters/card.ts';
import { roomy } from '#bots/commands/people/owned.ts';
import { button } from '#core/button.ts';
import { withStep } from '#core/outreach/letter-steps.ts';
import { letterOf } from '#core/outreach/letters.ts';
import { withPeople } from '#core/people/merge.ts';
import { findAmong, readLines } from '#core/people/read-lines.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import type { Button, Reply } from '#core/reply.ts';
import { todayIn } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

/** Somebody who is not among the person's people yet, told in one line. */
export const addForm = defineForm({
  id: 'letters.add',
  version: 1,
  questions: [{ id: 'who', type: 'text', maxLength: 200 }],
  schema: z.object({ who: z.string() }),
  finish: async (context, { who }) => {
    const { knowledge, now, newId } = context;
    const zone = context.person ? zoneOf(context.person.settings) : FALLBACK_ZONE;
    const [read] = readLines(who, knowledge, todayIn(now, zone));
    const named = read?.named;
    if (!named || named.kind === 'program' || named.kind === 'place') throw new Refused('letters.nobody');
    const added = await context.update((old) => roomy(() => withPeople(old, [named], newId)));
    const contact = findAmong(added.people, named);
    if (!contact) throw new Refused('letters.nobody');
    await context.update((old) => withStep(old, contact.id, 'on', now));
    return card(context, contact.id);
  },
});

/** People who are offered by name before anybody is typed. */
const OFFERED = 8;

/** Asks who writes the letter: one of the people who are known, or somebody new. */
export async function askWho(context: Context): Promise<Reply> {
  const { say, person } = context;
  const zone = person ? zoneOf(person.settings) : FALLBACK_ZONE;
  const known = (person?.people ?? []).filter((one) => mayWrite(one) && letterOf(one, zone) === null);
  if (known.length === 0) return context.open(addForm);
  const offered = known
    .slice(-OFFERED)
    .map(({ id, name }): Button => ({ verb: 'letterset', id: `${id}.on`, label: name.slice(0, 60) }));
  const other = button(say, 'letternew', 'now', 'letters.button.other');
  return [say.text('letters.who'), { kind: 'buttons', buttons: [...offered, other] }];
}

function mayWrite({ kind, wantsNone }: Correspondent): boolean {
  return !wantsNone && (kind === 'attending' || kind === 'letter_writer' || kind === 'mentor');
}
