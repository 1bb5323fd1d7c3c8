import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readInstant, readZone } from '#app/adviser/input.ts';
import { readProfile } from '#app/adviser/record.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { newId } from '#app/ids.ts';
import { loadKnowledge } from '#app/knowledge.ts';
import { assess } from '#core/assessment/assess.ts';
import { buildPlan } from '#core/plan/build.ts';
import { ruleOf, stepWords } from '#core/plan/words.ts';

/** Lays the plan of one record as the bots would, from a given day on. */
export const plan: Verb = {
  usage: 'plan RECORD.json [--at DATE] [--zone Z]',
  run: async ([path, ...more], { dir, at, zone }) => {
    if (!path || more.length > 0) throw new InputError(['plan: takes one record']);
    const where = readZone(zone);
    const now = momentOf(at, where);
    const [profile, knowledge] = await Promise.all([readProfile(path), loadKnowledge(dir)]);
    const assessment = assess(profile, knowledge, now);
    const laid = buildPlan({ profile, assessment, knowledge, now, zone: where, newId });
    const steps = laid.steps.map(({ key, on, provisional }) => ({
      key,
      on,
      provisional,
      contact: ruleOf(knowledge, key)?.contact ?? false,
      ...stepWords(knowledge, { key }),
    }));
    const { madeAt, study } = laid;
    const value = { at: madeAt, zone: where, mode: assessment.mode, path: laid.path, study, steps };
    return { lines: [JSON.stringify(value, null, 2)], ok: true };
  },
};

/** A day means its noon in `zone`. @throws {InputError} */
function momentOf(at: string | undefined, zone: string): Temporal.Instant {
  if (at === undefined || !z.iso.date().safeParse(at).success) return readInstant(at);
  return Temporal.PlainDate.from(at).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant();
}
