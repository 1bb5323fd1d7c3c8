import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { languagesIn, loadKnowledge } from '#app/load-knowledge.ts';
import { KNOWLEDGE } from '#app/wiring/config.ts';
import { openKnowledge } from '#app/wiring/knowledge.ts';
import { SHELF } from '#core/knowledge/knowledge.ts';
import { inOtherWords } from '#core/knowledge/words.ts';
import { startClock } from './clock.ts';
import { problemsIn } from './try-knowledge.ts';
import { watchedLog } from './watched-log.ts';

const LOCALES = fileURLToPath(new URL('locales/', import.meta.url));
const XX = join(LOCALES, 'xx/knowledge');
const STEP = 'gather';

/** Every text of a value by its path, with each number and name as it is. */
function flat(value: unknown, path = ''): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  const parts = Object.entries(value).map(([name, inner]) => flat(inner, `${path}.${name}`));
  return new Map(parts.flatMap((part) => [...part]));
}

test('words of another language take the place of ours, and nothing else does', async () => {
  const english = await loadKnowledge(KNOWLEDGE);
  const other = await loadKnowledge(KNOWLEDGE, XX);
  const before = flat(english);
  const after = flat(other);
  expect([...after.keys()]).toEqual([...before.keys()]);
  const changed = [...after].filter(([path, text]) => text !== before.get(path));
  expect(changed.map(([, text]) => text).toSorted()).toEqual([
    'Xx aim: {{target}}.',
    'Xx no first contact.',
    'Xx tell everyone.',
    'Xx title',
  ]);
  expect(other.gate.rules.no_first_contact.says).toBe('Xx no first contact.');
  const steps = other.plans.flatMap((plan) => plan.steps);
  expect(steps.find(({ key }) => key === STEP)?.title).toBe('Xx title');
});

test('the house knows each language that has words, and speaks English of what has none', async () => {
  expect(languagesIn(LOCALES)).toEqual(['xx']);
  const log = watchedLog();
  const knowledge = await openKnowledge({ knowledge: KNOWLEDGE, locales: LOCALES }, startClock(), log);
  expect(knowledge.now('xx').gate.rules.no_first_contact.says).toBe('Xx no first contact.');
  expect(knowledge.now('yy')).toBe(knowledge.now());
  expect(knowledge.now().gate.rules.no_first_contact.says).toMatch(/^From Monday/);
  expect(knowledge.now('xx').gate.rules.no_promise).toEqual(knowledge.now().gate.rules.no_promise);
});

test.each([
  [
    'a rule that does not exist',
    'gate.yaml',
    'rules:\n  no_contact_at_all:\n    says: Xx\n',
    'xx/knowledge/gate.yaml:2: rules.no_contact_at_all: the knowledge has no such entry',
  ],
  [
    'a step that another file has',
    'plans/50-reapply.yaml',
    `steps:\n  ${STEP}:\n    title: Xx\n`,
    `xx/knowledge/plans/50-reapply.yaml:2: steps.${STEP}: the knowledge has no such entry`,
  ],
  [
    'what is no word',
    'gate.yaml',
    'rules:\n  no_first_contact:\n    source: { from: house }\n',
    'xx/knowledge/gate.yaml:3: rules.no_first_contact.source.from: holds no words: only what people read can be said otherwise',
  ],
  [
    'a figure',
    'gate.yaml',
    'applications: 46\n',
    'xx/knowledge/gate.yaml:1: applications: holds no words: only what people read can be said otherwise',
  ],
  [
    'a blank that nothing fills',
    'coherence.yaml',
    'checks:\n  clinical:\n    facts: ["Xx {{score}}", ~]\n',
    'xx/knowledge/coherence.yaml:3: checks.clinical.facts.0: there is nothing to fill "{{score}}" with',
  ],
  [
    'a list of another length',
    'soap.yaml',
    'phases:\n  before:\n    todo: [Xx]\n',
    'xx/knowledge/soap.yaml:3: phases.before.todo: needs a list of 2, with ~ for each entry that stays as it is',
  ],
  [
    'a file that does not exist',
    'gates.yaml',
    'rules: {}\n',
    'xx/knowledge/gates.yaml:1: file: the knowledge has no gates',
  ],
  [
    'YAML that is none',
    'gate.yaml',
    'rules: [\n',
    expect.stringMatching(/^xx\/knowledge\/gate\.yaml:\d: YAML: /),
  ],
])('%s is refused with file, line and field', async (_, file, text, problem) => {
  const locales = await mkdtemp(join(tmpdir(), 'rematch-locales-'));
  onTestFinished(() => rm(locales, { recursive: true, force: true }));
  const words = join(locales, 'xx/knowledge');
  await cp(XX, words, { recursive: true });
  await mkdir(dirname(join(words, file)), { recursive: true });
  await writeFile(join(words, file), text);
  expect(await problemsIn(KNOWLEDGE, words)).toEqual([problem]);
});

/** A value as another language would give it: lists whose entries have names, by those names. */
function asTold(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [nameOf(inner) ?? name, asTold(inner)] as const,
  );
  const isNamed = Object.values(value).every((inner) => nameOf(inner) !== undefined);
  return Array.isArray(value) && !isNamed ? value.map(asTold) : Object.fromEntries(entries);
}

function nameOf(entry: unknown): string | undefined {
  const { id, key } =
    z.looseObject({ id: z.string().optional(), key: z.string().optional() }).safeParse(entry).data ?? {};
  return id ?? key;
}

test('every sentence that people read is marked as words', async () => {
  const knowledge = await loadKnowledge(KNOWLEDGE);
  /** Not said to people: the names of pages and exams, numbers to dial, and drafts, which are for programs. */
  const isNotSaid = [
    /^sources\.|\.source\.|\.also\.|^helplines\.sources|^exams\.exams\.|\.emergency$/,
    /^drafts\.(phrases|fields)|^templates\.[\w-]+\.(subject|body)/,
    // Patterns, and texts that try them.
    /^gate\.(own_words|list)|^crisis|^wording\.|^people\.|^etiquette\.asked|^toneChecks\.(blanks|names|fields|names_failure)|\.examples\./,
    /\.(match|unless|takes|leaves|words|attempts|counts)\./,
  ];
  const strays = Object.entries(SHELF).flatMap(([file, schema]) => {
    // A table of vectors, which says nothing to people.
    if (file === 'toneMeanings') return [];
    const value: unknown = Reflect.get(knowledge, file);
    const told = asTold(value);
    const { problems } = inOtherWords<z.ZodType>(schema, value, told);
    return problems.map(({ path }) => ({ path: [file, ...path].join('.'), text: textAt(told, path) }));
  });
  expect(strays.length).toBeGreaterThan(1000);
  const isSentence = (text: unknown): boolean => typeof text === 'string' && text.split(' ').length > 2;
  expect(
    strays.filter(({ path, text }) => isSentence(text) && !isNotSaid.some((one) => one.test(path))),
  ).toEqual([]);
});

function textAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, name) => Reflect.get(Object(at), name), value);
}
