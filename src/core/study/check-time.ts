import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { PersonSettings } from '#core/record/applicant.ts';

const MINUTES_A_DAY = 24 * 60;

/**
 * The hour of a check on its own day, `HH:mm`: as it was chosen, but not in quiet hours. In those of the evening it comes before
 * they begin, in those of the morning when they end.
 */
export function checkTime(
  time: string,
  settings: Pick<PersonSettings, 'quiet'>,
  { studyChecks }: Pick<Knowledge, 'studyChecks'>,
): string {
  return outsideQuiet(time, settings, studyChecks.before_quiet_minutes);
}

/** When the look back on a week comes: after the check of that day, and before quiet hours if they leave any time. */
export function lookBackTime(
  time: string,
  settings: Pick<PersonSettings, 'quiet'>,
  knowledge: Pick<Knowledge, 'studyChecks'>,
): string {
  const { week, before_quiet_minutes } = knowledge.studyChecks;
  const { quiet } = settings;
  const check = checkTime(time, settings, knowledge);
  const wanted = minutesOf(check) + week.after_minutes;
  const end = quiet && check < quiet.from ? minutesOf(quiet.from) : MINUTES_A_DAY;
  if (wanted < end) return timeOf(wanted);
  const halfway = Math.floor((minutesOf(check) + end) / 2);
  return timeOf(Math.max(halfway, end - Math.floor(before_quiet_minutes / 2)));
}

function outsideQuiet(time: string, { quiet }: Pick<PersonSettings, 'quiet'>, before: number): string {
  if (!quiet || quiet.from === quiet.to) return time;
  const isOvernight = quiet.from > quiet.to;
  if (isOvernight && time >= quiet.from) return timeOf(Math.max(0, minutesOf(quiet.from) - before));
  const isQuiet = time < quiet.to && (isOvernight || time >= quiet.from);
  return isQuiet ? quiet.to : time;
}

function minutesOf(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return hour * 60 + minute;
}

function timeOf(minutes: number): string {
  return Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 }).toString({
    smallestUnit: 'minute',
  });
}
