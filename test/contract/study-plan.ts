import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt } from '#core/record/profile.ts';
import { ck, cycle, solid, step1 } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, walkForm } from './house.ts';

const ZONE = 'America/New_York';

/** What the plan of a retake promises, walked on one platform through its real library. */
export function studyPlanContract(name: string, open: () => House): void {
  describe(`${name}: the retake`, () => {
    let house: House;
    let driver: Driver;

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const idOf = ({ buttons }: Seen, verb: string): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? `no ${verb}: ${JSON.stringify(buttons)}`;
    const monthsAgo = (months: number): string =>
      house.clock().toZonedDateTimeISO(ZONE).toPlainDate().subtract({ months }).toString();

    test('one day, the hours there are, the weeks, two weeks of illness, and back', async () => {
      const user = 'retaking';
      const press = (seen: Seen, verb: string): Promise<Seen> => driver.press(user, idOf(seen, verb));
      const exams: Attempt[] = [{ ...step1, on: monthsAgo(30) }, ck('fail', 206, monthsAgo(2))];
      await house.enter(user, { ...solid, exams, cycles: [cycle(2026, 0)] }, { zone: ZONE });
      await driver.command(user, 'plan');
      const day = (await house.known(user)).plan?.steps.find(({ key }) => key === 'exam_sit')?.on;

      const home = await press(await driver.command(user, 'today'), 'study');
      expect(home.private).toBe(true);
      expect(home.text).toContain('3 attempts are left');
      const see = await press(home, 'studysee');
      expect(see.text).toContain('costs an attempt');
      // One truth: the day that is offered is the day of the plan.
      expect(idOf(see, 'studyaim')).toBe(`studyaim:${day}`);
      await press(see, 'studyaim');
      const few = await driver.type(user, '20');
      expect(few.text).toContain('20 hours a week');
      const aimed = await press(few, 'studyaim');
      expect(aimed.text).toContain('You aim at');
      const { study, plan } = await house.known(user);
      expect(study).toMatchObject({ hours: 20, aim: { exam: 'step2ck' } });
      expect(plan?.steps.find(({ key, state }) => key === 'exam_sit' && state === 'open')?.on).toBe(
        study.aim?.day,
      );
      expect((await press(aimed, 'studyweeks')).text).toContain('content');

      const again = await press(await driver.command(user, 'study'), 'studyaway');
      const ill = await walkForm(driver, user, again, { since: 'today', long: 'two_weeks' });
      expect(ill.seen.text).toContain('What gave way');
      expect(ill.seen.text).toContain('The day:');
      const moved = (await house.known(user)).study;
      expect((moved.aim?.day ?? '') > (study.aim?.day ?? '')).toBe(true);
      expect(moved.away).toHaveLength(1);
      const back = await press(await driver.command(user, 'study'), 'studyback');
      expect(back.text).toContain('Good to have you back');
      expect((await house.known(user)).study.away).toEqual([]);
      // No booking was made up: texts may only state what the person told.
      expect((await house.known(user)).profile.exams).toHaveLength(2);
    });

    test('after four attempts the rule is said, no day is planned, and there is a way on; made-up days change nothing', async () => {
      const user = 'atanend';
      const exams = [24, 18, 12, 3].map((months) => ck('fail', 206, monthsAgo(months)));
      await house.enter(
        user,
        { ...solid, exams: [{ ...step1, on: monthsAgo(30) }, ...exams] },
        { zone: ZONE },
      );
      const seen = await driver.command(user, 'study');
      expect(seen.text).toContain('No attempt is left');
      expect(seen.text).toContain('four attempts');
      expect(idOf(seen, 'plan')).toBe('plan:now');
      const before = (await house.known(user)).study;
      for (const made of [
        'studyaim:2031-01-01',
        'studyaim:x',
        'studystart:now',
        'studyback:now',
        'studyweeks:0',
      ])
        expect((await driver.press(user, made)).text.length).toBeGreaterThan(10);
      expect((await house.known(user)).study).toEqual(before);
    });
  });
}
