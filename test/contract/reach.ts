import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Platform, Refusal } from '#core/platform.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { refusedOn } from '#core/reminders/reach.ts';
import { wallOf } from '#core/time/wall.ts';
import { reminder } from '../core/reminders/person.ts';
import type { Driver } from './driver.ts';
import type { House } from './house.ts';

/**
 * What a closed chat says about itself on the next visit. Except on Discord, anyone who visits has reopened it by doing
 * so.
 */
const CLOSED: Readonly<Record<Platform, string | null>> = {
  discord: "didn't let me write to you",
  telegram: null,
  playground: null,
};

/** What we say about a second platform, for each reason why it accepts nothing. */
const REASONS: readonly (readonly [Refusal, string])[] = [
  ['closed', "didn't let me write to you"],
  ['blocked', 'our chat is blocked there'],
  ['never_started', 'pressed Start'],
  ['gone', "You don't need to do anything"],
];

/** How reminders find people who are hard to reach, and what is said after an outage, on one platform. */
export function reachContract(name: string, open: () => House): void {
  describe(`${name}: hard to reach`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    async function somebody() {
      people += 1;
      const user = `reached${people}`;
      await driver.command(user, 'settings', { zone: 'UTC', quiet: 'off' });
      const person = await house.record(user);
      if (!person) throw new Error('nobody is there');
      return { user, person };
    }

    /** Something in a person's own words that was planned this long ago. */
    function planned(text: string, minutes: number, change: Partial<Reminder> = {}): Reminder {
      people += 1;
      const at = wallOf(house.clock().subtract({ minutes }), 'UTC');
      const ids = { id: `reminder${people}`, revision: `revision${people}` };
      return reminder({ ...ids, about: { kind: 'own', text }, at, ...change });
    }

    const plan = (id: string, ...reminders: readonly Reminder[]) =>
      house.app.people.update(id, (old) => ({ ...old, reminders: [...reminders] }));

    /** Also on a second platform, which this house does not serve. */
    async function linked() {
      const { user, person } = await somebody();
      const platform: Platform = driver.platform === 'telegram' ? 'discord' : 'telegram';
      const other = { platform, user: `77${people}`, address: null };
      await house.app.people.link(person.id, other, '2026-01-01T00:00:00Z');
      return { user, person, platform };
    }

    test.each([
      ['an hour late is sent and says so', 60, 'This comes late'],
      ['three hours late is told as missed, with its time', 180, "couldn't send it then"],
      ['on time is sent as it is', 0, ''],
    ])('what is %s', async (_, minutes, words) => {
      const { user, person } = await somebody();
      const arrival = driver.arrives(user);
      await plan(person.id, planned('call home', minutes));
      const { text } = await arrival;
      expect(text).toContain('call home');
      expect(text).toContain(words);
      if (words === '') expect(text).not.toMatch(/late|planned/);
    });

    test('a deadline that has passed is told as passed', async () => {
      const { user, person } = await somebody();
      const arrival = driver.arrives(user);
      await plan(person.id, planned('submit', 30, { deadline: true }));
      expect((await arrival).text).toContain('and it has passed');
    });

    test('what waited for a pause that is ended by hand is not called late', async () => {
      const { user, person } = await somebody();
      await plan(person.id, planned('rest', -60));
      await driver.command(user, 'reminders');
      await driver.press(user, 'pause:all');
      await plan(person.id, planned('call home', 180));
      await driver.command(user, 'reminders');
      await driver.press(user, 'resume:all');
      const state = async () => (await house.record(user))?.reminders[0]?.state;
      await expect.poll(state).toMatchObject({ kind: 'sent' });
      const sent = await state();
      expect(sent?.kind === 'sent' && sent.lateMs).toBeLessThan(60_000);
    });

    test('after an outage everything comes as one message', async () => {
      const { user, person } = await somebody();
      const arrival = driver.arrives(user);
      await plan(person.id, planned('write', 300), planned('call', 60), planned('eat', 0));
      const { text, buttons } = await arrival;
      expect(text).toContain('While I was away');
      expect(text).toContain('write, planned for');
      expect(buttons.filter(({ id }) => id.startsWith('done:'))).toHaveLength(3);
      const sentAt = async () =>
        ((await house.record(user))?.reminders ?? []).map(({ state }) => state.kind === 'sent' && state.at);
      await expect.poll(async () => new Set(await sentAt()).size).toBe(1);
      expect(await sentAt()).not.toContain(false);
    });

    test('a closed chat is explained on the next visit, and the next reminder is one more try', async () => {
      const { user, person } = await somebody();
      driver.fail(user, 'closed');
      await plan(person.id, planned('call home', 0));
      const state = async () => (await house.record(user))?.reminders[0]?.state.kind;
      await expect.poll(state, { timeout: 10_000 }).toBe('held');
      driver.heal(user);
      const why = CLOSED[driver.platform];
      const visit = await driver.command(user, 'reminders');
      expect(visit.text).toContain("While I couldn't reach you");
      if (why) expect(visit.text.split(why)).toHaveLength(2);
      const list = await driver.command(user, 'reminders');
      expect(list.text.includes('with the next reminder')).toBe(why !== null);
      const arrival = driver.arrives(user);
      await plan(person.id, planned('call again', 0));
      expect((await arrival).text).toContain('call again');
      await expect.poll(state).toBe('sent');
      expect((await driver.command(user, 'reminders')).text).not.toContain('with the next reminder');
    });

    test('what could not be shown on a visit is shown on the next', async () => {
      const { user, person } = await somebody();
      const at = house.clock().toString();
      await plan(person.id, planned('call home', 5, { state: { kind: 'held', at } }));
      await driver.unseen(user, 'help');
      const shown = async () => (await driver.command(user, 'help')).text;
      await expect.poll(shown, { timeout: 10_000 }).toContain('call home');
      const state = async () => (await house.record(user))?.reminders[0]?.state.kind;
      await expect.poll(state).toBe('sent');
      expect(await shown()).not.toContain('call home');
    });

    test.each(REASONS)('a second platform that is %s is shown with what to do', async (refusal, words) => {
      const { user, person, platform } = await linked();
      const at = house.clock().toString();
      await house.app.people.update(person.id, (old) => refusedOn(old, platform, refusal, at));
      const { text } = await driver.command(user, 'reminders');
      expect(text).toContain(words);
      expect(text).toContain("So I'll write to you on");
    });

    test('whoever is on two platforms can choose where, and nobody else is asked', async () => {
      const alone = await somebody();
      expect((await driver.command(alone.user, 'settings')).text).not.toContain('Where I write');
      const { user, platform } = await linked();
      const seen = await driver.command(user, 'settings');
      expect(seen.text).toContain('where you were last');
      const asked = await driver.press(user, 'writeto:ask');
      expect(asked.buttons.map(({ id }) => id)).toEqual([
        'writeto:last',
        `writeto:${driver.platform}`,
        `writeto:${platform}`,
      ]);
      await driver.press(user, `writeto:${platform}`);
      expect((await house.record(user))?.settings.writeTo).toBe(platform);
      await driver.command(user, 'settings');
      await driver.press(user, 'writeto:ask');
      await driver.press(user, 'writeto:last');
      expect((await house.record(user))?.settings.writeTo).toBeNull();
    });
  });
}
