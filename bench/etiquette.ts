import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { pickForFeedback } from '#core/etiquette/feedback.ts';
import { forgottenAt } from '#core/etiquette/forgotten.ts';
import { nextFor, nextForAll } from '#core/etiquette/next.ts';
import { newApplicant } from '#core/record/applicant.ts';
import { compact } from '#core/record/compact.ts';
import { type Correspondent, correspondentSchema } from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';

/**
 * What 200 contacts with 2,000 messages cost: `node bench/etiquette.ts`. Prints the size of such a record and what each
 * answer costs, at first and in the middle of twenty times; CPU time, so that other work on the machine does not count.
 */
const knowledge = await loadKnowledge(fileURLToPath(new URL('../config/knowledge/', import.meta.url)));
const AT = Temporal.Instant.from('2027-04-05T14:00:00Z');
const KINDS = sentKindSchema.options;
const NOBODY = { platform: 'telegram', user: '1', address: null } as const;

function contact(index: number): Correspondent {
  const isProgram = index % 2 === 0;
  const log = Array.from({ length: 10 }, (_, line) => ({
    at: AT.subtract({ hours: 24 * (10 - line) * 37 + index }).toString(),
    from: (index + line) % 3 === 0 ? 'them' : 'me',
    kind: line === 2 ? 'interview' : (KINDS[(index + line) % KINDS.length] ?? 'mail'),
    says: line % 4 === 0 ? 'Said that they would look at it in May.' : null,
  }));
  return correspondentSchema.parse({
    id: `contact${1000 + index}`,
    kind: isProgram ? 'program' : 'attending',
    name: isProgram ? `Program ${index} Internal Medicine` : `Dr. Name${index}`,
    program: isProgram ? null : `Hospital ${index}`,
    known: ['interviewed'],
    log,
  });
}

const people = Array.from({ length: 200 }, (_, index) => contact(index));
const stored = JSON.stringify(people);
const kept = JSON.stringify(compact({ ...newApplicant('somebody1', NOBODY, AT.toString()), people }));
const fresh = (): Grounds =>
  groundsSchema.parse({ profile: {}, people: JSON.parse(stored), settings: { zone: 'Asia/Karachi' } });

function time(name: string, work: (person: Grounds) => unknown): void {
  const runs = Array.from({ length: 20 }, () => {
    const person = fresh();
    const before = process.cpuUsage();
    work(person);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  const [first = 0] = runs;
  process.stdout.write(`${name}: first ${first.toFixed(1)} ms, then ${median(runs).toFixed(1)} ms of CPU\n`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

process.stdout.write(
  `the record: ${(kept.length / 1000).toFixed(0)} kB as it is stored, its people ${(stored.length / 1000).toFixed(0)} kB in full\n`,
);
time('one contact, one kind', (person) => {
  const [one] = person.people;
  return one && nextFor(person, one, 'program-feedback', knowledge, AT);
});
time('every contact and kind', (person) => nextForAll(person, knowledge, AT));
time('in Match Week', (person) =>
  nextForAll(person, knowledge, Temporal.Instant.from('2027-03-17T15:00:00Z')),
);
time('whom to ask for feedback', (person) => pickForFeedback(person, knowledge, AT));
time('who is forgotten', (person) => forgottenAt(person, knowledge, AT));
