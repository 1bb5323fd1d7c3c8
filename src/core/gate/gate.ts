import { Temporal } from 'temporal-polyfill';
import { assess } from '#core/assessment/assess.ts';
import type { Action } from '#core/gate/action.ts';
import { looksLikeList } from '#core/gate/list.ts';
import { actionOfWords } from '#core/gate/own-words.ts';
import type { MindId, RuleId } from '#core/knowledge/gate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { ROUNDS, type Season } from '#core/knowledge/season.ts';
import { type Cited, cite } from '#core/knowledge/source.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { remember } from '#core/remember.ts';
import { endOf, hasBegun, isProvisional, quietSeason, startOf } from '#core/season/season.ts';
import { type Contacted, contactsWith } from '#core/soap/contacts.ts';
import { acceptedIn, isSameProgram, offersIn, sentIn } from '#core/soap/log.ts';

/** What a rule says, with the page that says it. */
export interface Said {
  readonly says: string;
  readonly source: Cited;
}

/** `liftsAt`: when the rule ends; null if it never does. `provisional`: the date behind it is not confirmed. */
export type Verdict =
  | { readonly allowed: true; readonly mind: (Said & { readonly id: MindId }) | null }
  | ({
      readonly allowed: false;
      readonly rule: RuleId;
      readonly liftsAt: Temporal.Instant | null;
      readonly provisional: boolean;
    } & Said);

/** Who asks: what they are, what they did in SOAP, and who got in touch with them. */
export type Asked = Pick<Applicant, 'profile' | 'soap'> & Contacted;

/** A ruling before it is put into words. */
type Ruling = { readonly yes: MindId | null } | { readonly no: RuleId; readonly lifts: Lift | null };
type Lift = { readonly at: Temporal.Instant; readonly provisional: boolean };

/**
 * The one place that says whether something may be done now. Every draft, reminder, contact and plan step goes through
 * it. The quiet time applies to everyone, whether or not they take part in that Match: waiting hurts nobody.
 */
export function gate(action: Action, person: Asked, knowledge: Knowledge, now: Temporal.Instant): Verdict {
  const ruling = rule(action, { person, knowledge, now, season: quietSeason(knowledge.seasons, now) });
  const said = ({ says, source }: Knowledge['gate']['rules'][RuleId]): Said => ({
    says,
    source: cite(knowledge.sources, source),
  });
  if ('no' in ruling) {
    const { no, lifts } = ruling;
    const { at = null, provisional = false } = lifts ?? {};
    return { allowed: false, rule: no, liftsAt: at, provisional, ...said(knowledge.gate.rules[no]) };
  }
  const { yes } = ruling;
  return { allowed: true, mind: yes && { id: yes, ...said(knowledge.gate.minds[yes]) } };
}

interface Case {
  readonly person: Asked;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  /** The season whose quiet time it is, or null. */
  readonly season: Season | null;
}

