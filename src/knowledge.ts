import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Example, exampleFileSchema } from '#core/assessment/example.ts';
import { FILES, FOLDERS, type Knowledge } from '#core/knowledge.ts';

/** Knowledge has mistakes: one line each, `file:line: field: what is wrong`. Nothing was started. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`knowledge has ${problems.length} mistake(s):\n${problems.join('\n')}`);
    this.problems = problems;
  }
}

type Path = readonly PropertyKey[];

/** One YAML file, read, with a way back from a field to its line. */
interface Sheet {
  readonly name: string;
  readonly value: unknown;
  lineOf(path: Path): number;
}

/** What is read from one folder of knowledge, and every problem met on the way. */
interface Reading {
  readonly problems: string[];
  readonly sheets: Sheet[];
  readonly read: <S extends z.ZodType>(name: string, schema: S) => Promise<z.infer<S> | undefined>;
  readonly readAll: <S extends z.ZodType>(folder: string, schema: S) => Promise<z.infer<S>[]>;
}

function openFolder(dir: string): Reading {
  const problems: string[] = [];
  const sheets: Sheet[] = [];
  const read: Reading['read'] = async (name, schema) => {
    const sheet = await readSheet(dir, name, problems);
    if (!sheet) return undefined;
    sheets.push(sheet);
    const parsed = schema.safeParse(sheet.value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) problems.push(problem(sheet, path, message));
    return undefined;
  };
  const readAll: Reading['readAll'] = async (folder, schema) => {
    const names = (await namesIn(dir, folder, problems)).map((name) => `${folder}/${name}`);
    const all = await Promise.all(names.map((name) => read(name, schema)));
    return all.filter((one) => one !== undefined);
  };
  return { problems, sheets, read, readAll };
}

/**
 * Reads the people against whom knowledge is tried. Only the adviser's tools need them: no bot waits for them.
 * @param dir the folder `config/knowledge`
 * @throws {KnowledgeError} with every problem of every file
 */
export async function loadExamples(dir: string): Promise<readonly Example[]> {
  const { problems, sheets, readAll } = openFolder(dir);
  const files = await readAll('examples', exampleFileSchema);
  checkTwice(sheets, 'examples/', ['examples', 'id'], problems);
  if (problems.length > 0) throw new KnowledgeError(problems.toSorted());
  return files.flatMap(({ examples }) => examples);
}

/**
 * Reads everything that an adviser edits.
 * @param dir the folder `config/knowledge`
 * @throws {KnowledgeError} with every problem of every file
 */
export async function loadKnowledge(dir: string): Promise<Knowledge> {
  const { problems, sheets, read, readAll } = openFolder(dir);
  const [sources, resources, exams, assessment, specialties, pacing, firstDay, gate, soap, seasons, plans] =
    await Promise.all([
      read('sources.yaml', FILES['sources.yaml']),
      read('resources.yaml', FILES['resources.yaml']),
      read('exams.yaml', FILES['exams.yaml']),
      read('assessment.yaml', FILES['assessment.yaml']),
      read('specialties.yaml', FILES['specialties.yaml']),
      read('pacing.yaml', FILES['pacing.yaml']),
      read('first_day.yaml', FILES['first_day.yaml']),
      read('gate.yaml', FILES['gate.yaml']),
      read('soap.yaml', FILES['soap.yaml']),
      readAll('seasons', FOLDERS.seasons),
      readAll('plans', FOLDERS.plans),
    ]);
  const [autopsy, pillars, programsEye, coherence, realism] = await Promise.all([
    read('autopsy.yaml', FILES['autopsy.yaml']),
    read('pillars.yaml', FILES['pillars.yaml']),
    read('programs_eye.yaml', FILES['programs_eye.yaml']),
    read('coherence.yaml', FILES['coherence.yaml']),
    read('realism.yaml', FILES['realism.yaml']),
  ]);
  const [shadow, jobScreen] = await Promise.all([
    read('shadow.yaml', FILES['shadow.yaml']),
    read('job_screen.yaml', FILES['job_screen.yaml']),
  ]);
  const reading =
    autopsy && pillars && programsEye && coherence && realism
      ? { autopsy, pillars, programsEye, coherence, realism }
      : undefined;
  for (const sheet of sheets) checkCitations(sheet, sources ?? {}, problems);
  checkTwice(sheets, 'seasons/', ['year'], problems);
  checkTwice(sheets, 'plans/', ['steps', 'key'], problems);
  if (specialties && assessment) checkNames(sheets, specialties, assessment, problems);
  const complete =
    sources && resources && exams && assessment && specialties && pacing && firstDay && gate && soap;
  if (!complete || !reading || !shadow || !jobScreen || problems.length > 0)
    throw new KnowledgeError(problems.toSorted());
  seasons.sort((a, b) => a.year - b.year);
  return {
    sources,
    reading,
    crisis: resources.crisis,
    exams,
    assessment,
    specialties,
    pacing,
    firstDay,
    shadow,
    jobScreen,
    gate,
    soap,
    seasons,
    plans,
  };
}

