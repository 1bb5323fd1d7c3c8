import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type Form } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { heldNote } from '#bots/commands/reminders/held-contact.ts';
import { button } from '#core/button.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { MOST_WORDS } from '#core/record/reminder.ts';
import { MOST_OWN, withOwnReminder } from '#core/reminders/own.ts';
import { readPhrase } from '#core/reminders/phrase/phrase.ts';
import { sayWait } from '#core/reminders/say-wait.ts';
import { newReminder } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { instantSchema } from '#core/time/instant.ts';
import { ruleSchema } from '#core/time/rule.ts';
import { sayRule, sayWall } from '#core/time/say.ts';
import { instantOf, wallSchema } from '#core/time/wall.ts';
import { zoneOf, zoneSchema } from '#core/time/zone.ts';

const LONGEST = 300;

/** Asks for the phrase, and again until it is understood. */
const askForm: Form = defineForm({
  id: 'remind',
  version: 2,
  questions: [{ id: 'phrase', type: 'text', maxLength: LONGEST }],
  schema: z.object({ phrase: z.string() }),
  finish: async (context, { phrase }): Promise<Reply> => {
    const { say, person } = context;
    const proposal = person ? await propose(context, person, phrase) : new Refused('chat.form_closed');
    if (!(proposal instanceof Refused)) return proposal;
    return [say.text(proposal.key, proposal.values), ...(await context.open(askForm))];
  },
});

const phraseSchema = z.object({ phrase: z.string().optional() });
const inZone = withZone('remind.zone', async (context, person, given) => {
  const { phrase } = phraseSchema.parse(given);
  if (!phrase) return context.open(askForm);
  const proposal = await propose(context, person, phrase);
  if (proposal instanceof Refused) throw proposal;
  return proposal;
});

const proposalSchema = z.object({
  zone: zoneSchema,
  what: z.string(),
  wall: wallSchema,
  instant: instantSchema.nullable().default(null),
  rule: ruleSchema.nullable(),
  deadline: z.boolean(),
});
type Proposal = z.infer<typeof proposalSchema>;

/** The proposal waits in the session for a yes; the record knows nothing of it before. */
const yesForm = defineForm({
  id: 'remind.proposal',
  version: 2,
  questions: [{ id: 'save', type: 'yesno' }],
  schema: z.object({ save: z.boolean() }),
  given: proposalSchema,
  finish: async (context, { save }, { given }) => {
    const { say } = context;
    if (!save) return [say.text('remind.dropped')];
    try {
      return await saved(context, given);
    } catch (error) {
      // Given as an answer, so that the proposal ends here and is not tried again.
      if (error instanceof Refused) return [say.text(error.key, error.values)];
      throw error;
    }
  },
});

/** A reminder in plain words: read, repeated back, and saved after a yes. */
export const command = defineCommand({
  name: 'remind',
  // A name that nobody types: where options are typed, a word of the phrase must not be taken for it.
  options: z.object({ in_words: z.string().max(LONGEST).optional() }),
  forms: [askForm, inZone.form, yesForm],
  run: (context, { in_words: phrase }) => inZone.run(context, phrase ? { phrase } : {}),
});

/** Repeats back what was understood and asks for a yes, or says why it was not understood. */
async function propose(context: Context, { settings }: Applicant, phrase: string): Promise<Reply | Refused> {
  const { say, now, newId } = context;
  const zone = zoneOf(settings);
  const { what, when, deadline } = readPhrase(phrase, now, zone);
  if (when.kind === 'refused') return new Refused(`remind.refused.${when.why}`, { word: when.word });
  if (what === null) return new Refused('remind.no_words');
  if (what.length > MOST_WORDS) return new Refused('remind.too_long', { max: MOST_WORDS });
  const { wall, instant, rule } = when;
  const proposal: Proposal = { what, wall, instant, rule, zone, deadline };
  const plain = newReminder({ kind: 'own', text: what }, wall, newId);
  const reminder = { ...plain, deadline, ...(instant ? { instant } : {}) };
  return [
    say.text(rule ? 'remind.understood_series' : 'remind.understood', values(context, proposal)),
    ...when.notes.map((note) => say.text(`remind.note.${note}`)),
    ...(deadline ? [say.text('remind.note.deadline')] : []),
    ...sayWait(reminder, settings, now, say),
    ...(await context.open(yesForm, { given: { ...proposal } })),
  ];
}

/** @throws {Refused} if the time has passed by now, the zone has changed, or there is no room */
async function saved(context: Context, proposal: Proposal): Promise<Reply> {
  const { say, now, newId } = context;
  const { zone, what, wall, instant, rule, deadline } = proposal;
  const dueMs = instant ? Date.parse(instant) : instantOf(wall, zone).epochMilliseconds;
  if (dueMs <= now.epochMilliseconds) throw new Refused('remind.too_late');
  const before = new Set((context.person?.reminders ?? []).map(({ id }) => id));
  const person = await context.update((old) => {
    // The time was read and agreed to in that zone.
    if (zoneOf(old.settings) !== zone) throw new Refused('remind.zone_changed');
    const grown = withOwnReminder(old, { text: what, at: wall, instant, rule, deadline }, newId);
    if (!grown) throw new Refused('remind.full', { count: MOST_OWN });
    return grown;
  });
  return [
    say.text(rule ? 'remind.saved_series' : 'remind.saved', values(context, proposal)),
    ...heldNote(
      context,
      person,
      person.reminders.find(({ id, about }) => about.kind === 'own' && !before.has(id)),
    ),
    { kind: 'buttons', buttons: [button(say, 'reminders', 'all', 'reminders.list')] },
  ];
}

function values({ say, now }: Context, { what, wall, rule, zone }: Proposal) {
  const when = sayWall(wall, zone, now, say);
  return { what, when, zone, rule: rule ? sayRule(rule, say) : '', time: wall.slice(11) };
}
