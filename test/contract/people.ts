import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { logged } from '#core/people/log.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import type { House } from './house.ts';

const FIVE = `met Dr. Lee, FM at St. Luke's, observership in May
Dr. Patel, PD, interviewed at Mercy Hospital IM
- Dr. Okafor, letter writer, neurology, Tulane
Harbor Psychiatry, interviewed
Sarah Kim, PGY2, peds at UCSF, talked in October`;

/** As Excel writes it where a comma is a decimal mark. */
const TABLE = `Contact;Hospital;Specialty;Status;Mood;Notes
Dr. Lee;"St. Luke's; Toledo";FM;Interviewed;fine;"said ""reapply"""
;;;;lost;
Dr. Haddad;Mercy Clinic;IM;Applied;tired;
`;

/** What is promised about the people somebody writes to, held on one platform through its real library. */
export function peopleContract(name: string, open: () => House): void {
  describe(`${name}: people`, () => {
    let house: House;
    let driver: Driver;
    let count = 0;
    const somebody = async (): Promise<string> => {
      count += 1;
      const user = `keeper${count}`;
      await house.enter(user, solid);
      return user;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const idOf = ({ buttons }: Seen, verb: string): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? `no ${verb}: ${JSON.stringify(buttons)}`;
    const answerOf = ({ buttons }: Seen, value: string): string =>
      buttons.find(({ id }) => id.startsWith('answer:') && id.endsWith(`.${value}`))?.id ??
      `no answer ${value}`;
    const kept = async (user: string): Promise<readonly Correspondent[]> => (await house.known(user)).people;

    async function withLee(user: string): Promise<Seen> {
      const seen = await driver.command(user, 'people', {
        who: "met Dr. Lee, FM at St. Luke's, observership in May",
      });
      return driver.press(user, answerOf(seen, 'keep'));
    }
    const card = async (user: string): Promise<Seen> => driver.command(user, 'people', { who: 'Dr. Lee' });

    test('one line is read, shown, and kept only after a yes', async () => {
      const user = await somebody();
      const seen = await driver.command(user, 'people', {
        who: "met Dr. Lee, FM at St. Luke's, observership in May",
      });
      expect(seen.text).toContain('Dr. Lee');
      expect(seen.text).toContain("St. Luke's, Family Medicine");
      expect(seen.private).toBe(true);
      expect(await kept(user)).toEqual([]);
      await driver.press(user, answerOf(seen, 'keep'));
      expect(await kept(user)).toMatchObject([
        { name: 'Dr. Lee', program: "St. Luke's", specialty: 'family', known: ['conversation', 'rotated'] },
      ]);
      const other = await driver.command(user, 'people', { who: 'Dr. Haddad, IM' });
      await driver.press(user, answerOf(other, 'drop'));
      expect(await kept(user)).toHaveLength(1);
    });

    test('five people pasted at once are kept within five acts, and what names nobody is said', async () => {
      const user = await somebody();
      const before = driver.acts(user);
      const empty = await driver.command(user, 'people');
      await driver.press(user, idOf(empty, 'personadd'));
      const seen = await driver.type(user, `${FIVE}\ncall back about the visa`);
      expect(seen.text).toContain('I read 5 people');
      expect(seen.text).toContain('“call back about the visa”');
      const done = await driver.press(user, answerOf(seen, 'keep'));
      expect(driver.acts(user) - before).toBeLessThanOrEqual(5);
      expect(done.text).toContain('5 people are kept');
      expect((await kept(user)).map(({ name: one, kind }) => [one, kind])).toEqual([
        ['Dr. Lee', 'attending'],
        ['Dr. Patel', 'attending'],
        ['Dr. Okafor', 'letter_writer'],
        ['Harbor Psychiatry', 'program'],
        ['Sarah Kim', 'resident'],
      ]);
    });

    test('somebody who is there already is recognised, and is added to or kept apart', async () => {
      const user = await somebody();
      await withLee(user);
      const again = await driver.command(user, 'people', { who: "DR LEE, St. Luke's, wrote my letter" });
      expect(again.text).toContain('You have this one already: Dr. Lee');
      await driver.press(user, answerOf(again, 'keep'));
      expect(await kept(user)).toMatchObject([
        { name: 'Dr. Lee', known: ['conversation', 'rotated', 'letter'] },
      ]);
      const third = await driver.command(user, 'people', { who: "Dr. Lee, St. Luke's, interviewed" });
      await driver.press(user, answerOf(third, 'separate'));
      expect(await kept(user)).toHaveLength(2);
    });

    test('what names nobody is said, and nothing is kept', async () => {
      const user = await somebody();
      const seen = await driver.command(user, 'people', { who: 'call back about the visa' });
      expect(seen.text).toContain('I found nobody in that');
      await driver.press(user, answerOf(seen, 'drop'));
      expect(await kept(user)).toEqual([]);
    });

    test('a reply is logged with one tap, says what comes next, and is taken back', async () => {
      const user = await somebody();
      await withLee(user);
      const [lee] = await kept(user);
      const asked = await driver.press(user, idOf(await card(user), 'personlog'));
      const noted = await driver.press(user, `personlogged:${lee?.id}.replied`);
      expect(asked.text).toContain('One tap is enough');
      expect(noted.text).toContain('Dr. Lee replied today');
      const [after] = await kept(user);
      expect(after?.log.at(-1)).toMatchObject({ from: 'them', refused: false });
      expect(after?.log).toHaveLength((lee?.log.length ?? 0) + 1);
      await driver.press(user, idOf(noted, 'personundo'));
      expect(await kept(user)).toEqual([lee]);
      const late = await driver.press(user, idOf(noted, 'personundo'));
      expect(late.text).toContain('Something else was noted since then');
    });

    test('a stop is respected everywhere, and what they said is kept as feedback', async () => {
      const user = await somebody();
      await withLee(user);
      const [lee] = await kept(user);
      const replied = await driver.press(user, `personlogged:${lee?.id}.replied`);
      await driver.press(user, idOf(replied, 'personsaid'));
      const yesno = await driver.type(user, 'They want a higher Step 2 score');
      const done = await driver.press(user, answerOf(yesno, 'yes'));
      expect(done.text).toContain('kept as feedback');
      const stopped = await driver.press(user, `personlogged:${lee?.id}.stop`);
      expect(stopped.text).toContain('no more messages');
      expect(await kept(user)).toMatchObject([
        { wantsNone: true, feedback: 'They want a higher Step 2 score' },
      ]);
      const seen = await card(user);
      expect(seen.text).toContain('They want a higher Step 2 score');
      expect(seen.text).toContain('asked for no messages');
    });

    test('the log is paged, and one entry is put right or taken out', async () => {
      const user = await somebody();
      await withLee(user);
      const [lee] = await kept(user);
      const { id } = await house.known(user);
      await house.app.people.update(id, (old) =>
        Array.from({ length: 8 }).reduce<typeof old>(
          (person, _, index) =>
            logged(person, lee?.id ?? '', 'sent', house.clock().subtract({ hours: 24 * (index + 1) })),
          old,
        ),
      );
      const first = await driver.press(user, idOf(await card(user), 'personpast'));
      expect(first.text).toContain('6. ');
      const second = await driver.press(
        user,
        first.buttons.find(({ id: one }) => one.endsWith('.6'))?.id ?? '',
      );
      expect(second.text).toContain('9. ');
      const entry = await driver.press(user, idOf(second, 'personentry'));
      await driver.press(user, idOf(entry, 'personout'));
      expect((await kept(user))[0]?.log).toHaveLength(8);
      const gone = await driver.press(user, idOf(second, 'personentry'));
      expect(gone.text).toContain("isn't there any more");
      const fixed = await driver.press(user, idOf(first, 'personentry'));
      let seen = await driver.press(user, idOf(fixed, 'personfix'));
      seen = await driver.press(user, answerOf(seen, 'declined'));
      const day = house
        .clock()
        .subtract({ hours: 24 * 40 })
        .toString()
        .slice(0, 10);
      seen = await driver.type(user, day);
      await driver.press(user, idOf(seen, 'skip'));
      expect((await kept(user))[0]?.log).toContainEqual(
        expect.objectContaining({ from: 'them', refused: true, at: expect.stringContaining(day) }),
      );
    });

    test('one thing about somebody is changed, and somebody is removed after a yes', async () => {
      const user = await somebody();
      await withLee(user);
      const [lee] = await kept(user);
      const asked = await driver.press(user, `personfield:${lee?.id}.train`);
      const seen = await driver.press(user, answerOf(asked, 'yes'));
      expect(seen.text).toContain("you'd train there");
      await driver.press(user, `personfield:${lee?.id}.name`);
      expect((await driver.type(user, 'Dr. Anna Lee')).text).toContain('Dr. Anna Lee');
      expect(await kept(user)).toMatchObject([{ name: 'Dr. Anna Lee', wouldTrain: 'yes' }]);
      const remove = await driver.press(user, `personremove:${lee?.id}`);
      expect(await kept(user)).toHaveLength(1);
      await driver.press(user, idOf(remove, 'persongone'));
      expect(await kept(user)).toEqual([]);
      expect((await driver.press(user, `person:${lee?.id}`)).text).toContain("isn't in your list any more");
    });

    test("nobody sees or changes another's people", async () => {
      const [user, other] = [await somebody(), await somebody()];
      await withLee(user);
      const [lee] = await kept(user);
      for (const verb of ['person', 'personlog', 'personremove', 'persongone', 'personwrite'])
        expect((await driver.press(other, `${verb}:${lee?.id}`)).text).toContain(
          "isn't in your list any more",
        );
      await driver.press(other, `personlogged:${lee?.id}.stop`);
      expect(await kept(user)).toEqual([lee]);
    });

    test.for(['file', 'paste'] as const)(
      'a table of their own comes in as a %s, and a column is put right',
      async (how) => {
        const user = await somebody();
        await withLee(user);
        const choose = await driver.press(user, 'personsheet:in');
        await driver.press(user, answerOf(choose, how));
        const seen =
          how === 'file'
            ? await driver.send(user, {
                name: 'Tracker.csv',
                type: 'text/csv',
                bytes: Buffer.from(`\uFEFF${TABLE}`),
              })
            : await driver.type(user, TABLE);
        expect(seen.text).toContain('I read 2 people');
        expect(seen.text).toContain('row 3');
        expect(seen.text).toContain('Not used: Mood');
        expect(await kept(user)).toHaveLength(1);
        const column = await driver.press(user, answerOf(seen, 'fix'));
        const means = await driver.press(user, answerOf(column, '4'));
        const again = await driver.press(user, answerOf(means, 'feedback'));
        expect(again.text).toContain('feedback: fine');
        await driver.press(user, answerOf(again, 'keep'));
        expect(await kept(user)).toMatchObject([
          { name: 'Dr. Lee', known: ['conversation', 'rotated'] },
          {
            name: 'Dr. Lee',
            program: "St. Luke's; Toledo",
            specialty: 'family',
            feedback: 'fine',
            note: 'said "reapply"',
          },
          { name: 'Dr. Haddad', program: 'Mercy Clinic', known: ['applied'], feedback: 'tired' },
        ]);
      },
    );

    test('everything goes out as a table that is safe to open, and comes back in without loss', async () => {
      const user = await somebody();
      await withLee(user);
      const { id } = await house.known(user);
      await house.app.people.update(id, (old) => ({
        ...old,
        people: old.people.map((one) => ({
          ...one,
          note: '=HYPERLINK("http://x.example")',
          feedback: '-1 for "tone", really',
        })),
      }));
      const before = await kept(user);
      const { files } = await driver.press(user, 'personsheet:out');
      const text = Buffer.from(files[0]?.bytes ?? []).toString();
      expect(text).toContain(`'=HYPERLINK`);
      await house.app.people.update(id, (old) => ({ ...old, people: [] }));
      const choose = await driver.press(user, 'personsheet:in');
      await driver.press(user, answerOf(choose, 'file'));
      const seen = await driver.send(user, {
        name: 'people.csv',
        type: 'text/csv',
        bytes: Buffer.from(text),
      });
      await driver.press(user, answerOf(seen, 'keep'));
      expect((await kept(user)).map((one) => ({ ...one, id: '' }))).toEqual(
        before.map((one) => ({ ...one, id: '' })),
      );
    });

    test('what may be written begins from the card', async () => {
      const user = await somebody();
      await withLee(user);
      const seen = await driver.press(user, idOf(await card(user), 'personwrite'));
      const write = seen.buttons.find(({ id }) => id.startsWith('writefor:'));
      if (!write) return expect(seen.text).toContain("There's nothing you may write");
      const draft = await driver.press(user, write.id);
      expect(draft.text).toMatch(/Dr\. Lee|Missing|write this now/);
    });
  });
}
