import type { Context } from '#bots/chat/context.ts';
import { viewOf } from '#bots/commands/soap/page.ts';
import { usedServices } from '#bots/commands/soap/view.ts';
import { button } from '#core/button.ts';
import { type ActionKind, actionSchema } from '#core/gate/action.ts';
import { gate } from '#core/gate/gate.ts';
import { verdictParts } from '#core/gate/verdict-parts.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { quietSeason } from '#core/season/season.ts';
import { contactsIn } from '#core/soap/contacts.ts';

/** What can be asked with a button; the other actions come from drafts, plans and reminders. */
const ASKED = [
  'contact_program',
  'reply_to_program',
  'thank_program',
  'ask_school',
  'school_contacts_program',
  'other_contacts_program',
  'submit_application',
  'withdraw_application',
  'promise_program',
  'out_of_system_offer',
  'show_list',
] as const satisfies readonly ActionKind[];

/** Answers "may I …?" with the gate's ruling, for this person at this hour. */
export function may(context: Context, id: string): Reply {
  const { say, now, knowledge } = context;
  const view = viewOf(context);
  const kind = ASKED.find((one) => one === id);
  if (!kind) {
    const buttons = ASKED.map((one): Button => button(say, 'soapmay', one, `soap.gate.action.${one}`));
    return [say.text('soap.gate.ask'), { kind: 'buttons', buttons }];
  }
  const judged = (action: unknown): readonly Part[] =>
    verdictParts(gate(actionSchema.parse(action), view.person, knowledge, now), view.person, now, say);
  const season = quietSeason(knowledge.seasons, now);
  if (season && (kind === 'reply_to_program' || kind === 'thank_program')) {
    const programs = [...new Set(contactsIn(view.person).map(({ program }) => program))].slice(-5);
    if (programs.length === 0) return [say.text('soap.gate.no_log'), ...judged({ kind, program: '-' })];
    return programs.flatMap((program) => [
      say.text('soap.gate.for', { program }),
      ...judged({ kind, program }),
    ]);
  }
  if (kind === 'submit_application' || kind === 'withdraw_application') {
    const used = season ? usedServices(view.person.soap, season) : [];
    return (used.length > 0 ? used : (['eras'] as const)).flatMap((service) => [
      say.text('soap.gate.for_service', { service: say.plain(`soap.service.${service}`) }),
      ...judged({ kind, service }),
    ]);
  }
  return judged(kind === 'reply_to_program' || kind === 'thank_program' ? { kind, program: '-' } : { kind });
}
