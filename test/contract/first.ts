import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, Seen } from './driver.ts';
import { answerOne, behindSoap, type House, isQuestion, walkForm } from './house.ts';
import { planned } from './walks.ts';

const RTL = 'مرحبا بكم';
const BAD_ANSWERS: readonly (readonly [string, string])[] = [
  ['a 5,000-character answer', 'x'.repeat(5000)],
  ['an emoji-only answer', '🙂🙂🙂'],
  ['right-to-left text', RTL],
  ['an HTML tag', '<b>'],
  ['two asterisks', '**'],
  ['a null byte', 'a\u0000b'],
];

/** What anyone meets first: words of welcome, questions and buttons, checked on one platform through its real library. */
export function firstContract(name: string, open: () => House): void {
  describe(`${name}: first words`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    /** A new person for each test: tests share nothing. */
    const somebody = (): string => {
      people += 1;
      return `person${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    describe('first words', () => {
      test('/start says what this is, in private, with one next step', async () => {
        const seen = await driver.command(somebody(), 'start');
        expect(seen.text).toContain('I am Rematch');
        expect(behindSoap(seen, house)[0]?.label).toBe('Start');
        expect(seen.private).toBe(true);
      });

      test('a plain hello is a start', async () => {
        const seen = await driver.text(somebody(), 'hello');
        expect(seen.text).toContain('I am Rematch');
      });

      test('/help names every command', async () => {
        const seen = await driver.command(somebody(), 'help');
        for (const command of [
          'start',
          'assess',
          'plan',
          'reminders',
          'settings',
          'privacy',
          'support',
          'help',
        ]) {
          expect(seen.text).toContain(`/${command}`);
        }
      });

      test('/sources shows every source, a piece at a time', async () => {
        const user = somebody();
        let seen = await driver.command(user, 'sources');
        expect(seen.text).toContain('Sources 1 to 8 of');
        for (let more = moreOf(seen); more; more = moreOf(seen)) seen = await driver.press(user, more);
        const [, last, count] = /to (\d+) of (\d+)/.exec(seen.text) ?? [];
        expect(last).toBe(count);
        expect((await driver.press(user, 'sources:999')).text).toContain("That's all of the sources");
      });

      test('looking around leaves no trace', async () => {
        const user = somebody();
        await driver.command(user, 'help');
        await driver.command(user, 'privacy');
        expect(await house.record(user)).toBeNull();
      });
    });

    describe('a form', () => {
      test.each(BAD_ANSWERS)('%s gets one sentence and changes nothing', async (_, bad) => {
        const user = somebody();
        await driver.command(user, 'start');
        const question = await driver.press(user, 'assess:now');
        const before = await house.record(user);
        const seen = await driver.text(user, bad);
        expect(isQuestion(seen)).toBe(false);
        expect(seen.text.length).toBeGreaterThan(10);
        expect(seen.text.length).toBeLessThan(200);
        expect(await house.record(user)).toEqual(before);
        const next = await answerOne(driver, user, question);
        expect(isQuestion(next)).toBe(true);
      });

      test('an old button says so and shows the question at hand again', async () => {
        const user = somebody();
        await driver.command(user, 'start');
        const first = await driver.press(user, 'assess:now');
        const second = await answerOne(driver, user, first);
        const seen = await driver.press(user, wayIn(first));
        expect(seen.text).toContain('already answered that one');
        expect(seen.text).toContain(second.text);
        expect(seen.buttons).toEqual(second.buttons);
        const third = await answerOne(driver, user, seen);
        expect(isQuestion(third)).toBe(true);
        expect(third.text).not.toBe(second.text);
        const again = await driver.command(user, 'assess');
        const { seen: verdict } = await walkForm(driver, user, again);
        expect(verdict.buttons.some(({ id }) => id.startsWith('plan:'))).toBe(true);
      });

      test('another person cannot answer it', async () => {
        const [ann, bob] = [somebody(), somebody()];
        await driver.command(ann, 'start');
        await driver.command(bob, 'start');
        const question = await driver.press(ann, 'assess:now');
        const seen = await driver.press(bob, wayIn(question));
        expect(seen.text).toContain('That question is closed');
        expect(isQuestion(await answerOne(driver, ann, question))).toBe(true);
      });

      test('goes back one question at a time', async () => {
        const user = somebody();
        await driver.command(user, 'start');
        const first = await driver.press(user, 'assess:now');
        const second = await answerOne(driver, user, first);
        const back = second.buttons.find(({ id }) => /^(back|pageback):/.test(id));
        const again = await driver.press(user, back?.id ?? '');
        expect(again.text).toBe(first.text);
      });

      test('left and started again goes on where it was', async () => {
        const user = somebody();
        await driver.command(user, 'start');
        const first = await driver.press(user, 'assess:now');
        const second = await answerOne(driver, user, first);
        const again = await driver.command(user, 'assess');
        expect(again.text).toContain('where we were');
        expect(again.text).toContain(second.text);
      });
    });

    describe('buttons', () => {
      test.each([
        'done:zzzzzzzzzzzzz',
        'nonsense',
        'answer:aaaaaaaa.nope.x',
        'eraseall:zzzz',
        'answer:',
        'launch:now',
      ])('a made-up %s gets one sentence and changes nothing', async (button) => {
        const user = somebody();
        await planned(house, user);
        const before = await house.record(user);
        const seen = await driver.press(user, button);
        expect(seen.text.length).toBeGreaterThan(10);
        expect(isQuestion(seen)).toBe(false);
        expect(await house.record(user)).toEqual(before);
      });

      test("another person's reminder cannot be answered", async () => {
        const [ann, bob] = [somebody(), somebody()];
        await planned(house, ann);
        await planned(house, bob);
        const before = await house.record(ann);
        const [reminder] = before?.reminders ?? [];
        const seen = await driver.press(bob, `done:${reminder?.id}`);
        expect(seen.text).toContain("can't find that reminder");
        expect(await house.record(ann)).toEqual(before);
      });
    });
  });
}

/** The button that starts answering a question, or a page of them. */
function wayIn(question: Seen): string {
  return question.buttons.find(({ id }) => /^(answer|type):/.test(id))?.id ?? '';
}

function moreOf({ buttons }: Seen): string | undefined {
  return buttons.find(({ id }) => id.startsWith('sources:'))?.id;
}
