import { Temporal } from 'temporal-polyfill';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { familyOf } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import { button } from '#core/button.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import type { Agreement } from '#core/record/study.ts';
import { type Line, type Part, type Reply, words } from '#core/reply.ts';
import { type Agreed, applied } from '#core/study/agreement.ts';
import { scoreWords } from '#core/study/scores.ts';
import type { Say } from '#core/text.ts';
import { dayWords, weekdayWords } from '#core/time/say.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

interface Scene {
  readonly person: Applicant;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly say: Say;
}

/** The rule in one sentence. */
export function ruleWords(
  { exam, decides, latest, line, weeks }: Agreement,
  { knowledge, say }: Pick<Scene, 'knowledge' | 'say'>,
): Part {
  return say.text(weeks === null ? 'scores.rule.says_any' : 'scores.rule.says', {
    exam: nameOf(knowledge.exams, exam),
    decides: weekdayWords(decides, say.language),
    count: latest,
    line,
    weeks: weeks ?? 0,
  });
}

/** The title of its reminder: what it says today, or that it cannot be decided yet. */
export function agreementTitle({ agreement }: Agreed, stage: 'ahead' | 'day', scene: Scene): string {
  const { person, knowledge, now, say } = scene;
  const { says } = applied(agreement, person, knowledge, todayIn(now, zoneOf(person.settings)));
  const key = stage === 'ahead' ? 'ahead' : says;
  return say.plain(`scores.rule.title.${key}`, { exam: nameOf(knowledge.exams, agreement.exam) });
}

/** A week ahead: how many scores are missing, and until when. */
export function aheadParts({ agreement }: Agreed, reminder: string, scene: Scene): Reply {
  const { person, knowledge, now, say } = scene;
  const { counted, missing } = applied(agreement, person, knowledge, todayIn(now, zoneOf(person.settings)));
  return [
    say.text('scores.rule.ahead', { exam: nameOf(knowledge.exams, agreement.exam), count: missing }),
    ruleWords(agreement, scene),
    ...figures(counted, scene),
    say.text('scores.rule.ahead_do', { decides: weekdayWords(agreement.decides, say.language) }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'scorelog', 'now', 'scores.button.log', { style: 'main' }),
        button(say, 'done', reminder, 'scores.button.seen'),
        button(say, 'rule', agreement.exam, 'scores.button.rule'),
      ],
    },
  ];
}

/** On its day: what the rule says, the figures, and both ways. */
export function dayParts({ at, agreement }: Agreed, reminder: string, scene: Scene): Reply {
  const { person, knowledge, now, say } = scene;
  const zone = zoneOf(person.settings);
  const found = applied(agreement, person, knowledge, todayIn(now, zone));
  const exam = nameOf(knowledge.exams, agreement.exam);
  const made = dayWords(
    Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
    say.language,
  );
  const sit = button(
    say,
    'agreesit',
    reminder,
    'scores.button.sit',
    found.says === 'sit' ? { style: 'main' } : {},
  );
  const move = button(
    say,
    'agreemove',
    reminder,
    'scores.button.move',
    found.says === 'move' ? { style: 'main' } : {},
  );
  return [
    say.text(`scores.rule.verdict.${found.says}`, { exam, made }),
    ruleWords(agreement, scene),
    ...figures(found.counted, scene),
    ...(found.missing > 0 && found.state === 'few'
      ? [say.text('scores.rule.too_few', { count: found.missing })]
      : []),
    ...(found.says === 'sit' ? [] : [say.text('scores.rule.calm')]),
    { kind: 'buttons', buttons: found.says === 'sit' ? [sit, move] : [move, sit] },
  ];
}

function figures(counted: readonly Practice[], scene: Scene): readonly Part[] {
  if (counted.length === 0) return [];
  const items = counted.toReversed().map((one): Line => scoreLine(one, scene));
  return [{ kind: 'list', title: scene.say.line('scores.rule.figures'), ordered: false, items }];
}

/** One score in a line: form, figure and day. */
export function scoreLine(practice: Practice, { knowledge, say }: Pick<Scene, 'knowledge' | 'say'>): Line {
  const { form, on, asExam } = practice;
  return say.line(asExam === true ? 'scores.line_as_exam' : 'scores.line', {
    form,
    score: scoreWords(practice, knowledge),
    on: dayWords(on, say.language),
  });
}

/** What comes next where the exam is sat. */
export function sitParts({ knowledge, say }: Pick<Scene, 'knowledge' | 'say'>): Reply {
  const items = knowledge.practice.agreement.sit.map(words);
  return [{ kind: 'list', title: say.line('scores.rule.sit'), ordered: true, items }];
}

/** How an exam is moved, and the first day that the rules allow. */
export function moveParts(exam: Exam, { person, knowledge, now, say }: Scene): Reply {
  const ways = knowledge.practice.agreement.move[familyOf(knowledge.exams, exam)];
  const legal = standings(person.profile, knowledge).find((one) => one.exam === exam)?.legalFrom ?? null;
  const today = todayIn(now, zoneOf(person.settings));
  const isAhead = legal !== null && Temporal.PlainDate.compare(legal, today) > 0;
  return [
    {
      kind: 'list',
      title: say.line('scores.rule.move', { exam: nameOf(knowledge.exams, exam) }),
      ordered: true,
      items: ways.map(({ says }) => words(says)),
    },
    ...(isAhead ? [say.text('scores.rule.legal', { day: dayWords(legal.toString(), say.language) })] : []),
    say.text('scores.rule.replan'),
  ];
}
