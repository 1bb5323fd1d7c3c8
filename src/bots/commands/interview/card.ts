import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { startAdding } from '#bots/commands/interview/add.ts';
import { contactOf } from '#bots/commands/people/owned.ts';
import { button } from '#core/button.ts';
import { isComing } from '#core/interview/planned.ts';
import { whenWords } from '#core/interview/words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import { isInterview } from '#core/reminders/kinds/interview.ts';
import { reminderById } from '#core/reminders/schedule.ts';
import { type Button, type Reply, words } from '#core/reply.ts';

/** @throws {Refused} for an interview that is none of theirs, or no longer */
export function interviewOf(person: Applicant | null, id: string): PlannedInterview {
  const found = person?.interviewing.planned.find((one) => one.id === id);
  if (!found) throw new Refused('interview.gone_interview');
  return found;
}

/** One interview: when and how, what to prepare, and what can be done with it. @throws {Refused} */
export function card(context: Context, id: string): Reply {
  const { say, person, knowledge, now } = context;
  const interview = interviewOf(person, id);
  const { program, format, went } = interview;
  const row = (key: string, value: string) => ({
    label: say.line(`interview.card.${key}`),
    value: words(value),
  });
  const { prepare } = knowledge.interviewRules;
  const steps = format === null ? prepare.always : [...prepare.always, ...prepare[format]];
  const isAhead = isComing(interview, now);
  return [
    {
      kind: 'facts',
      title: say.line('interview.card.title', { program }),
      rows: [
        row('when', whenWords(interview, person?.settings.zone ?? null, now, say)),
        ...(format === null ? [] : [row('format', say.plain(`interview.format.${format}`))]),
        ...(went === null ? [] : [row('went', say.plain(`interview.went.${went}`))]),
      ],
    },
    ...(isAhead
      ? [
          {
            kind: 'list',
            title: say.line('interview.card.prepare'),
            ordered: false,
            items: steps.map((step) => words(step)),
          } as const,
        ]
      : []),
    { kind: 'buttons', buttons: buttonsOf(context, interview, isAhead) },
  ];
}

function buttonsOf(
  { say, person }: Context,
  interview: PlannedInterview,
  isAhead: boolean,
): readonly Button[] {
  const { id, contact } = interview;
  const isKnown = person?.people.some((one) => one.id === contact) ?? false;
  const ahead = [
    button(say, 'practise', `why_us.${id}`, 'interview.button.why_us', { style: 'main' }),
    button(say, 'interviewmove', id, 'interview.button.move'),
  ];
  const after = [
    button(say, 'interviewhow', id, 'interview.button.how', { style: 'main' }),
    button(say, 'interviewmet', id, 'interview.button.met'),
  ];
  return [
    ...(isAhead ? ahead : after),
    ...(isKnown && contact !== null ? [button(say, 'person', contact, 'interview.button.person')] : []),
    button(say, 'interviewdrop', id, 'interview.button.drop', { style: 'danger' }),
    button(say, 'interview', 'now', 'interview.button.home'),
  ];
}

/** From a reminder, which may be ticked already. `id`: the reminder. */
function open(context: Context, id: string): Reply {
  const reminder = context.person && reminderById(context.person, id);
  if (!reminder || !isInterview(reminder)) throw new Refused('reminders.not_yours');
  return card(context, reminder.about.interview);
}

function askDrop(context: Context, id: string): Reply {
  const { say, person } = context;
  const { program } = interviewOf(person, id);
  return [
    say.text('interview.drop.ask', { program }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'interviewgone', id, 'interview.drop.yes', { style: 'danger' }),
        button(say, 'interviewcard', id, 'interview.drop.no'),
      ],
    },
  ];
}

async function drop(context: Context, id: string): Promise<Reply> {
  const { say } = context;
  const { program } = interviewOf(context.person, id);
  await context.update((old) => ({
    ...old,
    interviewing: {
      ...old.interviewing,
      planned: old.interviewing.planned.filter((one) => one.id !== id),
    },
  }));
  return [
    say.text('interview.drop.done', { program }),
    { kind: 'buttons', buttons: [button(say, 'interview', 'now', 'interview.button.home')] },
  ];
}

async function move(context: Context, id: string): Promise<Reply> {
  const { program } = interviewOf(context.person, id);
  return startAdding(context, { interview: id, program });
}

/** From the card of a program among the people. `id`: the program. */
async function addFor(context: Context, id: string): Promise<Reply> {
  return startAdding(context, { program: contactOf(context, id).name });
}

export const plannedPresses = {
  interviewadd: { redraw: false, run: (context: Context) => startAdding(context) },
  interviewfor: { redraw: false, run: addFor },
  interviewcard: { redraw: false, run: async (context: Context, id: string) => card(context, id) },
  interviewopen: { redraw: false, run: async (context: Context, id: string) => open(context, id) },
  interviewmove: { redraw: false, run: move },
  interviewdrop: { redraw: false, run: async (context: Context, id: string) => askDrop(context, id) },
  interviewgone: { redraw: true, run: drop },
} as const;
