import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { personKey } from '#store/layout.ts';
import type { Driver } from './driver.ts';
import { answerOne, type House, isQuestion } from './house.ts';
import { assessed, planned } from './walks.ts';

/** What crisis wording leads to, and what becomes of a record, checked on one platform through its real library. */
export function privacyContract(name: string, open: () => House): void {
  describe(`${name}: crisis and privacy`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    /** A new person for each test: tests share nothing. */
    const somebody = (): string => {
      people += 1;
      return `private${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    describe('crisis wording', () => {
      test('is met first, even in the middle of a form, which stays as it was', async () => {
        const user = somebody();
        await driver.command(user, 'start');
        const question = await driver.press(user, 'assess:now');
        const seen = await driver.text(user, 'I want to kill myself');
        expect(seen.text).toContain('This matters more than any Match');
        expect(seen.text).toContain('988');
        expect(seen.private).toBe(true);
        expect(isQuestion(await answerOne(driver, user, question))).toBe(true);
      });

      test('that may be danger is asked about, and each answer leads on', async () => {
        const said = 'I saved up my sleeping pills for results day';
        const leads = {
          yes: 'This matters more',
          other: 'Thank you for looking out for them',
          rather: "You don't have to say anything",
        };
        for (const [answer, words] of Object.entries(leads)) {
          const user = somebody();
          const asked = await driver.text(user, said);
          expect(asked.text).toContain('Are you thinking about hurting yourself');
          expect(asked.private).toBe(true);
          expect((await driver.press(user, `concern:${answer}`)).text).toContain(words);
        }
        const user = somebody();
        await driver.text(user, said);
        expect((await driver.press(user, 'concern:no')).text).not.toContain('hurting yourself');
      });

      test('of distress gets a kind word, and then the answer', async () => {
        const user = somebody();
        await driver.command(user, 'settings', { quiet: 'off' });
        const seen = await driver.text(user, 'I feel so worthless and I have been crying all day');
        expect(seen.text).toContain('That sounds heavy');
        expect(seen.buttons.some(({ id }) => id === 'concern:yes')).toBe(true);
      });

      test('is met in an option, and about somebody else it is answered for helpers', async () => {
        const inOption = await driver.command(somebody(), 'support', { country: 'i want to die' });
        expect(inOption.text).toContain('This matters more');
        const helper = await driver.text(somebody(), 'my friend wants to kill himself');
        expect(helper.text).toContain('Thank you for looking out for them');
      });

      test('is met even when the record cannot be read', async () => {
        const user = somebody();
        await driver.command(user, 'settings', { quiet: 'off' });
        const person = await house.record(user);
        await house.redis.hset(personKey(person?.id ?? ''), 'd', 'damaged');
        const refused = await driver.command(user, 'settings', { quiet: 'off' });
        expect(refused.text).toContain('left it untouched');
        expect((await driver.text(user, 'I want to die')).text).toContain('This matters more');
      });

      test('pauses reminders on request', async () => {
        const user = somebody();
        const seen = await driver.command(user, 'support');
        await driver.press(user, seen.buttons.find(({ id }) => id.startsWith('quieten:'))?.id ?? '');
        expect((await house.record(user))?.settings.paused).toBe(true);
      });
    });

    describe('privacy', () => {
      test('counts only what a person told', async () => {
        const user = somebody();
        await driver.command(user, 'settings', { quiet: 'off' });
        expect((await driver.command(user, 'privacy')).text).toMatch(/Answers about your situation\W+0/);
        await assessed(house, user);
        expect((await driver.command(user, 'privacy')).text).toMatch(/Answers about your situation\W+[1-9]/);
      });

      test('exports the record as it is', async () => {
        const user = somebody();
        await planned(house, user);
        await driver.command(user, 'privacy');
        const [file] = (await driver.press(user, 'export:json')).files;
        expect(JSON.parse(new TextDecoder().decode(file?.bytes))).toEqual(await house.record(user));
      });

      test('deletes at once and leaves no key that holds or names the person', async () => {
        const user = somebody();
        await planned(house, user);
        await driver.command(user, 'assess');
        const person = await house.record(user);
        const confirm = await driver.press(user, 'erase:ask');
        const yes = confirm.buttons.find(({ id }) => id.startsWith('eraseall:'))?.id ?? '';
        const seen = await driver.press(user, yes);
        expect(seen.text).toContain('deleted');
        expect(await house.record(user)).toBeNull();
        const left = await house.everything();
        expect(left).not.toContain(person?.id);
        expect(left).not.toContain(driver.idOf(user));
        for (const reminder of person?.reminders ?? [])
          expect(left).not.toContain(`{rematch}:remind-${driver.platform}:${reminder.revision}`);
      });

      test('deletes a record that cannot be read, and only that can be done with it', async () => {
        const user = somebody();
        await planned(house, user);
        const person = await house.record(user);
        await house.redis.hset(personKey(person?.id ?? ''), 'd', 'damaged');
        expect((await driver.command(user, 'today')).text).toContain('left it untouched');
        expect((await driver.press(user, 'export:json')).text).toContain('left it untouched');
        expect((await driver.command(user, 'help')).text).toContain('/today');

        const { buttons } = await driver.command(user, 'privacy');
        expect(buttons.map(({ id }) => id)).toEqual(['erase:ask']);
        const confirm = await driver.press(user, 'erase:ask');
        const yes = confirm.buttons.find(({ id }) => id.startsWith('eraseall:'))?.id ?? '';
        expect((await driver.press(user, yes)).text).toContain('deleted');
        expect(await house.redis.keys(`rematch:*${person?.id}*`)).toEqual([]);
        expect((await driver.command(user, 'privacy')).text).toContain('I keep nothing about you');
      });

      test('is kept when the person thinks again', async () => {
        const user = somebody();
        await planned(house, user);
        const confirm = await driver.press(user, 'erase:ask');
        expect(
          (await driver.press(user, confirm.buttons.find(({ id }) => id.startsWith('keep:'))?.id ?? '')).text,
        ).toContain('Nothing was deleted');
        expect(await house.record(user)).not.toBeNull();
      });
    });
  });
}
