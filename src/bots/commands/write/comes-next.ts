import type { Context } from '#bots/chat/context.ts';
import { button } from '#core/button.ts';
import { nextFor } from '#core/etiquette/next.ts';
import { letterOf } from '#core/outreach/letters.ts';
import type { Happening } from '#core/people/log.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent, Message } from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { followUpReminderOf } from '#core/reminders/follow-ups.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { sayWall } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What was just written down about somebody. */
interface Event {
  readonly what: Happening;
  /** What was sent, or what they answered. */
  readonly kind: Message['kind'];
}

/** What comes next with somebody, and when; where nothing does, why not. */
export function comesNext(context: Context, person: Applicant, id: string, event: Event): Reply {
  const contact = person.people.find((one) => one.id === id);
  if (!contact) return [];
  const buttons = offers(context, person, contact, event);
  return [
    ...coming(context, person, contact, event),
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons', buttons } as const]),
  ];
}

function coming(
  { say, knowledge, now }: Context,
  person: Applicant,
  contact: Correspondent,
  { what, kind }: Event,
): readonly Part[] {
  const { name } = contact;
  const reminder = followUpReminderOf(person, contact.id);
  if (reminder) {
    const when = sayWall(reminder.snoozedTo ?? reminder.at, zoneOf(person.settings), now, say);
    return [say.text(what === 'later' ? 'followups.later' : 'followups.next', { name, when })];
  }
  const sent = sentKindSchema.safeParse(kind === 'letter-request' ? 'letter-reminder' : kind);
  // Thanks and news ask for nothing, so there is no last one to speak of.
  if (what !== 'sent' || !sent.success || !knowledge.etiquette.kinds[sent.data].asks) return [];
  const { earliest, why } = nextFor(person, contact, sent.data, knowledge, now);
  return earliest === null ? [say.text('followups.over', { name, why })] : [];
}

/** What an answer asks for: a word of thanks, or a look at the letter. */
function offers(
  { say, knowledge, now }: Context,
  person: Applicant,
  contact: Correspondent,
  { what }: Event,
): readonly Button[] {
  if (what !== 'replied' && what !== 'declined') return [];
  const isLetter = letterOf(contact, zoneOf(person.settings)) !== null;
  const mayThank = nextFor(person, contact, 'feedback-ack', knowledge, now).may;
  return [
    ...(mayThank ? [button(say, 'writefor', `feedback-ack.${contact.id}`, 'followups.button.thank')] : []),
    ...(isLetter ? [button(say, 'letter', contact.id, 'followups.button.letter')] : []),
  ];
}
