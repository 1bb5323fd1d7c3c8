import { toString as flatten } from 'mdast-util-to-string';
import { readInstant, readZone } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import type { Verb } from '#app/adviser/verb.ts';
import { readinessOf } from '#core/study/readiness.ts';
import { retakeOf } from '#core/study/retake.ts';
import { latestDay, retakePlan } from '#core/study/retake-plan.ts';
import { warningWords } from '#core/study/retake-words.ts';
import { warningsOf } from '#core/study/warnings.ts';

/** The exam to sit next: what the rules leave, the weeks counted back from its day, and what the scores say. */
export const study: Verb = {
  usage: 'study RECORD.json [--at DATETIME] [--zone Z]',
  takes: [{ name: 'record', as: 'json' }],
  wants: 'one record',
  run: ([record], { at, zone: told }, { knowledge, say, now: today }) => {
    const grounds = readGrounds(record);
    const zone = told === undefined ? (grounds.settings.zone ?? readZone(told)) : readZone(told);
    const person = { ...grounds, settings: { zone } };
    const now = readInstant(at, today, zone);
    const retake = retakeOf(person, knowledge, now);
    const plan = retakePlan(person, knowledge, now);
    const latest = latestDay(person, knowledge, now);
    const isOpen = retake.kind === 'open';
    return {
      kind: 'one',
      value: {
        state: retake.kind,
        exam: retake.kind === 'none' ? null : retake.exam,
        attemptsLeft: isOpen ? retake.left : retake.kind === 'exhausted' ? 0 : null,
        earliest: isOpen ? (retake.earliest?.toString() ?? null) : null,
        latest: latest?.day.toString() ?? null,
        latestBy: latest?.why ?? null,
        refused: retake.kind === 'exhausted' ? retake.rule : null,
        day: plan?.day.toString() ?? null,
        booked: plan?.booked ?? false,
        hoursAWeek: plan?.study.hours ?? null,
        enough: plan?.study.isEnough ?? null,
        weeks: plan?.study.weeks ?? [],
        warnings: warningsOf(person, knowledge, now).map((one) => ({
          key: one.key,
          says: flatten({ type: 'paragraph', children: [...warningWords(one, say)] }),
        })),
        readiness: isOpen ? readinessOf(person, retake.exam, knowledge, now) : null,
      },
    };
  },
};
