import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Context, Refused } from '#bots/chat/command.ts';
import { type Answers, defineForm } from '#bots/chat/form.ts';
import { TARGETS } from '#bots/commands/assess/form.ts';
import { giveVerdict } from '#bots/commands/assess/verdict.ts';
import { MIXED } from '#core/assessment/answers/schema.ts';
import {
  attemptSchema,
  examSchema,
  experienceSchema,
  factSchema,
  letterSchema,
  monthSchema,
  type Profile,
} from '#core/assessment/profile.ts';
import { withoutEntry } from '#core/assessment/told.ts';
import { button } from '#core/button.ts';
import type { Button, Reply } from '#core/reply.ts';

/** Lists of the record that somebody may add to and take from, beyond what the form asks. */
export const LISTS = ['experience', 'letters', 'exams'] as const;
type List = (typeof LISTS)[number];

/** As many as the record takes. */
const MOST = { experience: 30, letters: 20, exams: 40 } as const;

const of =
  (list: List) =>
  (answers: Answers): boolean =>
    answers.list === list;
const count = z.int().min(0).nullable();

const toldSchema = z.object({
  list: z.enum(LISTS),
  kind: experienceSchema.shape.kind.nullable(),
  place: experienceSchema.shape.place.nullable(),
  months: count,
  until: monthSchema.nullable(),
  field: z.string().nullable(),
  from: letterSchema.shape.from.nullable(),
  letter_field: z.string().nullable(),
  strong: factSchema.nullable(),
  year: count,
  exam: examSchema.nullable(),
  on: monthSchema.nullable(),
  outcome: attemptSchema.shape.outcome.nullable(),
  score: count,
});

/** Adds one entry; which list it is for is given when it opens. */
export const addForm = defineForm({
  id: 'profile',
  version: 1,
  questions: [
    {
      id: 'kind',
      page: 'experience',
      type: 'choice',
      choices: experienceSchema.shape.kind.options,
      when: of('experience'),
    },
    { id: 'place', page: 'experience', type: 'choice', choices: ['us', 'elsewhere'], when: of('experience') },
    { id: 'months', page: 'experience', type: 'number', min: 0, max: 480, when: of('experience') },
    {
      id: 'until',
      page: 'experience',
      type: 'month',
      min: '1970-01',
      max: '2040-12',
      optional: true,
      when: of('experience'),
    },
    {
      id: 'field',
      page: 'experience',
      type: 'choice',
      choices: [...TARGETS, MIXED],
      when: of('experience'),
    },
    {
      id: 'from',
      page: 'letter',
      type: 'choice',
      choices: letterSchema.shape.from.options,
      when: of('letters'),
    },
    {
      id: 'letter_field',
      page: 'letter',
      type: 'choice',
      choices: [...TARGETS, MIXED],
      when: of('letters'),
    },
    { id: 'strong', page: 'letter', type: 'choice', choices: factSchema.options, when: of('letters') },
    {
      id: 'year',
      page: 'letter',
      type: 'number',
      min: 1990,
      max: 2040,
      optional: true,
      when: of('letters'),
    },
    { id: 'exam', page: 'attempt', type: 'choice', choices: examSchema.options, when: of('exams') },
    { id: 'on', page: 'attempt', type: 'month', min: '1990-01', max: '2040-12', when: of('exams') },
    {
      id: 'outcome',
      page: 'attempt',
      type: 'choice',
      choices: attemptSchema.shape.outcome.options,
      when: of('exams'),
    },
    {
      id: 'score',
      page: 'attempt',
      type: 'number',
      min: 100,
      max: 999,
      optional: true,
      when: (answers) => of('exams')(answers) && answers.outcome !== 'scheduled',
    },
  ],
  schema: toldSchema,
  finish: async (context, told) => {
    profileIn(context);
    const verdict = await giveVerdict(context, (profile) => withEntry(profile, told));
    return [context.say.text('profile.added'), ...verdict];
  },
});

