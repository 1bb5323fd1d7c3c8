import type { FormView, ListQuestion } from '#bots/chat/form.ts';
import type { Entry } from '#bots/chat/form-data.ts';
import { MIXED } from '#core/assessment/answers/schema.ts';
import {
  attemptSchema,
  examSchema,
  experienceSchema,
  factSchema,
  letterSchema,
  type Profile,
} from '#core/record/profile.ts';
import type { Choice } from '#core/reply.ts';

/** Lists in the record that people may add to, change and remove from, beyond what the assessment asks. */
export const LISTS = ['experience', 'letters', 'exams'] as const;
export type List = (typeof LISTS)[number];

/** One list: what to ask about an entry, and how the record stores it. */
export interface Kind {
  readonly question: ListQuestion;
  /** The list from a profile, as answers. */
  entries(profile: Profile): readonly Entry[];
  /** The profile with these entries added. */
  withEntries(profile: Profile, added: readonly Entry[]): Profile;
}

const experience: Kind = {
  question: {
    id: 'experience',
    type: 'list',
    most: 30,
    of: [
      { id: 'kind', page: 'experience', type: 'choice', choices: experienceSchema.shape.kind.options },
      { id: 'place', page: 'experience', type: 'choice', choices: experienceSchema.shape.place.options },
      { id: 'months', page: 'experience', type: 'number', min: 0, max: 480 },
      { id: 'until', page: 'experience', type: 'month', min: '1970-01', max: '2040-12', optional: true },
      { id: 'field', page: 'experience', type: 'choice', choices: fields },
    ],
    line: ({ kind, place, months, until, field }, view) => {
      const { say } = view.context;
      return joined([
        say.plain(`profile.form.kind.choices.${kind}`),
        say.plain(`profile.form.place.choices.${place}`),
        say.plain('profile.months', { count: Number(months) }),
        fieldName(view, field),
        until,
      ]);
    },
  },
  entries: ({ experience: all }) =>
    all.map(({ specialty, ongoing, from, where, role, ...told }) => ({
      ...told,
      field: specialty ?? MIXED,
      ...(ongoing === undefined ? {} : { ongoing }),
      ...(from === undefined ? {} : { from }),
      ...(where === undefined ? {} : { where }),
      ...(role === undefined ? {} : { role }),
    })),
  withEntries: (profile, added) => {
    const more = added.map(({ field, ...told }) =>
      experienceSchema.parse({ ...told, specialty: specialtyOf(field) }),
    );
    return { ...profile, experience: [...profile.experience, ...more] };
  },
};

const letters: Kind = {
  question: {
    id: 'letters',
    type: 'list',
    most: 20,
    of: [
      { id: 'from', page: 'letter', type: 'choice', choices: letterSchema.shape.from.options },
      { id: 'letter_field', page: 'letter', type: 'choice', choices: fields },
      { id: 'strong', page: 'letter', type: 'choice', choices: factSchema.options },
      { id: 'year', page: 'letter', type: 'number', min: 1990, max: 2040, optional: true },
    ],
    line: ({ from, letter_field, year }, view) =>
      joined([
        view.context.say.plain(`profile.form.from.choices.${from}`),
        fieldName(view, letter_field),
        year,
      ]),
  },
  entries: ({ letters: all }) =>
    all.map(({ specialty, ...told }) => ({ ...told, letter_field: specialty ?? MIXED })),
  withEntries: (profile, added) => {
    const more = added.map(({ letter_field, ...told }) =>
      letterSchema.parse({ ...told, specialty: specialtyOf(letter_field) }),
    );
    return { ...profile, letters: [...profile.letters, ...more] };
  },
};

const exams: Kind = {
  question: {
    id: 'exams',
    type: 'list',
    most: 40,
    of: [
      { id: 'exam', page: 'attempt', type: 'choice', choices: examSchema.options },
      { id: 'on', page: 'attempt', type: 'month', min: '1990-01', max: '2040-12', withDay: true },
      { id: 'outcome', page: 'attempt', type: 'choice', choices: attemptSchema.shape.outcome.options },
      {
        id: 'score',
        page: 'attempt',
        type: 'number',
        min: 100,
        max: 999,
        optional: true,
        when: ({ outcome }) => outcome !== 'scheduled',
      },
    ],
    line: ({ exam, outcome, on, score }, { context: { say } }) =>
      joined([
        say.plain(`profile.form.exam.choices.${exam}`),
        say.plain(`profile.form.outcome.choices.${outcome}`),
        on,
        score,
      ]),
  },
  entries: ({ exams: all }) => all,
  withEntries: (profile, added) => ({
    ...profile,
    exams: [...profile.exams, ...added.map((entry) => attemptSchema.parse(entry))],
  }),
};

export const KINDS: Readonly<Record<List, Kind>> = { experience, letters, exams };

/** The specialties that knowledge names, and a word for several or none. */
function fields({ context: { knowledge, say } }: FormView): readonly Choice[] {
  const named = knowledge.specialties.specialties.map(({ id, name }) => ({ value: id, label: name }));
  return [...named, { value: MIXED, label: say.plain('profile.mixed') }];
}

function specialtyOf(field: unknown): unknown {
  return field === MIXED ? null : field;
}

function fieldName({ context: { knowledge } }: FormView, field: unknown): string {
  return knowledge.specialties.specialties.find(({ id }) => id === field)?.name ?? '';
}

function joined(pieces: readonly unknown[]): string {
  return pieces.filter((piece) => piece !== null && piece !== undefined && piece !== '').join(', ');
}
