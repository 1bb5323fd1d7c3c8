import { ZONE } from '#app/adviser/example.ts';
import { readInstant } from '#app/adviser/input.ts';
import { readProfile } from '#app/adviser/record.ts';
import { report } from '#app/adviser/report.ts';
import type { Verb } from '#app/adviser/verb.ts';

/** Assesses one record on a given day, as the bots would. */
export const assess: Verb = {
  usage: 'assess RECORD.json [--at DATETIME]',
  takes: [{ name: 'record', as: 'json' }],
  wants: 'one record',
  run: ([record], { at }, { knowledge, now }) => ({
    kind: 'one',
    value: report(readProfile(record), knowledge, readInstant(at, now, ZONE)),
  }),
};