/** @throws {Refused} where the list is full */
function withEntry(profile: Profile, told: z.infer<typeof toldSchema>): Profile {
  if (isFull(profile, told.list)) throw new Refused('profile.list.full', { max: MOST[told.list] });
  const specialty = (field: string | null): string | null => (field === MIXED ? null : field);
  const { kind, place, from, strong, exam, outcome } = told;
  const added: Partial<Profile> = {};
  if (kind && place) {
    const one = {
      kind,
      place,
      months: told.months ?? 0,
      until: told.until,
      specialty: specialty(told.field),
    };
    added.experience = [...profile.experience, one];
  }
  if (from) {
    const one = {
      from,
      strong: strong ?? 'unknown',
      year: told.year,
      specialty: specialty(told.letter_field),
    };
    added.letters = [...profile.letters, one];
  }
  if (exam && outcome) added.exams = [...profile.exams, { exam, outcome, on: told.on, score: told.score }];
  return { ...profile, ...added };
}

/** What stands in one list, with a button to add and one to take each entry away. @throws {Refused} */
export function showList(context: Context, id: string): Reply {
  const { say } = context;
  const list = listOf(id);
  const entries = profileIn(context)[list];
  const remove = entries.map((entry, index): Button => {
    const twins = entries.slice(0, index).filter((other) => fingerprint(other) === fingerprint(entry)).length;
    const id = [list, fingerprint(entry), ...(twins > 0 ? [twins + 1] : [])].join('.');
    return button(say, 'forget', id, 'profile.list.remove', { values: { words: wordsOf(context, entry) } });
  });
  const add: Button = button(say, 'tell', list, `profile.list.${list}.add`, { style: 'main' });
  return [
    say.text(`profile.list.${list}.${entries.length > 0 ? 'title' : 'empty'}`),
    {
      kind: 'buttons',
      buttons: [add, ...remove, button(say, 'profile', 'now', 'profile.back')],
    },
  ];
}

/** Asks for one more entry. @throws {Refused} */
export async function tell(context: Context, id: string): Promise<Reply> {
  const list = listOf(id);
  if (isFull(profileIn(context), list)) throw new Refused('profile.list.full', { max: MOST[list] });
  return context.open(addForm, { list });
}

function isFull(profile: Profile, list: List): boolean {
  return profile[list].length >= MOST[list];
}

/** Takes an entry away, if it still stands there; of several that say the same the one of this number. @throws {Refused} */
export async function forget(context: Context, id: string): Promise<Reply> {
  const [name = '', print = '', number = '1'] = id.split('.');
  const list = listOf(name);
  profileIn(context);
  const verdict = await giveVerdict(context, (profile) => {
    const twins = profile[list].flatMap((entry, at) => (fingerprint(entry) === print ? [at] : []));
    const at = twins[Number(number) - 1];
    if (at === undefined) throw new Refused('profile.list.gone');
    return withoutEntry(profile, list, at);
  });
  return [context.say.text('profile.removed'), ...verdict];
}

function profileIn({ person }: Context): Profile {
  if (!person || person.assessments.length === 0) throw new Refused('assess.none');
  return person.profile;
}

function listOf(id: string): List {
  const list = LISTS.find((one) => one === id);
  if (!list) throw new Refused('chat.unknown_button');
  return list;
}

/** Names an entry by what it says. */
function fingerprint(entry: object): string {
  return createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 12);
}

type Entry = Profile[List][number];

function wordsOf({ say, knowledge }: Context, entry: Entry): string {
  const choice = (question: string, value: string): string =>
    say.plain(`profile.form.${question}.choices.${value}`);
  const field = (id: string | null): string =>
    knowledge.specialties.specialties.find((one) => one.id === id)?.name ?? '';
  const words = (pieces: readonly (string | number | null)[]): string =>
    pieces.filter((piece) => piece !== null && piece !== '').join(', ');
  if ('kind' in entry)
    return words([
      choice('kind', entry.kind),
      choice('place', entry.place),
      say.plain('profile.list.months', { count: entry.months }),
      field(entry.specialty),
      entry.until,
    ]);
  if ('from' in entry) return words([choice('from', entry.from), field(entry.specialty), entry.year]);
  return words([choice('exam', entry.exam), choice('outcome', entry.outcome), entry.on, entry.score]);
}
