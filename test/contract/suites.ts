import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { personKey } from '#store/layout.ts';
import { dateIn } from '../clock.ts';
import { solid } from '../core/assessment/people.ts';
import { typicalOf } from './assess.ts';
import type { Driver, Seen } from './driver.ts';
import { answerOne, behindSoap, type House, isQuestion, walkForm } from './house.ts';

const RTL = 'مرحبا بكم';
const BAD_ANSWERS: readonly (readonly [string, string])[] = [
  ['a 5,000-character answer', 'x'.repeat(5000)],
  ['an emoji-only answer', '🙂🙂🙂'],
  ['right-to-left text', RTL],
  ['an HTML tag', '<b>'],
  ['two asterisks', '**'],
  ['a null byte', 'a\u0000b'],
];

/** Every promise of the product, checked on one platform through its real library. */
export function contract(name: string, open: () => House): void {
  describe(name, () => {
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

    async function assessed(user: string): Promise<Seen> {
      await driver.command(user, 'start');
      const question = await driver.press(user, 'assess:now');
      return (await walkForm(driver, user, question, typicalOf(house.clock()))).seen;
    }

    /** Someone with a plan. */
    async function planned(user: string): Promise<Seen> {
      await house.enter(user, solid, { zone: 'Asia/Karachi' });
      return driver.command(user, 'plan');
    }

    /** Makes the next reminder come now and returns it. */
    async function reminded(user: string): Promise<Seen> {
      const arrival = driver.arrives(user);
      const person = await house.record(user);
      if (!person) throw new Error('nobody is there to remind');
      expect(await house.app.agenda.bringForward(person)).toBe(true);
      return arrival;
    }

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
        await planned(user);
        const before = await house.record(user);
        const seen = await driver.press(user, button);
        expect(seen.text.length).toBeGreaterThan(10);
        expect(isQuestion(seen)).toBe(false);
        expect(await house.record(user)).toEqual(before);
      });

      test("another person's reminder cannot be answered", async () => {
        const [ann, bob] = [somebody(), somebody()];
        await planned(ann);
        await planned(bob);
        const before = await house.record(ann);
        const [reminder] = before?.reminders ?? [];
        const seen = await driver.press(bob, `done:${reminder?.id}`);
        expect(seen.text).toContain("can't find that reminder");
        expect(await house.record(ann)).toEqual(before);
      });
    });

    describe('the thread', () => {
      test('from hello to a reminder answered with Done', async () => {
        const user = somebody();
        const verdict = await assessed(user);
        expect(verdict.buttons.some(({ id }) => id.startsWith('plan:'))).toBe(true);
        const question = await driver.press(user, 'plan:now');
        expect(question.text).toMatch(/city|time zone/i);
        const plan = await driver.type(user, 'Karachi');
        expect(plan.text.length).toBeGreaterThan(50);
        const reminder = await reminded(user);
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
        await planned(user);
        const reminder = await reminded(user);
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
        await planned(user);
        const reminder = await reminded(user);
        const button = reminder.buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? '';
        const seen = await driver.press(user, button);
        expect(seen.text).toMatch(new RegExp(words));
      });

      test('a reminder is moved, and a time in the past is refused', async () => {
        const user = somebody();
        await planned(user);
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
        await planned(user);
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
        await assessed(user);
        expect((await driver.command(user, 'privacy')).text).toMatch(/Answers about your situation\W+[1-9]/);
      });

      test('exports the record as it is', async () => {
        const user = somebody();
        await planned(user);
        await driver.command(user, 'privacy');
        const [file] = (await driver.press(user, 'export:json')).files;
        expect(JSON.parse(new TextDecoder().decode(file?.bytes))).toEqual(await house.record(user));
      });

      test('deletes at once and leaves no key that holds or names the person', async () => {
        const user = somebody();
        await planned(user);
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
        await planned(user);
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
        await planned(user);
        const confirm = await driver.press(user, 'erase:ask');
        expect(
          (await driver.press(user, confirm.buttons.find(({ id }) => id.startsWith('keep:'))?.id ?? '')).text,
        ).toContain('Nothing was deleted');
        expect(await house.record(user)).not.toBeNull();
      });
    });

    describe('a platform that refuses', () => {
      test('keeps the reminder for the next visit when the chat is closed', async () => {
        const user = somebody();
        await planned(user);
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
          await planned(user);
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

/** The button that starts answering a question, or a page of them. */
function wayIn(question: Seen): string {
  return question.buttons.find(({ id }) => /^(answer|type):/.test(id))?.id ?? '';
}

function states(person: Awaited<ReturnType<House['record']>>): readonly string[] {
  return person?.reminders.map(({ state }) => state.kind) ?? [];
}

function moreOf({ buttons }: Seen): string | undefined {
  return buttons.find(({ id }) => id.startsWith('sources:'))?.id;
}
