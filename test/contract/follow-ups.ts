import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#app/ids.ts';
import { type Correspondent, correspondentSchema } from '#core/record/correspondent.ts';
import { followUpReminderOf } from '#core/reminders/follow-ups.ts';
import { isFollowUp } from '#core/reminders/kinds/follow-up.ts';
import { quietSeason } from '#core/season/season.ts';
import { knowledge, solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import type { House } from './house.ts';

/** What follow-ups and the board of letters promise, held on one platform through its real library. */
export function followUpContract(name: string, open: () => House): void {
  describe(`${name}: follow-ups and letters`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = (): string => {
      people += 1;
      return `follower${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const idOf = ({ buttons }: Seen, verb: string, end = ''): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`) && id.endsWith(end))?.id ??
      `no ${verb}: ${JSON.stringify(buttons)}`;

    /** Somebody who knows one clinic, or whom else is told, last written to so many days ago. */
    async function knowing(user: string, days: number, told: Partial<Correspondent> = {}): Promise<string> {
      const person = await house.enter(user, solid);
      const at = house
        .clock()
        .subtract({ hours: 24 * days })
        .toString();
      const contact = correspondentSchema.parse({
        id: newId(),
        kind: 'place',
        name: 'Linden *Clinic*',
        log: [{ at, from: 'me', kind: 'usce-inquiry' }],
        ...told,
      });
      await house.app.people.update(person.id, (old) => ({ ...old, people: [contact] }));
      return contact.id;
    }
    const contactOf = async (user: string): Promise<Correspondent> => {
      const [contact] = (await house.known(user)).people;
      if (!contact) throw new Error('nobody is known');
      return contact;
    };
    const followUps = async (user: string) => (await house.known(user)).reminders.filter(isFollowUp);

    /** The reminder of somebody written to twenty days ago, as it arrives. */
    async function reminded(user: string): Promise<Seen> {
      await knowing(user, 20);
      const arrival = driver.arrives(user);
      await house.app.agenda.bringForward(await house.known(user));
      return arrival;
    }

    test('what nobody answered is said once, with its reason and a button for each thing that can have happened', async () => {
      const user = somebody();
      const seen = await reminded(user);
      expect(seen.text).toContain('Linden *Clinic*');
      expect(seen.text).toContain('Nothing has come back since');
      expect(seen.private).toBe(true);
      expect(seen.buttons.map(({ label }) => label)).toEqual([
        'Write it',
        'Sent',
        'They replied',
        'Declined',
        'Later',
        'Stop',
      ]);
      await expect.poll(async () => (await followUps(user)).map(({ state }) => state.kind)).toEqual(['sent']);
    });

    test.each([
      ['followreplied', 'answered', { from: 'them', refused: false }],
      ['followdeclined', 'said no', { from: 'them', refused: true }],
      ['followsent', 'you wrote to', { from: 'me', kind: 'usce-inquiry' }],
    ])('%s is logged in one act, and a second tap does nothing', async (verb, words, message) => {
      const user = somebody();
      const seen = await reminded(user);
      const before = driver.acts(user);
      const answer = await driver.press(user, idOf(seen, verb));
      expect(driver.acts(user) - before).toBe(1);
      expect(answer.text).toContain(words);
      expect((await contactOf(user)).log.at(-1)).toMatchObject(message);
      const after = await house.known(user);
      const again = await driver.press(user, idOf(seen, verb));
      expect(again.text).toContain('already settled');
      expect((await house.known(user)).people).toEqual(after.people);
      expect((await followUps(user)).map(({ state }) => state.kind)).toEqual(['done']);
    });

    test('later moves it to an office day, and stop ends it without a claim about them', async () => {
      const user = somebody();
      const seen = await reminded(user);
      expect((await driver.press(user, idOf(seen, 'followlater'))).text).toContain('comes back');
      const [later] = await followUps(user);
      const day = Temporal.PlainDate.from(later?.at.slice(0, 10) ?? '');
      expect(knowledge.etiquette.office_days).toContain(day.dayOfWeek);
      expect(later?.state.kind).toBe('waiting');
      const whose = await driver.press(user, `personuntil:${later?.about.contact}`);
      await driver.press(user, whose.buttons.find(({ id }) => id.endsWith('.theirs'))?.id ?? '');
      expect((await driver.type(user, 'some time')).text).toContain('still to come');
      expect((await driver.type(user, 'in two weeks')).text).toContain('would like to hear from you again');
      const [theirs] = (await house.known(user)).people;
      expect(theirs?.log.at(-1)).toMatchObject({ from: 'them', later: expect.any(String) });
      const named = (await followUps(user)).find(({ state }) => state.kind === 'waiting');
      const stopped = await driver.press(user, `followstop:${named?.id}`);
      expect(stopped.text).toContain('Stopped');
      expect((await contactOf(user)).wantsNone).toBe(false);
      expect(followUpReminderOf(await house.known(user), (await contactOf(user)).id)).toBeUndefined();
      const none = await driver.press(user, idOf(stopped, 'follownone'));
      expect(none.text).toContain('asked for no messages');
      expect((await contactOf(user)).wantsNone).toBe(true);
    });

    test('the draft is behind its button, once', async () => {
      const user = somebody();
      const seen = await reminded(user);
      await driver.press(user, idOf(seen, 'followwrite'));
      expect((await house.known(user)).papers).toHaveLength(1);
      await driver.press(user, idOf(seen, 'followwrite'));
      expect((await house.known(user)).papers).toHaveLength(1);
      expect(await contactOf(user)).toMatchObject({ log: [{ kind: 'usce-inquiry' }] });
    });

    test('what is asked too early says when it comes, and an old reminder ticks nothing', async () => {
      const user = somebody();
      await knowing(user, 1);
      const [waiting] = await followUps(user);
      const ticked = await driver.press(user, `done:${waiting?.id}`);
      expect(ticked.text).not.toContain('Well done');
      expect((await followUps(user)).map(({ state }) => state.kind)).toEqual(['waiting']);
      const detail = await driver.press(user, `reminder:${waiting?.id}`);
      expect(detail.text).toContain('Linden *Clinic*');
    });

    test("nobody can press another's", async () => {
      const user = somebody();
      await knowing(user, 20);
      const [theirs] = await followUps(user);
      const other = somebody();
      await knowing(other, 20);
      expect((await driver.press(other, `followreplied:${theirs?.id}`)).text).toContain(
        "can't find that reminder",
      );
      expect((await contactOf(user)).log).toHaveLength(1);
    });

    test('today names who is written to this week', async () => {
      const user = somebody();
      await knowing(user, 20);
      const seen = await driver.command(user, 'today');
      expect(seen.text).toContain('This week with people');
      expect(seen.text).toContain('Linden *Clinic*');
    });

    test('a letter goes over the board in one tap for each step, taken back as easily', async () => {
      const user = somebody();
      const id = await knowing(user, 90, { kind: 'attending', name: 'Dr. Lee', known: ['rotated'], log: [] });
      expect((await driver.command(user, 'letters')).text).toContain('No letters on your board');
      const who = await driver.press(user, 'letteradd:now');
      let seen = await driver.press(user, idOf(who, 'letterset', `${id}.on`));
      expect(seen.text).toContain('not asked yet');
      for (const [step, words] of [
        ['asked', 'no answer yet'],
        ['strong', 'said yes'],
        ['cv', 'statement and cases'],
        ['received', 'received on'],
        ['assigned', 'received and assigned'],
      ] as const) {
        const button = idOf(seen, 'letterset', `.${step}`);
        seen = await driver.press(user, button);
        expect(seen.text, step).toContain(words);
        const once = (await contactOf(user)).letter;
        await driver.press(user, button);
        expect((await contactOf(user)).letter).toEqual(once);
      }
      seen = await driver.press(user, idOf(seen, 'letterset', '.back_assigned'));
      expect(seen.text).toContain('received on');
      const board = await driver.command(user, 'letters');
      expect(board.text).toContain('Dr. Lee');
      expect(board.text).toContain('one more to find');
      expect(board.private).toBe(true);
      // The first picture may be too late for its answer; the words never wait for it.
      await expect
        .poll(async () => (await driver.press(user, 'letters:now')).files.map((file) => file.name), {
          timeout: 20_000,
        })
        .toEqual(['letters.png']);
    });

    test('a doubtful letter is advised against, and a promised one is asked about after its day', async () => {
      const user = somebody();
      const id = await knowing(user, 90, { kind: 'attending', name: 'Dr. Lee', known: ['rotated'], log: [] });
      await driver.press(user, `letterset:${id}.asked`);
      expect(await followUps(user)).toHaveLength(1);
      const doubtful = await driver.press(user, `letterset:${id}.hesitant`);
      expect(doubtful.text).toContain('lukewarm');
      expect((await followUps(user)).map(({ state }) => state.kind)).toEqual(['skipped']);
      await driver.press(user, `letterset:${id}.back_answer`);
      const asked = await driver.press(user, `letterpromise:${id}`);
      const promised = await driver.press(user, idOf(asked, 'answer', '.month'));
      expect(promised.text).toContain('promised for');
      const { letter } = await contactOf(user);
      const [next] = (await followUps(user)).filter(({ state }) => state.kind === 'waiting');
      expect(next?.about.what).toBe('letter-reminder');
      expect((next?.at ?? '') > (letter?.promised ?? '')).toBe(true);
    });

    test('somebody new is put on the board in one line, and a field is chosen', async () => {
      const user = somebody();
      await house.enter(user, solid);
      await driver.press(user, 'letteradd:now');
      expect((await driver.type(user, 'Mercy Hospital')).text).toContain('found no person');
      await driver.command(user, 'letters');
      await driver.press(user, 'letteradd:now');
      const card = await driver.type(user, 'Dr. Okafor, Mercy IM, rotated');
      expect(card.text).toContain('Okafor');
      const asked = await driver.press(user, idOf(card, 'letterfield'));
      const seen = await driver.press(user, idOf(asked, 'answer', '.family'));
      expect(seen.text).toContain('Family Medicine');
    });

    test('a program is followed up, but not in the quiet time', async () => {
      const user = somebody();
      const at = house
        .clock()
        .subtract({ hours: 24 * 20 })
        .toString();
      await knowing(user, 20, {
        kind: 'program',
        known: ['applied'],
        log: [{ at, from: 'me', kind: 'networking', refused: false, says: null }],
      });
      const due = followUpReminderOf(await house.known(user), (await contactOf(user)).id);
      const season = quietSeason(knowledge.seasons, house.clock());
      expect(due?.state.kind).toBe('waiting');
      const { text } = await driver.command(user, 'today');
      expect(text).toContain(season ? 'do not contact a program first' : 'Linden *Clinic*');
    });
  });
}
