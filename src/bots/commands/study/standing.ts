import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Part, Reply } from '#core/reply.ts';
import { nextAway } from '#core/study/away.ts';
import { type Retake, retakeOf, stepThree } from '#core/study/retake.ts';
import { type RetakePlan, retakePlan } from '#core/study/retake-plan.ts';
import { warningWords } from '#core/study/retake-words.ts';
import { isFar, type Warning, warningsOf } from '#core/study/warnings.ts';
import { monthWords, sayDay, shortDay } from '#core/time/say.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Somebody whose exams are known. @throws {Refused} if they aren't */
export function assessed({ person }: Context): Applicant {
  if (!person || person.assessments.length === 0) throw new Refused('study.unknown');
  return person;
}

/** The plan of somebody who has one. @throws {Refused} */
export function planned(context: Context): RetakePlan {
  const plan = retakePlan(assessed(context), context.knowledge, context.now);
  if (!plan) throw new Refused('study.aim_gone');
  return plan;
}

/** Today in the person's zone, `YYYY-MM-DD`. */
export function todayOf(person: Applicant, { now }: Context): string {
  return todayIn(now, zoneOf(person.settings)).toString();
}

/** The exam to sit next: what the rules leave, its day and weeks, and what to look out for. */
export function standingParts(context: Context, person: Applicant): Reply {
  const { say, knowledge, now } = context;
  const found = retakeOf(person, knowledge, now);
  const plan = retakePlan(person, knowledge, now);
  const advice = found.kind === 'open' ? stepThree(person, found, knowledge, now) : null;
  return [
    ...heading(context, found),
    ...(advice ? [said(advice.says)] : []),
    ...(plan ? [...planParts(context, person, plan), ...lastDayPart(context, plan)] : []),
    ...(found.kind === 'open' && person.study.hours === 0 ? [say.text('study.no_hours')] : []),
    ...warningParts(context, person, (one) => !isFar(one)),
  ];
}

/** The warnings that are to be said here. */
export function warningParts(
  { say, knowledge, now }: Context,
  person: Applicant,
  isHere: (one: Warning) => boolean,
): Reply {
  return warningsOf(person, knowledge, now)
    .filter(isHere)
    .map((one) => ({
      kind: 'text',
      body: [{ type: 'paragraph', children: [...warningWords(one, say)] }],
    }));
}

function heading({ say }: Context, found: Retake): Reply {
  switch (found.kind) {
    case 'none':
      return [say.text('study.none')];
    case 'awaited':
      return [say.text('study.awaited', { exam: found.name })];
    case 'exhausted':
      return [
        say.text('study.exhausted', { exam: found.name, rule: found.rule }),
        say.text('study.exhausted_source', { source: found.source.title }),
      ];
    case 'open': {
      const { name, left, earliest, isAhead, source } = found;
      const open = say.text('study.open', { exam: name, count: left });
      if (earliest === null) return [open, say.text('study.dates_missing')];
      if (!isAhead) return [open];
      const day = sayDay(earliest.toString(), say);
      return [open, say.text('study.legal_from', { day, source: source.title })];
    }
    default:
      return found satisfies never;
  }
}

/** The day, and what the weeks until then are like. */
export function planParts(context: Context, person: Applicant, plan: RetakePlan): Reply {
  const { say } = context;
  const { day, booked, agreed, study, span, retake } = plan;
  const named = sayDay(day.toString(), say);
  const today = todayOf(person, context);
  const now = study.weeks.find(({ from, until }) => from <= today && today <= until);
  const away = nextAway(person.study.away, today);
  const isMonth = booked && retake.standing.nextOn?.length === 7;
  return [
    isMonth
      ? say.text('study.booked_month', { month: monthWords(day.toString().slice(0, 7), say.language) })
      : booked
        ? say.text('study.booked', { day: named })
        : agreed
          ? say.text('study.agreed', { day: named })
          : say.text('study.offer', {
              day: named,
              weeks: Math.floor(span.from.until(day).days / 7),
              hours: study.hours,
            }),
    ...((booked || agreed) && now
      ? [say.text('study.load', { phase: say.plain(`study.phase.${now.phase}`), hours: study.hours })]
      : []),
    ...(away ? [say.text('study.away_now', { days: daysWords(away, context) })] : []),
    ...shortPart(context, plan),
    ...(person.study.hours === null ? [say.text('study.assumed', { most: span.most })] : []),
  ];
}

/** Hours that have no room before the day. */
function shortPart({ say }: Context, { study, span }: RetakePlan): Reply {
  const count = Math.round(study.phases.reduce((sum, { lost }) => sum + lost, 0));
  if (!study.isEnough) return [say.text('study.short', { most: span.most, count })];
  return count > 0 ? [say.text('study.tight', { count })] : [];
}

function lastDayPart({ say }: Context, { latest }: RetakePlan): Reply {
  if (latest?.why !== 'season') return [];
  return [say.text('study.last_day', { day: sayDay(latest.day.toString(), say) })];
}

/** Some days in a row, as short as it gets. */
export function daysWords(
  { from, until }: { readonly from: string; readonly until: string },
  { say }: Context,
): string {
  const [first, last] = [shortDay(from, say.language), shortDay(until, say.language)];
  return from === until ? first : say.plain('study.days', { from: first, until: last });
}

function said(text: string): Part {
  return { kind: 'text', body: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }] };
}