function rule(action: Action, at: Case): Ruling {
  const { season, knowledge } = at;
  if (wantsNone(action, at)) return { no: 'wants_no_messages', lifts: null };
  switch (action.kind) {
    case 'contact_program':
      return season ? quietFor(at, season, 'no_first_contact') : { yes: openDates(at) };
    case 'other_contacts_program':
      return season ? quietFor(at, season, 'no_contact_for_you') : { yes: openDates(at) };
    case 'school_contacts_program': {
      if (!season) return { yes: openDates(at) };
      const answers = action.program !== null && answerTo(action.program, at, season, 'answer_only');
      return answers && 'yes' in answers ? answers : quietFor(at, season, 'no_contact_for_you');
    }
    case 'ask_school':
      return { yes: 'school_advises' };
    case 'ask_mentor':
      return { yes: season ? 'mentor_advises' : null };
    case 'ask_letter_writer':
      return { yes: season ? 'letter_only' : null };
    case 'contact_place':
      return { yes: null };
    case 'own_words': {
      const meant = actionOfWords(action.text, knowledge.gate.own_words);
      return meant ? rule(meant, at) : { yes: null };
    }
    case 'reply_to_program':
      return season ? answerTo(action.program, at, season, 'answer_only') : { yes: openDates(at) };
    case 'thank_program':
      return season ? answerTo(action.program, at, season, 'thanks_once') : { yes: 'thanks_once' };
    case 'promise_program':
      return { no: 'no_promise', lifts: null };
    case 'submit_application':
      return season ? application(action, at, season) : { yes: null };
    case 'withdraw_application':
      return season && hasBegun(season, 'soap_apply', at.now)
        ? { no: 'no_withdrawal', lifts: null }
        : { yes: null };
    case 'accept_offer':
      return season ? acceptance(action.program, at, season) : { yes: 'outside_before' };
    case 'decline_offer':
      return { yes: season ? 'gone_for_good' : null };
    case 'out_of_system_offer':
      return season ? { no: 'outside_offer', lifts: liftOf(season, 'soap_ends') } : { yes: 'outside_before' };
    case 'store_list':
    case 'show_list':
      return { no: 'list_private', lifts: null };
    case 'keep_text':
      return isUnfilledList(action.text, knowledge, at.now)
        ? { no: 'list_private', lifts: null }
        : { yes: null };
    case 'post_in_forum':
      return action.about === 'match_information'
        ? { no: 'match_information', lifts: null }
        : { yes: season ? 'no_forums' : null };
    default:
      return action satisfies never;
  }
}

/** A first message or a thank-you to a program that asked for no messages, inside or outside the quiet time. */
function wantsNone(action: Action, { person }: Case): boolean {
  if (action.kind !== 'contact_program' && action.kind !== 'thank_program') return false;
  const { program } = action;
  return program !== null && person.profile.noMessages.some((name) => isSameProgram(name, program));
}

function liftOf(season: Season, event: 'soap_apply' | 'soap_review' | 'soap_ends'): Lift {
  return { at: startOf(season, event), provisional: isProvisional(season.events[event]) };
}

function quietFor(at: Case, season: Season, rule: RuleId): Ruling {
  return { no: isBarred(at) ? 'not_eligible' : rule, lifts: liftOf(season, 'soap_ends') };
}

/** Not eligible for the Match as things stand, and so not for SOAP either. */
export function isBarred({ person, knowledge, now }: Omit<Case, 'season'>): boolean {
  return isBarredAt(now, person.profile, knowledge);
}

/** By the moment: many contacts are asked about at the same two or three. */
const isBarredAt = remember(function isBarredAt(
  now: Temporal.Instant,
  profile: Applicant['profile'],
  knowledge: Knowledge,
): boolean {
  const { eligibility } = assess(profile, knowledge, now);
  return knowledge.assessment.eligibility.some(
    ({ id, effect }) => effect === 'blocks' && eligibility.includes(id),
  );
});

/** An answer needs a contact by that program, made once programs may write, to someone who had applied there. */
function answerTo(program: string, at: Case, season: Season, mind: MindId | null): Ruling {
  const lifts = liftOf(season, 'soap_ends');
  if (isBarred(at)) return { no: 'not_eligible', lifts };
  const contacts = contactsWith(at.person, program, season, at.now);
  if (contacts.length === 0) return { no: 'not_contacted', lifts };
  const inTime = contacts.filter((one) => hasBegun(season, 'soap_review', Temporal.Instant.from(one.at)));
  if (inTime.length === 0) return { no: 'contacted_too_early', lifts };
  if (!inTime.some(({ applied }) => applied)) return { no: 'contacted_without_application', lifts };
  return { yes: mind };
}

