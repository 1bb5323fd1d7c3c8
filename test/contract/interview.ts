import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, isQuestion } from './house.ts';

const ZONE = 'Europe/Berlin';
const GOOD =
  'I grew up in Lahore and I finished medical school there in 2021. Colleagues say I am steady. I want to do family medicine because I like to know a patient for years.';
const BITTER = "My advisor told me to apply only to surgery, and it's his fault. I failed Step 1.";

/** What we promise about practising interviews, and about interviews with their day, checked on one platform. */
export function interviewContract(name: string, open: () => House): void {
  describe(`${name}: interviews`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = async (): Promise<string> => {
      people += 1;
      const user = `candidate${people}`;
      await house.enter(user, solid, { zone: ZONE, quiet: '22:00-07:00' });
      return user;
    };
    const interviewing = async (user: string): Promise<Applicant['interviewing']> =>
      (await house.known(user)).interviewing;
    const idOf = ({ buttons }: Seen, start: string): string =>
      buttons.find(({ id }) => id.startsWith(start))?.id ?? `no ${start}: ${JSON.stringify(buttons)}`;
    const voice = (seconds: number) => ({
      name: 'voice.ogg',
      type: 'audio/ogg',
      bytes: Buffer.from('never listened to'),
      seconds,
    });

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    /** Says an answer of so many seconds, ticks parts, and reads what is said of it. */
    async function said(user: string, seconds: number, parts: readonly string[]): Promise<Seen> {
      await driver.press(user, 'practise:about_yourself');
      const asked = await driver.send(user, voice(seconds));
      expect(asked.text).toContain(`${seconds} seconds`);
      // A menu takes its choices at once, and with them the answer.
      for (const part of parts) {
        const tick = asked.buttons.find(({ id }) => id.endsWith(`.said.${part}`))?.id ?? '';
        const seen = await driver.press(user, tick);
        if (!isQuestion(seen)) return seen;
      }
      return driver.press(user, idOf(asked, 'ready:'));
    }

    test('a voice message of 95 seconds is told so, one of 70 is fine, and what was felt decides when it comes again', async () => {
      const user = await somebody();
      const home = await driver.command(user, 'interview');
      expect(home.text).toContain('Practise one question at a time');
      const long = await said(user, 95, ['path', 'strengths']);
      expect(long.text).toContain("About 95 seconds. That's too long");
      expect(long.text).toContain('why this field');
      expect(long.text).toContain('Shall I remind you');
      expect(long.private).toBe(true);
      const fine = await said(user, 70, ['path', 'strengths', 'field']);
      expect(fine.text).toContain("About 70 seconds. That's a good length");
      expect(fine.text).toMatch(/seconds 95 → 70; parts \d → \d of 3/);
      expect(fine.text).not.toContain('Shall I remind you');
      const noted = await driver.press(user, idOf(fine, 'practicefelt:'));
      expect(noted.text).toMatch(/due again/);
      const { attempts } = await interviewing(user);
      expect(attempts.map(({ seconds, grade, way }) => ({ seconds, grade, way }))).toEqual([
        { seconds: 95, grade: expect.stringMatching(/again|hard/), way: 'voice' },
        { seconds: 70, grade: 'again', way: 'voice' },
      ]);
      expect(await house.everything()).not.toContain('never listened to');
      const odd = await driver.press(user, 'practise:horoscope');
      expect(odd.text).toContain("don't have that question");
    });

    test('a file without a length is refused with a way on, and a typed answer is read part by part', async () => {
      const user = await somebody();
      await driver.press(user, 'practise:about_yourself');
      const refused = await driver.send(user, {
        name: 'talk.pdf',
        type: 'application/pdf',
        bytes: Buffer.from('x'),
      });
      expect(refused.text).toContain('Record it as a voice message');
      const bitter = await driver.type(user, BITTER);
      expect(bitter.text).toContain('“failed Step');
      expect(bitter.text).toContain('puts the reason on somebody else');
      await driver.press(user, 'practise:about_yourself');
      const good = await driver.type(user, GOOD);
      expect(good.text).toContain("That's a good answer");
      const { papers } = await house.known(user);
      expect(papers.map(({ kind }) => kind)).toEqual(['interview']);
      await driver.press(user, 'practicehours:set');
      const quiet = await driver.type(user, '23:00');
      expect(quiet.text).toContain('quiet hours');
      expect((await driver.type(user, '18:00')).text).toContain('18:00');
      const { reminders } = await house.known(user);
      expect(reminders.filter(({ about }) => about.kind === 'practice')).toHaveLength(1);
      expect((await driver.press(user, 'practiceoff:now')).text).toContain('No practice reminders');
      expect((await house.known(user)).reminders.filter(({ about }) => about.kind === 'practice')).toEqual(
        [],
      );
    });

    test('a mock asks five questions of five kinds, can be left and gone on with, and ends with what to do', async () => {
      const user = await somebody();
      let seen = await driver.press(user, 'mock:new');
      expect(seen.text).toContain('Question 1 of 5');
      const { mock } = await interviewing(user);
      expect(new Set(mock?.questions).size).toBe(5);
      for (let number = 2; number <= 3; number += 1) {
        seen = await driver.type(user, GOOD);
        expect(seen.text).toContain(`Question ${number} of 5`);
      }
      await driver.command(user, 'today');
      const home = await driver.command(user, 'interview');
      expect(home.text).toContain('You left a mock at question 3 of 5');
      seen = await driver.press(user, 'mock:go');
      for (let count = 0; count < 3; count += 1) seen = await driver.type(user, GOOD);
      expect(seen.text).toContain('That was the mock');
      expect(seen.text).toMatch(/What to do about it|Nothing weighs much/);
      expect(seen.buttons.some(({ id }) => id.startsWith('practise:'))).toBe(true);
      const after = await interviewing(user);
      expect(after.mock).toBeNull();
      expect(after.attempts).toHaveLength(5);
    });

    test('an interview comes in one line, has its reminders, and afterwards its people and a thank-you', async () => {
      const user = await somebody();
      const unread = await driver.command(user, 'interview', { add: 'Mercy IM' });
      expect(unread.text).toContain('I found no day');
      await driver.press(user, idOf(unread, 'answer:'));
      const day = house.clock().toZonedDateTimeISO('America/New_York').add({ days: 9 }).toPlainDate();
      const read = await driver.type(user, `St. Luke's FM, ${day} 9am ET, zoom`);
      const there = day.toZonedDateTime({ timeZone: 'America/New_York', plainTime: '09:00' });
      const here = there.withTimeZone(ZONE).toPlainTime().toString({ smallestUnit: 'minute' });
      expect(read.text).toContain("St. Luke's FM");
      expect(read.text).toContain(`${here} for you, 09:00 in New York, by video`);
      const kept = await driver.press(user, read.buttons.find(({ id }) => id.endsWith('.keep'))?.id ?? '');
      expect(kept.text).toContain("I'll remind you the evening before and an hour before");
      const person = await house.known(user);
      const [interview] = person.interviewing.planned;
      const whats = person.reminders.flatMap(({ about }) => (about.kind === 'interview' ? [about.what] : []));
      expect(whats.toSorted()).toEqual(['after', 'day_before', 'hour_before']);
      expect(person.people.map(({ name: who, kind }) => ({ who, kind }))).toEqual([
        { who: "St. Luke's FM", kind: 'program' },
      ]);
      const card = await driver.press(user, `interviewcard:${interview?.id}`);
      expect(card.text).toContain('Ten minutes on their site');
      const ask = person.reminders.find(({ about }) => about.kind === 'interview' && about.what === 'after');
      const opened = await driver.press(user, `reminder:${ask?.id}`);
      expect(opened.text).toContain("How was your interview with St. Luke's FM?");
      const eve = person.reminders.find(
        ({ about }) => about.kind === 'interview' && about.what === 'day_before',
      );
      await driver.press(user, `done:${eve?.id}`);
      expect((await driver.press(user, `interviewopen:${eve?.id}`)).text).toContain('Try the link');
      const after = await driver.press(user, `interviewwell:${ask?.id}`);
      expect(after.text).toContain("while it's fresh");
      const contact = (await house.known(user)).people[0];
      expect(contact?.known).toContain('interviewed');
      expect(contact?.log.at(-1)?.kind).toBe('interview');
      await driver.press(user, idOf(after, 'interviewmet:'));
      const met = await driver.type(user, 'Dr. Rosa Lee, program director');
      expect(met.text).toContain("St. Luke's FM");
      await driver.press(user, met.buttons.find(({ id }) => id.endsWith('.keep'))?.id ?? '');
      const lee = (await house.known(user)).people.find(({ name: who }) => who.includes('Lee'));
      expect(lee).toMatchObject({ program: "St. Luke's FM", known: ['interviewed'] });
      await driver.press(user, `interviewdrop:${interview?.id}`);
      expect((await driver.press(user, `interviewgone:${interview?.id}`)).text).toContain(
        'stays among your people',
      );
      const left = await house.known(user);
      expect(left.interviewing.planned).toEqual([]);
      expect(
        left.reminders.filter(({ about, state }) => about.kind === 'interview' && state.kind === 'waiting'),
      ).toEqual([]);
    });
  });
}
