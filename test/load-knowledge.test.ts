import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { KNOWLEDGE } from '#app/wiring/config.ts';
import { problemsWith } from './try-knowledge.ts';

test('what ships has no mistake', async () => {
  const knowledge = await loadKnowledge(KNOWLEDGE);
  expect(knowledge.assessment.criteria.filter(({ group }) => group === 'reapply')).toHaveLength(6);
  expect(knowledge.assessment.criteria.filter(({ group }) => group === 'delay')).toHaveLength(4);
  const pages = Object.values(knowledge.sources);
  expect(pages.every(({ read }) => read <= '2026-11-28')).toBe(true);
});

test.each([
  [
    'a wrong date',
    'seasons/2027.yaml',
    'when: 2027-03-15T10:00',
    'when: 2027-02-30T10:00',
    /^seasons\/2027\.yaml:57: events\.match_status\.when: not a real date/,
  ],
  [
    'a clock time left out where the rule gate needs it',
    'seasons/2027.yaml',
    'when: 2027-03-18T21:00',
    'when: 2027-03-18',
    /^seasons\/2027\.yaml:115: events\.soap_ends\.when: needs a clock time/,
  ],
  [
    'events out of order',
    'seasons/2028.yaml',
    'when: 2027-06 early',
    'when: 2027-12 early',
    /^seasons\/2028\.yaml:14: events\.eras_submit\.when: is before eras_opens/,
  ],
  [
    'a missing event',
    'seasons/2027.yaml',
    /^ {2}match_day:(?:.*\n)*?(?=^ {2}eras_ends)/m,
    '',
    /^seasons\/2027\.yaml:5: events\.match_day: /,
  ],
  [
    'a status that does not exist',
    'seasons/2027.yaml',
    'status: provisional',
    'status: probably',
    /^seasons\/2027\.yaml:9: events\.eras_opens\.status: /,
  ],
  [
    'a source that does not exist',
    'assessment.yaml',
    'from: ecfmg_match }',
    'from: my_cousin }',
    /^assessment\.yaml:\d+: eligibility\.\d+\.source\.from: sources\.yaml has no "my_cousin"/,
  ],
  [
    'a fact that does not exist',
    'assessment.yaml',
    'field: strong_letters',
    'field: stong_letters',
    /^assessment\.yaml:\d+: criteria\.\d+\.holds\.field: /,
  ],
  [
    'a comparison without a value',
    'assessment.yaml',
    ', is: at_least, value: 2 }',
    ' }',
    /^assessment\.yaml:\d+: criteria\.\d+\.(holds|says\.\d+\.when): a field needs "is" and "value"/,
  ],
  [
    'an unknown key',
    'assessment.yaml',
    'group: reapply',
    'group: reapply\n    wieght: 3',
    /^assessment\.yaml:\d+: criteria\.0: .*wieght/,
  ],
  [
    'a criterion twice',
    'assessment.yaml',
    'id: us_letters',
    'id: few_failures',
    /^assessment\.yaml:\d+: criteria\.\d+\.id: "few_failures" is there twice/,
  ],
  [
    'a field of medicine in no tier',
    'specialties.yaml',
    'tier: open,',
    'tier: opn,',
    /^specialties\.yaml:\d+: specialties\.0\.tier: no tier "opn"/,
  ],
  [
    'a broken pattern',
    'wording/en.yaml',
    '- kms',
    '- (kms',
    /^wording\/en\.yaml:\d+: concepts\.\w+\.\d+: "\(kms"/,
  ],
  [
    'a sign of danger that no list has',
    'wording/en.yaml',
    /^( {2}- sign: )\w+$/m,
    '$1nothing',
    /^wording\/en\.yaml:\d+: signs\.0\.sign: crisis\.yaml has no "nothing"/,
  ],
  [
    'a class that does not exist',
    'wording/en.yaml',
    '- "@kill @myself"',
    '- "@kill @mysef"',
    /^wording\/en\.yaml:\d+: signs\.0\.match\.\d+: "@kill @mysef": there is no class "mysef"/,
  ],
  [
    'a class that names itself',
    'wording/en.yaml',
    '- meself',
    '- my @myself',
    /^wording\/en\.yaml:\d+: words\.myself: names itself/,
  ],
  [
    'a wording without phrases that it must leave',
    'wording/ru.yaml',
    / {4}leaves:\n {6}- "умираю от голода"\n/,
    '',
    /^wording\/ru\.yaml:\d+: signs\.0\.leaves: /,
  ],
  [
    'a class that no rule of tone has',
    'tone/begging.yaml',
    '- "please please"',
    '- "please @pleese"',
    /^tone\/begging\.yaml:\d+: rules\.0\.match\.\d+: "please @pleese": there is no class "pleese"/,
  ],
  [
    'a rule of tone without texts that it must find',
    'tone/begging.yaml',
    /^ {4}takes:\n(?: {6}- .*\n)+/m,
    '',
    /^tone\/begging\.yaml:\d+: rules\.0\.takes: /,
  ],
  [
    'a rule of tone with an empty list of them',
    'tone/begging.yaml',
    /^ {4}takes:\n(?: {6}- .*\n)+/m,
    '    takes: []\n',
    /^tone\/begging\.yaml:\d+: rules\.0\.takes: /,
  ],
  [
    'a rule of tone that never fires',
    'tone/begging.yaml',
    /^ {4}match:\n(?: {6}- .*\n)+/m,
    '    match: [zyzzyva]\n',
    /^tone\/begging\.yaml:\d+: rules\.0\.takes\.0: "plea" does not find this/,
  ],
  [
    'a rule of tone that finds what it must leave',
    'tone/begging.yaml',
    /^ {4}match:\n(?: {6}- .*\n)+/m,
    '    match: [i, you, the, a]\n',
    /^tone\/begging\.yaml:\d+: rules\.0\.leaves\.0: "plea" must leave this/,
  ],
  [
    'a severity that does not exist',
    'tone/begging.yaml',
    'severity: must',
    'severity: shall',
    /^tone\/begging\.yaml:\d+: rules\.0\.severity: /,
  ],
  [
    'an anchor that does not exist',
    'plans/40-rebuild.yaml',
    'anchor: target.eras_opens',
    'anchor: target.eras_closes',
    /^plans\/40-rebuild\.yaml:\d+: steps\.\d+\.at\.anchor: /,
  ],
  [
    'a second try of nothing',
    'plans/40-rebuild.yaml',
    'step: letter_ask',
    'step: letter_aks',
    /^plans\/40-rebuild\.yaml:\d+: steps\.\d+\.after\.step: no step "letter_aks"/,
  ],
  [
    'a step key in two files',
    'plans/51-delay.yaml',
    'key: one_deficit',
    'key: named_change',
    /^plans\/51-delay\.yaml:\d+: steps\.0\.key: "named_change" stands in plans\/50-reapply\.yaml already/,
  ],
  [
    'a year in two files',
    'seasons/2028.yaml',
    'year: 2028',
    'year: 2027',
    /^seasons\/2028\.yaml:3: year: "2027" stands in seasons\/2027\.yaml already/,
  ],
  [
    'a page without an address that is one',
    'sources.yaml',
    'https://www.nrmp.org/residency-applicants/soap/',
    'nrmp.org',
    /^sources\.yaml:\d+: nrmp_soap\.address: /,
  ],
  ['YAML that is none', 'exams.yaml', 'families:', 'families: [', /^exams\.yaml:\d+: YAML: /],
] as const)('%s is reported with file, line and field', async (_, file, from, to, line) => {
  const problems = await problemsWith(file, (text) => text.replace(from, to));
  expect(
    problems.some((problem) => line.test(problem)),
    problems.join('\n'),
  ).toBe(true);
});