async function namesIn(dir: string, folder: string, problems: string[]): Promise<string[]> {
  const names = await readdir(join(dir, folder)).catch(() => []);
  const files = names.filter((name) => name.endsWith('.yaml')).toSorted();
  if (files.length === 0) problems.push(`${folder}:1: file: there is no .yaml file in this folder`);
  return files;
}

async function readSheet(dir: string, name: string, problems: string[]): Promise<Sheet | undefined> {
  const text = await readFile(join(dir, name), 'utf8').catch(() => undefined);
  if (text === undefined) {
    problems.push(`${name}:1: file: is missing or can not be read`);
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of [...document.errors, ...document.warnings]) {
    problems.push(`${name}:${lines.linePos(error.pos[0]).line}: YAML: ${error.message.split('\n')[0]}`);
  }
  if (document.errors.length > 0) return undefined;
  return {
    name,
    value: document.toJS(),
    lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line,
  };
}

/** Where a field begins in its file; for a field that is missing, where its nearest parent begins. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find(({ key: name }) => isScalar(name) && name.value === key)
      : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(key)] : undefined;
    const start = pair && isScalar(pair.key) ? pair.key.range : rangeOf(next);
    if (!start) return offset;
    offset = start[0];
    node = next;
  }
  return offset;
}

function rangeOf(node: unknown): readonly [number, ...number[]] | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.range ?? undefined) : undefined;
}

function problem(sheet: Sheet, path: Path, message: string): string {
  return `${sheet.name}:${sheet.lineOf(path)}: ${path.map(String).join('.') || 'file'}: ${message}`;
}

/** Every `source.from`, wherever it stands, must name a page of `sources.yaml`. */
function checkCitations(sheet: Sheet, sources: Readonly<Record<string, unknown>>, problems: string[]): void {
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'from' && path.at(-1) === 'source' && !Object.hasOwn(sources, String(inner))) {
        problems.push(problem(sheet, at, `sources.yaml has no "${inner}"`));
      }
      walk(inner, at);
    }
  };
  walk(sheet.value, []);
}

/** A name that must stand in one file only: the year of a season, the key of a step. */
function checkTwice(
  sheets: readonly Sheet[],
  folder: string,
  field: readonly string[],
  problems: string[],
): void {
  const seen = new Map<unknown, string>();
  for (const sheet of sheets.filter(({ name }) => name.startsWith(folder)).toSorted(byName)) {
    for (const { path, value } of valuesAt(sheet.value, field, [])) {
      const first = seen.get(value);
      if (first) problems.push(problem(sheet, path, `"${value}" stands in ${first} already`));
      seen.set(value, sheet.name);
    }
  }
}

/** What the readings say about a field, a tier or a criterion must be about one that exists. */
function checkNames(
  sheets: readonly Sheet[],
  { specialties, tiers }: Knowledge['specialties'],
  { criteria }: Knowledge['assessment'],
  problems: string[],
): void {
  const rows = [
    { file: 'realism.yaml', at: ['views', 'fields'], known: specialties, home: 'specialties.yaml' },
    { file: 'realism.yaml', at: ['views', 'tiers'], known: tiers, home: 'specialties.yaml' },
    {
      file: 'realism.yaml',
      at: ['published', 'fields', 'field'],
      known: specialties,
      home: 'specialties.yaml',
    },
    { file: 'realism.yaml', at: ['supply', 'field'], known: specialties, home: 'specialties.yaml' },
    { file: 'coherence.yaml', at: ['with_any'], known: specialties, home: 'specialties.yaml' },
    { file: 'pillars.yaml', at: ['pillars', 'criteria'], known: criteria, home: 'assessment.yaml' },
  ];
  for (const { file, at, known, home } of rows) {
    const sheet = sheets.find(({ name }) => name === file);
    for (const { path, value } of sheet ? valuesAt(sheet.value, at, []) : []) {
      if (sheet && !known.some(({ id }) => id === value)) {
        problems.push(problem(sheet, path, `${home} has no "${value}"`));
      }
    }
  }
}

function byName(a: Sheet, b: Sheet): number {
  return a.name.localeCompare(b.name);
}

function valuesAt(value: unknown, field: readonly string[], path: Path): { path: Path; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => valuesAt(inner, field, [...path, index]));
  const [name, ...rest] = field;
  if (name === undefined) return [{ path, value }];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return valuesAt(Reflect.get(value, name), rest, [...path, name]);
}
