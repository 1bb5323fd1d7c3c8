import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { button } from '#core/button.ts';
import { gate } from '#core/gate/gate.ts';
import { quietNote } from '#core/gate/verdict-parts.ts';
import { peopleWeekParts } from '#core/outreach/week.ts';
import { findStep } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { answerButtons } from '#core/reminders/message.ts';
import { upcoming } from '#core/reminders/schedule.ts';
import type { Button, Reply } from '#core/reply.ts';
import { retakeOf } from '#core/study/retake.ts';
import { sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What comes next, with its buttons, and the week with people in a few lines. */
export const command = defineCommand({
  name: 'today',
  run: async (context) => today(context),
  presses: { today: { redraw: false, run: async (context) => today(context) } },
});

function today(context: Context): Reply {
  const { person, say } = context;
  if (!person || (person.assessments.length === 0 && person.reminders.length === 0))
    return [say.text('today.no_plan'), way(context, 'assess')];
  const next = upcoming(person).find((reminder) => isForNow(context, person, reminder));
  if (next) return show(context, person, next);
  const study = studyOf(context, person);
  const ways = study.length > 0 ? [{ kind: 'buttons', buttons: study } as const] : [];
  const nothing = [say.text('today.nothing'), ...weekOf(context, person), ...ways];
  if (person.plan) return nothing;
  return [...nothing, way(context, person.assessments.length > 0 ? 'plan' : 'assess')];
}

function show(context: Context, person: Applicant, reminder: Reminder): Reply {
  const { say, knowledge, now } = context;
  const { screen, words } = kindOf(reminder);
  if (screen) return screen(reminder.id, { person, knowledge, now, say });
  const { title, why, how } = words({ person, knowledge, now, say });
  const zone = zoneOf(person.settings);
  const wall = reminder.snoozedTo ?? reminder.at;
  const isLater = wall.slice(0, 10) > wallOf(now, zone).slice(0, 10);
  const isProvisional = findStep(person, stepOf(reminder))?.provisional === true;
  const when = sayWall(wall, zone, now, say);
  const week = weekOf(context, person);
  const people = week.length > 0 ? [button(say, 'people', '0', 'today.button.people')] : [];
  return [
    ...(isLater ? [say.text('today.later')] : []),
    say.text(why === '' ? 'today.own' : 'today.due', { title, why, how }),
    say.text(isProvisional ? 'today.when_provisional' : 'today.when', { when }),
    ...quietNote(person, knowledge, now, say),
    ...week,
    { kind: 'buttons', buttons: [...answerButtons(reminder, say), ...people, ...studyOf(context, person)] },
  ];
}

/** The page of the exam, where there is one to sit. */
function studyOf({ say, knowledge, now }: Context, person: Applicant): readonly Button[] {
  if (person.assessments.length === 0 || retakeOf(person, knowledge, now).kind !== 'open') return [];
  return [button(say, 'study', 'now', 'today.button.study')];
}

function weekOf({ say, knowledge, now }: Context, person: Applicant): Reply {
  return peopleWeekParts(person, knowledge, now, say);
}

/** Whatever its kind says about today, and no contact while that is forbidden. */
function isForNow({ knowledge, now }: Context, person: Applicant, reminder: Reminder): boolean {
  const kind = kindOf(reminder);
  if (!kind.isForToday(reminder, { person, now })) return false;
  const action = kind.action({ person, knowledge });
  return action === null || gate(action, person, knowledge, now).allowed;
}

function way({ say }: Context, verb: 'assess' | 'plan') {
  const next = button(say, verb, 'now', `today.button.${verb}`, { style: 'main' });
  return { kind: 'buttons', buttons: [next] } as const;
}
