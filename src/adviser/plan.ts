import { readInstant, readZone } from '#app/adviser/input.ts';
import { readProfile } from '#app/adviser/record.ts';
import type { Verb } from '#app/adviser/verb.ts';
import { assess } from '#core/assessment/assess.ts';
import { buildPlan } from '#core/plan/build.ts';
import { ruleOf, stepWords } from '#core/plan/step-words.ts';

/** Makes the plan of one record from a given day on, as the bots would. */
export const plan: Verb = {
  usage: 'plan RECORD.json [--at DATE] [--zone Z]',
  takes: [{ name: 'record', as: 'json' }],
  wants: 'one record',
  run: ([record], { at, zone: named }, { knowledge, now, newId }) => {
    const zone = readZone(named);
    const moment = readInstant(at, now, zone);
    const profile = readProfile(record);
    const assessment = assess(profile, knowledge, moment);
    const laid = buildPlan({ profile, assessment, knowledge, now: moment, zone, newId });
    const dayOf = (key: string) => laid.steps.find((step) => step.key === key)?.on ?? null;
    const steps = laid.steps.map(({ key, on, provisional, last, hangsOn }) => ({
      key,
      on,
      /** The last day on which it counts; null: none. */
      last: last ?? null,
      provisional,
      conditional: hangsOn !== undefined,
      decidedBy: hangsOn
        ? { key: hangsOn, on: dayOf(hangsOn), title: stepWords(knowledge, { key: hangsOn }).title }
        : null,
      contact: ruleOf(knowledge, key)?.contact ?? false,
      ...stepWords(knowledge, { key }),
    }));
    const { madeAt, path, study } = laid;
    return { kind: 'one', value: { at: madeAt, zone, mode: assessment.mode, path, study, steps } };
  },
};
