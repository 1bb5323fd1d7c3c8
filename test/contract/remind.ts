import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, Seen } from './driver.ts';
import { type House, openHouse } from './house.ts';

/** What `/remind` promises, held on one platform through its real library. */
export function remindContract(name: string, createDriver: () => Promise<Driver>): void {
  describe(`${name}: reminders in plain words`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = (): string => {
      people += 1;
      return `reminded${people}`;
    };

    beforeAll(async () => {
      house = await openHouse(createDriver);
      driver = house.driver;
    });
    afterAll(() => house.stop());
    afterEach(() => expect(driver.violations).toEqual([]));

    const reminders = async (user: string) => (await house.record(user))?.reminders ?? [];

    /** Somebody in Karachi asks for a reminder and sees what was understood. */
    async function proposed(user: string, phrase: string): Promise<Seen> {
      await driver.command(user, 'settings', { zone: 'Asia/Karachi' });
      return driver.command(user, 'remind', { in_words: phrase });
    }

    test('are said back, saved after a yes, and delivered in the same words', async () => {
      const user = somebody();
      const asked = await proposed(user, 'in two weeks at 9 to email *Dr. Lee* <b>');
      expect(asked.text).toContain('email *Dr. Lee* <b>');
      expect(asked.text).toContain('09:00');
      expect(asked.private).toBe(true);
      expect(await reminders(user)).toEqual([]);
      const saved = await driver.press(user, answer(asked, 'yes'));
      expect(saved.text).toContain('Saved');
      expect(await reminders(user)).toMatchObject([
        { about: { kind: 'own', text: 'email *Dr. Lee* <b>' }, state: { kind: 'waiting' } },
      ]);
      const arrival = driver.arrives(user);
      const person = await house.record(user);
      if (!person) throw new Error('nobody is there to remind');
      expect(await house.app.agenda.bringForward(person)).toBe(true);
      const reminder = await arrival;
      expect(reminder.text).toContain('email *Dr. Lee* <b>');
      const done = reminder.buttons.find(({ id }) => id.startsWith('done:'))?.id ?? '';
      expect((await driver.press(user, done)).text).toContain('Done:');
    });

    test('are dropped after a no', async () => {
      const user = somebody();
      const asked = await proposed(user, 'tomorrow at 4pm to call');
      expect((await driver.press(user, answer(asked, 'no'))).text).toContain('Nothing was saved');
      expect(await reminders(user)).toEqual([]);
    });

    test('are not saved when the person has moved house between the question and the yes', async () => {
      const user = somebody();
      const asked = await proposed(user, 'tomorrow at 4pm to call');
      await driver.command(user, 'settings', { zone: 'America/New_York' });
      expect((await driver.press(user, answer(asked, 'yes'))).text).toContain('nothing was saved');
      expect(await reminders(user)).toEqual([]);
    });

    test.each([
      ['last friday to call', 'did not understand “last”'],
      ['tomorrow at 9 EST to call', 'leave the time zone out'],
      ['tomorrow at 9', 'not what to remind you of'],
      [`tomorrow at 9 to ${'x'.repeat(201)}`, 'fewer words'],
    ])('%s gets one sentence and changes nothing', async (phrase, words) => {
      const user = somebody();
      const seen = await proposed(user, phrase);
      expect(seen.text).toContain(words);
      expect(seen.buttons).toEqual([]);
      expect(await reminders(user)).toEqual([]);
    });

    test('of a series come again after each, at another hour when asked, until it is stopped', async () => {
      const user = somebody();
      const asked = await proposed(user, 'every friday at 9 to call home');
      expect(asked.text).toContain('every Friday at 09:00');
      await driver.press(user, answer(asked, 'yes'));
      const [first] = await reminders(user);
      const skipped = await driver.press(user, `drop:${first?.id}`);
      expect(skipped.text).toContain('It comes again');
      const next = (await reminders(user)).find(({ series }) => series?.before === first?.id);
      expect((await driver.press(user, `reminder:${next?.id}`)).text).toContain('every Friday');
      await driver.press(user, `retime:${next?.id}`);
      expect((await driver.type(user, '18:30')).text).toContain('at 18:30 now');
      await driver.press(user, `reword:${next?.id}`);
      expect((await driver.type(user, 'Call *home* twice')).text).toContain('Call *home* twice');
      const changed = (await reminders(user)).find(({ id }) => id === next?.id);
      expect(changed).toMatchObject({ about: { text: 'Call *home* twice' }, series: { time: '18:30' } });
      expect((await driver.press(user, `endseries:${next?.id}`)).text).toContain('does not come again');
      const open = (await reminders(user)).filter(({ state }) => state.kind === 'waiting');
      expect(open).toEqual([]);
      expect((await driver.press(user, `retime:${next?.id}`)).text).toContain('already settled');
    });

    test('pause until a day that is named in plain words, and go on when asked', async () => {
      const user = somebody();
      const asked = await proposed(user, 'by friday at 23:30 to submit');
      expect(asked.text).toContain('as a deadline');
      await driver.press(user, answer(asked, 'yes'));
      const revision = (await reminders(user))[0]?.revision;
      await driver.command(user, 'reminders');
      const until = await driver.press(user, 'pauseuntil:all');
      await driver.press(user, until.buttons.find(({ id }) => id.endsWith('.other'))?.id ?? '');
      expect((await driver.type(user, 'whenever')).text).toContain('did not understand that as a day');
      expect((await driver.type(user, 'in two weeks')).text).toContain('paused until');
      expect((await house.record(user))?.settings).toMatchObject({ paused: false });
      expect((await house.record(user))?.settings.pausedUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect((await reminders(user))[0]?.revision).not.toBe(revision);
      const list = await driver.command(user, 'reminders');
      expect(list.text).toContain('paused until');
      await driver.press(user, list.buttons.find(({ id }) => id.startsWith('resume:'))?.id ?? '');
      expect((await house.record(user))?.settings.pausedUntil).toBeNull();
    });

    test('ask for city and phrase where they are missing, and again after a refused phrase', async () => {
      const user = somebody();
      expect((await driver.command(user, 'remind')).text).toContain('time zone');
      expect((await driver.type(user, 'Karachi')).text).toContain('When, and what of?');
      const again = await driver.type(user, 'last friday to call');
      expect(again.text).toContain('did not understand “last”');
      expect(again.text).toContain('When, and what of?');
      const asked = await driver.type(user, 'tomorrow at 9 to call');
      expect(asked.text).toContain('tomorrow at 09:00');
      await driver.press(user, answer(asked, 'yes'));
      expect(await reminders(user)).toHaveLength(1);
    });
  });
}

function answer(asked: Seen, value: 'yes' | 'no'): string {
  return asked.buttons.find(({ id }) => id.endsWith(`.${value}`))?.id ?? '';
}
