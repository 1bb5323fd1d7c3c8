import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { livesOn, ownPage, relaid } from '#bots/commands/study/again.ts';
import { assessed, planned, standingParts, todayOf } from '#bots/commands/study/standing.ts';
import { button } from '#core/button.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { fitOf, fitsWhole } from '#core/plan/study-weeks.ts';
import { readTimePhrase } from '#core/reminders/phrase/when.ts';
import type { Button, Reply } from '#core/reply.ts';
import { agreedOn, wholeFrom } from '#core/study/retake-change.ts';
import { type RetakePlan, retakePlan } from '#core/study/retake-plan.ts';
import { sayDay, shortDay } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Hours a week that the person really has, asked once. `day`: the day to aim at as soon as they are known. */
const hoursForm = defineForm({
  id: 'study.hours',
  version: 1,
  given: z.object({ day: z.iso.date().nullable() }),
  questions: [{ id: 'hours', type: 'number', min: 1, max: 80 }],
  schema: z.object({ hours: z.int() }),
  finish: async (context, { hours }, { given: { day } }) => {
    const { say } = context;
    const kept = say.text('study.hours_kept', { hours });
    if (day === null) return livesOn(context, () => ({ hours }), kept);
    await context.update((old) => ({ ...old, study: { ...old.study, hours } }));
    const { span } = planned(context);
    const fits = fitsWhole({ ...span, day: Temporal.PlainDate.from(day) }, context.knowledge.pacing.study);
    if (fits) return [kept, ...(await agree(context, day))];
    const isLater = planned(context).day.toString() > day;
    return [kept, ...(isLater ? [say.text('study.hours_later')] : []), ...offer(context)];
  },
});

/** A day of one's own to aim at. */
const aimForm = defineForm({
  id: 'study.aim',
  version: 1,
  questions: [{ id: 'day', type: 'text', maxLength: 60 }],
  schema: z.object({ day: z.string() }),
  finish: async (context, { day }) => weighed(context, day),
});

export const aimForms = [hoursForm, aimForm];

export const aimPresses = {
  studyaim: { redraw: false, run: aim },
  studystart: { redraw: false, run: (context: Context) => agree(context, planned(context).day.toString()) },
  studyother: { redraw: false, run: (context: Context) => context.open(aimForm) },
  studysee: { redraw: false, run: async (context: Context) => letUsSee(context) },
  studyhours: {
    redraw: false,
    run: (context: Context) => context.open(hoursForm, { given: { day: null } }),
  },
} as const;

export function aimButton(
  { say }: Context,
  day: Temporal.PlainDate,
  style: Button['style'] = 'plain',
  key: 'aim' | 'anyway' = 'aim',
): Button {
  const values = { day: shortDay(day.toString(), say.language) };
  return button(say, 'studyaim', day.toString(), `study.button.${key}`, { style, values });
}

/** Aims at a day, after asking for the hours if nobody has told them. @throws {Refused} */
async function aim(context: Context, id: string): Promise<Reply> {
  const told = z.iso.date().safeParse(id);
  if (!told.success) throw new Refused('chat.unknown_button');
  const person = assessed(context);
  if (person.study.hours === null) return context.open(hoursForm, { given: { day: told.data } });
  return agree(context, told.data);
}

/** @throws {Refused} if that day is no longer possible */
async function agree(context: Context, on: string): Promise<Reply> {
  const { say, knowledge, now } = context;
  const day = Temporal.PlainDate.from(on);
  const plan = planned(context);
  if (plan.booked ? !plan.day.equals(day) : whyNot(context, plan, day) !== null)
    throw new Refused('study.aim_gone');
  const person = await context.update((old) => relaid(agreedOn(old, day, knowledge, now), context));
  const key = plan.booked ? 'study.started' : 'study.aimed';
  return [say.text(key, { day: sayDay(on, say) }), ...ownPage(context, person)];
}

