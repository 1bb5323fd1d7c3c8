import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isClosed } from '#core/rehearsal/closed.ts';
import { stageOf } from '#core/rehearsal/world.ts';
import { knowledge } from '../core/assessment/people.ts';
import { walked } from '../core/rehearsal/story.ts';
import type { Driver, Seen } from './driver.ts';
import type { House } from './house.ts';

/** What the rehearsal of Match Week promises on one platform. */
export function rehearseContract(name: string, open: () => House): void {
  describe(`${name}: the rehearsal`, () => {
    let house: House;
    let driver: Driver;

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    test.each(['falling', 'clean'] as const)(
      'a %s run is marked throughout, private, and ends in a debrief',
      async (how) => {
        const user = `rehearse-${how}`;
        let seen = await driver.command(user, 'rehearse');
        expect(seen.private).toBe(true);
        const stage = stageOf(knowledge, house.clock());
        if (!stage || isClosed(knowledge, house.clock())) {
          expect(seen.text).toContain('No rehearsal now');
          return;
        }
        const choose = (choice: string): Promise<Seen> =>
          driver.press(user, seen.buttons.find(({ id }) => id.endsWith(`.${choice}`))?.id ?? '');
        seen = await choose('start');
        for (const { choice } of walked(stage, how)) {
          expect(seen.text).toContain('Rehearsal, not real');
          seen = await choose(choice);
        }
        expect(seen.private).toBe(true);
        expect(seen.text).toContain('Rehearsal: that was the week');
        expect(seen.text.includes('what to do instead')).toBe(how === 'falling');
        expect(seen.text).toContain('From here on, everything is real again');
        expect(seen.buttons.map(({ id }) => id)).toEqual(
          expect.arrayContaining(['soap:now', 'soapready:list', 'write:now']),
        );
      },
    );
  });
}
