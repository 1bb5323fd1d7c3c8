import type { Temporal } from 'temporal-polyfill';
import type { Context } from '#bots/chat/context.ts';
import { viewOf } from '#bots/commands/soap/page.ts';
import { verdictParts } from '#core/gate/verdict-parts.ts';
import type { Outcome } from '#core/rehearsal/play.ts';
import type { Stage } from '#core/rehearsal/world.ts';
import type { Part } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** A minute of the made-up week: the weekday and the time where the Match is run, and on the person's own clock. */
export function clockWords(at: Temporal.Instant, { season }: Stage, { say, person }: Context): string {
  const zone = person?.settings.zone;
  const time = timeIn(at, season.zone, say);
  const own = zone && timeIn(at, zone, say);
  return own && own !== time
    ? say.plain('rehearse.own', { time, own })
    : say.plain('rehearse.eastern', { time });
}

function timeIn(at: Temporal.Instant, timeZone: string, say: Say): string {
  const format = new Intl.DateTimeFormat(say.language, {
    timeZone,
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  return format.format(at.epochMilliseconds);
}

export function leftWords(seconds: number, say: Say): string {
  return seconds > 0
    ? say.plain('rehearse.left.seconds', { count: seconds })
    : say.plain('rehearse.left.none');
}

/** What the gate says of a press, in its own words, and what follows in the story. */
export function outcomeParts(outcome: Outcome, clock: Temporal.Instant, context: Context): readonly Part[] {
  const { say } = context;
  const { verdict, trap, follows, step } = outcome;
  if (step.late) return [say.text('rehearse.late', { follows })];
  const answer = verdict
    ? [say.text('rehearse.asked'), ...verdictParts(verdict, viewOf(context).person, clock, say)]
    : [];
  return [...answer, say.text(trap === null ? 'rehearse.fine' : 'rehearse.trap', { follows })];
}
