import { z } from 'zod';
import { type Context, defineCommand } from '#bots/chat/command.ts';
import type { Applicant } from '#core/applicant.ts';
import { gate } from '#core/gate/gate.ts';
import { actionOfStep } from '#core/gate/reminders.ts';
import { quietNote } from '#core/gate/words.ts';
import { stepButtons } from '#core/plan/buttons.ts';
import type { Step } from '#core/plan/plan.ts';
import { open } from '#core/plan/tasks.ts';
import { ruleOf, stepWords } from '#core/plan/words.ts';
import { wallOf, zoneOf } from '#core/reminders/clock.ts';
import { reminderOf, STEP_HOUR } from '#core/reminders/schedule.ts';
import { sayWall } from '#core/reminders/words.ts';
import type { Button, Reply } from '#core/reply.ts';

/** What is next, with its buttons, and nothing else. */
export const command = defineCommand({
  name: 'today',
  who: 'anyone',
  options: z.object({}),
  run: async (context) => today(context),
  presses: { today: { redraw: false, run: async (context) => today(context) } },
});

function today(context: Context): Reply {
  const { person, say, now } = context;
  if (!person) return start(context, 'no_plan', 'assess');
  const [next] = open(person)
    .filter((step) => isAllowed(context, person, step))
    .map((step) => ({ step, wall: wallFor(person, step) }))
    .toSorted((a, b) => a.wall.localeCompare(b.wall));
  if (next) return show(context, person, next.step, next.wall);
  if (person.plan) return [say.text('today.nothing')];
  const isAssessed = person.assessments.length > 0;
  return start(context, isAssessed ? 'nothing' : 'no_plan', isAssessed ? 'plan' : 'assess');

  function show(of: Context, who: Applicant, step: Step, wall: string): Reply {
    const { title, why, how } = stepWords(of.knowledge, step);
    const zone = zoneOf(who.settings);
    const isLater = wall.slice(0, 10) > wallOf(now, zone).slice(0, 10);
    const when = sayWall(wall, zone, now, say);
    return [
      ...(isLater ? [say.text('today.later')] : []),
      say.text(why === '' ? 'today.own' : 'today.due', { title, why, how }),
      say.text(step.provisional ? 'today.when_provisional' : 'today.when', { when }),
      ...quietNote(who, of.knowledge, now, say),
      { kind: 'buttons', buttons: stepButtons(who, step, say) },
    ];
  }
}

/** In the quiet time no step may be shown that writes to a program. */
function isAllowed({ knowledge, now }: Context, person: Applicant, step: Step): boolean {
  const rule = ruleOf(knowledge, step.key);
  const action = rule ? actionOfStep(rule) : null;
  return action === null || gate(action, person, knowledge, now).allowed;
}

/** When a step speaks up: a snooze counts, since that is when the person wants to hear of it. */
function wallFor(person: Applicant, step: Step): string {
  const reminder = reminderOf(person, step.id);
  return reminder ? (reminder.snoozedTo ?? reminder.at) : `${step.on}T${step.time ?? STEP_HOUR}`;
}

function start({ say }: Context, text: 'nothing' | 'no_plan', verb: 'assess' | 'plan'): Reply {
  const button: Button = { verb, id: 'now', label: say.plain(`today.button.${verb}`), style: 'main' };
  return [say.text(`today.${text}`), { kind: 'buttons', buttons: [button] }];
}
