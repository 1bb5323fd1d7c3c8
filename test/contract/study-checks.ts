import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Reminder } from '#core/record/reminder.ts';
import { isCheck } from '#core/reminders/kinds/study-check.ts';
import { isStudyWeek } from '#core/reminders/kinds/study-week.ts';
import { countingEntries } from '#core/study/log.ts';
import { instantOf } from '#core/time/wall.ts';
import { unchanged } from '#store/people.ts';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, useHouse, walkForm } from './house.ts';

const ZONE = 'America/New_York';
const WEEK = {
  exam: 'step2ck',
  days: ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'],
  hours_week: '20',
  time: '20:00',
};

/** What the checks of study promise, walked on one platform, in a house of its own since its clock is moved. */
export function studyChecksContract(name: string, createDriver: () => Promise<Driver>): void {
  describe(`${name}: study checks`, () => {
    const open = useHouse(createDriver);
    let house: House;
    let driver: Driver;
    const user = 'studying';
    const lookBacks: Seen[] = [];

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const idOf = ({ buttons }: Seen, verb: string, end = ''): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`) && id.endsWith(end))?.id ??
      `no ${verb}: ${JSON.stringify(buttons)}`;
    const press = (seen: Seen, verb: string, end = ''): Promise<Seen> =>
      driver.press(user, idOf(seen, verb, end));
    const waiting = async <R extends Reminder>(is: (one: Reminder) => one is R) =>
      (await house.known(user)).reminders.filter(is).find(({ state }) => state.kind === 'waiting');
    const checksIn = async () =>
      countingEntries((await house.known(user)).study).flatMap(({ what }) =>
        what.kind === 'check' ? [what.check] : [],
      );

    /** Moves the clock to a reminder's time, and returns the message that comes by itself. */
    async function comes(reminder: { readonly at: string } | undefined): Promise<Seen> {
      house.moveTo(instantOf(reminder?.at ?? '', ZONE));
      const arrival = driver.arrives(user);
      const person = await house.app.people.update((await house.known(user)).id, unchanged);
      await house.app.agenda.forget(person);
      await house.app.agenda.rearm(person);
      return arrival;
    }
    /** The check of the next day, and the look back where it is due before. */
    async function nextDay(): Promise<Seen> {
      const [check, week] = [await waiting(isCheck), await waiting(isStudyWeek)];
      if (week && check && week.at < check.at) lookBacks.push(await comes(week));
      return comes(await waiting(isCheck));
    }

    test('a week, one missed, one partly, one let go, two hard: each is met with a kind word', async () => {
      await house.enter(user, solid, { zone: ZONE });
      const home = await driver.command(user, 'study');
      expect(home.text).toContain('You choose the days');
      const agreed = await walkForm(driver, user, await press(home, 'routineset'), WEEK);
      expect(agreed.seen.text).toContain('20 hours a week');
      expect(agreed.seen.text).toContain('The next check comes');

      const first = await nextDay();
      expect(first.private).toBe(true);
      expect(first.text).toContain('How did studying go today?');
      expect(first.buttons.map(({ label }) => label)).toEqual([
        'Done',
        'Partly',
        'Not this time',
        'Let the day go',
      ]);
      const done = await press(first, 'checksay', '.done');
      expect(done.text).toContain('Noted for today: done');
      const told = await walkForm(driver, user, await press(done, 'checkmore'), {
        hours: '2.5',
        blocks: '2',
        percent: '61',
      });
      expect(told.seen.text).toContain('2.5 hours, 2 blocks, 61% right');
      const before = await house.known(user);
      // What is on the screen already may be left as it is.
      expect((await press(first, 'checksay', '.done')).text).toMatch(/^$|2\.5 hours/);
      expect((await press(first, 'checksay', '.not')).text).toContain('already told me');
      expect((await house.known(user)).study).toEqual(before.study);

      const ahead = (await waiting(isCheck))?.about.on;
      const tomorrow = await driver.press(user, `checkday:${ahead}`);
      expect(tomorrow.text).toContain('still to come');
      const gone = await press(tomorrow, 'checksay', '.excused');
      expect((await waiting(isCheck))?.about.on).not.toBe(ahead);
      await press(await press(gone, 'checkedit'), 'checkback');
      expect((await waiting(isCheck))?.about.on).toBe(ahead);

      const silent = await nextDay();
      const partly = await nextDay();
      expect(partly.text).toContain("That's all right. You can still fill it in");
      expect((await press(partly, 'checksay', '.partly')).text).toContain('Part of it counts');
      const letGo = await nextDay();
      expect(letGo.text).not.toContain('heard nothing');
      expect((await press(letGo, 'checksay', '.excused')).text).toContain('neither for you nor against you');
      const hard = await press(await nextDay(), 'checksay', '.not');
      expect(hard.text).toContain('Thank you for saying so');
      expect(hard.text).not.toContain('Lighter');
      const harder = await press(await nextDay(), 'checksay', '.not');
      expect(harder.text).toContain('2 hard days in a row');
      const lighter = await press(harder, 'lighter');
      expect(lighter.text).toContain('begins after seven days');
      expect((await waiting(isCheck))?.about.on).toBeDefined();

      const late = await press(silent, 'checksay', '.done');
      expect(late.text).toContain('done');
      const edit = await press(late, 'checkedit');
      expect((await press(edit, 'checkset', '.partly')).text).toContain('partly');
      expect((await checksIn()).map(({ answer }) => answer)).toEqual([
        'done',
        'done',
        'missed',
        'partly',
        'excused',
        'not',
        'not',
        'done',
        'partly',
      ]);

      while (lookBacks.length === 0) await nextDay();
      const [lookBack] = lookBacks;
      if (!lookBack) throw new Error('no week ended');
      expect(lookBack.text).toContain('Your week of study');
      expect(lookBack.text).toMatch(/Studied on \d of/);
      expect(lookBack.private).toBe(true);
      expect((await driver.press(user, idOf(lookBack, 'checkdays'))).text).toContain('2 blocks');
      const { study } = await house.known(user);
      for (const made of [
        'checksay:2020-01-01.done',
        'checksay:x.done',
        'checkset:2020-01-01.not',
        'lighter:9.9',
      ])
        expect((await driver.press(user, made)).text.length).toBeGreaterThan(10);
      expect((await house.known(user)).study).toEqual(study);

      const page = await driver.press(user, 'routine:now');
      const rest = await press(page, 'routinerest');
      expect(rest.text).toContain('next seven days are let go');
      const until = Temporal.PlainDate.from((await house.known(user)).study.away.at(-1)?.until ?? '');
      const next = Temporal.PlainDate.from((await waiting(isCheck))?.about.on ?? '');
      expect(Temporal.PlainDate.compare(next, until)).toBe(1);
      const ended = await driver.press(user, 'routineend:now');
      expect(ended.text).toContain('The checks end on');
      expect((await press(ended, 'routinekeep')).text).toContain('Nothing changes');
    });
  });
}
