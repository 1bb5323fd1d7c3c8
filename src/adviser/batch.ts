import { z } from 'zod';
import { parseGiven, parseJson } from '#app/adviser/input.ts';
import { type Given, type House, InputError, OPTIONS, type Options, type Verb } from '#app/adviser/verb.ts';
import { VERBS } from '#app/adviser/verbs.ts';

/** Longer than any record can become. */
const LONGEST_LINE = 1_000_000;

const optionSchema = Object.fromEntries(OPTIONS.map((option) => [option, z.string().optional()])) as Record<
  (typeof OPTIONS)[number],
  z.ZodOptional<z.ZodString>
>;
/**
 * Besides a record, a verb may take other things, such as an action or a phrase; these are passed by name among the
 * options.
 */
const lineSchema = z.strictObject({
  id: z.union([z.string().max(200), z.number()]),
  verb: z.string().max(40),
  options: z.looseObject(optionSchema).default({}),
  record: z.unknown().optional(),
});

/**
 * Answers one line of a batch, `{ id, verb, options, record }`, with `{ id, ok: true, answer }` or, if the line cannot
 * be read, `{ id, ok: false, problems }`. Never throws: a bad line stops no other.
 */
export function answerLine(line: string, house: House): unknown {
  let id: unknown = null;
  try {
    if (line.length > LONGEST_LINE) throw new InputError([`line: is longer than ${LONGEST_LINE} characters`]);
    const told = parseJson('line', line);
    if (typeof told === 'object' && told !== null && 'id' in told) ({ id } = told);
    const asked = parseGiven({ name: 'line', value: told }, lineSchema, 'line');
    const verb = VERBS.get(asked.verb);
    if (!verb) throw new InputError([`verb: "${asked.verb}" is not one of ${[...VERBS.keys()].join(', ')}`]);
    const answer = verb.run(givenIn(asked, verb), optionsIn(asked), house);
    return { id, ok: true, answer: answer.kind === 'one' ? answer.value : answer.values };
  } catch (error) {
    const problems =
      error instanceof InputError ? error.problems : [`adviser: failed on this line: ${error}`];
    return { id, ok: false, problems };
  }
}

type Asked = z.infer<typeof lineSchema>;

function givenIn(
  { verb: name, record, options }: Asked,
  { takes, wants }: Verb,
): readonly (Given | undefined)[] {
  const stray = Object.keys(options).find(
    (key) =>
      !OPTIONS.some((option) => option === key) &&
      !takes.some(({ name: own, also }) => own === key || also === key),
  );
  if (stray !== undefined) throw new InputError([`options: "${stray}" is no option of ${name}`]);
  return takes.map((one) => {
    const value = one.name === 'record' ? record : (options[one.name] ?? options[one.also ?? one.name]);
    if (value === undefined && one.flag === 'may') return undefined;
    if (value === undefined) throw new InputError([`${name}: takes ${wants}; "${one.name}" is missing`]);
    return { name: one.name, value };
  });
}

function optionsIn({ options }: Asked): Options {
  return Object.fromEntries(OPTIONS.map((option) => [option, options[option]]));
}
