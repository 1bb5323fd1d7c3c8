import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { dateIn } from '../clock.ts';
import type { Driver } from './driver.ts';
import { type House, isQuestion } from './house.ts';
import { assessed, planned, reminded } from './walks.ts';

/** The way from hello to a reminder that was answered, and the settings it follows, checked on one platform through its real library. */
export function threadContract(name: string, open: () => House): void {
  describe(`${name}: the thread`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    /** A new person for each test: tests share nothing. */
    const somebody = (): string => {
      people += 1;
      return `walker${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    describe('the thread', () => {
      test('from hello to a reminder answered with Done', async () => {
        const user = somebody();
        const verdict = await assessed(house, user);
        expect(verdict.buttons.some(({ id }) => id.startsWith('plan:'))).toBe(true);
        const question = await driver.press(user, 'plan:now');
        expect(question.text).toMatch(/city|time zone/i);
        const plan = await driver.type(user, 'Karachi');
        expect(plan.text.length).toBeGreaterThan(50);
        const reminder = await reminded(house, user);
        expect(reminder.private).toBe(true);
        expect(reminder.text).toContain('came early');
        const done = reminder.buttons.find(({ id }) => id.startsWith('done:'));
        const answer = await driver.press(user, done?.id ?? '');
        expect(answer.text).toContain('Done:');
        const id = done?.id.slice('done:'.length);
        const record = await house.record(user);
        const settled = record?.reminders.find((one) => one.id === id);
        expect(settled?.state.kind).toBe('done');
        const steps = record?.plan?.steps ?? [];
        expect(steps.find(({ id }) => settled && id === stepOf(settled))?.state).toBe('done');
      });

      test('a reminder answered twice says that it is settled', async () => {
        const user = somebody();
        await planned(house, user);
        const reminder = await reminded(house, user);
        const done = reminder.buttons.find(({ id }) => id.startsWith('done:'))?.id ?? '';
        await driver.press(user, done);
        const before = await house.record(user);
        const seen = await driver.press(user, done);
        expect(seen.text).toContain('already settled');
        expect(await house.record(user)).toEqual(before);
      });

      test.each([
        ['hour', 'comes back today at|comes back tomorrow at'],
        ['tomorrow', 'comes back tomorrow at 09:00'],
        ['drop', 'Skipped'],
      ])('a reminder answered with %s', async (verb, words) => {
        const user = somebody();
        await planned(house, user);
        const reminder = await reminded(house, user);
        const button = reminder.buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? '';
        const seen = await driver.press(user, button);
        expect(seen.text).toMatch(new RegExp(words));
      });

      test('a reminder is moved, and a time in the past is refused', async () => {
        const user = somebody();
        await planned(house, user);
        const [reminder] = (await house.record(user))?.reminders ?? [];
        const asked = await driver.press(user, `move:${reminder?.id}`);
        const typed = await driver.press(
          user,
          asked.buttons.find(({ id }) => id.endsWith('.other'))?.id ?? '',
        );
        expect(isQuestion(typed)).toBe(true);
        const past = await driver.type(user, '2020-01-01 09:00');
        expect(past.text).toContain('already past');
        const soon = dateIn(house.clock(), 'UTC').add({ days: 30 });
        expect((await driver.type(user, `${soon} 09:30`)).text).toContain('is now planned for');
        const again = await driver.press(user, `move:${reminder?.id}`);
        const moved = await driver.press(
          user,
          again.buttons.find(({ id }) => id.endsWith('.week'))?.id ?? '',
        );
        expect(moved.text).toContain('is now planned for');
        const after = (await house.record(user))?.reminders.find(({ id }) => id === reminder?.id);
        expect(after?.revision).not.toBe(reminder?.revision);
      });

      test('pause all, then resume', async () => {
        const user = somebody();
        await planned(house, user);
        const list = await driver.command(user, 'reminders');
        await driver.press(user, list.buttons.find(({ id }) => id.startsWith('pause:'))?.id ?? '');
        expect((await house.record(user))?.settings.paused).toBe(true);
        const paused = await driver.command(user, 'reminders');
        expect(paused.text).toContain('paused');
        await driver.press(user, paused.buttons.find(({ id }) => id.startsWith('resume:'))?.id ?? '');
        expect((await house.record(user))?.settings.paused).toBe(false);
      });
    });

    describe('settings', () => {
      test('a time zone is found by its city, and wrong ones are refused', async () => {
        const user = somebody();
        const seen = await driver.command(user, 'settings', { zone: 'Europe/Berlin' });
        expect(seen.text).toContain('Europe/Berlin');
        const wrong = await driver.command(user, 'settings', { zone: 'EST' });
        expect(wrong.text).toContain("don't know that time zone");
        expect((await house.record(user))?.settings.zone).toBe('Europe/Berlin');
      });

      test('quiet hours', async () => {
        const user = somebody();
        await driver.command(user, 'settings', { quiet: '23:30-06:15' });
        expect((await house.record(user))?.settings.quiet).toEqual({ from: '23:30', to: '06:15' });
        await driver.command(user, 'settings', { quiet: '10pm-7am' });
        expect((await house.record(user))?.settings.quiet).toEqual({ from: '22:00', to: '07:00' });
        const wrong = await driver.command(user, 'settings', { quiet: '25:00-07:00' });
        expect(wrong.text).toContain('I need quiet hours');
        await driver.command(user, 'settings', { quiet: 'off' });
        expect((await house.record(user))?.settings.quiet).toBeNull();
      });
    });

    describe('a platform that refuses', () => {
      test('keeps the reminder for the next visit when the chat is closed', async () => {
        const user = somebody();
        await planned(house, user);
        driver.fail(user, 'closed');
        const person = await house.record(user);
        if (person) await house.app.agenda.bringForward(person);
        await expect
          .poll(async () => states(await house.record(user)), { timeout: 10_000 })
          .toContain('held');
        driver.heal(user);
        const seen = await driver.command(user, 'help');
        expect(seen.text).toContain("While I couldn't reach you");
        await expect.poll(async () => states(await house.record(user))).not.toContain('held');
      });

      test.each(['busy', 'unavailable', 'dropped'] as const)(
        'delivers in the end after it was %s',
        async (how) => {
          const user = somebody();
          await planned(house, user);
          driver.fail(user, how);
          const arrival = driver.arrives(user);
          const person = await house.record(user);
          if (person) await house.app.agenda.bringForward(person);
          expect((await arrival).text).toContain('came early');
          driver.heal(user);
        },
      );
    });
  });
}

function states(person: Awaited<ReturnType<House['record']>>): readonly string[] {
  return person?.reminders.map(({ state }) => state.kind) ?? [];
}
