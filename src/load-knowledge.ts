import { globSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { checkTemplates } from '#app/check-templates.ts';
import { checkWording } from '#app/check-wording.ts';
import { kept } from '#app/kept.ts';
import { mistaken, namesIn, ofFile, type Path, type Problem, readSheet, type Sheet } from '#app/sheet.ts';
import { readerFor } from '#core/crisis/crisis.ts';
import { interviewProblems } from '#core/interview/own-tests.ts';
import { type Example, exampleFileSchema } from '#core/knowledge/example.ts';
import { type Knowledge, SHELF } from '#core/knowledge/knowledge.ts';
import { inOtherWords } from '#core/knowledge/words.ts';
import { gapsAt } from '#core/season/gaps.ts';
import { toneProblems } from '#core/tone/own-tests.ts';

/** What lies elsewhere is somebody's try, and read anew each time. */
const CONFIG = fileURLToPath(new URL('../config/', import.meta.url));

/** A season that runs, or comes next, has no file. Nothing was started. */
export class SeasonMissingError extends Error {
  override readonly name = 'SeasonMissingError';
  constructor(years: readonly number[]) {
    const files = years.map((year) => `config/knowledge/seasons/${year}.yaml`).join(' and ');
    super(
      `${files} ${years.length === 1 ? 'is' : 'are'} missing, so the Match Week in question would pass unnoticed. Put the file back, or write it after the one of the year before.`,
    );
  }
}

/** What is read from one folder of knowledge, and every problem met on the way. */
interface Reading {
  readonly problems: Problem[];
  readonly sheets: Sheet[];
  /** The file as the schema has it; undefined when there is a problem. */
  readonly read: <S extends z.ZodType>(name: string, schema: S) => Promise<z.infer<S> | undefined>;
  readonly readAll: <S extends z.ZodType>(folder: string, schema: S) => Promise<z.infer<S>[]>;
}

/** Files that had no mistake, by name, so that a caller who reads many folders that are nearly the same checks each text once. */
export type Checked = Map<string, { readonly sheet: Sheet; readonly value: unknown }>;

/** @param words sheets of another language to lay over those of their names */
function openFolder(dir: string, words: Words = new Map(), checked: Checked = new Map()): Reading {
  const problems: Problem[] = [];
  const sheets: Sheet[] = [];
  const read: Reading['read'] = async <S extends z.ZodType>(name: string, schema: S) => {
    const earlier = checked.get(name);
    const sheet = await readSheet(dir, name, problems, { earlier: earlier?.sheet });
    if (!sheet) return undefined;
    sheets.push(sheet);
    const said = words.get(stem(name));
    // The name of a file decides its schema, so this schema made the value.
    if (earlier?.sheet === sheet) return worded(schema, earlier.value as z.infer<S>, said, problems);
    const parsed = schema.safeParse(sheet.value);
    if (parsed.success) {
      checked.set(name, { sheet, value: parsed.data });
      return worded(schema, parsed.data, said, problems);
    }
    for (const { path, message } of parsed.error.issues) problems.push({ sheet, path, message });
    return undefined;
  };
  const readAll: Reading['readAll'] = async (folder, schema) => {
    const names = (await namesIn(dir, folder, problems)).map((name) => `${folder}/${name}`);
    const all = await Promise.all(names.map((name) => read(name, schema)));
    return all.filter((one) => one !== undefined);
  };
  return { problems, sheets, read, readAll };
}

/** Words of another language, by the name of the file over which they are laid, without its ending. */
type Words = ReadonlyMap<string, Sheet>;

/** `templates/thanks` for `templates/thanks.md`. */
function stem(file: string): string {
  return file.slice(0, -extname(file).length);
}

function worded<S extends z.ZodType>(
  schema: S,
  english: z.infer<S>,
  sheet: Sheet | undefined,
  problems: Problem[],
): z.infer<S> {
  if (!sheet) return english;
  const laid = inOtherWords(schema, english, sheet.value);
  problems.push(...laid.problems.map((problem) => ({ sheet, ...problem })));
  return laid.value;
}

/** Reads every file of a folder of words, which problems call `es/knowledge/gate.yaml`. */
async function readWords(dir: string, problems: Problem[]): Promise<Words> {
  const shown = join(basename(dirname(dir)), basename(dir));
  const files = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  const sheets = await Promise.all(
    files.map(
      async (file) => [file, await readSheet(dir, file, problems, { name: join(shown, file) })] as const,
    ),
  );
  return new Map(sheets.flatMap(([file, sheet]) => (sheet ? [[stem(file), sheet]] : [])));
}

/** The languages other than English in which knowledge can be said. @param locales the folder `config/locales` */
export function languagesIn(locales: string): readonly string[] {
  return globSync('*/knowledge', { cwd: locales }).map(dirname).toSorted();
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
  if (problems.length > 0) throw await mistaken(problems);
  return files.flatMap(({ examples }) => examples);
}

/**
 * Reads everything that an adviser edits.
 * @param dir the folder `config/knowledge`
 * @param wordsDir what people read of it in another language, `config/locales/<language>/knowledge`; what is not there stays
 * English
 * @param checked files found right before, which are then checked only against the others; filled with those of this folder
 * @throws {KnowledgeError} with every problem of every file
 * @throws {SyntaxError} for patterns that do not fit together
 */
export async function loadKnowledge(
  dir: string,
  wordsDir: string | null = null,
  checked?: Checked,
): Promise<Knowledge> {
  const folders = wordsDir === null ? [dir] : [dir, wordsDir];
  if (!folders.every((folder) => folder.startsWith(CONFIG))) return readKnowledge(dir, wordsDir, checked);
  const name = ['knowledge', ...folders.slice(1).map((folder) => relative(CONFIG, folder))].join('-');
  return kept(name.replaceAll(sep, '-'), folders, () => readKnowledge(dir, wordsDir));
}

async function readKnowledge(dir: string, wordsDir: string | null, checked?: Checked): Promise<Knowledge> {
  const unread: Problem[] = [];
  const words: Words = wordsDir === null ? new Map() : await readWords(wordsDir, unread);
  const { problems, sheets, read, readAll } = openFolder(dir, words, checked);
  problems.push(...unread);
  const entries = Object.entries(SHELF).map(async ([key, schema]) => {
    const name = fileOf(key);
    return [
      key,
      await (schema instanceof z.ZodArray ? readAll(name, schema.element) : read(`${name}.yaml`, schema)),
    ];
  });
  const all: Partial<Knowledge> = Object.fromEntries(await Promise.all(entries));
  const known = sheets.map(({ name }) => stem(name));
  for (const [file, { name }] of words)
    if (!known.includes(file)) problems.push(ofFile(name, `the knowledge has no ${file}`));
  for (const sheet of sheets) checkCitations(sheet, all.sources ?? {}, problems);
  checkTwice(sheets, 'seasons/', ['year'], problems);
  checkTwice(sheets, 'plans/', ['steps', 'key'], problems);
  checkTwice(sheets, 'templates/', ['id'], problems);
  checkTwice(sheets, 'tone/', ['rules', 'id'], problems);
  checkTwice(sheets, 'interview/', ['questions', 'id'], problems);
  if (all.tone && problems.length === 0) checkOwn(sheets, 'tone/', toneProblems(all.tone), problems);
  if (all.interview && problems.length === 0)
    checkOwn(sheets, 'interview/', interviewProblems(all.interview), problems);
  const { specialties, assessment, crisis, tone } = all;
  if (specialties && assessment && crisis && tone)
    checkNames(sheets, { specialties, assessment, crisis, tone }, problems);
  if (all.drafts && all.specialties) checkTemplates(sheets, all.drafts, all.specialties, problems);
  if (all.wording) checkWording(sheets, all.wording, problems);
  if (!isWhole(all) || problems.length > 0) throw await mistaken(problems);
  const knowledge = { ...all, seasons: all.seasons.toSorted((a, b) => a.year - b.year) };
  // All patterns are compiled here: a mistake must show now, not when somebody is in danger.
  readerFor(knowledge);
  return knowledge;
}

/**
 * Reads everything that an adviser edits, for people who ask from `now` on.
 * @throws {KnowledgeError} with every problem of every file
 * @throws {SeasonMissingError} when the running season or the next one has no file
 */
export async function loadKnowledgeFor(now: Temporal.Instant, dir: string, log: Logger): Promise<Knowledge> {
  const knowledge = await loadKnowledge(dir);
  const { missing, unwritten } = gapsAt(knowledge.seasons, now);
  if (missing.length > 0) throw new SeasonMissingError(missing);
  if (unwritten)
    log.warn(`config/knowledge/seasons/${unwritten}.yaml is not written yet; that season comes next`);
  return knowledge;
}

/** `first_day` for `firstDay`. */
function fileOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isWhole(all: Partial<Knowledge>): all is Knowledge {
  return Object.keys(SHELF).every((key) => Reflect.get(all, key) !== undefined);
}

/** Every `source.from`, wherever it stands, must name a page of `sources.yaml`. */
function checkCitations(sheet: Sheet, sources: Readonly<Record<string, unknown>>, problems: Problem[]): void {
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'from' && path.at(-1) === 'source' && !Object.hasOwn(sources, String(inner))) {
        problems.push({ sheet, path: at, message: `sources.yaml has no "${inner}"` });
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
  problems: Problem[],
): void {
  const seen = new Map<unknown, string>();
  for (const sheet of sheets.filter(({ name }) => name.startsWith(folder)).toSorted(byName)) {
    for (const { path, value } of valuesAt(sheet.value, field, [])) {
      const first = seen.get(value);
      if (first) problems.push({ sheet, path, message: `"${value}" stands in ${first} already` });
      seen.set(value, sheet.name);
    }
  }
}

/** A rule that misses its own examples is refused before it misses a person's. `found` counts the files of the folder. */
function checkOwn(
  sheets: readonly Sheet[],
  folder: string,
  found: readonly { readonly file: number; readonly path: Path; readonly message: string }[],
  problems: Problem[],
): void {
  const read = sheets.filter(({ name }) => name.startsWith(folder)).toSorted(byName);
  for (const { file, path, message } of found) {
    const sheet = read[file];
    if (sheet) problems.push({ sheet, path, message });
  }
}

/** What one file says about a field, a tier, a criterion or a sign of danger must be about one that another file names. */
function checkNames(
  sheets: readonly Sheet[],
  {
    specialties: { specialties, tiers },
    assessment: { criteria },
    crisis: { signs, contexts },
    tone,
  }: Pick<Knowledge, 'specialties' | 'assessment' | 'crisis' | 'tone'>,
  problems: Problem[],
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
    { file: 'wording/', at: ['signs', 'sign'], known: signs, home: 'crisis.yaml' },
    { file: 'wording/', at: ['contexts', 'context'], known: contexts, home: 'crisis.yaml' },
    {
      file: 'interview/',
      at: ['questions', 'allows'],
      known: tone.flatMap(({ rules }) => rules),
      home: 'tone/',
    },
  ];
  for (const { file, at, known, home } of rows) {
    for (const sheet of sheets.filter(({ name }) => name.startsWith(file))) {
      for (const { path, value } of valuesAt(sheet.value, at, [])) {
        if (!known.some(({ id }) => id === value))
          problems.push({ sheet, path, message: `${home} has no "${value}"` });
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
