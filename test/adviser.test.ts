import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newApplicant } from '#core/record/applicant.ts';
import { profileSchema } from '#core/record/profile.ts';
import { ask, type Ran } from './adviser/ask.ts';

vi.setConfig({ testTimeout: 60_000 });

const ROOT = fileURLToPath(new URL('../', import.meta.url));
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'adviser-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const adviser = (...args: readonly string[]): Promise<Ran> => ask(args);

async function file(name: string, content: unknown): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const told = {
  type: 'non_us_img',
  graduated: 2020,
  exams: [
    { exam: 'step1', on: '2023-03', outcome: 'pass', score: null },
    { exam: 'step2ck', on: '2025-09', outcome: 'pass', score: 245 },
  ],
  usMonths: 3,
  strongLetters: 1,
  recentClinical: 'yes',
  cycles: [{ year: 2026, outcome: 'unmatched', interviews: 3, changed: 'no' }],
  target: 'internal',
  pathway: 'yes',
};
const person = { platform: 'telegram', user: '1', address: null } as const;
const whole = {
  ...newApplicant('a23456789', person, '2026-11-22T12:00:00.000Z'),
  profile: profileSchema.parse(told),
};

test('assess reads a profile and says path, reasons with sources, what would change it, and the readings', async () => {
  const { code, out, err } = await adviser(
    'assess',
    await file('told.json', { profile: told }),
    '--at',
    '2026-11-22',
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const verdict = JSON.parse(out);
  expect(verdict).toMatchObject({
    at: '2026-11-22T17:00:00.000Z',
    mode: 'between_seasons',
    path: 'reapply_now',
    borderline: true,
    mattersMost: { criterion: 'interviews_converted' },
    mattersThen: { criterion: 'us_letters' },
    whatWouldChange: [{ changes: [{ id: 'letters' }], months: 2, to: 'reapply_now', borderline: false }],
    eligibility: [{ id: 'img_pathway_again', effect: 'check' }],
    facts: { years_since_graduation: 6, strong_letters: 1 },
    pivots: [],
  });
  expect(Object.keys(verdict.readings)).toEqual(expect.arrayContaining(['autopsy', 'realism']));
  for (const { id, state, label, source } of verdict.criteria)
    expect({ id, state, label, title: source.title, read: source.read }).toEqual({
      id: expect.any(String),
      state: expect.stringMatching(/^(held|failed|unknown)$/),
      label: expect.any(String),
      title: expect.any(String),
      read: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
});

test('a whole record says the same as its profile, and one from before this version is still read', async () => {
  const at = ['--at', '2026-11-22'];
  const [short, long] = await Promise.all([
    adviser('assess', await file('short.json', { profile: told }), ...at),
    adviser('assess', await file('long.json', whole), ...at),
  ]);
  expect(long).toEqual(short);
  const { settings, identities, createdAt, id } = whole;
  const older = {
    type: 'us_md',
    graduated: 2025,
    exams: [],
    usMonths: null,
    usRealistic: 'unknown',
    cycles: [],
  };
  const old = {
    schema: 1,
    id,
    createdAt,
    identities,
    settings,
    profile: older,
    assessments: [],
    plan: null,
    reminders: [],
  };
  expect(await adviser('assess', await file('old.json', old), ...at)).toMatchObject({ code: 0, err: '' });
});

test('the day changes what is said', async () => {
  const path = await file('season.json', {
    profile: { ...told, cycles: [{ year: 2027, outcome: 'unmatched', interviews: 3, changed: 'no' }] },
  });
  const modes = await Promise.all(
    ['2026-11-22', '2027-03-16', '2027-03-18T21:00:00-04:00'].map(async (at) => {
      const { out } = await adviser('assess', path, '--at', at);
      return JSON.parse(out).mode;
    }),
  );
  expect(modes).toEqual(['applying', 'in_soap', 'after_soap']);
});

test('the schema accepts what assess accepts, and refuses what it refuses', async () => {
  const { code, out } = await adviser('schema');
  expect(code).toBe(0);
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const isRecord = ajv.compile(JSON.parse(out));
  expect(isRecord({ profile: told })).toBe(true);
  expect(isRecord(whole)).toBe(true);
  expect(isRecord({ profile: { ...told, type: 'alien' } })).toBe(false);
  expect(isRecord({})).toBe(false);
});

const WRONG: readonly (readonly [name: string, content: unknown, lines: readonly RegExp[]])[] = [
  ['no JSON', '{ "profile": ', [/^\S+: is not JSON: /]],
  ['no record', [], [/^\S+: record: |^\S+: profile: /]],
  ['no profile', {}, [/^\S+: profile: /]],
  [
    'two wrong fields',
    {
      profile: {
        ...told,
        type: 'alien',
        exams: [{ exam: 'step2ck', on: '2025-13', outcome: 'pass', score: 1 }],
      },
    },
    [/: profile\.type: /, /: profile\.exams\.0\.on: /],
  ],
  ['a misspelt field', { profile: { ...told, exmas: [] } }, [/: profile\.exmas: is not a field/]],
  [
    'a misspelt field inside a list',
    {
      profile: {
        ...told,
        cycles: [{ year: 2026, outcome: 'unmatched', interviews: 1, changed: 'no', ranekd: 3 }],
      },
    },
    [/: profile\.cycles\.0\.ranekd: is not a field/],
  ],
  ['a record of a later version', { ...whole, schema: 99 }, [/: schema: .*newer/]],
  ['a whole record with a wrong field', { ...whole, reminders: 'none' }, [/: reminders: /]],
];

test.each(WRONG)(
  '%s: exit 2, one line a problem, nothing on standard output',
  async (name, content, lines) => {
    const { code, out, err } = await adviser(
      'assess',
      await file(`${name.replaceAll(' ', '-')}.json`, content),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const said = err.trimEnd().split('\n');
    expect(said).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(said[index]).toMatch(line);
  },
);

test.each([
  [['assess', 'missing.json'], /missing or cannot be read/],
  [['assess'], /takes one record/],
  [['assess', 'a.json', 'b.json'], /takes one record/],
  [['dance'], /usage: adviser schema/],
  [[], /usage: adviser schema/],
  [['worked', '--fast'], /--fast/],
])('%j is refused with exit 2', async (args, why) => {
  const { code, out, err } = await adviser(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(why);
  expect(err).not.toMatch(/\n\s+at /);
});

test('a day that does not exist is refused', async () => {
  const { code, err } = await adviser(
    'assess',
    await file('day.json', { profile: told }),
    '--at',
    '2026-02-30',
  );
  expect({ code, err }).toEqual({
    code: 2,
    err: '--at: "2026-02-30" is no moment such as 2027-03-16T09:00-04:00, and no day\n',
  });
});

test('worked asks about every example, one JSON a line', async () => {
  const { code, out, err } = await adviser('worked');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThanOrEqual(24);
  expect(lines.filter(({ ok }) => !ok)).toEqual([]);
  expect(lines[0]).toMatchObject({ id: 'all_five', path: 'reapply_now', because: expect.any(String) });
});

test('an adviser who moves a threshold sees who it moves: exit 1', async () => {
  const moved = join(dir, 'moved');
  await cp(join(ROOT, 'config/knowledge'), moved, { recursive: true });
  const path = join(moved, 'assessment.yaml');
  const text = await readFile(path, 'utf8');
  const changed = text.replace(
    'field: strong_letters, is: at_least, value: 2',
    'field: strong_letters, is: at_least, value: 3',
  );
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
  const { code, out } = await adviser('worked', '--knowledge', moved);
  const failed = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ ok }) => !ok);
  expect(code).toBe(1);
  expect(failed.map(({ id }) => id)).toContain('two_letters');
  expect(failed.find(({ id }) => id === 'two_letters').problems).toEqual(['held: us_letters is not']);
});

test('mistakes in examples and in knowledge are named by file, line and field: exit 2', async () => {
  const broken = join(dir, 'broken');
  await cp(join(ROOT, 'config/knowledge'), broken, { recursive: true });
  await writeFile(
    join(broken, 'examples', '99-mine.yaml'),
    [
      'examples:',
      '  - id: all_five',
      '    who: Somebody',
      '    at: 2026-11-22',
      '    profile:',
      '      grduated: 2020',
      '    expect: { path: fly, borderline: false }',
      '    because: It is a mistake.',
    ].join('\n'),
  );
  const { code, err } = await adviser('worked', '--knowledge', broken);
  expect(code).toBe(2);
  expect(err.trimEnd().split('\n')).toEqual([
    expect.stringMatching(
      /^examples\/99-mine\.yaml:2: examples\.0\.id: "all_five" stands in examples\/10-paths\.yaml already/,
    ),
    expect.stringMatching(/^examples\/99-mine\.yaml:6: examples\.0\.profile\.grduated: is not a field/),
    expect.stringMatching(/^examples\/99-mine\.yaml:7: examples\.0\.expect\.path: /),
  ]);
});
