import { z } from 'zod';
import { parseGiven, readInstant, readZone } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { checkText, LONGEST_TEXT } from '#core/tone/check.ts';

/** Checks a text before it is sent or posted, as the bot does. */
export const check: Verb = {
  usage: 'check DRAFT.txt --record RECORD.json --as KIND [--at DATETIME] [--zone Z]',
  takes: [
    { name: 'text', as: 'file', also: 'draft' },
    { name: 'record', as: 'json', flag: 'must' },
  ],
  wants: 'a text, --record and --as',
  run: ([text, record], { as, at, zone }, { knowledge, now }) => {
    const kind = draftKindSchema.safeParse(as);
    if (!kind.success) {
      throw new InputError([`--as: "${as ?? ''}" is not one of ${draftKindSchema.options.join(', ')}`]);
    }
    const told = parseGiven(text, z.string().min(1).max(LONGEST_TEXT), 'text');
    const { findings, good, ready } = checkText(
      told,
      kind.data,
      readGrounds(record),
      knowledge,
      readInstant(at, now, readZone(zone)),
    );
    const shown = findings.map(({ category, words, from, to, why, better, severity }) => ({
      category,
      words,
      from,
      to,
      why,
      better,
      severity,
    }));
    return { kind: 'one', value: { findings: shown, good, ready } };
  },
};
