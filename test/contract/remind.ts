import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import { MOST_OWN, withOwnReminder } from '#core/reminders/own.ts';
import { wallOf } from '#core/time/wall.ts';
import { dateIn } from '../clock.ts';
import type { Driver, Seen } from './driver.ts';
import type { House } from './house.ts';

/** What `/remind` promises, checked on one platform through its real library. */
export function remindContract(name: string, open: () => House): void {
  describe(`${name}: reminders in plain words`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = (): string => {
      people += 1;
      return `reminded${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const reminders = async (user: string) => (await house.record(user))?.reminders ?? [];

    /** The name of the day this many days after today in Karachi. */
    const weekday = (days: number): string =>
      dateIn(house.clock(), 'Asia/Karachi').add({ days }).toLocaleString('en', { weekday: 'long' });

    /** Someone in Karachi asks for a reminder and sees what was understood. */
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

    test('in a minute come a minute later to the second, on whatever clock they are read', async () => {
      const user = somebody();
      const before = house.clock().add({ minutes: 1 });
      const asked = await proposed(user, 'in 1 minute to call');
      const after = house.clock().add({ minutes: 1, seconds: 1 });
      await driver.press(user, answer(asked, 'yes'));
      const [saved] = await reminders(user);
      const due = Temporal.Instant.from(saved?.instant ?? '');
      expect(Temporal.Instant.compare(due, before)).toBeGreaterThanOrEqual(0);
      expect(Temporal.Instant.compare(due, after)).toBeLessThanOrEqual(0);
      expect(asked.text).toContain(saved?.at.slice(11));
      await driver.command(user, 'settings', { zone: 'America/New_York' });
      const [moved] = await reminders(user);
      expect(moved).toMatchObject({ instant: saved?.instant, at: wallOf(due, 'America/New_York') });
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
      ['last friday to call', 'understand “last”'],
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
      expect((await driver.type(user, '18:30')).text).toContain('at 18:30, next');
      await driver.press(user, `reword:${next?.id}`);
      expect((await driver.type(user, 'Call *home* twice')).text).toContain('Call *home* twice');
      const changed = (await reminders(user)).find(({ id }) => id === next?.id);
      expect(changed).toMatchObject({ about: { text: 'Call *home* twice' }, series: { time: '18:30' } });
      expect((await driver.press(user, `endseries:${next?.id}`)).text).toContain("doesn't repeat any more");
      const open = (await reminders(user)).filter(({ state }) => state.kind === 'waiting');
      expect(open).toEqual([]);
      expect((await driver.press(user, `retime:${next?.id}`)).text).toContain('already settled');
    });

    /** Writes reminders in their own words into the record of someone known. */
    async function kept(user: string, told: readonly { readonly text: string; readonly at: string }[]) {
      const person = await house.record(user);
      if (!person) throw new Error('nobody is there to remind');
      return house.app.people.update(person.id, (old) =>
        told.reduce(
          (grown, one) => withOwnReminder(grown, { ...one, rule: null, deadline: false }, newId) ?? grown,
          old,
        ),
      );
    }

    test('of a series keep their own hour when one is put off, and on another clock', async () => {
      const user = somebody();
      await driver.press(user, answer(await proposed(user, 'every friday at 9 to call home'), 'yes'));
      const [first] = await reminders(user);
      expect((await driver.press(user, `hour:${first?.id}`)).text).toContain('comes back');
      const [next] = (await reminders(user)).filter(({ series }) => series);
      expect(next).toMatchObject({ snoozedTo: null, series: { time: '09:00', before: first?.id } });
      expect(next?.at).toMatch(/T09:00$/);
      await driver.command(user, 'settings', { zone: 'America/New_York' });
      const moved = (await reminders(user)).find(({ id }) => id === next?.id);
      expect(moved).toEqual({ ...next, revision: moved?.revision });
      expect(moved?.revision).not.toBe(next?.revision);
    });

    test('in quiet hours say when they really come', async () => {
      const user = somebody();
      await driver.command(user, 'settings', { quiet: '22:00-07:00' });
      const asked = await proposed(user, 'in two weeks at 23:30 to call');
      expect(asked.text).toMatch(/in your quiet hours, so it will come .*07:00/);
    });

    test('that are due together come as one message with a button for each', async () => {
      const user = somebody();
      await driver.command(user, 'settings', { zone: 'Asia/Karachi' });
      const arrival = driver.arrives(user);
      await kept(user, [
        { text: 'call home', at: '2026-01-05T09:00' },
        { text: 'write to *Dr. Lee*', at: '2026-01-05T09:01' },
      ]);
      const { text, buttons } = await arrival;
      expect(text).toContain('call home');
      expect(text).toContain('write to *Dr. Lee*');
      const done = buttons.filter(({ id }) => id.startsWith('done:'));
      expect(done).toHaveLength(2);
      for (const { id } of done) expect((await driver.press(user, id)).text).toContain('Done:');
    });

    test('are all within reach of the list, and have a limit that is said before anything is lost', async () => {
      const user = somebody();
      await driver.command(user, 'settings', { zone: 'Asia/Karachi' });
      const texts = Array.from({ length: MOST_OWN }, (_, index) => `thing ${index + 1}.`);
      await kept(
        user,
        texts.map((text, index) => ({ text, at: `2099-01-${String(index + 1).padStart(2, '0')}T09:00` })),
      );
      let page = await driver.command(user, 'reminders');
      let seen = page.text;
      for (let further = next(page); further; further = next(page)) {
        page = await driver.press(user, further);
        seen += page.text;
      }
      expect(texts.filter((text) => !seen.includes(text))).toEqual([]);
      const asked = await driver.command(user, 'remind', { in_words: 'tomorrow at 9 to call' });
      expect((await driver.press(user, answer(asked, 'yes'))).text).toContain('no room for more');
      expect(await reminders(user)).toHaveLength(MOST_OWN);
    });

    test('pause until a day that is named in plain words, and go on when asked', async () => {
      const user = somebody();
      const asked = await proposed(user, `by ${weekday(2)} at 23:30 to submit`);
      expect(asked.text).toContain('as a deadline');
      await driver.press(user, answer(asked, 'yes'));
      const revision = (await reminders(user))[0]?.revision;
      await driver.command(user, 'reminders');
      const until = await driver.press(user, 'pauseuntil:all');
      await driver.press(user, until.buttons.find(({ id }) => id.endsWith('.other'))?.id ?? '');
      expect((await driver.type(user, 'whenever')).text).toContain("didn't understand that as a day");
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
      expect((await driver.type(user, 'Karachi')).text).toContain('When, and about what?');
      const again = await driver.type(user, 'last friday to call');
      expect(again.text).toContain('understand “last”');
      expect(again.text).toContain('When, and about what?');
      const asked = await driver.type(user, 'tomorrow at 9 to call');
      expect(asked.text).toContain('tomorrow at 09:00');
      await driver.press(user, answer(asked, 'yes'));
      expect(await reminders(user)).toHaveLength(1);
    });
  });
}

/** The button that turns to the list's next page, if there is one. */
function next({ buttons }: Seen): string | undefined {
  return buttons.find(({ id }) => /^reminders:\d+$/.test(id))?.id;
}

function answer(asked: Seen, value: 'yes' | 'no'): string {
  return asked.buttons.find(({ id }) => id.endsWith(`.${value}`))?.id ?? '';
}
