import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { assess } from '#app/adviser/assess.ts';
import { gate } from '#app/adviser/gate.ts';
import { plan } from '#app/adviser/plan.ts';
import { remind } from '#app/adviser/remind.ts';
import { schema } from '#app/adviser/schema.ts';
import { soap } from '#app/adviser/soap.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { worked } from '#app/adviser/worked.ts';
import { KnowledgeError } from '#app/knowledge.ts';

const VERBS: ReadonlyMap<string, Verb> = new Map(
  Object.entries({ schema, assess, plan, worked, gate, soap, remind }),
);
const KNOWLEDGE = fileURLToPath(new URL('../config/knowledge/', import.meta.url));

try {
  const { positionals, values } = readArguments();
  const [name, ...args] = positionals;
  const verb = VERBS.get(name ?? '');
  if (!verb) throw new InputError([...VERBS.values()].map(({ usage }) => `usage: adviser ${usage}`));
  const answer = await verb.run(args, {
    dir: values.knowledge ?? KNOWLEDGE,
    at: values.at,
    zone: values.zone,
  });
  process.stdout.write(answer.lines.map((line) => `${line}\n`).join(''));
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  if (!(error instanceof InputError || error instanceof KnowledgeError)) throw error;
  process.stderr.write(error.problems.map((problem) => `${problem}\n`).join(''));
  process.exitCode = 2;
}

function readArguments() {
  const options = {
    at: { type: 'string' },
    zone: { type: 'string' },
    knowledge: { type: 'string' },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : 'arguments can not be read']);
  }
}
