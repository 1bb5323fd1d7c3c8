import type { Temporal } from 'temporal-polyfill';
import { morningOf, readDay } from '#core/etiquette/days.ts';
import { gateActionsOf, gateFor } from '#core/etiquette/gate-actions.ts';
import { barriersNow, nextFor } from '#core/etiquette/next.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type DraftKind, sentKindSchema } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Whether a text may be sent now. `why`: the rule, or what to keep in mind; `earliest`: when it may, null: no such day. */
export interface MaySend {
  readonly may: boolean;
  readonly why: string | null;
  readonly earliest: Temporal.Instant | null;
  /** The date behind `earliest` is not confirmed. */
  readonly provisional: boolean;
  /** A rule of the Match forbids it, not only etiquette. */
  readonly isForbidden: boolean;
}

/** Asks the rule gate, and then etiquette, whether a text of a kind may be sent to its addressee. */
export function maySend(
  kind: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): MaySend {
  const byGate = gateOn(kind, grounds, knowledge, now);
  const sent = sentKindSchema.safeParse(kind);
  const { to } = grounds;
  if (to === null || !sent.success) return byGate;
  const own = barriersNow(grounds, to, sent.data, knowledge, now).find(({ isGate }) => !isGate);
  if (!own) return byGate;
  const { earliest } = nextFor(grounds, to, sent.data, knowledge, now);
  const day = earliest === null ? null : morningOf(readDay(earliest), zoneOf(grounds.settings));
  return { ...byGate, may: false, why: byGate.may ? own.says : byGate.why, earliest: day };
}

function gateOn(kind: DraftKind, grounds: Grounds, knowledge: Knowledge, now: Temporal.Instant): MaySend {
  const ask = gateFor(grounds, grounds.to, knowledge);
  const verdicts = gateActionsOf(kind, grounds.to, knowledge).map((action) => ask(action, now));
  const refusals = verdicts.filter((verdict) => !verdict.allowed);
  const [refusal] = refusals.toSorted((a, b) => liftOf(b.liftsAt) - liftOf(a.liftsAt));
  if (refusal) {
    const { says, liftsAt, provisional } = refusal;
    return { may: false, why: says, earliest: liftsAt, provisional, isForbidden: true };
  }
  const minds = verdicts.flatMap((verdict) => (verdict.allowed && verdict.mind ? [verdict.mind.says] : []));
  return { may: true, why: minds[0] ?? null, earliest: now, provisional: false, isForbidden: false };
}

/** A rule that never lifts outweighs any day. */
function liftOf(at: Temporal.Instant | null): number {
  return at?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
}
