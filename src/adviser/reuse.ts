import { z } from 'zod';
import { parseGiven } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import type { Verb } from '#app/adviser/verb.ts';
import { reuse as compare } from '#core/reuse/reuse.ts';
import { reusedIn } from '#core/reuse/told.ts';

/** Far longer than any statement. */
const textSchema = z.string().max(500_000);

/** Says how much of an earlier text is in a new one, and what else was used again according to the record. */
export const reuse: Verb = {
  usage: 'reuse OLD.txt NEW.txt [--record RECORD.json]',
  takes: [
    { name: 'old', as: 'file' },
    { name: 'new', as: 'file' },
    { name: 'record', as: 'json', flag: 'may' },
  ],
  wants: "last time's text and this one, and perhaps --record",
  run: ([before, after, record], _, { knowledge, say }) => {
    const old = parseGiven(before, textSchema, 'text');
    const made = parseGiven(after, textSchema, 'text');
    const reused = compare(old, made, knowledge.reuse);
    if (!record) return { kind: 'one', value: reused };
    return {
      kind: 'one',
      value: { ...reused, also: reusedIn(readGrounds(record).profile, knowledge.reuse, say) },
    };
  },
};
