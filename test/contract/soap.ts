import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, Seen } from './driver.ts';
import { type House, isBeyondSeasons, NO_DATES } from './house.ts';

/** What SOAP week promises at any time of the year, on one platform through its real library. */
export function soapContract(name: string, open: () => House): void {
  describe(`${name}: SOAP week`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = (): string => {
      people += 1;
      return `soap${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const verbs = ({ buttons }: Seen): readonly string[] => buttons.map(({ id }) => id);

    test('/soap shows where the year stands, in private, and leaves no trace', async () => {
      const user = somebody();
      const seen = await driver.command(user, 'soap');
      expect(seen.private).toBe(true);
      if (isBeyondSeasons(house)) {
        expect(seen.text).toContain(NO_DATES);
        return;
      }
      expect(seen.text).toMatch(/Next: .+That is in|Nothing more follows/);
      expect(seen.text).toContain('UTC');
      expect(verbs(seen)).toEqual(expect.arrayContaining(['soapmode:on', 'soapmay:ask', 'soaptargets:list']));
      for (const button of ['soapsteps:list', 'soaptimes:list', 'soapoffers:list', 'soapready:list']) {
        const page = await driver.press(user, button);
        expect(page.private).toBe(true);
        expect(page.text.length).toBeGreaterThan(200);
      }
      expect(await house.record(user)).toBeNull();
    });

    test('every question of "May I …?" has an answer', async () => {
      const user = somebody();
      await driver.command(user, 'soap');
      const menu = await driver.press(user, 'soapmay:ask');
      const questions = verbs(menu).filter((id) => id.startsWith('soapmay:'));
      expect(questions).toHaveLength(11);
      for (const question of questions) {
        const seen = await driver.press(user, question);
        expect(seen.text).toMatch(/Yes|No\./);
      }
      expect((await driver.press(user, 'soapmay:show_list')).text).toContain('for you alone');
    });

    test('SOAP mode asks for the zone once, plans the week, and its reminder can be ticked', async () => {
      const user = somebody();
      await driver.command(user, 'soap');
      const asked = await driver.press(user, 'soapmode:on');
      if (isBeyondSeasons(house)) {
        expect(asked.text).toContain(NO_DATES);
        return;
      }
      expect(asked.text).toContain('time zone');
      const on = await driver.type(user, 'Kathmandu');
      expect(on.text).toContain('SOAP mode is on');
      const person = await house.record(user);
      if (!person) throw new Error('nobody is there');
      expect(person.soap.on).not.toBeNull();
      expect(person.reminders.length).toBeGreaterThan(0);
      expect(person.reminders.every(({ about }) => about.kind === 'soap')).toBe(true);

      const arrival = driver.arrives(user);
      expect(await house.app.agenda.bringForward(person)).toBe(true);
      const reminder = await arrival;
      expect(reminder.private).toBe(true);
      const done = verbs(reminder).find((id) => id.startsWith('done:'));
      expect(verbs(reminder)).toEqual([done, 'soap:now']);
      expect((await driver.press(user, done ?? '')).text).toContain('Done:');

      expect((await driver.press(user, 'soapmode:off')).text).toContain('SOAP mode is off');
      const off = await house.record(user);
      expect(off?.reminders.filter(({ state }) => state.kind === 'waiting')).toEqual([]);
    });

    test('a program is named in the person’s own words, and nobody else can touch it', async () => {
      const [ann, bob] = [somebody(), somebody()];
      await driver.command(ann, 'soap');
      await driver.press(ann, 'soaptargets:list');
      await driver.press(ann, 'soapadd:target');
      let seen = await driver.type(ann, '**St. Anna** <b>مرحبا</b> & `Söhne`');
      for (let answers = 0; answers < 2; answers += 1) {
        const [first] = verbs(seen).filter((id) => id.startsWith('answer:'));
        seen = await driver.press(ann, first ?? '');
      }
      expect(seen.text).toContain('**St. Anna** <b>مرحبا</b> & `Söhne`');
      const remove = verbs(seen).find((id) => id.startsWith('soapremove:')) ?? '';
      await driver.command(bob, 'soap');
      expect((await driver.press(bob, remove)).text).toContain("I can't find that among yours");
      expect((await house.record(ann))?.soap.targets).toHaveLength(1);
      await driver.press(ann, remove);
      expect((await house.record(ann))?.soap.targets).toEqual([]);
    });

    test('a readiness item is ticked in place', async () => {
      const user = somebody();
      await driver.command(user, 'soap');
      await driver.press(user, 'soapready:list');
      await driver.press(user, 'soaptick:voicemail');
      expect((await house.record(user))?.soap.done).toEqual(['voicemail']);
      expect((await driver.press(user, 'soaptick:nothing')).text).toContain("I can't find that");
    });
  });
}
