import { nameOf } from '#core/assessment/exam-facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Chart, Printed, PrintedBox, PrintedSection } from '#core/pictures/printed.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import { type Routine, STUDY_LIMITS, type Study } from '#core/record/study.ts';
import type { Hidden } from '#core/study/proof.ts';
import { HIDEABLE, type Proof, type ProofWeek, proofOf, sum } from '#core/study/proof.ts';
import { onExamScale } from '#core/study/scores.ts';
import type { Say } from '#core/text.ts';
import { dateWords, sayRule } from '#core/time/say.ts';

/** The latest of each that are shown; the rest is counted. Together they fit on two pages with the longest words. */
export const SHOWN = { routines: 4, agreements: 2, oversight: 8, weeks: 8, scores: 8 } as const;
/** As people compare it by eye: eight groups of four. */
const GROUP = /.{4}(?=.)/g;

export interface ProofView {
  readonly hidden: Hidden;
  /** In which days of writing are told. */
  readonly zone: string;
}

interface Teller {
  readonly proof: Proof;
  readonly hidden: Hidden;
  readonly say: Say;
  readonly rules: Knowledge['practice'];
  readonly exam: (exam: Exam) => string;
  readonly day: (on: string) => string;
  readonly figure: (value: number) => string;
}

/** The page that answers "what changed?", from the log alone; null if nothing is in it. */
export function proofPage(
  study: Study,
  { hidden, zone }: ProofView,
  knowledge: Pick<Knowledge, 'exams' | 'practice'>,
  say: Say,
): Printed | null {
  const proof = proofOf(study, zone);
  const last = study.log.at(-1);
  if (!last) return null;
  const numbers = new Intl.NumberFormat(say.language, { maximumFractionDigits: 1 });
  const teller: Teller = {
    proof,
    hidden,
    say,
    rules: knowledge.practice,
    exam: (exam) =>
      hidden.has('exam') ? say.plain('proof.page.hidden.exam') : nameOf(knowledge.exams, exam),
    day: (on) => dateWords(on, say.language),
    figure: (value) => numbers.format(value),
  };
  return {
    language: say.language,
    title: say.plain('proof.page.title'),
    lead: lead(teller),
    byHand: say.plain('proof.page.by_hand'),
    figures: figures(teller),
    sections: [structure(teller), oversight(teller), weeks(teller), scores(teller)].filter(
      ({ rows, note }) => rows.length > 0 || note !== null,
    ),
    box: box(teller),
    as: last.at,
  };
}

function lead({ proof, hidden, say, day }: Teller): readonly string[] {
  const { from, until, entries } = proof;
  const values = { from: day(from ?? ''), until: day(until ?? ''), count: entries };
  const left = HIDEABLE.filter((one) => hidden.has(one)).map((one) => say.plain(`proof.hide.${one}`));
  const isOneDay = entries > 1 && from === until;
  const first = isOneDay
    ? say.plain('proof.page.lead_day', { from: values.from, entries })
    : say.plain('proof.page.lead', values);
  if (left.length === 0) return [first];
  const list = new Intl.ListFormat(say.language).format([...left, say.plain('proof.hide.notes')]);
  return [first, say.plain('proof.page.left_out', { list })];
}

function figures({ proof, hidden, say, figure }: Teller): Printed['figures'] {
  const { weeks: all, oversight: reviews, scores: taken } = proof;
  const asked = all.filter(({ asked: days }) => days > 0);
  const hours = sum(all.map((week) => week.hours));
  const of = (count: number, most: number): string => say.plain('proof.page.of', { done: count, most });
  const days = sum(asked.map((week) => week.asked)) ?? 0;
  const kept = sum(asked.map((week) => week.kept)) ?? 0;
  const found: (readonly [string, string] | null)[] = [
    days > 0 ? ['weeks', of(asked.filter(isKept).length, asked.length)] : null,
    days > 0 ? ['days', of(kept, days)] : null,
    hours !== null && !hidden.has('hours') ? ['hours', figure(hours)] : null,
    reviews.length > 0 ? ['reviews', figure(reviews.length)] : null,
    taken.length > 0 && !hidden.has('scores') ? ['scores', figure(taken.length)] : null,
  ];
  return found.flatMap((one) =>
    one ? [{ label: say.plain(`proof.page.figure.${one[0]}`), value: one[1] }] : [],
  );
}

function structure(teller: Teller): PrintedSection {
  const { proof, hidden, say, day, exam } = teller;
  const agreed = hidden.has('scores') ? [] : proof.agreements.slice(-SHOWN.agreements);
  const rows = [
    ...proof.routines
      .slice(-SHOWN.routines)
      .map((one) => ({ label: say.plain('proof.page.from', { day: day(one.from) }), value: routine(one) })),
    ...agreed.map(({ on, agreement }) => ({
      label: day(on),
      value: say.plain('proof.page.agreement', {
        exam: exam(agreement.exam),
        sits: day(agreement.sits),
        decides: day(agreement.decides),
        count: agreement.latest,
        line: agreement.line,
      }),
    })),
  ];
  const left = proof.routines.length - SHOWN.routines;
  const note = left > 0 ? say.plain('proof.page.more_routines', { count: left }) : null;
  return { title: say.plain('proof.page.structure'), rows, note, chart: null };

  function routine(one: Routine): string {
    if (one.days.length === 0) return say.plain('proof.page.routine_ends');
    const values = {
      exam: exam(one.exam),
      days: sayRule({ every: 'week', weeks: 1, days: one.days }, say),
      hours: teller.figure(one.hours),
    };
    return say.plain(`proof.page.${hidden.has('hours') ? 'routine_days' : 'routine'}`, values);
  }
}

