import { describe, expect, test } from 'vitest';
import type { Command } from '#bots/chat/command.ts';
import { Refused } from '#bots/chat/refused.ts';
import { loadCommands } from '#bots/registry.ts';
import { assess } from '#core/assessment/assess.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Profile } from '#core/record/profile.ts';
import type { Reply } from '#core/reply.ts';
import { START } from '../../clock.ts';
import { knowledge, person, solid } from '../../core/assessment/people.ts';
import { buttons, nobody, room } from './room.ts';

const commands = await loadCommands();
const presses = new Map(commands.flatMap(({ presses = {} }) => Object.entries(presses)));

const known = (profile: Profile): Applicant => ({
  ...nobody,
  settings: { ...nobody.settings, zone: 'America/New_York' },
  profile,
  assessments: [assess(profile, knowledge, START)],
});
const PEOPLE: Readonly<Record<string, Applicant | null>> = {
  'a stranger': null,
  'somebody who applies again': known(solid),
  'somebody of whom little is known': known(person({ type: 'us_img' })),
};

describe.each(Object.entries(PEOPLE))(`at ${START}, for %s`, (_, someone) => {
  test.each(commands.map((command) => [command.name, command] as const))(
    '/%s answers, and so does every button under its answer',
    async (_name, command) => {
      const here = room(someone, START);
      const reply = await answered(here, () => run(command, here.context()));
      for (const { verb, id } of buttons(reply)) {
        const press = presses.get(verb);
        expect(press, `nobody owns the button ${verb}`).toBeDefined();
        // Each press meets the record as the command left it, not as another press did.
        const fresh = room(someone, START);
        await answered(fresh, () => run(command, fresh.context()));
        await answered(fresh, () => press?.run(fresh.context(), id));
      }
    },
  );
});

function run(command: Command, context: Parameters<Command['run']>[0]): Promise<Reply> {
  return command.run(context, command.options.parse({}));
}

/** An answer says something, opens a form, or is refused with a sentence; whatever else is thrown fails the test. */
async function answered(
  { opened }: ReturnType<typeof room>,
  act: () => Promise<Reply> | undefined,
): Promise<Reply> {
  const before = opened.length;
  try {
    const reply = (await act()) ?? [];
    expect(reply.length + opened.length - before).toBeGreaterThan(0);
    return reply;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [];
  }
}
