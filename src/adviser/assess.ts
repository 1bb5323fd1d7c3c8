import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { noonOf } from '#app/adviser/example.ts';
import { isDay } from '#app/adviser/input.ts';
import { readProfile } from '#app/adviser/record.ts';
import { report } from '#app/adviser/report.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';

/** Assesses one record as the bots would, on a given day. */
export const assess: Verb = {
  usage: 'assess RECORD.json [--at YYYY-MM-DD]',
  takes: [{ name: 'record', as: 'json' }],
  wants: 'one record',
  run: ([record], { at }, { knowledge, now }) => ({
    kind: 'one',
    value: report(readProfile(record), knowledge, momentOf(at, now)),
  }),
};

function momentOf(at: string | undefined, now: Temporal.Instant): Temporal.Instant {
  if (at === undefined) return now;
  if (isDay(at)) return noonOf(at);
  if (z.iso.datetime({ offset: true }).safeParse(at).success) return Temporal.Instant.from(at);
  throw new InputError([`--at: "${at}" is no day YYYY-MM-DD and no instant`]);
}
