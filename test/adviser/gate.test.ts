import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMPTY_SOAP } from '#core/record/soap.ts';
import { applicant, contact, ELIGIBLE } from '../core/gate/people.ts';
import { ask, type Ran } from './ask.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-adviser-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const adviser = (...args: readonly string[]): Promise<Ran> => ask([...args]);

const AT = ['--at', '2027-03-17T12:00-04:00'];

test('gate answers for a whole record and for a short one', async () => {
  const whole = await file('whole.json', applicant({ contacts: [contact()] }));
  const short = await file('short.json', { profile: ELIGIBLE, soap: EMPTY_SOAP });
  const reply = await file('reply.json', { kind: 'reply_to_program', program: 'Family Medicine, St. Anna' });
  const yes = await adviser('gate', whole, reply, ...AT);
  expect([yes.code, yes.err]).toEqual([0, '']);
  expect(JSON.parse(yes.out)).toMatchObject({ allowed: true, mind: { id: 'answer_only' } });
  const no = await adviser('gate', short, reply, ...AT, '--zone', 'Asia/Karachi');
  expect(JSON.parse(no.out)).toMatchObject({
    allowed: false,
    rule: 'not_contacted',
    liftsAt: '2027-03-19T06:00:00+05:00[Asia/Karachi]',
    provisional: true,
    source: { title: 'NRMP: contacting programs during SOAP' },
  });
});

test('soap says where a moment lies, in the zone asked for', async () => {
  const { code, out } = await adviser('soap', '--at', '2027-03-18T10:30-04:00', '--zone', 'Asia/Kathmandu');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    year: 2027,
    phase: 'round',
    round: 1,
    next: {
      event: 'round_1',
      edge: 'end',
      at: '2027-03-18T20:45:00+05:45[Asia/Kathmandu]',
      in_minutes: 30,
      provisional: true,
    },
  });
});

test('bad input ends with 2 and one line a problem', async () => {
  const record = await file('record.json', { profile: ELIGIBLE, soap: EMPTY_SOAP });
  const action = await file('action.json', { kind: 'contact_program' });
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['gate', record], /^gate: takes a record and an action$/m],
    [['gate', record, await file('bad.json', { kind: 'bribe' }), ...AT], /bad\.json: kind: /],
    [['gate', record, await file('broken.json', '{'), ...AT], /broken\.json: is not JSON/],
    [['gate', join(folder, 'none.json'), action, ...AT], /none\.json: is missing/],
    [['gate', record, action, '--at', 'soon'], /--at: "soon" is no moment/],
    [['soap', '--zone', 'EST'], /--zone: "EST" is not an IANA time zone/],
    [['soap', '--at', '2039-01-01T00:00Z'], /no season file reaches/],
  ];
  const ran = await Promise.all(cases.map(([args]) => adviser(...args)));
  for (const [index, { code, out, err }] of ran.entries()) {
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(cases[index]?.[1] ?? /never/);
  }
});
