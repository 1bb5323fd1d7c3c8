import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ask, type Ran } from './ask.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PHRASE = 'in two weeks at 9 to email Dr. Lee';

/** The real process, on a machine in this zone. */
function adviser(args: readonly string[], machine: string): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/adviser.ts', 'remind', ...args],
      { cwd: ROOT, env: { ...process.env, TZ: machine } },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test.each(['UTC', 'America/New_York', 'Pacific/Auckland'])(
  'reads the phrase on the clock of the zone that was named, on a machine in %s',
  async (machine) => {
    const run = await adviser([PHRASE, '--at', '2026-11-22T14:20', '--zone', 'Asia/Karachi'], machine);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(run.out)).toEqual({
      what: 'email Dr. Lee',
      wall: '2026-12-06T09:00',
      zone: 'Asia/Karachi',
      at: '2026-12-06T09:00:00+05:00[Asia/Karachi]',
      rule: null,
      deadline: false,
      notes: [],
    });
  },
);

test('says to the second when elapsed time is over', async () => {
  const run = await ask(['remind', 'in 1 minute to call', '--at', '2026-11-22T14:20:30Z', '--zone', 'UTC']);
  expect(JSON.parse(run.out)).toMatchObject({
    wall: '2026-11-22T14:21',
    at: '2026-11-22T14:21:30+00:00[UTC]',
  });
});

test.each([
  [['last friday to call'], /didn't understand “last”/],
  [['tomorrow at 9', '--zone', 'EST'], /--zone/],
  [['tomorrow at 9', '--at', 'noon'], /--at/],
  [[], /takes one phrase/],
])('%j is refused with one line', async (args, words) => {
  const run = await ask(['remind', ...args]);
  expect(run.code).toBe(2);
  expect(run.out).toBe('');
  expect(run.err).toMatch(words);
  expect(run.err.trim().split('\n')).toHaveLength(1);
});
