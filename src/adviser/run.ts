import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { answerLine } from '#app/adviser/batch.ts';
import { parseJson } from '#app/adviser/input.ts';
import {
  FLAGS,
  type Given,
  type House,
  InputError,
  OPTIONS,
  type Options,
  type Taken,
  type Verb,
} from '#app/adviser/verb.ts';
import { VERBS } from '#app/adviser/verbs.ts';
import { newId } from '#app/ids.ts';
import { loadExamples, loadKnowledge } from '#app/load-knowledge.ts';
import { KnowledgeError } from '#app/sheet.ts';
import { loadTexts } from '#app/texts.ts';
import { createSay } from '#core/text.ts';

const KNOWLEDGE = fileURLToPath(new URL('../../config/knowledge/', import.meta.url));
const TEXTS = fileURLToPath(new URL('../../config/locales/en/', import.meta.url));
const BATCH = 'batch';

/** Where a run reads its input and writes its answers. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/**
 * What `npm run adviser -- …args` does.
 * @returns the exit code: 0, 1 if a check of ours failed, 2 for bad input with one line per problem
 */
export async function runAdviser(args: readonly string[], streams: Streams): Promise<number> {
  try {
    const { positionals, values } = readArguments(args);
    const { knowledge = KNOWLEDGE, record, ...options } = values;
    const [name = '', ...rest] = positionals;
    if (name === BATCH) return await batch(rest, knowledge, streams);
    return await answer(name, rest, { record }, knowledge, options, streams.stdout);
  } catch (error) {
    if (!(error instanceof InputError || error instanceof KnowledgeError)) throw error;
    streams.stderr.write(error.problems.map((problem) => `${problem}\n`).join(''));
    return 2;
  }
}

async function answer(
  name: string,
  args: readonly string[],
  flags: Flags,
  dir: string,
  options: Options,
  stdout: Writable,
): Promise<number> {
  const verb = VERBS.get(name);
  if (!verb) {
    const usages = [...[...VERBS.values()].map(({ usage }) => usage), `${BATCH} < LINES.jsonl`];
    throw new InputError(usages.map((usage) => `usage: adviser ${usage}`));
  }
  const [given, house] = await Promise.all([givenBy(name, verb, args, flags), houseIn(dir)]);
  const said = verb.run(given, options, house);
  const lines =
    said.kind === 'one'
      ? [JSON.stringify(said.value, null, 2)]
      : said.values.map((one) => JSON.stringify(one));
  stdout.write(lines.map((line) => `${line}\n`).join(''));
  return said.kind === 'one' || said.ok ? 0 : 1;
}

/** One answer a line, in the order of the questions, as they arrive. */
async function batch(args: readonly string[], dir: string, { stdin, stdout }: Streams): Promise<number> {
  if (args.length > 0) throw new InputError([`${BATCH}: reads its lines from standard input`]);
  const house = await houseIn(dir);
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const isRoom = stdout.write(`${JSON.stringify(answerLine(line, house))}\n`);
    if (!isRoom) await new Promise((resolve) => stdout.once('drain', resolve));
  }
  return 0;
}

type Flags = Readonly<Record<string, string | undefined>>;

/** @throws {InputError} if something is missing, superfluous, or in a file that cannot be read */
function givenBy(
  name: string,
  { takes, wants }: Verb,
  args: readonly string[],
  flags: Flags,
): Promise<(Given | undefined)[]> {
  const placed = takes.filter(({ flag }) => !flag);
  const flagged = takes.filter(({ flag }) => flag);
  const isStray = FLAGS.some(
    (one) => flags[one] !== undefined && !flagged.some((taken) => taken.name === one),
  );
  const isLeftOut = flagged.some((taken) => taken.flag === 'must' && argumentOf(taken) === undefined);
  if (args.length !== placed.length || isStray || isLeftOut)
    throw new InputError([`${name}: takes ${wants}`]);
  return Promise.all(
    takes.map(async (taken): Promise<Given | undefined> => {
      const argument = argumentOf(taken);
      return argument === undefined ? undefined : { name: argument, value: await readTaken(taken, argument) };
    }),
  );

  function argumentOf(taken: Taken): string | undefined {
    return taken.flag ? flags[taken.name] : args[placed.indexOf(taken)];
  }
}

async function readTaken({ as }: Taken, argument: string): Promise<unknown> {
  if (as === 'text') return argument;
  const text = await readFile(argument, 'utf8').catch(() => {
    throw new InputError([`${argument}: is missing or cannot be read`]);
  });
  return as === 'file' ? text : parseJson(argument, text);
}

async function houseIn(dir: string): Promise<House> {
  const [knowledge, examples, texts] = await Promise.all([
    loadKnowledge(dir),
    loadExamples(dir),
    loadTexts(TEXTS),
  ]);
  return { knowledge, examples, say: createSay('en', texts), now: Temporal.Now.instant(), newId };
}

function readArguments(args: readonly string[]) {
  const options = Object.fromEntries(
    [...OPTIONS, ...FLAGS, 'knowledge' as const].map((name) => [name, { type: 'string' as const }]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : 'arguments cannot be read']);
  }
}