test('a missing file is reported, and so is every other mistake at once', async () => {
  expect(await problemsWith('exams.yaml', () => null)).toEqual([
    'exams.yaml:1: file: is missing or cannot be read',
  ]);
  const both = await problemsWith('seasons/2027.yaml', (text) =>
    text.replace('year: 2027', 'year: x').replace('zone: America', 'zone: Amerika'),
  );
  expect(both).toHaveLength(2);
});

test('the line is that of the field', async () => {
  const text = await readFile(join(KNOWLEDGE, 'assessment.yaml'), 'utf8');
  const wanted =
    text.split('\n').findIndex((line) => line.includes('field: strong_letters, is: at_least')) + 1;
  const [problem] = await problemsWith('assessment.yaml', (old) =>
    old.replace('field: strong_letters, is: at_least', 'field: x, is: at_least'),
  );
  expect(problem).toMatch(new RegExp(`^assessment\\.yaml:${wanted}: `));
});

test('every page that /sources lists is cited somewhere', async () => {
  const files = (await readdir(KNOWLEDGE, { recursive: true })).filter((file) => file.endsWith('.yaml'));
  const texts = await Promise.all(files.map((file) => readFile(join(KNOWLEDGE, file), 'utf8')));
  const cited = new Set(texts.flatMap((text) => [...text.matchAll(/from: (\w+)/g)].map(([, id]) => id)));
  const { sources } = await loadKnowledge(KNOWLEDGE);
  expect(Object.keys(sources).filter((id) => !cited.has(id))).toEqual([]);
});
