import { z } from 'zod';
import { inZone, readInput, readInstant, readZone } from '#app/adviser/input.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { loadKnowledge } from '#app/knowledge.ts';
import { applicantSchema } from '#core/applicant.ts';
import { actionSchema } from '#core/gate/action.ts';
import { gate as ask } from '#core/gate/gate.ts';

/** All that the gate looks at; a whole record has it too. */
const recordSchema = z.union([applicantSchema, applicantSchema.pick({ profile: true, soap: true })]);

/** Asks the rule gate whether one person may do one thing at one moment. */
export const gate: Verb = {
  usage: 'gate RECORD.json ACTION.json [--at DATETIME] [--zone Z]',
  run: async ([record, action, ...more], { dir, at, zone }) => {
    if (!record || !action || more.length > 0) throw new InputError(['gate: takes a record and an action']);
    const now = readInstant(at);
    const where = readZone(zone);
    const [person, asked, knowledge] = await Promise.all([
      readInput(record, recordSchema),
      readInput(action, actionSchema),
      loadKnowledge(dir),
    ]);
    const verdict = ask(asked, person, knowledge, now);
    if (verdict.allowed) return { lines: [JSON.stringify(verdict, null, 2)], ok: true };
    const { liftsAt, ...said } = verdict;
    const told = { ...said, liftsAt: liftsAt && inZone(liftsAt, where) };
    return { lines: [JSON.stringify(told, null, 2)], ok: true };
  },
};
