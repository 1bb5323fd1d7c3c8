import { Temporal } from 'temporal-polyfill';
import type { Action } from '#core/gate/action.ts';
import { gate, type Verdict } from '#core/gate/gate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { CheckId } from '#core/knowledge/tone-checks.ts';

import type { Message } from '#core/record/correspondent.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Addressee, Grounds } from '#core/record/grounds.ts';
import { hasBegun, startOf } from '#core/season/season.ts';
import { isSameProgram } from '#core/soap/log.ts';

/** Why a text may not be sent now: a rule of the gate with its words, or one of etiquette. */
export interface Barred {
  readonly check: CheckId;
  readonly why?: string;
}

/** Texts that are sent to nobody by themselves. */
const UNSENT = new Set<DraftKind>([
  'statement',
  'soap-statement',
  'explanation',
  'failure-narrative',
  'reapplicant-paragraph',
  'school-talking-points',
  'helper-card',
  'post',
]);
/** Texts that answer something or end it, so no time has to lie between. */
const ANSWERS = new Set<DraftKind>(['feedback-ack', 'soap-reply', 'thank-you', 'withdrawal', 'decline']);
const SPOKEN = new Set<Message['kind']>(['interview', 'meeting']);

/** Whether a text of this kind may be sent to whom it is for at `now`: the rule gate first, then etiquette. */
export function barredNow(
  as: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Barred[] {
  if (UNSENT.has(as)) return [];
  const to = grounds.to && upTo(grounds.to, now);
  const verdict = verdictOn(as, to, grounds, knowledge, now);
  if (verdict && !verdict.allowed) return [{ check: 'forbidden_now', why: verdict.says }];
  const check = to && etiquette(as, to, grounds, knowledge, now);
  return check ? [{ check }] : [];
}

/** The log up to a moment: a record may know of later ones. */
function upTo(to: Addressee, now: Temporal.Instant): Addressee {
  const log = to.log
    .filter(({ at }) => Temporal.Instant.compare(at, now) <= 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return { ...to, log };
}

function verdictOn(
  as: DraftKind,
  to: Addressee | null,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Verdict | null {
  const action = actionOf(as, to);
  if (!action) return null;
  const told = to?.log.flatMap(({ from, at }, index) =>
    from === 'them'
      ? [{ id: `log-${index}`, program: nameOf(to), at, how: 'other' as const, applied: true }]
      : [],
  );
  const soap = { ...grounds.soap, contacts: [...grounds.soap.contacts, ...(told ?? [])] };
  return gate(action, { profile: grounds.profile, soap }, knowledge, now);
}

function nameOf(to: Addressee): string {
  return (to.program ?? to.name).slice(0, 60);
}

/** What sending a text of this kind is to the gate; null: nothing that it knows. */
function actionOf(as: DraftKind, to: Addressee | null): Action | null {
  const program = to && nameOf(to);
  switch (as) {
    case 'letter-request':
    case 'letter-reminder':
      return { kind: 'ask_letter_writer' };
    case 'dean-summary':
    case 'dean-ask':
      return { kind: 'ask_school' };
    case 'mentor-ask':
      return { kind: 'ask_mentor' };
    case 'soap-reply':
    case 'feedback-ack':
      return program === null ? null : { kind: 'reply_to_program', program };
    case 'decline':
      return program === null ? null : { kind: 'decline_offer', program };
    case 'thank-you':
      return to === null ? null : isOfProgram(to) ? { kind: 'thank_program', program: nameOf(to) } : null;
    case 'program-feedback':
    case 'exam-update':
    case 'status-question':
    // In the quiet time a withdrawal is a first contact as well, and what was sent in SOAP cannot be taken back.
    case 'withdrawal':
      return { kind: 'contact_program', program };
    case 'usce-inquiry':
    case 'networking':
    case 'reconnect':
      if (to === null)
        return as === 'reconnect' ? { kind: 'ask_mentor' } : { kind: 'contact_program', program };
      return isOfProgram(to) ? { kind: 'contact_program', program } : { kind: 'contact_place' };
    default:
      return null;
  }
}

function isOfProgram({ kind }: Addressee): boolean {
  return kind === 'program' || kind === 'resident';
}

function etiquette(
  as: DraftKind,
  to: Addressee,
  { profile, soap }: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): CheckId | null {
  const { contact } = knowledge.toneChecks;
  const { log } = to;
  const last = log.at(-1);
  const isAsked = last?.from === 'them' && asks(last);
  const isFree = as === 'withdrawal' || as === 'decline';
  if (isFree) return null;
  const wantsNone = to.wantsNone || profile.noMessages.some((name) => isSameProgram(name, nameOf(to)));
  if (wantsNone && !isAsked) return 'wants_none';
  if (as !== 'feedback-ack' && log.some(({ from, refused }) => from === 'them' && refused))
    return 'after_refusal';
  if (as === 'program-feedback') {
    const why = feedback(to, knowledge, now);
    if (why) return why;
  }
  if (as === 'letter-reminder') return reminder(to, contact.reminder_after_days, now);
  if (as === 'thank-you') return thanks(log);
  if (
    as === 'soap-reply' &&
    !log.some(({ from }) => from === 'them') &&
    !soap.contacts.some(({ program }) => isSameProgram(program, nameOf(to)))
  ) {
    return log.length > 0 ? 'too_often' : null;
  }
  if (isAsked) return null;
  const written = log.filter(({ kind }) => !SPOKEN.has(kind));
  const open = written.slice(written.findLastIndex(({ from }) => from === 'them') + 1);
  if (open.length >= contact.attempts) return 'too_often';
  if (ANSWERS.has(as)) return null;
  const latest = written.at(-1);
  return latest && daysSince(latest.at, now) < contact.apart_days ? 'too_soon' : null;
}

function asks({ says }: Message): boolean {
  return (
    says !== null &&
    /[?？]|\b(?:please (?:send|share|call|tell|let|reply|email|write)|can you|could you|would you|let (?:me|us) know|keep (?:me|us)|get back|ask(?:ed|s|ing)? (?:me|for|you|about|if|to|whether|when)|asked)\b/i.test(
      says,
    )
  );
}

function daysSince(at: string, now: Temporal.Instant): number {
  return now.since(at).total('hours') / 24;
}

/** Feedback is asked for where there was an interview or a real conversation, and some weeks after SOAP. */
function feedback(to: Addressee, { seasons, toneChecks }: Knowledge, now: Temporal.Instant): CheckId | null {
  const isKnown =
    to.known.some((how) => how === 'interviewed' || how === 'conversation' || how === 'rotated') ||
    to.log.some(({ kind }) => kind === 'interview' || kind === 'meeting' || kind === 'call');
  if (!isKnown) return 'feedback_unknown';
  const days = toneChecks.contact.feedback_after_soap_days;
  const isEarly = seasons.some(
    (season) =>
      hasBegun(season, 'quiet_begins', now) &&
      Temporal.Instant.compare(now, startOf(season, 'soap_ends').add({ hours: days * 24 })) < 0,
  );
  return isEarly ? 'feedback_too_early' : null;
}

function reminder({ log }: Addressee, after: number, now: Temporal.Instant): CheckId | null {
  const asked = log.findLastIndex(({ from, kind }) => from === 'me' && kind === 'letter-request');
  const since = log.slice(asked + 1).filter(({ from }) => from === 'me');
  if (since.length > 0 && asked >= 0) return 'reminder_twice';
  if (log.some(({ from, kind }) => from === 'me' && kind === 'letter-reminder')) return 'reminder_twice';
  const request = log[asked] ?? log.findLast(({ from }) => from === 'me');
  return request && daysSince(request.at, now) < after ? 'reminder_too_early' : null;
}

/** One message of thanks for each time that they spoke. */
function thanks(log: readonly Message[]): CheckId | null {
  const last = log.findLastIndex(({ from, kind }) => from === 'me' && kind === 'thank-you');
  if (last < 0) return null;
  return log.slice(last + 1).some(({ kind }) => SPOKEN.has(kind) || kind === 'call') ? null : 'thanks_twice';
}
