import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import { EMPTY_PROFILE } from '#core/record/profile.ts';
import { type Line, type Reply, words } from '#core/reply.ts';

/** How long a confirmation is valid, so that an old message cannot delete everything by a slip of the thumb. */
const CONFIRM_MINUTES = 15;

const minuteOf = ({ now }: Context): number => Math.floor(now.epochMilliseconds / 60_000);

export const command = defineCommand({
  name: 'privacy',
  run: async (context) => overview(context),
  presses: {
    export: { redraw: false, run: async (context) => exported(context) },
    erase: { redraw: false, run: async (context) => confirmation(context) },
    keep: { redraw: true, run: async ({ say }) => [say.text('privacy.kept')] },
    eraseall: {
      redraw: true,
      run: async (context, id) => {
        const age = minuteOf(context) - Number.parseInt(id, 36);
        if (!(age >= 0 && age <= CONFIRM_MINUTES)) throw new Refused('privacy.expired');
        if (!isKept(context)) throw new Refused('privacy.none');
        await context.erase();
        return [context.say.text('privacy.erased')];
      },
    },
  },
});

/** Whether there is anything to delete, readable or not. */
function isKept(context: Context): boolean {
  return context.isUnreadable || context.person !== null;
}

function overview(context: Context): Reply {
  const { say } = context;
  const erase = button(say, 'erase', 'ask', 'privacy.erase', { style: 'danger' });
  if (context.isUnreadable) return [say.text('chat.unreadable'), { kind: 'buttons', buttons: [erase] }];
  const { person } = context;
  if (!person) return [say.text('privacy.none')];
  const platforms = person.identities.map(({ platform }) => platform).join(', ');
  const count = (n: number): Line => words(String(n));
  const answers = Object.entries(person.profile).filter(([field, value]) => !isUntold(field, value)).length;
  const rows = [
    {
      label: say.line('privacy.since'),
      value: words(person.createdAt.slice(0, 10)),
    },
    { label: say.line('privacy.platforms'), value: words(platforms) },
    { label: say.line('privacy.profile'), value: count(answers) },
    { label: say.line('privacy.assessments'), value: count(person.assessments.length) },
    { label: say.line('privacy.steps'), value: count(person.plan?.steps.length ?? 0) },
    { label: say.line('privacy.reminders'), value: count(person.reminders.length) },
  ];
  const buttons = [button(say, 'export', 'json', 'privacy.export'), erase] as const;
  return [
    { kind: 'facts', title: say.line('privacy.title'), rows },
    say.text('privacy.how'),
    { kind: 'buttons', buttons },
  ];
}

/** A field that is the same in a new profile says nothing about the person. */
function isUntold(field: string, value: unknown): boolean {
  const untold = Object.entries(EMPTY_PROFILE).find(([name]) => name === field)?.[1];
  return field === 'answered' || JSON.stringify(value) === JSON.stringify(untold);
}

async function exported(context: Context): Promise<Reply> {
  const { person, say, now } = context;
  if (!person) throw new Refused('privacy.none');
  const name = `rematch-${now.toString().slice(0, 10)}.json`;
  const bytes = new TextEncoder().encode(`${await context.export()}\n`);
  return [{ kind: 'file', name, mime: 'application/json', caption: say.line('privacy.caption'), bytes }];
}

function confirmation(context: Context): Reply {
  const { say } = context;
  if (!isKept(context)) throw new Refused('privacy.none');
  const buttons = [
    button(say, 'eraseall', minuteOf(context).toString(36), 'privacy.confirm_button', { style: 'danger' }),
    button(say, 'keep', 'all', 'privacy.keep_button'),
  ] as const;
  return [say.text('privacy.confirm'), { kind: 'buttons', buttons }];
}
