import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPainter } from '#bots/paint/painter.ts';
import { pdfOf } from '#bots/paint/pdf.ts';
import type { Paper, Printed } from '#core/pictures/printed.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Happened, Study } from '#core/record/study.ts';
import type { Hideable } from '#core/study/proof.ts';
import { proofPage } from '#core/study/proof-page.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { HOSTILE, logOf, logs } from '../../core/study/logs.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';

/** The longest log with the longest words. */
const MOST_PAGES = 3;
const run = promisify(execFile);
const hasPoppler = await run('pdftotext', ['-v']).then(
  () => true,
  () => false,
);
if (!hasPoppler)
  process.stdout.write('skipped: pdftotext is missing; ./setup --test installs poppler-utils\n');

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rematch-pdf-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function pageOf(study: Study, hidden: readonly Hideable[] = []): Printed {
  const page = proofPage(study, { hidden: new Set(hidden), zone: 'America/New_York' }, knowledge, say);
  if (!page) throw new Error('an empty log');
  return page;
}

function weeksOf(count: number, who: string, what: string): readonly Happened[] {
  const routine = {
    exam: 'step2ck',
    days: [1, 2, 4, 5, 6],
    time: '19:00',
    hours: 20,
    from: '2026-06-01',
  } as const;
  const on = (week: number) => `2026-06-${String(1 + (week % 28)).padStart(2, '0')}`;
  return Array.from({ length: count }, (_, week): readonly Happened[] => [
    { kind: 'routine', routine: { ...routine, days: [...routine.days] } },
    { kind: 'check', check: { on: on(week), answer: 'done', hours: 3.5, blocks: 2, percent: null } },
    { kind: 'score', score: { exam: 'step2ck', form: 'UWSA 2', score: 210 + (week % 50), on: on(week) } },
    { kind: 'oversight', on: on(week), who, what },
    {
      kind: 'agreement',
      agreement: { exam: 'level2ce', sits: on(week), decides: on(week), latest: 3, line: 450, weeks: null },
    },
  ]).flat();
}

const SHORT = pageOf(logOf(weeksOf(6, 'Dr. José Müller-Østergård', 'difficult office files, affluent ﬁnal')));

interface Read {
  readonly text: string;
  readonly pages: readonly (readonly number[])[];
  readonly title: unknown;
  readonly language: unknown;
  /** The roles of its parts, for screen readers. */
  readonly roles: ReadonlySet<string>;
}

async function readByPdfjs(bytes: Uint8Array): Promise<Read> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const file = await task.promise;
  const numbers = Array.from({ length: file.numPages }, (_, index) => index + 1);
  const pages = await Promise.all(numbers.map((number) => file.getPage(number)));
  const texts = await Promise.all(pages.map((page) => page.getTextContent()));
  const { info } = await file.getMetadata();
  const trees = await Promise.all(pages.map((page) => page.getStructTree()));
  const facts: Readonly<Record<string, unknown>> = { ...info };
  const read = {
    text: texts.flatMap(({ items }) => items.map((item) => ('str' in item ? item.str : ''))).join(' '),
    pages: pages.map(({ view }) => view.slice(2).map(Math.round)),
    title: facts.Title,
    language: facts.Language,
    roles: new Set(trees.flatMap(rolesIn)),
  };
  await task.destroy();
  return read;
}

function rolesIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null || !('role' in node) || !('children' in node)) return [];
  const children: unknown = node.children;
  return [String(node.role), ...(Array.isArray(children) ? children.flatMap(rolesIn) : [])];
}

async function readByPoppler(bytes: Uint8Array): Promise<string> {
  const file = join(dir, 'page.pdf');
  await writeFile(file, bytes);
  const { stdout } = await run('pdftotext', ['-raw', file, '-']);
  return stdout;
}

