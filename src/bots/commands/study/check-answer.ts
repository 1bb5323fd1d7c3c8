import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { paged } from '#bots/chat/paged.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import { type Day, isoOf, readDay, weekdayOf } from '#core/etiquette/days.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Check } from '#core/record/study.ts';
import { isCheck } from '#core/reminders/kinds/study-check.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { CHECK_ANSWERS, checkParts, isAskable, lighterOffer } from '#core/study/check-parts.ts';
import { type StudyDays, studyDays } from '#core/study/days.ts';
import { countingEntries, withEntry } from '#core/study/log.ts';
import { whichDay } from '#core/study/say-routine.ts';
import { studyToday } from '#core/study/week.ts';
import type { Say } from '#core/text.ts';
import { sayWall, weekdayWords } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How far ahead a day may be let go, and how far back the list goes. */
const AHEAD = 14;
const LISTED = 60;
/** As many as a phone shows without scrolling. */
const SHOWN = 7;

const answerSchema = z.enum(CHECK_ANSWERS);
type Answer = z.infer<typeof answerSchema>;
type Details = Pick<Check, 'hours' | 'blocks' | 'percent'>;
const NO_DETAILS: Details = { hours: null, blocks: null, percent: null };

/** How much it was, after a day was kept. What is left out stays as it was. */
export const detailsForm = defineForm({
  id: 'studychecks.details',
  version: 1,
  given: z.object({ on: z.iso.date() }),
  questions: [
    { id: 'hours', page: 'details', type: 'number', min: 0, max: 24, halves: true, optional: true },
    { id: 'blocks', page: 'details', type: 'number', min: 0, max: 40, optional: true },
    {
      id: 'percent',
      page: 'details',
      type: 'number',
      min: 0,
      max: 100,
      optional: true,
      when: ({ blocks }) => blocks === undefined || (typeof blocks === 'number' && blocks > 0),
    },
  ],
  schema: z.object({
    hours: z.number().nullable(),
    blocks: z.int().nullable(),
    percent: z.int().nullable().default(null),
  }),
  finish: async (context, told, { given: { on } }) => {
    if (!isKept(found(context, on).check)) throw new Refused('studychecks.no_such_day');
    const person = await context.update((old) => {
      const check = studyDays(old).checkOf(readDay(on));
      const isSame = Object.values(told).every((one) => one === null);
      return check === null || isSame ? old : withCheck(old, context, merged(check, told));
    });
    return card(context, person, on);
  },
});

function merged(check: Check, told: Details): Check {
  const blocks = told.blocks ?? check.blocks;
  return { ...check, hours: told.hours ?? check.hours, blocks, percent: told.percent ?? check.percent };
}

export const checkPresses = {
  checksay: { redraw: true, run: say },
  checkset: { redraw: true, run: set },
  checkedit: { redraw: false, run: async (context: Context, id: string) => edit(context, id) },
  checkback: { redraw: true, run: askAgain },
  checkday: { redraw: false, run: async (context: Context, id: string) => day(context, id) },
  checkdays: { redraw: false, run: async (context: Context, id: string) => list(context, Number(id) || 0) },
  checkmore: {
    redraw: false,
    run: async (context: Context, id: string): Promise<Reply> => {
      const { check, on } = found(context, id);
      return isKept(check) ? context.open(detailsForm, { given: { on } }) : day(context, on);
    },
  },
} as const;

interface Found {
  readonly person: Applicant;
  readonly on: string;
  readonly day: Day;
  readonly days: StudyDays;
  readonly check: Check | null;
}

/** A day that the person's own routine asks about, or that is in the log. @throws {Refused} */
function found({ person, now }: Context, id: string): Found {
  const on = z.iso.date().safeParse(id);
  if (!on.success) throw new Refused('chat.unknown_button');
  if (!person) throw new Refused('studychecks.none_yet');
  const days = studyDays(person);
  const one = readDay(on.data);
  const check = days.checkOf(one);
  const isAsked = days.routineOn(one)?.days.includes(weekdayOf(one)) === true;
  if (!isAsked && check === null) throw new Refused('studychecks.no_such_day');
  if (one > studyToday(person, now) + AHEAD) throw new Refused('studychecks.not_yet');
  return { person, on: on.data, day: one, days, check };
}

