import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { command } from '#bots/commands/start.ts';
import { room } from './room.ts';

const AUTUMN = Temporal.Instant.from('2026-11-22T10:00:00Z');
/** Tuesday of Match Week 2027, the day before its first offers. */
const MATCH_WEEK = Temporal.Instant.from('2027-03-16T15:00:00Z');

async function verbs(now: Temporal.Instant): Promise<readonly string[]> {
  const reply = await command.run(room(null, now).context(), {});
  return reply.flatMap((part) => (part.kind === 'buttons' ? part.buttons.map(({ verb }) => verb) : []));
}

describe('/start', () => {
  test('offers the assessment first', async () => {
    expect(await verbs(AUTUMN)).toEqual(['assess', 'day']);
  });

  test('offers SOAP first in Match Week', async () => {
    expect(await verbs(MATCH_WEEK)).toEqual(['soap', 'assess', 'day']);
  });
});
