import type { Temporal } from 'temporal-polyfill';
import type { Action } from '#core/gate/action.ts';
import { gate, type Verdict } from '#core/gate/gate.ts';
import type { GATE_ACTIONS } from '#core/knowledge/drafts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Addressee, Grounds } from '#core/record/grounds.ts';

/** The maximum length of a name in the log of contacts. */
const LONGEST_NAME = 60;

/** The program that someone belongs to; a program belongs to itself. */
export function programOf({ program, name }: Addressee): string {
  return (program ?? name).slice(0, LONGEST_NAME).trim() || name.trim().slice(0, LONGEST_NAME);
}

/**
 * Whether a message to someone counts as one to a residency program. That includes its residents, and doctors whom the
 * applicant knows from applying there rather than from working with them.
 */
export function isOfProgram({ kind, known }: Addressee): boolean {
  if (kind === 'program' || kind === 'resident') return true;
  const isInterviewer = known.includes('interviewed') || known.includes('applied');
  return kind === 'attending' && isInterviewer && !known.includes('rotated') && !known.includes('letter');
}

/**
 * What sending a text of a kind means to the rule gate; empty: nothing that the gate knows. All of it has to be
 * allowed.
 */
export function gateActionsOf(
  kind: DraftKind,
  to: Addressee | null,
  { drafts }: Pick<Knowledge, 'drafts'>,
): readonly Action[] {
  const program = to && programOf(to);
  return drafts.kinds[kind].gate.map((asked) => actionOf(asked, to, program));
}

/** A reply to nobody in particular is treated as a first contact, and so is anything sent to a program's own people. */
function actionOf(
  asked: (typeof GATE_ACTIONS)[number],
  to: Addressee | null,
  program: string | null,
): Action {
  switch (asked) {
    case 'contact_program':
      return { kind: 'contact_program', program };
    case 'reply_to_program':
      return program === null ? { kind: 'contact_program', program } : { kind: asked, program };
    case 'thank_program':
      if (to === null || program === null) return { kind: 'contact_program', program };
      return isOfProgram(to) ? { kind: asked, program } : { kind: 'ask_mentor' };
    case 'contact_place':
    case 'ask_mentor':
    case 'ask_letter_writer':
      return to && isOfProgram(to) ? { kind: 'contact_program', program } : { kind: asked };
    case 'withdraw_application':
      return { kind: asked, service: 'eras' };
    case 'ask_school':
      return { kind: asked };
    default:
      return asked satisfies never;
  }
}

/** Asks the gate about one action at one moment. */
export type AskGate = (action: Action, at: Temporal.Instant) => Verdict;

/** The gate for one person writing to someone, whose log counts as contacts that a program began. */
export function gateFor(
  { profile, soap, people }: Pick<Grounds, 'profile' | 'soap'> & { readonly people: readonly Addressee[] },
  to: Addressee | null,
  knowledge: Knowledge,
): AskGate {
  const name = to && programOf(to);
  const noMessages = to?.wantsNone && name ? [...profile.noMessages, name] : profile.noMessages;
  const person = {
    profile: noMessages === profile.noMessages ? profile : { ...profile, noMessages },
    people: to ? [...people, to] : people,
    soap,
  };
  return (action, at) => gate(action, person, knowledge, at);
}
