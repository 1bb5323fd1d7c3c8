import type { Context } from '#bots/chat/context.ts';
import { START } from '../clock.ts';
import { knowledge } from '../core/assessment/people.ts';
import { countingIds } from '../core/reminders/person.ts';
import { say } from '../say.ts';

const never = (what: string) => (): Promise<never> =>
  Promise.reject(new Error(`${what} is not to be had here`));

/** What a command may see and do where there is no platform and nothing is kept; `has` is all that there is beside it. */
export function bareContext(has: Partial<Context>): Context {
  const bare: Context = {
    now: START,
    platform: 'playground',
    place: null,
    attachments: [],
    quoted: null,
    knowledge,
    say,
    newId: countingIds(),
    commands: [],
    isUnreadable: false,
    person: null,
    update: never('a record'),
    open: never('a form'),
    papers: {
      load: async () => null,
      add: never('a paper'),
      save: never('a paper'),
      remove: never('a paper'),
    },
    picture: async () => [],
    print: async () => [],
    export: async () => '',
    erase: async () => {},
  };
  // Copied as they are: a getter stays one.
  return Object.defineProperties(bare, Object.getOwnPropertyDescriptors(has));
}
