import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type Form } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { nextCheck } from '#bots/commands/study/check-answer.ts';
import { examToSit, nameOf } from '#core/assessment/exam-facts.ts';
import { standings } from '#core/assessment/facts.ts';
import { button } from '#core/button.ts';
import { isoOf } from '#core/etiquette/days.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { examSchema } from '#core/record/profile.ts';
import type { Routine } from '#core/record/study.ts';
import type { Button, Reply } from '#core/reply.ts';
import { withAway } from '#core/study/away.ts';
import { checkTime } from '#core/study/check-time.ts';
import { studyDays } from '#core/study/days.ts';
import { lighterFrom } from '#core/study/lighter-id.ts';
import {
  type Changed,
  routinesOf,
  routineToCome,
  type WantedRoutine,
  withRoutine,
} from '#core/study/routine.ts';
import { weekWords } from '#core/study/say-routine.ts';
import { studyToday } from '#core/study/week.ts';
import { weekdayWords } from '#core/time/say.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';

const WEEKDAYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;
const REST_DAYS = 7;

/** Days, hours and the time of the check; the exam only where the record doesn't tell which. */
const form: Form = defineForm({
  id: 'studychecks',
  version: 1,
  given: z.object({ exam: examSchema.nullable() }),
  questions: [
    {
      id: 'exam',
      page: 'routine',
      type: 'choice',
      when: (_, { exam }) => exam === null,
      choices: ({ context: { knowledge } }) =>
        examSchema.options.map((value) => ({ value, label: nameOf(knowledge.exams, value) })),
    },
    { id: 'days', page: 'routine', type: 'many', choices: WEEKDAYS },
    { id: 'hours_week', page: 'routine', type: 'number', min: 1, max: 100 },
    { id: 'time', page: 'routine', type: 'time' },
  ],
  schema: z.object({
    exam: examSchema.nullable(),
    days: z.array(z.enum(WEEKDAYS)),
    hours_week: z.int(),
    time: timeOfDaySchema,
  }),
  finish: async (context, { exam: asked, days, hours_week: hours, time }, { given }): Promise<Reply> => {
    const exam = given.exam ?? asked;
    if (exam === null || days.length === 0)
      return [
        context.say.text('studychecks.routine.no_days'),
        ...(await context.open(form, { given, initial: { hours_week: hours, time } })),
      ];
    const numbers = days.map((one) => Number(one.slice(1))).toSorted((a, b) => a - b);
    return change(context, () => ({ exam, days: numbers, time, hours }));
  },
});

const inZone = withZone('studychecks.zone', ask);

export const routineForms = [form, inZone.form];

export const routinePresses = {
  routine: { redraw: false, run: async (context: Context) => page(context) },
  routineset: { redraw: false, run: (context: Context) => inZone.run(context) },
  routineend: {
    redraw: true,
    run: (context: Context) => change(context, (old) => ({ ...held(context, old), days: [] })),
  },
  routinekeep: { redraw: true, run: (context: Context) => change(context, (old) => held(context, old)) },
  routinerest: { redraw: true, run: rest },
  lighter: {
    redraw: true,
    run: (context: Context, id: string) =>
      change(context, (old) => {
        const wanted = lighterFrom(id, held(context, old));
        if (!wanted) throw new Refused('studychecks.lighter.gone');
        return wanted;
      }),
  },
  lighterkeep: {
    redraw: true,
    run: async ({ say, person, now }: Context): Promise<Reply> => [
      say.text('studychecks.lighter.kept'),
      ...(person ? nextCheck(person, now, say) : []),
      { kind: 'buttons', buttons: [button(say, 'study', 'now', 'studychecks.button.page')] },
    ],
  },
} as const;

async function ask(context: Context, person: Applicant): Promise<Reply> {
  const exam = examToSit(standings(person.profile, context.knowledge))?.exam ?? null;
  const now = routinesOf(person.study).at(-1)?.routine;
  const hours = now?.hours ?? person.study.hours;
  const days = now?.days.map((day) => `d${day}`) ?? [];
  const initial = {
    ...(days.length > 0 ? { days } : {}),
    ...(hours ? { hours_week: Math.max(1, Math.round(hours)) } : {}),
    ...(now ? { time: now.time } : {}),
  };
  return context.open(form, { given: { exam }, initial });
}

/** The routine in force, or the one that begins next. @throws {Refused} where there is none */
function held({ now }: Context, person: Applicant): Routine {
  const today = studyToday(person, now);
  const found = studyDays(person).routineOn(today) ?? routineToCome(person.study, isoOf(today));
  if (!found) throw new Refused('studychecks.none_yet');
  return found;
}

