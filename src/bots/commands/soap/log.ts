import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { home, quietOf, roundOf, viewOf, weekOf } from '#bots/commands/soap/page.ts';
import { leftWords, offersParts, targetsParts } from '#bots/commands/soap/view.ts';
import { button } from '#core/button.ts';
import { gate } from '#core/gate/gate.ts';
import { sayMoment, verdictParts } from '#core/gate/verdict-parts.ts';
import { FullPeopleError } from '#core/people/merge.ts';
import { programIn, withSoapContact } from '#core/people/soap-contact.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { contactSchema, Offer, serviceSchema } from '#core/record/soap.ts';
import type { Reply } from '#core/reply.ts';
import { FullListError, withOffer, withOfferState, withSent } from '#core/soap/change.ts';
import { sentIn } from '#core/soap/log.ts';
import { instantOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** @throws {Refused} if a list is full */
export function roomy(change: () => Applicant): Applicant {
  try {
    return change();
  } catch (error) {
    if (error instanceof FullListError || error instanceof FullPeopleError) throw new Refused('soap.full');
    throw error;
  }
}

export async function counted(
  context: Context,
  sent: { readonly service: z.infer<typeof serviceSchema>; readonly count: number },
): Promise<Reply> {
  const { say, now, knowledge } = context;
  const season = quietOf(context);
  const limit = knowledge.gate.applications;
  await context.update((old) => {
    if (sentIn(old.soap, sent.service, season) + sent.count > limit)
      throw new Refused('soap.too_many', { limit });
    return roomy(() => withSent(old, sent, now));
  });
  return [say.text('soap.sent.said', { count: sent.count }), ...home(context)];
}

/** Logs a contact and says at once whether it may be answered. */
export async function contacted(
  context: Context,
  told: {
    readonly program: string;
    readonly how: z.infer<typeof contactSchema>['how'];
    readonly applied: boolean;
    readonly moment: string | null;
  },
): Promise<Reply> {
  const { say, now, knowledge } = context;
  quietOf(context);
  const { program, how, applied, moment } = told;
  const at = moment && context.person ? instantOf(moment, zoneOf(context.person.settings)) : now;
  if (Temporal.Instant.compare(at, now) > 0) throw new Refused('soap.future');
  const contact = { id: context.newId(), program, how, applied, at: at.toString({ smallestUnit: 'second' }) };
  const person = await context.update((old) => roomy(() => withSoapContact(old, contact)));
  const verdict = gate({ kind: 'reply_to_program', program }, person, knowledge, now);
  return [
    say.text('soap.contact.logged', { program }),
    say.text('soap.gate.answer'),
    ...verdictParts(verdict, person, now, say),
    ...wayOn(person, program, verdict.allowed, context),
  ];
}

/** The program is among the person's people now: to its card, and to a reply where one is allowed. */
function wayOn(person: Applicant, program: string, mayReply: boolean, { say }: Context): Reply {
  const one = programIn(person.people, program);
  if (!one) return [];
  const reply = button(say, 'writefor', `soap-reply.${one.id}`, 'soap.button.reply', { style: 'main' });
  const card = button(say, 'person', one.id, 'soap.button.person', { values: { program } });
  return [{ kind: 'buttons', buttons: mayReply ? [reply, card] : [card] }];
}

export async function offered(context: Context, program: string): Promise<Reply> {
  const { say, now } = context;
  const { season, ends, provisional } = roundOf(context);
  const offer: Offer = {
    id: context.newId(),
    program,
    at: now.toString({ smallestUnit: 'second' }),
    state: 'open',
  };
  const person = await context.update((old) => roomy(() => withOffer(old, offer)));
  const view = viewOf(context, person);
  const until = sayMoment(ends, provisional, zoneOf(person.settings), now, say);
  return [
    say.text('soap.offer.noted', { program, ends: until, left: leftWords(now, ends, say) }),
    say.text('soap.offer.clock'),
    ...offersParts(season, view),
  ];
}

export async function answered(context: Context, id: string, state: 'accepted' | 'declined'): Promise<Reply> {
  const { say } = context;
  offerOf(context.person, id);
  const person = await context.update((old) => {
    const offer = offerOf(old, id);
    // One that expired here may still have been accepted in the NRMP's system.
    const isLate = offer.state === 'expired' && state === 'accepted';
    if (offer.state !== 'open' && !isLate) throw new Refused('soap.offer.settled');
    return withOfferState(old, id, state);
  });
  const slip = button(say, 'soapreopen', id, 'soap.button.slip');
  const { program } = offerOf(person, id);
  return [say.text(`soap.offer.${state}`, { program }), { kind: 'buttons', buttons: [slip] }];
}

/** A wrong press must not silence the rounds: the offer is open again while its round lasts. */
export async function reopened(context: Context, id: string): Promise<Reply> {
  offerOf(context.person, id);
  const person = await context.update((old) => {
    const { state } = offerOf(old, id);
    if (state === 'open' || state === 'expired') throw new Refused('soap.offer.settled');
    return withOfferState(old, id, 'open');
  });
  return offersParts(weekOf(context)?.season ?? null, viewOf(context, person));
}

/** @throws {Refused} */
function offerOf(person: Applicant | null, id: string): Offer {
  const offer = person?.soap.offers.find((one) => one.id === id);
  if (!offer) throw new Refused('soap.not_yours');
  return offer;
}

export async function onTarget(
  context: Context,
  id: string,
  change: (person: Applicant, id: string) => Applicant,
): Promise<Reply> {
  checkTarget(context.person, id);
  const person = await context.update((old) => {
    checkTarget(old, id);
    return change(old, id);
  });
  return targetsParts(viewOf(context, person));
}

/** @throws {Refused} if it is not one of this person's targets */
function checkTarget(person: Applicant | null, id: string): void {
  if (!person?.soap.targets.some((target) => target.id === id)) throw new Refused('soap.not_yours');
}
