import { nameOf } from '#core/assessment/exam-facts.ts';
import { button } from '#core/button.ts';
import { isoOf, readDay } from '#core/etiquette/days.ts';
import type { Button, Line, Part, Reply } from '#core/reply.ts';
import type { Scene } from '#core/study/check-parts.ts';
import { studyDays } from '#core/study/days.ts';
import { lighterOf } from '#core/study/lighter.ts';
import { lighterId } from '#core/study/lighter-id.ts';
import { routineToCome, type WantedRoutine } from '#core/study/routine.ts';
import { weekWords } from '#core/study/say-routine.ts';
import { type StudyWeek, studyToday, studyWeek } from '#core/study/week.ts';
import { shortDay, weekdayWords } from '#core/time/say.ts';

function weekTitle({ say }: Pick<Scene, 'say'>, on: string): string {
  return say.plain('studychecks.lookback.title', {
    from: shortDay(isoOf(readDay(on) - 6), say.language),
    until: shortDay(on, say.language),
  });
}

/** What the seven days up to `on` (`YYYY-MM-DD`) held, against what was agreed on, and one thing to change at most. */
export function weekParts(scene: Scene, on: string): Reply {
  const week = studyWeek(scene.person, readDay(on));
  const rows = rowsOf(week, scene);
  return [
    {
      kind: 'list',
      title: [{ type: 'strong', children: [{ type: 'text', value: weekTitle(scene, on) }] }],
      ordered: false,
      items: rows,
    },
    ...suggestionParts(suggestionOf(week, scene), scene),
  ];
}

/** The buttons below it: the suggestion, if there is one, and the way on. */
export function weekButtons(scene: Scene, on: string): readonly Button[] {
  const { person, say } = scene;
  const suggestion = suggestionOf(studyWeek(person, readDay(on)), scene);
  const days = button(say, 'checkdays', 'now', 'studychecks.button.days');
  const page = button(say, 'study', 'now', 'studychecks.button.page');
  switch (suggestion.kind) {
    case 'lighter':
      return [
        button(say, 'lighter', lighterId(suggestion.wanted), 'studychecks.lighter.take', { style: 'main' }),
        days,
        page,
      ];
    case 'details':
      return [
        button(say, 'checkmore', suggestion.on, 'studychecks.button.more', { style: 'main' }),
        days,
        page,
      ];
    case 'none':
      return [days, page];
    default:
      return suggestion satisfies never;
  }
}

type Suggestion =
  /** `why`: too many hard days, or the days were kept with fewer hours. */
  | { readonly kind: 'lighter'; readonly why: 'days' | 'hours'; readonly wanted: WantedRoutine }
  /** Nothing was said about hours, blocks or percent: the day to add them to. */
  | { readonly kind: 'details'; readonly on: string }
  | { readonly kind: 'none' };

function suggestionOf(week: StudyWeek, { person, knowledge, now }: Scene): Suggestion {
  const days = studyDays(person);
  const today = studyToday(person, now);
  const routine = days.routineOn(today);
  const { lighter_share, hours_share } = knowledge.studyChecks.week;
  const hard = week.not + week.missed;
  const answered = hard + week.done + week.partly;
  if (routine && !routineToCome(person.study, isoOf(today))) {
    const lighter = lighterOf(routine, days, today, knowledge);
    if (lighter && hard > 1 && hard >= answered * lighter_share)
      return { kind: 'lighter', why: 'days', wanted: lighter };
    const { from: _, ...same } = routine;
    const real = Math.max(1, Math.round(week.hours ?? 0));
    const isFull =
      holdsAllWeek(week) && hard === 0 && week.done + week.partly >= week.agreed && week.agreed > 0;
    if (isFull && week.hours !== null && allTold(person, week) && real < routine.hours * hours_share)
      return { kind: 'lighter', why: 'hours', wanted: { ...same, hours: real } };
  }
  const kept = daysOf(week).filter((day) => ['done', 'partly'].includes(days.checkOf(day)?.answer ?? ''));
  const last = kept.at(-1);
  return last !== undefined && week.hours === null && week.blocks === null
    ? { kind: 'details', on: isoOf(last) }
    : { kind: 'none' };
}

/** Its hours are those of a whole week, so they are no measure of one that had begun already. */
function holdsAllWeek({ routine, from }: StudyWeek): boolean {
  return routine !== null && routine.from <= from;
}

/** Every kept day says how many hours it had, so that their sum is the whole week. */
function allTold(person: Scene['person'], week: StudyWeek): boolean {
  const days = studyDays(person);
  return daysOf(week).every((day) => {
    const check = days.checkOf(day);
    return check === null || (check.answer !== 'done' && check.answer !== 'partly') || check.hours !== null;
  });
}

function daysOf({ from, until }: StudyWeek): readonly number[] {
  const first = readDay(from);
  return Array.from({ length: readDay(until) - first + 1 }, (_, index) => first + index);
}

function suggestionParts(suggestion: Suggestion, { person, knowledge, now, say }: Scene): readonly Part[] {
  switch (suggestion.kind) {
    case 'lighter': {
      const day = weekdayWords(
        isoOf(studyToday(person, now) + knowledge.studyChecks.easing_days),
        say.language,
      );
      return [
        say.text(`studychecks.lookback.suggest.${suggestion.why}`),
        say.text('studychecks.lighter.offer', { week: weekWords(suggestion.wanted, say), day }),
      ];
    }
    case 'details':
      return [say.text('studychecks.lookback.suggest.details')];
    case 'none':
      return [say.text('studychecks.lookback.suggest.none')];
    default:
      return suggestion satisfies never;
  }
}

function rowsOf(week: StudyWeek, { knowledge, say }: Scene): readonly Line[] {
  const { agreed, done, partly, not, missed, excused, open, hours, blocks, percent, routine } = week;
  const whole = holdsAllWeek(week) ? (routine?.hours ?? null) : null;
  const line = (key: string, values = {}): Line => say.line(`studychecks.lookback.${key}`, values);
  const kept =
    agreed > 0
      ? line('days', { kept: done + partly, count: agreed })
      : line('days_free', { count: done + partly });
  return [
    kept,
    ...(partly > 0 ? [line('partly', { count: partly })] : []),
    ...(not > 0 ? [line('not', { count: not })] : []),
    ...(missed > 0 ? [line('missed', { count: missed })] : []),
    ...(excused > 0 ? [line('excused', { count: excused })] : []),
    ...(open > 0 ? [line('open', { count: open })] : []),
    ...(hours === null
      ? []
      : [whole === null ? line('hours', { hours }) : line('hours_agreed', { hours, agreed: whole })]),
    ...(blocks === null
      ? []
      : [
          percent === null
            ? line('blocks', { count: blocks })
            : line('blocks_percent', { count: blocks, percent }),
        ]),
    ...week.scores.map(({ exam, form, score, on }) =>
      line('score', { form, score, exam: nameOf(knowledge.exams, exam), day: shortDay(on, say.language) }),
    ),
    ...(week.oversight > 0 ? [line('oversight', { count: week.oversight })] : []),
    ...(week.practised > 0 ? [line('practised', { count: week.practised })] : []),
  ];
}