/** @param id a day and an answer, such as `2026-12-01.done` @throws {Refused} */
function answerIn(context: Context, id: string): Found & { readonly answer: Answer } {
  const [on = '', word] = id.split('.');
  const answer = answerSchema.safeParse(word);
  if (!answer.success) throw new Refused('chat.unknown_button');
  const one = found(context, on);
  const isAhead = !isAskable({ person: one.person, now: context.now }, on);
  if (isAhead && answer.data !== 'excused') throw new Refused('studychecks.not_yet');
  return { ...one, answer: answer.data };
}

/** The first answer. A second tap writes nothing, whichever button it hits. */
async function say(context: Context, id: string): Promise<Reply> {
  const { on, day: one, answer } = answerIn(context, id);
  let isNew = false;
  const person = await context.update((old) => {
    const check = studyDays(old).checkOf(one);
    isNew = check === null || check.answer === 'missed';
    return isNew ? withCheck(old, context, { on, answer, ...NO_DETAILS }) : old;
  });
  const known = studyDays(person).checkOf(one);
  if (!isNew && known?.answer !== answer)
    return [context.say.text('studychecks.already'), ...card(context, person, on)];
  return answered(context, person, on);
}

/** Another answer for a day, also much later. What was added stays as long as the day was kept. */
async function set(context: Context, id: string): Promise<Reply> {
  const { on, day: one, answer } = answerIn(context, id);
  const person = await context.update((old) => {
    const check = studyDays(old).checkOf(one);
    if (check?.answer === answer) return old;
    const details = check && isKept(check) && (answer === 'done' || answer === 'partly') ? check : NO_DETAILS;
    return withCheck(old, context, { ...details, on, answer });
  });
  return answered(context, person, on);
}

function withCheck(person: Applicant, { now, newId }: Context, check: Check): Applicant {
  return withEntry(person, { kind: 'check', check }, now, newId);
}

/** What was said, and after a hard day an easier way if one is due. */
function answered(context: Context, person: Applicant, on: string): Reply {
  const { knowledge, now, say } = context;
  const check = studyDays(person).checkOf(readDay(on));
  const offer =
    check?.answer === 'not'
      ? lighterOffer({ person, knowledge, now, say }, readDay(on))
      : { parts: [], buttons: [] };
  return card(context, person, on, offer);
}

/** A day that is answered, with its details and the ways to change them. */
function card(
  { say, now }: Context,
  person: Applicant,
  on: string,
  offer: { readonly parts: Reply; readonly buttons: readonly Button[] } = { parts: [], buttons: [] },
): Reply {
  const check = studyDays(person).checkOf(readDay(on));
  if (!check) throw new Refused('studychecks.no_such_day');
  const which = whichDay(on, isoOf(studyToday(person, now)), say);
  const told = detailWords(check, say);
  const more = isKept(check)
    ? [button(say, 'checkmore', on, 'studychecks.button.more', { style: 'main' })]
    : [];
  return [
    say.text(`studychecks.said.${check.answer}`, { day: which }),
    ...(told === '' ? [] : [say.text('studychecks.told', { what: told })]),
    ...offer.parts,
    ...(offer.parts.length === 0 ? nextCheck(person, now, say) : []),
    {
      kind: 'buttons',
      buttons: [
        ...offer.buttons,
        ...more,
        button(say, 'checkedit', on, 'studychecks.button.change'),
        button(say, 'study', 'now', 'studychecks.button.page'),
      ],
    },
  ];
}

