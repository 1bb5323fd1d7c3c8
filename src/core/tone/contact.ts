import type { Temporal } from 'temporal-polyfill';
import { gateActionsOf, gateFor } from '#core/etiquette/gate-actions.ts';
import { barriersNow } from '#core/etiquette/next.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type DraftKind, sentKindSchema } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** Why a text may not be sent now: a rule of the Match, or one of etiquette with what to do instead. */
export interface Barred {
  readonly rule: string;
  readonly why: string;
  readonly better: string;
  /** Only the time since the last message bars it: an answer to one of theirs is welcome. */
  readonly isTiming: boolean;
}

/** Rules of etiquette that count messages and the days between them. */
const TIMING = new Set(['too_soon', 'answered']);

/** What bars a text of this kind from being sent to its addressee at `now`, a rule of the Match before all; null: nothing. */
export function barredNow(
  as: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Barred | null {
  const kind = sentKindSchema.safeParse(as);
  if (!kind.success) return null;
  const { checks } = knowledge.toneChecks;
  const byGate = (why: string): Barred => ({
    rule: 'forbidden_now',
    why,
    better: checks.forbidden_now.better,
    isTiming: false,
  });
  if (grounds.to === null) {
    const ask = gateFor(grounds, null, knowledge);
    const verdicts = gateActionsOf(as, null, knowledge).map((action) => ask(action, now));
    const no = verdicts.find((verdict) => !verdict.allowed);
    return no && !no.allowed ? byGate(no.says) : null;
  }
  const barriers = barriersNow(grounds, grounds.to, kind.data, knowledge, now);
  const gate = barriers.find(({ isGate }) => isGate);
  if (gate) return byGate(gate.says);
  const [first] = barriers;
  return first
    ? {
        rule: first.rule,
        why: first.says,
        better: first.better,
        isTiming: barriers.every(({ rule }) => TIMING.has(rule)),
      }
    : null;
}
