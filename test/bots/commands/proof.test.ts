import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { Refused } from '#bots/chat/refused.ts';
import { reviewForm } from '#bots/commands/proof/review.ts';
import { command } from '#bots/commands/proof.ts';
import type { Reply } from '#core/reply.ts';
import { logOf } from '../../core/study/logs.ts';
import { buttons, nobody, room, text } from './room.ts';

const NOW = Temporal.Instant.from('2026-11-28T15:00:00Z');
const study = logOf([{ kind: 'oversight', on: '2026-06-01', who: 'Dr. Lee', what: 'my question log' }]);

function roomOf({ zone, country }: { readonly zone: string | null; readonly country: string | null }) {
  return room({ ...nobody, study, settings: { ...nobody.settings, zone, country } }, NOW);
}

const idOf = (reply: Reply, verb: string): string =>
  buttons(reply).find((one) => one.verb === verb)?.id ?? `no ${verb}`;

test.each([
  ['America/Chicago', null, 'letter'],
  ['Asia/Karachi', null, 'a4'],
  ['Asia/Karachi', 'US', 'letter'],
  ['America/New_York', 'IN', 'a4'],
  [null, null, 'a4'],
])('in %s, country %s, the paper is %s', async (zone, country, paper) => {
  const here = roomOf({ zone, country });
  const page = await command.run(here.context(), {});
  expect(idOf(page, 'proofpdf')).toBe(`${paper}-all`);
});

test('when no PDF can be had, the page comes as text with a way to try again', async () => {
  const here = roomOf({ zone: null, country: null });
  const reply = await here.press(command, 'proofpdf', 'letter-names');
  const file = reply.find((part) => part.kind === 'file');
  expect(file?.name).toBe('what-changed.txt');
  expect(Buffer.from(file?.bytes ?? []).toString()).toContain('[name left out]');
  expect(idOf(reply, 'proofpdf')).toBe('letter-names');
});

test('each thing is left out and shown again, and a second tap changes nothing', async () => {
  const here = roomOf({ zone: null, country: null });
  let reply = await here.press(command, 'proofhide', 'a4-all');
  for (const label of ['Leave out scores', 'Leave out the exam', 'Show scores', 'Use US Letter']) {
    const id = buttons(reply).find((one) => one.label === label)?.id ?? 'none';
    reply = await here.press(command, 'proofset', id);
    expect(await here.press(command, 'proofset', id)).toEqual(reply);
  }
  expect(idOf(reply, 'proofpdf')).toBe('letter-exam');
});

test('a button that nobody made gives the whole page', async () => {
  const here = roomOf({ zone: null, country: null });
  const reply = await here.press(command, 'proofhide', '../..-scores.everything');
  expect(idOf(reply, 'proofpdf')).toBe('a4-scores');
});

test.each([
  ['2026-11', 'proof.day_wanted'],
  ['2026-12-24', 'proof.in_future'],
])('a review on %s is refused, and nothing is kept', async (other, key) => {
  const here = roomOf({ zone: 'America/New_York', country: null });
  const told: Readonly<Record<string, string>> = {
    day: 'other',
    who: 'Dr. Lee',
    what: 'my log',
    other_day: other,
  };
  const refused = await here.walk(reviewForm, (id) => told[id] ?? null).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({ key });
  expect(here.record()?.study.log).toHaveLength(1);
});

test('only a review can be taken back there', async () => {
  const here = roomOf({ zone: null, country: null });
  await expect(here.press(command, 'proofundo', 'entry999999')).rejects.toBeInstanceOf(Refused);
  expect(text(await here.press(command, 'proofundo', 'entry000001'))).toContain('neither counts');
});
