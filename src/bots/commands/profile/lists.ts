import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { editsOf, indexOf } from '#bots/chat/entry.ts';
import { defineForm, type Question } from '#bots/chat/form.ts';
import type { Answers, Entry, Given, Told } from '#bots/chat/form-data.ts';
import { Refused } from '#bots/chat/refused.ts';
import { giveVerdict } from '#bots/commands/assess/verdict.ts';
import { KINDS, LISTS, type List } from '#bots/commands/profile/kinds.ts';
import { withoutEntry } from '#core/assessment/told.ts';
import type { Profile } from '#core/record/profile.ts';
import type { Reply } from '#core/reply.ts';

const entriesSchema = z.array(z.record(z.string(), z.json())).nullable();
const questions: readonly Question[] = LISTS.map((list) => ({
  ...KINDS[list].question,
  when: (_: Answers, given: Given) => given.list === list,
}));

/** One list of the record: entries are added, changed and removed, and then it is assessed again. */
export const listForm = defineForm({
  id: 'profile',
  version: 2,
  questions,
  given: z.object({ list: z.enum(LISTS) }),
  schema: z.object({ experience: entriesSchema, letters: entriesSchema, exams: entriesSchema }),
  finish: async (context, answers, { given: { list }, initial }) => {
    const edits = editsOf(entriesIn(initial[list]), entriesIn(answers[list] as Told));
    if (edits.removed.length + edits.added.length === 0) return [context.say.text('profile.as_it_was')];
    const verdict = await giveVerdict(context, (profile) => edited(profile, list, edits));
    return [context.say.text('profile.saved'), ...verdict];
  },
});

/** Opens one list. @throws {Refused} */
export async function openList(context: Context, id: string): Promise<Reply> {
  const { person } = context;
  if (!person || person.assessments.length === 0) throw new Refused('assess.none');
  const list = LISTS.find((one) => one === id);
  if (!list) throw new Refused('chat.unknown_button');
  return context.open(listForm, {
    given: { list },
    initial: { [list]: KINDS[list].entries(person.profile) },
  });
}

/** Applies what was done on the screen to the list as it is now. @throws {Refused} if it has filled up meanwhile */
function edited(
  profile: Profile,
  list: List,
  { removed, added }: { readonly removed: readonly Entry[]; readonly added: readonly Entry[] },
): Profile {
  const { entries, withEntries, question } = KINDS[list];
  const shorter = removed.reduce((left, entry) => {
    const index = indexOf(entries(left), entry);
    return index < 0 ? left : withoutEntry(left, list, index);
  }, profile);
  const grown = withEntries(shorter, added);
  if (grown[list].length > question.most) throw new Refused('chat.list_full', { max: question.most });
  return grown;
}

function entriesIn(told: Told | undefined): readonly Entry[] {
  return Array.isArray(told) ? told.filter((one) => typeof one === 'object') : [];
}
