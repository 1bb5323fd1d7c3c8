import { z } from 'zod';
import { parseGiven, readInstant, readZone } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import type { Verb } from '#app/adviser/verb.ts';
import { explain as read } from '#core/explanation/explain.ts';
import { LONGEST_TEXT } from '#core/tone/check.ts';

/** Far more than anyone can say about one exam. */
const textSchema = z.string().max(LONGEST_TEXT).regex(/\p{L}/u, 'has no words');

/** Reads an explanation of a failed exam: its four parts, their shares, and what weakens it. */
export const explain: Verb = {
  usage: 'explain TEXT.txt --record RECORD.json [--at DATETIME] [--zone Z]',
  takes: [
    { name: 'text', as: 'file' },
    { name: 'record', as: 'json', flag: 'must' },
  ],
  wants: 'one text and --record',
  run: ([text, record], { at, zone }, { knowledge, now }) => ({
    kind: 'one',
    value: read(
      parseGiven(text, textSchema, 'text'),
      readGrounds(record),
      knowledge,
      readInstant(at, now, readZone(zone)),
    ),
  }),
};