function oversight({ proof, hidden, say, day }: Teller): PrintedSection {
  const rows = proof.oversight.slice(-SHOWN.oversight).map(({ on, who, what }) => ({
    label: day(on),
    value: say.plain('proof.page.review', {
      who: hidden.has('names') ? say.plain('proof.page.hidden.name') : clean(who),
      what: hidden.size > 0 ? say.plain('proof.page.hidden.note') : clean(what),
    }),
  }));
  const left = proof.oversight.length - rows.length;
  const note = left > 0 ? say.plain('proof.page.more_reviews', { count: left }) : null;
  return { title: say.plain('proof.page.oversight'), rows, note, chart: null };
}

function weeks(teller: Teller): PrintedSection {
  const { proof, say, day } = teller;
  const all = proof.weeks;
  const rows = all.slice(-SHOWN.weeks).map((week) => ({
    label: say.plain('proof.page.week_of', { day: day(week.monday) }),
    value: weekWords(teller, week),
  }));
  const earlier = all.slice(0, -SHOWN.weeks).filter(({ asked }) => asked > 0);
  const notes = [
    ...(earlier.length > 0
      ? [
          say.plain('proof.page.more_weeks', {
            count: earlier.length,
            kept: earlier.filter(isKept).length,
          }),
        ]
      : []),
    ...(all.length > 0 ? [say.plain('proof.page.kept_means')] : []),
  ];
  return {
    title: say.plain('proof.page.weeks'),
    rows,
    note: notes.length > 0 ? notes.join(' ') : null,
    chart: null,
  };
}

function weekWords({ hidden, say, figure }: Teller, week: ProofWeek): string {
  const { asked, kept, partly, letGo, hours, agreed, blocks } = week;
  const told = [
    ...(asked > 0 ? [say.plain('proof.page.days', { kept, count: asked })] : []),
    ...(partly > 0 ? [say.plain('proof.page.partly', { count: partly })] : []),
    ...(letGo > 0 ? [say.plain('proof.page.let_go', { count: letGo })] : []),
  ];
  if (hidden.has('hours')) return told.join(', ');
  if (hours !== null)
    told.push(
      agreed === null
        ? say.plain('proof.page.hours', { count: hours, hours: figure(hours) })
        : say.plain('proof.page.hours_of', { hours: figure(hours), agreed: figure(agreed) }),
    );
  if (blocks !== null) told.push(say.plain('proof.page.blocks', { count: blocks }));
  return told.join(', ');
}

/** Every day that was asked about was done, at least in part. */
function isKept({ asked, kept }: ProofWeek): boolean {
  return kept === asked;
}

function scores(teller: Teller): PrintedSection {
  const { proof, hidden, say, day, exam } = teller;
  const all = proof.scores;
  const title = say.plain('proof.page.scores');
  if (all.length > 0 && hidden.has('scores'))
    return { title, rows: [], note: say.plain('proof.page.hidden.scores'), chart: null };
  const rows = all.slice(-SHOWN.scores).map((one) => {
    const values = { score: one.score, exam: exam(one.exam), form: clean(one.form) };
    const value = say.plain(`proof.page.${hidden.has('exam') ? 'score_bare' : 'score'}`, values);
    const like = one.asExam ? [say.plain('proof.page.as_exam')] : [];
    return { label: day(one.on), value: [value, ...like].join(', ') };
  });
  const left = all.length - rows.length;
  const note = left > 0 ? say.plain('proof.page.more_scores', { count: left }) : null;
  return { title, rows, note, chart: chartOf(teller) };
}

/** The scores of the exam with the most, if they are on its own scale and from two days or more. */
function chartOf({ proof, say, rules, exam, day }: Teller): Chart | null {
  const scaled = onExamScale(proof.scores, rules);
  const [most] = [...Map.groupBy(scaled, (one) => one.exam)].toSorted(([, a], [, b]) => b.length - a.length);
  if (!most) return null;
  const [which, all] = most;
  const shown = all.slice(-SHOWN.scores);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last || first.on === last.on) return null;
  const line = proof.agreements.findLast(({ agreement }) => agreement.exam === which)?.agreement.line;
  return {
    points: shown.map(({ on, score }: Practice) => ({ on, value: score })),
    line: line === undefined ? null : { value: line, label: say.plain('proof.page.agreed_line', { line }) },
    caption: say.plain('proof.page.chart', {
      exam: exam(which),
      from: day(first.on),
      until: day(last.on),
      count: shown.length,
    }),
  };
}

function box({ proof, hidden, say, day }: Teller): PrintedBox {
  const { entries, seal, broken, isCut, corrected, prompt } = proof;
  const lines = [
    broken === null
      ? say.plain('proof.page.seal.holds', { count: entries })
      : say.plain('proof.page.seal.broken', {
          place: broken.place,
          count: entries,
          day: day(broken.on),
          kind: say.plain(`proof.kind.${broken.kind}`),
        }),
    ...(isCut ? [say.plain('proof.page.seal.cut', { most: STUDY_LIMITS.log })] : []),
    ...(prompt.of > 0 ? [say.plain('proof.page.seal.prompt', { done: prompt.count, count: prompt.of })] : []),
    ...(corrected > 0 ? [say.plain('proof.page.seal.corrected', { count: corrected })] : []),
    ...(hidden.size > 0 ? [say.plain('proof.page.seal.hidden')] : []),
    say.plain('proof.page.seal.shows'),
    say.plain('proof.page.seal.not'),
  ];
  return {
    title: say.plain('proof.page.seal.title'),
    code: seal === null ? null : { label: say.plain('proof.page.seal.last'), value: sealWords(seal) },
    lines,
  };
}

/** A seal as people read it. */
export function sealWords(seal: string): string {
  return seal.replace(GROUP, '$& ');
}
