import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readProfile } from '#app/adviser/record.ts';
import { report } from '#app/adviser/report.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { loadKnowledge } from '#app/knowledge.ts';
import { noonOf } from '#core/assessment/example.ts';

/** Assesses one record as the bots would, on a given day. */
export const assess: Verb = {
  usage: 'assess RECORD.json [--at YYYY-MM-DD]',
  run: async ([path, ...more], { dir, at }) => {
    if (!path || more.length > 0) throw new InputError(['assess: takes one record']);
    const [profile, knowledge] = await Promise.all([readProfile(path), loadKnowledge(dir)]);
    return { lines: [JSON.stringify(report(profile, knowledge, momentOf(at)), null, 2)], ok: true };
  },
};

function momentOf(at: string | undefined): Temporal.Instant {
  if (at === undefined) return Temporal.Now.instant();
  if (z.iso.date().safeParse(at).success) return noonOf(at);
  if (z.iso.datetime({ offset: true }).safeParse(at).success) return Temporal.Instant.from(at);
  throw new InputError([`--at: "${at}" is no day YYYY-MM-DD and no instant`]);
}
