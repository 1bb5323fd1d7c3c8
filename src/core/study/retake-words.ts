import type { StudyWeek } from '#core/plan/study-weeks.ts';
import type { Line } from '#core/reply.ts';
import type { Gave } from '#core/study/retake-change.ts';
import type { Warning } from '#core/study/warnings.ts';
import type { Say } from '#core/text.ts';
import { sayDay, shortDay } from '#core/time/say.ts';

/** A warning as a line. */
export function warningWords({ key, values, days }: Warning, say: Say): Line {
  const named = Object.entries(days).map(([name, day]) => [name, sayDay(day, say)] as const);
  return say.line(`study.warn.${key}`, { ...values, ...Object.fromEntries(named) });
}

/** What gave way, as a line each. */
export function gaveWords(gave: Gave, say: Say): Line {
  switch (gave.kind) {
    case 'hours':
      return say.line('study.gave.hours', { from: gave.from, to: gave.to });
    case 'day':
      return say.line('study.gave.day', { from: sayDay(gave.from, say), to: sayDay(gave.to, say) });
    case 'phase':
      return say.line('study.gave.phase', {
        phase: say.plain(`study.short_phase.${gave.phase}`),
        count: gave.hours,
      });
    case 'short':
      return say.line('study.gave.short', { count: gave.hours });
    default:
      return gave satisfies never;
  }
}

/** Some days of a plan: from when to when, what for, and how many hours. */
export function weekWords({ from, until, phase, hours }: StudyWeek, say: Say): Line {
  const days =
    from === until
      ? shortDay(from, say.language)
      : say.plain('study.days', { from: shortDay(from, say.language), until: shortDay(until, say.language) });
  const what = say.plain(`study.short_phase.${phase}`);
  return hours === 0
    ? say.line('study.week_free', { days, phase: what })
    : say.line('study.week', { days, phase: what, hours });
}