/** Agrees on a routine and says from which day it holds. */
async function change(context: Context, wanted: (person: Applicant) => WantedRoutine): Promise<Reply> {
  const { knowledge, now, newId } = context;
  let changed: Omit<Changed, 'person'> | null = null;
  let before: Routine | null = null;
  const person = await context.update((old) => {
    const { exam, days, time, hours } = wanted(old);
    before = studyDays(old).routineOn(studyToday(old, now));
    const { person, ...rest } = withRoutine(old, { exam, days, time, hours }, knowledge, now, newId);
    changed = rest;
    return person;
  });
  return changed ? agreed(context, person, changed, before) : [];
}

function agreed(
  context: Context,
  person: Applicant,
  { kind, routine }: Omit<Changed, 'person'>,
  before: Routine | null,
): Reply {
  const { say, knowledge, now } = context;
  const today = isoOf(studyToday(person, now));
  const day = weekdayWords(routine.from, say.language);
  const time = checkTime(routine.time, person.settings, knowledge);
  const values = { week: weekWords(routine, say), day, time };
  const text = (key: string, more = {}) => say.text(`studychecks.routine.${key}`, { ...values, ...more });
  const said = () => {
    if (routine.days.length === 0) return kind === 'easier' ? text('end') : text('ended');
    if (kind === 'easier') return text('easier', { old: weekWords(before ?? routine, say) });
    if (kind === 'changed') return text(routine.from <= today ? 'changed_today' : 'changed');
    return text(kind === 'kept' ? 'kept' : 'begun');
  };
  const isMoved = routine.days.length > 0 && kind !== 'kept' && time !== routine.time;
  return [
    said(),
    ...(isMoved ? [text('quiet', { wanted: routine.time })] : []),
    ...nextCheck(person, now, say),
    { kind: 'buttons', buttons: routineButtons(context, person) },
  ];
}

/** The next seven days are let go, whatever the routine says. */
async function rest(context: Context): Promise<Reply> {
  const { say, now } = context;
  if (!context.person) throw new Refused('studychecks.none_yet');
  const today = studyToday(context.person, now);
  const person = await context.update((old) => withAway(old, isoOf(today), isoOf(today + REST_DAYS - 1)));
  const day = weekdayWords(isoOf(today + REST_DAYS), say.language);
  return [
    say.text('studychecks.routine.rest', { day }),
    ...nextCheck(person, now, say),
    { kind: 'buttons', buttons: [button(say, 'study', 'now', 'studychecks.button.page')] },
  ];
}

function page(context: Context): Reply {
  const { person, say, now } = context;
  const lines = routineLines(context);
  return [
    ...lines,
    ...(person && hasRoutine(context, person) ? nextCheck(person, now, say) : []),
    { kind: 'buttons', buttons: person ? routineButtons(context, person) : [setButton(context)] },
  ];
}

/** The study week in a line or two. */
export function routineLines({ person, say, knowledge, now }: Context): Reply {
  if (!person || routinesOf(person.study).length === 0) return [say.text('studychecks.routine.none')];
  const today = studyToday(person, now);
  const found = studyDays(person).routineOn(today);
  const next = routineToCome(person.study, isoOf(today));
  const day = next ? weekdayWords(next.from, say.language) : '';
  const time = found ? checkTime(found.time, person.settings, knowledge) : '';
  return [
    ...(found ? [say.text('studychecks.routine.line', { week: weekWords(found, say), time })] : []),
    ...(found || next ? [] : [say.text('studychecks.routine.ended')]),
    ...(next && next.days.length > 0
      ? [say.text('studychecks.routine.to_come', { week: weekWords(next, say), day })]
      : []),
    ...(next?.days.length === 0 ? [say.text('studychecks.routine.to_end', { day })] : []),
  ];
}

export function hasRoutine({ now }: Context, person: Applicant): boolean {
  const today = studyToday(person, now);
  return studyDays(person).routineOn(today) !== null || routineToCome(person.study, isoOf(today)) !== null;
}

export function setButton({ say }: Context): Button {
  return button(say, 'routineset', 'now', 'studychecks.button.set', { style: 'main' });
}

function routineButtons(context: Context, person: Applicant): readonly Button[] {
  const { say, now } = context;
  if (!hasRoutine(context, person))
    return [setButton(context), button(say, 'study', 'now', 'studychecks.button.page')];
  const next = routineToCome(person.study, isoOf(studyToday(person, now)));
  const holds = studyDays(person).routineOn(studyToday(person, now));
  return [
    button(say, 'routineset', 'now', 'studychecks.button.edit'),
    ...(next && holds ? [button(say, 'routinekeep', 'now', 'studychecks.button.keep')] : []),
    button(say, 'checkdays', 'now', 'studychecks.button.days'),
    button(say, 'routinerest', 'now', 'studychecks.button.rest'),
    ...(next?.days.length === 0 ? [] : [button(say, 'routineend', 'now', 'studychecks.button.end')]),
    button(say, 'study', 'now', 'studychecks.button.page'),
  ];
}
