import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import { timeline } from '#core/pictures/timeline.ts';
import type { Timeline } from '#core/pictures/timeline-shape.ts';
import { weekTimeline, yearTimeline } from '#core/plan/picture.ts';
import { todo } from '#core/plan/tasks.ts';
import type { Button, Reply } from '#core/reply.ts';
import { weekAt } from '#core/soap/week.ts';
import { FALLBACK_ZONE } from '#core/time/zone.ts';

/** Everything with a date, as one picture that is readable on a phone. */
export const command = defineCommand({
  name: 'timeline',
  run: (context) => year(context),
  presses: {
    timeline: { redraw: false, run: (context, id) => (id === 'week' ? week(context) : year(context)) },
  },
});

/** @throws {Refused} if there is nothing to draw */
function year(context: Context): Promise<Reply> {
  const { person, knowledge, now, say } = context;
  if (!person || !todo(person).some(({ state }) => state === 'open')) throw new Refused('plan.none');
  return show(context, 'year', yearTimeline(person, knowledge, now, say));
}

/** @throws {Refused} if no season file reaches that far */
function week(context: Context): Promise<Reply> {
  const { person, knowledge, now, say } = context;
  const found = weekAt(knowledge.seasons, now);
  if (!found) throw new Refused('timeline.week.none');
  const zone = person?.settings.zone ?? FALLBACK_ZONE;
  return show(context, 'week', weekTimeline(found.season, now, zone, say));
}

async function show({ say, picture }: Context, which: 'year' | 'week', data: Timeline): Promise<Reply> {
  const painted = await picture(`${which}.png`, data.title, (ruler) => timeline(data, say, ruler));
  const other = which === 'year' ? 'week' : 'year';
  const buttons: Button[] = [
    button(say, 'timeline', other, `timeline.button.${other}`),
    button(say, 'calendar', 'now', 'timeline.button.calendar'),
  ];
  const text = painted.length === 0 ? 'timeline.failed' : `timeline.${which}.text`;
  return [...painted, say.text(text), { kind: 'buttons', buttons }];
}
