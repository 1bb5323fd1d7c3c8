import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '#core/record/profile.ts';
import { loggedScores } from '#core/study/score-log.ts';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import type { House } from './house.ts';

const AHEAD_DAYS = 60;

/** What is promised about practice scores and the rule for sitting, held on one platform through its real library. */
export function scoresContract(name: string, open: () => House): void {
  describe(`${name}: practice scores`, () => {
    let house: House;
    let driver: Driver;
    let count = 0;
    const somebody = async (): Promise<string> => {
      count += 1;
      const user = `scorer${count}`;
      const booked = { exam: 'step2ck', on: null, outcome: 'scheduled', score: null } as const;
      const profile: Profile = { ...solid, exams: [booked] };
      await house.enter(user, profile, { zone: 'America/New_York' });
      return user;
    };
    const press = (user: string, { buttons }: Seen, verb: string): Promise<Seen> => {
      const found = buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id;
      return driver.press(user, found ?? `no ${verb}: ${JSON.stringify(buttons)}`);
    };
    const answer = (user: string, { buttons }: Seen, value: string): Promise<Seen> => {
      const found = buttons.find(({ id }) => id.startsWith('answer:') && id.endsWith(`.${value}`))?.id;
      return driver.press(user, found ?? `no answer ${value}: ${JSON.stringify(buttons)}`);
    };
    const scoresOf = async (user: string) =>
      loggedScores(await house.known(user)).map(({ score: { form, score } }) => `${form} ${score}`);

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    test('a line is logged at once, shown with its picture, corrected and taken back', async () => {
      const user = await somebody();
      const kept = await driver.command(user, 'scores', { line: 'NBME 12 221 yesterday' });
      expect(await scoresOf(user)).toEqual(['NBME 12 221']);
      const card = await press(user, kept, 'scoretimed');
      expect(card.text).toContain('like the exam');
      expect(card.buttons.some(({ id }) => id.startsWith('scoretimed:'))).toBe(false);
      expect(card.text).toContain('NBME 12: 221');
      expect(await scoresOf(user)).toEqual(['NBME 12 221']);
      // The first picture may be too late for its answer; the words never wait for it.
      await expect
        .poll(async () => (await driver.press(user, 'scores:now')).files.map(({ name: file }) => file), {
          timeout: 20_000,
        })
        .toEqual(['scores.png']);
      const all = await driver.press(user, 'scores:now');
      expect(all.text).toContain('Not yet');
      const one = await press(user, all, 'score');
      await press(user, one, 'scorefix');
      const fixed = await driver.type(user, 'NBME 12 212 yesterday timed');
      expect(await scoresOf(user)).toEqual(['NBME 12 212']);
      await press(user, fixed, 'scoreback');
      expect(await scoresOf(user)).toEqual([]);
    });

    test('a figure that a source cannot give is refused with a way on, and nothing is kept', async () => {
      const user = await somebody();
      const asked = await driver.command(user, 'scores', { line: 'UWSA 2 74 yesterday timed' });
      const refused = await answer(user, asked, 'step2ck');
      expect(refused.text).toContain('kept nothing');
      expect(await scoresOf(user)).toEqual([]);
      await press(user, refused, 'scorelog');
      await driver.type(user, 'UWSA 2 245 yesterday, timed');
      expect(await scoresOf(user)).toEqual(['UWSA 2 245']);
    });

    test('a rule is agreed on while calm, and refused kindly close to the exam', async () => {
      const user = await somebody();
      const day = (days: number): string =>
        house.clock().toZonedDateTimeISO('America/New_York').toPlainDate().add({ days }).toString();
      const empty = await driver.command(user, 'study');
      await press(user, empty, 'rule');
      const offer = await driver.type(user, day(AHEAD_DAYS));
      expect(offer.text).toContain('228');
      const made = await press(user, offer, 'ruleyes');
      expect(made.text).toContain('Agreed');
      const { reminders } = await house.known(user);
      expect(reminders.flatMap(({ about }) => (about.kind === 'agreement' ? [about.stage] : []))).toEqual([
        'ahead',
        'day',
      ]);
      const held = await press(user, made, 'rule');
      const ended = await press(user, held, 'ruleend');
      await press(user, ended, 'rule');
      const late = await driver.type(user, day(10));
      expect(late.text).toContain('too close');
      expect(late.buttons.length).toBeGreaterThan(0);
    });
  });
}