/** The question again, with an answer for each button. */
function edit(context: Context, id: string): Reply {
  const { person, on, check } = found(context, id);
  if (check === null) return day(context, on);
  const { say, now } = context;
  const which = whichDay(on, isoOf(studyToday(person, now)), say);
  const isAhead = !isAskable({ person, now }, on);
  const others = CHECK_ANSWERS.filter(
    (answer) => answer !== check.answer && !(isAhead && answer !== 'excused'),
  );
  return [
    say.text(`studychecks.said.${check.answer}`, { day: which }),
    {
      kind: 'buttons',
      buttons: [
        ...others.map((answer) => button(say, 'checkset', `${on}.${answer}`, `studychecks.answer.${answer}`)),
        ...(isAhead ? [button(say, 'checkback', on, 'studychecks.button.back')] : []),
        button(say, 'checkdays', 'now', 'studychecks.button.days'),
      ],
    },
  ];
}

/** A day to come that was let go is asked about after all. */
async function askAgain(context: Context, id: string): Promise<Reply> {
  const { person, on } = found(context, id);
  const { now, newId } = context;
  if (!isAskable({ person, now }, on))
    await context.update((old) =>
      countingEntries(old.study)
        .filter(({ what }) => what.kind === 'check' && what.check.on === on)
        .reduce((one, { id: entry }) => withEntry(one, { kind: 'withdrawn', entry }, now, newId), old),
    );
  return day(context, on);
}

/** Whatever there is to say about a day: its answer, its question, or that it is still to come. */
function day(context: Context, id: string): Reply {
  const { person, on, check } = found(context, id);
  const { say, knowledge, now } = context;
  if (check?.answer === 'missed') return edit(context, on);
  if (check) return card(context, person, on);
  return checkParts({ person, knowledge, now, say }, on);
}

/** The study days of late, the newest first. */
function list(context: Context, start: number): Reply {
  const { person, say, now } = context;
  if (!person) throw new Refused('studychecks.none_yet');
  const days = studyDays(person);
  const today = studyToday(person, now);
  const all = Array.from({ length: LISTED }, (_, index) => today - index).filter(
    (one) => days.checkOf(one) !== null || (days.isDue(one) && one === today),
  );
  const page = button(say, 'study', 'now', 'studychecks.button.page');
  if (all.length === 0) return [say.text('studychecks.days.none'), { kind: 'buttons', buttons: [page] }];
  const { shown, next } = paged(all, start, SHOWN);
  const name = (one: Day): string => weekdayWords(isoOf(one), say.language);
  const items = shown.map((one) => {
    const check = days.checkOf(one);
    const state = say.plain(`studychecks.days.${check?.answer ?? 'open'}`);
    const told = check ? detailWords(check, say) : '';
    const what = told === '' ? state : `${state}, ${told}`;
    return say.line('studychecks.days.item', { day: name(one), what });
  });
  const further = next === null ? [] : [button(say, 'checkdays', String(next), 'reminders.further')];
  return [
    { kind: 'list', title: say.line('studychecks.days.title'), ordered: false, items },
    {
      kind: 'buttons',
      buttons: [
        ...shown.map((one): Button => ({ verb: 'checkday', id: isoOf(one), label: name(one) })),
        ...further,
        page,
      ],
    },
  ];
}

/** When the next check comes. */
export function nextCheck(person: Applicant, now: Context['now'], say: Say): readonly Part[] {
  const next = person.reminders.filter(isCheck).find(({ state }) => state.kind === 'waiting');
  if (!next) return [say.text('studychecks.no_next')];
  return [say.text('studychecks.next', { when: sayWall(next.at, zoneOf(person.settings), now, say) })];
}

function detailWords({ hours, blocks, percent }: Details, say: Say): string {
  const facts = [
    ...(hours === null ? [] : [say.plain('studychecks.facts.hours', { count: hours })]),
    ...(blocks === null ? [] : [say.plain('studychecks.facts.blocks', { count: blocks })]),
    ...(percent === null ? [] : [say.plain('studychecks.facts.percent', { percent })]),
  ];
  return facts.join(', ');
}

function isKept(check: Check | null): check is Check {
  return check?.answer === 'done' || check?.answer === 'partly';
}