/** Without the spaces, which readers guess from where the letters stand. */
function letters(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

function wordsOf({ title, lead, byHand, figures, sections, box }: Printed): readonly string[] {
  return [
    title,
    ...lead,
    byHand,
    ...figures.flatMap(({ value, label }) => [value, label]),
    ...sections.flatMap(({ title: heading, rows, note }) => [
      heading,
      ...rows.flatMap(({ label, value }) => [label, value]),
      ...(note === null ? [] : [note]),
    ]),
    box.title,
    ...box.lines,
    box.code?.value ?? '',
  ];
}

test('the same page has the same bytes, also from the process that makes it for people', async () => {
  const painter = createPainter();
  const [once, again, painted] = [
    await pdfOf(SHORT, 'a4'),
    await pdfOf(SHORT, 'a4'),
    await painter.pdf(SHORT, 'a4'),
  ];
  await painter.close();
  expect(Buffer.compare(once, again)).toBe(0);
  expect(Buffer.compare(once, painted)).toBe(0);
  const file = Buffer.from(once).toString('latin1');
  expect(file).toContain('(D:20260608');
});

test.each([
  ['a4', [595, 842]],
  ['letter', [612, 792]],
] as const)(
  '%s has its size, one page, a title, a language and tags, and every word of the page',
  async (paper: Paper, size) => {
    const bytes = await pdfOf(SHORT, paper);
    const read = await readByPdfjs(bytes);
    expect(read).toMatchObject({ pages: [size], title: 'What changed', language: 'en' });
    expect([...read.roles]).toEqual(
      expect.arrayContaining(['H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Figure', 'Caption']),
    );
    const said = letters(read.text);
    for (const words of wordsOf(SHORT)) expect(said).toContain(letters(clean(words)));
  },
);

test.skipIf(!hasPoppler)('two readers read the same text, with accents and ligatures', async () => {
  const bytes = await pdfOf(SHORT, 'letter');
  const [one, other] = [letters((await readByPdfjs(bytes)).text), letters(await readByPoppler(bytes))];
  expect(other).toBe(one);
  expect(other).toContain(letters('Dr. José Müller-Østergård: difficult office files, affluent final'));
});

test('what is left out is not in the file', async () => {
  const study = logOf(weeksOf(6, 'Dr. Okonkwo', 'my log'));
  const { text } = await readByPdfjs(await pdfOf(pageOf(study, ['names', 'scores', 'exam', 'hours']), 'a4'));
  for (const secret of ['Okonkwo', 'my log', 'Step', 'UWSA', '3.5', '213'])
    expect(text).not.toContain(secret);
  expect(text).toContain('[name left out]');
});

describe('whatever the log holds', () => {
  test('the longest log is three pages at most, each with the seal', async () => {
    const study = logOf(weeksOf(120, 'W'.repeat(60), `${'W'.repeat(49)} `.repeat(4).trim()));
    const page = pageOf(study);
    expect(study.log).toHaveLength(600);
    for (const paper of ['a4', 'letter'] as const) {
      const { pages, text } = await readByPdfjs(await pdfOf(page, paper));
      expect(pages.length).toBeLessThanOrEqual(MOST_PAGES);
      const seals = letters(text).split(letters(page.box.code?.value ?? '')).length - 1;
      expect(seals).toBe(pages.length + 1);
    }
  });

  test('it can be made, with every hostile name', async () => {
    const study = logOf(
      HOSTILE.flatMap((words): readonly Happened[] => [
        { kind: 'oversight', on: '2026-06-02', who: words.slice(0, 60), what: words.slice(0, 200) },
        { kind: 'score', score: { exam: 'step3', form: words.slice(0, 40), score: 201, on: '2026-06-02' } },
      ]),
    );
    const { text } = await readByPdfjs(await pdfOf(pageOf(study), 'a4'));
    expect(text).toContain('Oversight');
    expect(text).toMatch(/Last seal: [0-9a-f ]{39}/);
  });

  test('random logs never fail', async () => {
    await fc.assert(
      fc.asyncProperty(logs(80), fc.constantFrom<Paper[]>('a4', 'letter'), async (study, paper) => {
        const { pages } = await readByPdfjs(await pdfOf(pageOf(study), paper));
        expect(pages.length).toBeLessThanOrEqual(MOST_PAGES);
      }),
      cases(4),
    );
  });
});
