import type { Temporal } from 'temporal-polyfill';
import type { Action } from '#core/gate/action.ts';
import { gate } from '#core/gate/gate.ts';
import type { GATE_ACTIONS } from '#core/knowledge/drafts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Addressee, Grounds } from '#core/record/grounds.ts';
import type { Contact } from '#core/record/soap.ts';

/** Whether a text may be sent now. `why`: the rule, or what to keep in mind; `earliest`: when it may, null: no such day. */
export interface MaySend {
  readonly may: boolean;
  readonly why: string | null;
  readonly earliest: Temporal.Instant | null;
  /** The date behind `earliest` is not confirmed. */
  readonly provisional: boolean;
}

/** Asks the rule gate whether a text of a kind may be sent to whom it is for. */
export function maySend(
  kind: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): MaySend {
  const { to, profile } = grounds;
  const name = to && programOf(to);
  const noMessages = to?.wantsNone && name ? [...profile.noMessages, name] : profile.noMessages;
  const soap = { ...grounds.soap, contacts: [...grounds.soap.contacts, ...contactsOf(to, name)] };
  const verdicts = knowledge.drafts.kinds[kind].gate.map((asked) =>
    gate(actionOf(asked, to, name), { profile: { ...profile, noMessages }, soap }, knowledge, now),
  );
  const refusals = verdicts.filter((verdict) => !verdict.allowed);
  const [refusal] = refusals.toSorted((a, b) => liftOf(b.liftsAt) - liftOf(a.liftsAt));
  if (refusal) {
    const { says, liftsAt, provisional } = refusal;
    return { may: false, why: says, earliest: liftsAt, provisional };
  }
  const minds = verdicts.flatMap((verdict) => (verdict.allowed && verdict.mind ? [verdict.mind.says] : []));
  return { may: true, why: minds[0] ?? null, earliest: now, provisional: false };
}

/** What they wrote or said, as the log of whom the text is for holds it: a contact that the program began. */
function contactsOf(to: Addressee | null, program: string | null): readonly Contact[] {
  if (!to || !program) return [];
  return to.log.flatMap(({ from, at }, index) =>
    from === 'them' ? [{ id: `log${index}`, program, at, how: 'other' as const, applied: true }] : [],
  );
}

/** What never lifts outweighs every day. */
function liftOf(at: Temporal.Instant | null): number {
  return at?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
}

/** The log of contacts holds names of this length. */
const LONGEST_NAME = 60;

function programOf({ program, name }: Addressee): string | null {
  return (program ?? name).slice(0, LONGEST_NAME).trim() || null;
}

/** A reply to nobody in particular is asked about as a first contact, and so is whatever goes to a program's own people. */
function actionOf(
  asked: (typeof GATE_ACTIONS)[number],
  to: Addressee | null,
  program: string | null,
): Action {
  switch (asked) {
    case 'contact_program':
      return { kind: 'contact_program', program };
    case 'reply_to_program':
    case 'thank_program':
      return program ? { kind: asked, program } : { kind: 'contact_program', program };
    case 'contact_place':
    case 'ask_mentor':
      return to?.kind === 'program' || to?.kind === 'resident'
        ? { kind: 'contact_program', program }
        : { kind: asked };
    case 'withdraw_application':
      return { kind: asked, service: 'eras' };
    case 'ask_letter_writer':
    case 'ask_school':
      return { kind: asked };
    default:
      return asked satisfies never;
  }
}
