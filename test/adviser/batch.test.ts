import { expect, test } from 'vitest';
import { EMPTY_SOAP } from '#core/record/soap.ts';
import { ELIGIBLE } from '../core/gate/people.ts';
import { DEPTH } from '../depth.ts';
import { ask, type Ran } from './ask.ts';

const told = { type: 'non_us_img', graduated: 2020, strongLetters: 1, target: 'internal' };

const batch = (lines: readonly string[], ...args: readonly string[]): Promise<Ran> =>
  ask(['batch', ...args], lines);

const answered = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('every verb answers in one process, in the order of the lines', async () => {
  const asked = [
    { id: 'a', verb: 'assess', options: { at: '2026-11-22' }, record: { profile: told } },
    { id: 'b', verb: 'plan', options: { at: '2026-11-22', zone: 'Asia/Karachi' }, record: { profile: told } },
    {
      id: 3,
      verb: 'gate',
      options: { at: '2027-03-17T12:00-04:00', action: { kind: 'contact_program' } },
      record: { profile: ELIGIBLE, soap: EMPTY_SOAP },
    },
    { id: 'd', verb: 'soap', options: { at: '2027-03-18T10:30-04:00', zone: 'Asia/Kathmandu' } },
    { id: 'e', verb: 'remind', options: { at: '2026-11-22T14:20', phrase: 'tomorrow at 9 to call' } },
    { id: 'f', verb: 'worked' },
    { id: 'g', verb: 'schema' },
  ];
  const { code, out, err } = await batch(asked.map((line) => JSON.stringify(line)));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const answers = answered(out);
  expect(answers.map(({ id, ok }) => ({ id, ok }))).toEqual(asked.map(({ id }) => ({ id, ok: true })));
  expect(answers[0].answer).toMatchObject({ at: '2026-11-22T17:00:00.000Z', path: 'delay' });
  expect(answers[1].answer).toMatchObject({ zone: 'Asia/Karachi', path: 'delay' });
  expect(answers[2].answer).toMatchObject({ allowed: false });
  expect(answers[3].answer).toMatchObject({ phase: 'round', round: 1 });
  expect(answers[4].answer).toMatchObject({ what: 'call', wall: '2026-11-23T09:00' });
  expect(answers[5].answer.length).toBeGreaterThan(20);
});

const WRONG: readonly (readonly [line: string, id: unknown, why: RegExp])[] = [
  ['{', null, /^line: is not JSON/],
  ['[]', null, /^line: line: /],
  ['{"id":"a"}', 'a', /^line: verb: /],
  ['{"id":"a","verb":"dance"}', 'a', /^verb: "dance" is not one of schema, assess/],
  ['{"id":"a","verb":"assess"}', 'a', /^assess: takes one record; "record" is missing/],
  [
    '{"id":"a","verb":"assess","record":{"profile":{"exmas":[]}}}',
    'a',
    /^record: profile\.exmas: is not a field/,
  ],
  ['{"id":"a","verb":"assess","record":{"schema":99}}', 'a', /^record: schema: .*newer/],
  ['{"id":"a","verb":"assess","options":{"at":"soon"},"record":{"profile":{}}}', 'a', /^--at: "soon"/],
  ['{"id":"a","verb":"soap","options":{"tone":"soft"}}', 'a', /^options: "tone" is no option of soap/],
  ['{"id":"a","verb":"soap","mood":"bad"}', 'a', /^line: .*mood/],
  ['{"id":"a","verb":"remind","options":{"phrase":"last friday to call"}}', 'a', /^remind: /],
];

test('a bad line answers with its problem and stops nothing', async () => {
  const good = JSON.stringify({
    id: 'good',
    verb: 'assess',
    options: { at: '2026-11-22' },
    record: { profile: told },
  });
  const { code, out, err } = await batch(WRONG.flatMap(([line]) => [line, good]));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const answers = answered(out);
  expect(answers).toHaveLength(WRONG.length * 2);
  for (const [index, [, id, why]] of WRONG.entries()) {
    expect(answers[index * 2]).toEqual({ id, ok: false, problems: [expect.stringMatching(why)] });
    expect(answers[index * 2 + 1]).toMatchObject({ id: 'good', ok: true });
  }
});

test('hundreds of people are read at one go', async () => {
  const lines = Array.from({ length: 200 * DEPTH }, (_, index) =>
    JSON.stringify({
      id: index,
      verb: 'assess',
      options: { at: '2026-11-22' },
      record: { profile: { ...told, graduated: 2005 + (index % 20), strongLetters: index % 4 } },
    }),
  );
  const { code, out } = await batch(lines);
  expect(code).toBe(0);
  expect(answered(out).map(({ id, ok }) => [id, ok])).toEqual(lines.map((_, index) => [index, true]));
});

test('a batch takes no file', async () => {
  expect(await batch([], 'lines.jsonl')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/standard input/),
  });
});
