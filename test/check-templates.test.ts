import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { KnowledgeError } from '#app/sheet.ts';

const REAL = fileURLToPath(new URL('../config/knowledge/', import.meta.url));
let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'rematch-templates-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

test.each([
  [
    'a slot that is not declared',
    'for your time and',
    'for {{ your_time }} and',
    /:24: body: "your_time" is no slot/,
  ],
  [
    'a slot that is not used',
    ', aim, plan]',
    ', aim, plan, phone]',
    /:9: uses\.10: "phone" is declared and not/,
  ],
  [
    'a slot that drafts.yaml lacks',
    ', aim, plan]',
    ', aim, plan, shoe]',
    /:9: uses\.10: drafts\.yaml has no slot "shoe"/,
  ],
  [
    'a tag that is not allowed',
    'Thank you for your time',
    '{% include "x" %}',
    /:24: body: tag "include" not found/,
  ],
  [
    'a filter that is not allowed',
    '{{ contact }}',
    '{{ contact | upcase }}',
    /: body: undefined filter: upcase/,
  ],
  [
    'a tag that is not closed',
    '{% else %}Program Director{% endif %}',
    '{% else %}Program Director',
    /:\d+: body: tag .* not closed/,
  ],
  ['no subject', /^subject: .*\n/m, '', /: subject: is missing for this kind/],
  ['another language', 'language: en', 'language: fr', /:7: language: /],
  [
    'an id that is not the file',
    'id: feedback-request',
    'id: feedback-ask',
    /:2: id: is not the name of its file/,
  ],
  ['no front matter', /^---\n/, '', /:1: YAML: has no front matter/],
  [
    'a field that does not exist',
    'language: en',
    'language: en\nfields: [magic]',
    /:8: fields\.0: specialties\.yaml has no "magic"/,
  ],
])('%s is named with its line', async (_, from, to, expected) => {
  const file = 'templates/feedback-request.md';
  const dir = await mkdtemp(join(base, 'k'));
  await cp(REAL, dir, { recursive: true });
  const text = await readFile(join(dir, file), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(join(dir, file), changed);
  const problems = await loadKnowledge(dir).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof KnowledgeError)) throw error;
      return error.problems;
    },
  );
  expect(problems.filter((problem) => problem.startsWith(file))).toHaveLength(1);
  expect(problems.find((problem) => problem.startsWith(file))).toMatch(expected);
});
