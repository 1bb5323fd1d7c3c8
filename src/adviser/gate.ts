import { z } from 'zod';
import { inZone, parseGiven, readInstant, readZone } from '#app/adviser/input.ts';
import type { Verb } from '#app/adviser/verb.ts';
import { actionSchema } from '#core/gate/action.ts';
import { gate as ask } from '#core/gate/gate.ts';
import { applicantSchema } from '#core/record/applicant.ts';
import { strictly } from '#core/strict.ts';

/** Everything the gate looks at; a whole record has it too. */
const recordSchema = strictly(
  z.union([applicantSchema, applicantSchema.pick({ profile: true, soap: true })]),
);
const askedSchema = strictly(actionSchema);

/** Asks the rule gate whether one person may do one thing at one moment. */
export const gate: Verb = {
  usage: 'gate RECORD.json ACTION.json [--at DATETIME] [--zone Z]',
  takes: [
    { name: 'record', as: 'json' },
    { name: 'action', as: 'json' },
  ],
  wants: 'a record and an action',
  run: ([record, action], { at, zone }, { knowledge, now }) => {
    const where = readZone(zone);
    const moment = readInstant(at, now, where);
    const person = parseGiven(record, recordSchema);
    const verdict = ask(parseGiven(action, askedSchema), person, knowledge, moment);
    if (verdict.allowed) return { kind: 'one', value: verdict };
    const { liftsAt, ...said } = verdict;
    return { kind: 'one', value: { ...said, liftsAt: liftsAt && inZone(liftsAt, where) } };
  },
};
