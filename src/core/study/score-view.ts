import { Temporal } from 'temporal-polyfill';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { familyOf, passMark } from '#core/assessment/exams.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { ScoreChart } from '#core/pictures/score-chart.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import { examDay } from '#core/study/readiness.ts';
import { scoresFor, scoreWords, trendKey } from '#core/study/scores.ts';
import { type Trend, trendOf } from '#core/study/trend.ts';
import type { Say } from '#core/text.ts';
import { dayWords, shortDay } from '#core/time/say.ts';

/** The scores that stand in one picture: those on the exam's scale, or else the longest row of one source. */
export interface Series {
  readonly shown: readonly Practice[];
  /** Scores of other scales, which stay out of it. */
  readonly others: readonly Practice[];
  readonly isOnExamScale: boolean;
  /** How many more of that scale came before those that are shown. */
  readonly earlier: number;
}

type Studying = Pick<Applicant, 'practice' | 'profile' | 'study'>;

/** What a picture shows of an exam's practice scores; null if there is none. */
export function seriesOf(
  person: Studying,
  exam: Exam,
  { practice: rules }: Knowledge,
  today: Temporal.PlainDate,
): Series | null {
  const all = scoresFor(person, exam, today);
  const groups = Map.groupBy(all, (one) => trendKey(one, rules));
  const longest = [...groups.values()].toSorted((a, b) => b.length - a.length)[0];
  const chosen = groups.get('score') ?? longest;
  if (!chosen) return null;
  return {
    shown: chosen.slice(-rules.trend.most),
    others: all.filter((one) => !chosen.includes(one)),
    isOnExamScale: groups.has('score'),
    earlier: Math.max(0, chosen.length - rules.trend.most),
  };
}

/** The picture in words of the person's language. @param today in the person's zone */
export function chartOf(
  person: Studying,
  exam: Exam,
  series: Series,
  knowledge: Knowledge,
  today: Temporal.PlainDate,
  say: Say,
): ScoreChart {
  const { shown, isOnExamScale } = series;
  const name = nameOf(knowledge.exams, exam);
  const first = shown[0]?.on ?? today.toString();
  const day = (on: string): number => Temporal.PlainDate.from(first).until(on).days;
  const on = examDay(person, exam, today);
  const mark = isOnExamScale ? passMark(knowledge.exams, exam, (on ?? today).toString()) : null;
  const trend = trendIn(shown, exam, isOnExamScale, knowledge, day);
  const { few } = knowledge.practice.trend;
  const percent = trend && Math.floor(trend.confidence * 100);
  return {
    title: say.plain('scores.picture.title', { exam: name }),
    scores: shown.map((one) => ({
      day: day(one.on),
      value: one.score,
      label: scoreWords(one, knowledge),
    })),
    from: shortDay(first, say.language),
    until: shortDay(shown.at(-1)?.on ?? first, say.language),
    mark: mark && {
      value: mark.score,
      label: say.plain(mark.confirmed ? 'scores.picture.mark' : 'scores.picture.mark_provisional', {
        mark: mark.score,
      }),
    },
    trend: trend && { says: trendWords(trend, say), levels: trend.levels },
    notes: [
      ...(series.earlier > 0 ? [say.plain('scores.picture.earlier', { count: series.earlier })] : []),
      ...(trend
        ? [say.plain('scores.picture.line'), say.plain('scores.picture.band', { percent: percent ?? 0 })]
        : []),
      ...(trend && trend.days < few ? [say.plain('scores.picture.few', { count: trend.days })] : []),
      ...(trend || shown.length === 0
        ? []
        : [say.plain('scores.picture.no_trend', { count: knowledge.practice.trend.least })]),
      ...(mark
        ? [
            on
              ? say.plain('scores.picture.on_day', { day: dayWords(on.toString(), say.language) })
              : say.plain('scores.picture.today'),
          ]
        : []),
    ],
  };
}

function trendIn(
  shown: readonly Practice[],
  exam: Exam,
  isOnExamScale: boolean,
  knowledge: Knowledge,
  day: (on: string) => number,
): Trend | null {
  const { least, confidence, error } = knowledge.practice.trend;
  const spots = shown.map(({ on, score }) => ({ day: day(on), value: score }));
  return trendOf(
    spots,
    least,
    confidence,
    isOnExamScale ? error[familyOf(knowledge.exams, exam)] : error.other,
  );
}

/** The trend in words: up, down, or no direction that the scores agree on. Points a week. */
export function trendWords({ slope, least, most }: Trend, say: Say): string {
  const weekly = (perDay: number): number =>
    Math.abs(perDay * 7) < 2 ? Math.round(perDay * 70) / 10 : Math.round(perDay * 7);
  const [about, from, until] = [weekly(slope), weekly(least), weekly(most)];
  if (from <= 0 && until >= 0) return say.plain('scores.trend.open');
  const key = about > 0 ? 'up' : 'down';
  const [low, high] = [Math.abs(from), Math.abs(until)].toSorted((a, b) => a - b);
  const range = low === high ? key : `${key}_between`;
  return say.plain(`scores.trend.${range}`, { about: Math.abs(about), low: low ?? 0, high: high ?? 0 });
}
