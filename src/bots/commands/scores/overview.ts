import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { Refused } from '#bots/chat/refused.ts';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { button } from '#core/button.ts';
import { type ScoreChart, scoreChart } from '#core/pictures/score-chart.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Exam, examSchema } from '#core/record/profile.ts';
import { type Button, type Part, type Reply, words } from '#core/reply.ts';
import { scoreLine } from '#core/study/agreement-parts.ts';
import { type Readiness, readinessOf } from '#core/study/readiness.ts';
import { type LoggedScore, likelyExam, loggedScores } from '#core/study/score-log.ts';
import { chartOf, seriesOf } from '#core/study/score-view.ts';
import { sourceOf } from '#core/study/scores.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** As many as a phone shows without scrolling. */
const SHOWN = 6;

/** The picture, what the scores say, and the newest of them. `id`: the exam, and where the list begins: `step2ck.6`. */
export async function overview(context: Context, id: string): Promise<Reply> {
  const { say, person, knowledge, now, picture } = context;
  const [named = '', start = '0'] = id.split('.');
  const all = person ? loggedScores(person) : [];
  const exam = examSchema.safeParse(named).data ?? examShown(person, all, context);
  if (!person || !exam || all.length === 0) return empty(context);
  const today = todayIn(now, zoneOf(person.settings));
  const series = seriesOf(person, exam, knowledge, today);
  const chart = series && chartOf(person, exam, series, knowledge, today, say);
  const painted =
    chart && start === '0'
      ? await picture('scores.png', chart.title, (ruler) => scoreChart(chart, say, ruler))
      : [];
  const mine = all.filter(({ score }) => score.exam === exam);
  const { shown, from, next, left } = paged(mine, Number(start), SHOWN);
  const others = [...new Set(all.map(({ score }) => score.exam))].filter((one) => one !== exam);
  const others_out = series?.others.length ?? 0;
  return [
    ...painted,
    ...(painted.length === 0 && chart ? wordsOf(chart, say) : []),
    ...(start === '0' ? readinessParts(readinessOf(person, exam, knowledge, now), say) : []),
    {
      kind: 'list',
      title: say.line('scores.list', { exam: nameOf(knowledge.exams, exam) }),
      ordered: from === 0,
      items: shown.map(({ score }) => scoreLine(score, { knowledge, say })),
    },
    ...(others_out > 0 && start === '0' ? [say.text('scores.out', { count: others_out })] : []),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'scorelog', 'now', 'scores.button.log', { style: 'main' }),
        ...shown.map(
          ({ entry, score }, index): Button =>
            button(say, 'score', entry, 'scores.button.open', {
              values: { number: from + index + 1, form: score.form },
            }),
        ),
        ...(next === null
          ? []
          : [button(say, 'scores', `${exam}.${next}`, 'scores.button.more', { values: { count: left } })]),
        ...others.map((one) =>
          button(say, 'scores', one, 'scores.button.exam', {
            values: { exam: nameOf(knowledge.exams, one) },
          }),
        ),
        button(say, 'rule', exam, 'scores.button.rule'),
      ],
    },
  ];
}

function examShown(
  person: Applicant | null,
  all: readonly LoggedScore[],
  { knowledge }: Context,
): Exam | null {
  const likely = likelyExam(person, knowledge);
  const hasAny = all.some(({ score }) => score.exam === likely);
  return hasAny ? likely : (all[0]?.score.exam ?? null);
}

function empty({ say }: Context): Reply {
  return [
    say.text('scores.empty'),
    { kind: 'buttons', buttons: [button(say, 'scorelog', 'now', 'scores.button.log', { style: 'main' })] },
  ];
}

/** What the picture says, where there is none. */
function wordsOf({ mark, trend, notes }: ScoreChart, say: Context['say']): readonly Part[] {
  const items = [...(mark ? [`${mark.label}.`] : []), ...(trend ? [trend.says] : []), ...notes].map(words);
  return items.length === 0
    ? []
    : [{ kind: 'list', title: say.line('scores.trend.title'), ordered: false, items }];
}

/** The verdict with its reasons, and what would settle it. */
export function readinessParts(
  { verdict, because, settles }: Readiness,
  say: Context['say'],
): readonly Part[] {
  return [
    say.text(`scores.verdict.${verdict}`),
    {
      kind: 'list',
      title: say.line('scores.because'),
      ordered: false,
      items: because.map(({ says }) => words(says)),
    },
    ...(settles.length === 0
      ? []
      : [
          {
            kind: 'list',
            title: say.line(verdict === 'ready' ? 'scores.now' : 'scores.settles'),
            ordered: false,
            items: settles.map(({ says }) => words(says)),
          } as const,
        ]),
  ];
}

/** One score, with what can be done about it. @throws {Refused} where the log no longer has it */
export function entryCard({ say, person, knowledge }: Context, id: string): Reply {
  const found = person && loggedScores(person).find(({ entry }) => entry === id);
  if (!found) throw new Refused('scores.gone');
  const { score } = found;
  const source = sourceOf(score, knowledge.practice);
  const isUntold = (score.asExam ?? null) === null;
  return [
    say.text('scores.card', {
      exam: nameOf(knowledge.exams, score.exam),
      line: scoreLine(score, { knowledge, say }),
    }),
    ...(source?.caution ? [say.text('scores.caution', { says: source.caution })] : []),
    ...(isUntold ? [say.text('scores.as_exam')] : []),
    {
      kind: 'buttons',
      buttons: [
        ...(isUntold ? [button(say, 'scoretimed', id, 'scores.button.as_exam')] : []),
        button(say, 'scores', score.exam, 'scores.button.all', { style: 'main' }),
        button(say, 'scorelog', 'now', 'scores.button.another'),
        button(say, 'scorefix', id, 'scores.button.fix'),
        button(say, 'scoreback', id, 'scores.button.back'),
      ],
    },
  ];
}