function application(
  action: Extract<Action, { kind: 'submit_application' }>,
  at: Case,
  season: Season,
): Ruling {
  const { person, knowledge, now } = at;
  if (!action.participating) {
    return hasBegun(season, 'soap_review', now)
      ? { yes: null }
      : { no: 'outside_match_yet', lifts: liftOf(season, 'soap_review') };
  }
  if (isBarred(at)) return { no: 'not_eligible', lifts: liftOf(season, 'soap_ends') };
  if (!hasBegun(season, 'soap_apply', now))
    return { no: 'applications_closed', lifts: liftOf(season, 'soap_apply') };
  if (acceptedIn(person.soap, season)) return { no: 'accepted_already', lifts: null };
  const round = runningRound(season, now);
  if (round === 'round_4' || isPastRounds(season, now))
    return { no: 'applications_over', lifts: liftOf(season, 'soap_ends') };
  if (round) {
    const provisional = isProvisional(season.events[round]);
    return { no: 'round_running', lifts: { at: endOf(season, round), provisional } };
  }
  const sent = sentIn(person.soap, action.service, season);
  if (sent + action.count > knowledge.gate.applications) return { no: 'limit_reached', lifts: null };
  return { yes: 'sent_for_good' };
}

function acceptance(program: string | null, { person, now }: Case, season: Season): Ruling {
  if (acceptedIn(person.soap, season)) return { no: 'accepted_already', lifts: null };
  const round = runningRound(season, now);
  const [latest] = offersIn(person.soap, program, season).toReversed();
  const isGone = latest && (latest.state === 'declined' || latest.state === 'expired');
  const isOld = round && latest && Temporal.Instant.compare(latest.at, startOf(season, round)) < 0;
  if (isGone || isOld) return { no: 'offer_gone', lifts: null };
  if (round) return { yes: openOffers(person.soap, season, round).length > 1 ? 'choose_one' : 'binding' };
  const next = ROUNDS.find((one) => !hasBegun(season, one, now));
  return {
    no: 'no_round',
    lifts: next ? { at: startOf(season, next), provisional: isProvisional(season.events[next]) } : null,
  };
}

/** Several offers may come in one round: these are the ones waiting for an answer now. */
function openOffers(soap: Applicant['soap'], season: Season, round: (typeof ROUNDS)[number]) {
  return offersIn(soap, null, season).filter(
    ({ state, at }) => state === 'open' && Temporal.Instant.compare(at, startOf(season, round)) >= 0,
  );
}

/** The offer round that is open at `now`, or null. */
export function runningRound(season: Season, now: Temporal.Instant): (typeof ROUNDS)[number] | null {
  const open = ROUNDS.find(
    (round) => hasBegun(season, round, now) && Temporal.Instant.compare(now, endOf(season, round)) < 0,
  );
  return open ?? null;
}

function isPastRounds(season: Season, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, endOf(season, 'round_4')) >= 0;
}

/**
 * Whether text looks like the List of Unfilled Programs while there is one: from Match Monday until a day after Match
 * Day, since another list follows SOAP.
 */
export function isUnfilledList(
  text: string,
  knowledge: Pick<Knowledge, 'seasons' | 'gate'>,
  now: Temporal.Instant,
): boolean {
  const isMatchWeek = knowledge.seasons.some(
    (season) =>
      hasBegun(season, 'quiet_begins', now) && !hasBegun(season, 'match_day', now.subtract({ hours: 24 })),
  );
  return isMatchWeek && looksLikeList(text, knowledge.gate.list);
}

/** Near a Match Week that is not confirmed, its quiet time may already have started: we say so instead of guessing. */
function openDates({ knowledge, now }: Case): MindId | null {
  const hours = knowledge.gate.open_dates_days * 24;
  const isNear = knowledge.seasons.some(
    (season) =>
      isProvisional(season.events.quiet_begins) &&
      hasBegun(season, 'quiet_begins', now.add({ hours })) &&
      !hasBegun(season, 'soap_ends', now.subtract({ hours })),
  );
  if (!isNear) return null;
  const isOver = knowledge.seasons.some(
    (season) => hasBegun(season, 'soap_ends', now) && !hasBegun(season, 'soap_ends', now.subtract({ hours })),
  );
  return isOver ? 'dates_open_after' : 'dates_open';
}