/** Why a day cannot be aimed at; null: it can. */
function whyNot(
  context: Context,
  plan: RetakePlan,
  day: Temporal.PlainDate,
): 'past' | 'illegal' | 'seven' | null {
  const { retake, latest } = plan;
  const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0;
  if (day.toString() <= todayOf(assessed(context), context)) return 'past';
  if (!retake.earliest || isBefore(day, retake.earliest)) return 'illegal';
  return latest?.why === 'seven_years' && isBefore(latest.day, day) ? 'seven' : null;
}

/** A day as it was typed: what speaks against it, and the days that would do. */
async function weighed(context: Context, typed: string): Promise<Reply> {
  const { say, now, knowledge } = context;
  const person = assessed(context);
  const plan = planned(context);
  const when = readTimePhrase(typed, now, zoneOf(person.settings));
  if (when.kind === 'refused' && when.why === 'past')
    return [say.text('study.aim_past'), buttons(context, plan)];
  if (when.kind === 'refused' || when.rule) return [say.text('study.aim_unclear'), ...letUsSee(context)];
  const day = Temporal.PlainDate.from(when.wall.slice(0, 10));
  const named = sayDay(day.toString(), say);
  const latest = plan.latest && sayDay(plan.latest.day.toString(), say);
  const legal = plan.retake.earliest ? sayDay(plan.retake.earliest.toString(), say) : '';
  const why = whyNot(context, plan, day);
  if (why === 'past') return [say.text('study.aim_past'), buttons(context, plan)];
  if (why === 'illegal')
    return [say.text('study.aim_illegal', { day: named, legal }), buttons(context, plan)];
  if (why === 'seven')
    return [say.text('study.aim_seven', { day: named, latest: latest ?? '' }), buttons(context, plan)];
  const doubts = doubtsAbout(context, plan, day, knowledge);
  return doubts ?? aim(context, day.toString());
}

/** What speaks against a day that is allowed; null: nothing. */
function doubtsAbout(
  context: Context,
  { span, latest, bound, day: own }: RetakePlan,
  day: Temporal.PlainDate,
  { pacing }: Knowledge,
): Reply | null {
  const { say } = context;
  const named = sayDay(day.toString(), say);
  const anyway = aimButton(context, day, 'plain', 'anyway');
  const other = button(say, 'studyother', 'now', 'study.button.other');
  if (latest && Temporal.PlainDate.compare(latest.day, day) < 0) {
    const last = say.text('study.aim_late', { day: named, latest: sayDay(latest.day.toString(), say) });
    return [last, { kind: 'buttons', buttons: [aimButton(context, latest.day, 'main'), other, anyway] }];
  }
  const asked = { ...span, day };
  // The day that we would choose ourselves needs no second thought.
  if (day.equals(own) || fitsWhole(asked, pacing.study)) return null;
  const lost = fitOf(asked, pacing.study).phases.reduce((sum, phase) => sum + phase.lost, 0);
  const whole = wholeFrom(asked, bound, pacing.study);
  return [
    say.text('study.aim_short', { day: named, count: Math.ceil(lost) }),
    ...(whole ? [say.text('study.aim_from', { day: sayDay(whole.toString(), say) })] : []),
    {
      kind: 'buttons',
      buttons: [aimButton(context, whole ?? own, 'main'), anyway, other],
    },
  ];
}

/** "Let's see how it goes": what it costs, and one day. */
function letUsSee(context: Context): Reply {
  const { say } = context;
  const plan = planned(context);
  const { retake, day } = plan;
  return [
    say.text('study.see', {
      exam: retake.name,
      left: retake.left,
      day: sayDay(day.toString(), say),
    }),
    buttons(context, plan),
  ];
}

/** The day that we would take, and another. */
function offer(context: Context): Reply {
  const person = assessed(context);
  const plan = retakePlan(person, context.knowledge, context.now);
  return [...standingParts(context, person), ...(plan ? [buttons(context, plan)] : [])];
}

function buttons(context: Context, { day, booked }: RetakePlan) {
  const { say } = context;
  const other = button(say, 'studyother', 'now', 'study.button.other');
  const home = button(say, 'study', 'now', 'study.button.study');
  const all = booked ? [home] : [aimButton(context, day, 'main'), other, home];
  return { kind: 'buttons', buttons: all } as const;
}
