import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { quietSeason } from '#core/season/season.ts';
import { knowledge, solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, isQuestion } from './house.ts';

/** What someone who interviewed at five programs says, by what the blank asks for. */
const TOLD: readonly (readonly [RegExp, string])[] = [
  [/Missing: your name/, 'Amina Khan'],
  [/Missing: your degree/, 'MBBS'],
  [/Missing: your AAMC ID/, '12345678'],
  [/Missing: .*plan/i, 'This year I work as a research assistant and retake nothing.'],
];
const PROGRAMS = ['Mercy', 'Harbor', 'Valley', 'Lakeside', 'Summit'];
const LINES = PROGRAMS.map(
  (name, index) => `${name} Internal Medicine, Dr. Lee${'abcde'[index]}, interviewed`,
);

/** What drafts promise, checked on one platform through its real library. */
export function writeContract(name: string, open: () => House): void {
  describe(`${name}: drafts`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = (): string => {
      people += 1;
      return `writer${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const isQuiet = (): boolean => quietSeason(knowledge.seasons, house.clock()) !== null;
    const papers = async (user: string) => (await house.record(user))?.papers ?? [];
    const idOf = ({ buttons }: Seen, verb: string): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? `no ${verb}: ${JSON.stringify(buttons)}`;

    /** Answers what is missing until there is nothing left to ask. */
    async function fillIn(user: string, first: Seen): Promise<Seen> {
      let seen = first;
      for (let count = 0; isQuestion(seen); count += 1) {
        if (count > 15) throw new Error(`there is no end of questions: ${seen.text}`);
        const answer = TOLD.find(([asked]) => asked.test(seen.text))?.[1];
        seen = answer ? await driver.type(user, answer) : await driver.press(user, idOf(seen, 'skip'));
      }
      return seen;
    }

    /** The start of a text of one kind; `who` names whom it is for. */
    async function begun(user: string, group: string, kind: string, who?: string): Promise<Seen> {
      await driver.command(user, 'write');
      await driver.press(user, `writegroup:${group}`);
      const seen = await driver.press(user, `write:${kind}`);
      return who === undefined ? seen : driver.type(user, who);
    }

    async function letterRequest(user: string): Promise<Seen> {
      await house.enter(user, solid);
      const seen = await begun(user, 'people', 'letter-request', 'Dr. Okafor, Mercy IM, rotated');
      return fillIn(user, seen);
    }

    test('five mails to programs are written within 25 acts, and each is checked', async () => {
      const user = somebody();
      await house.enter(user, solid);
      const before = driver.acts(user);
      let seen = await begun(user, 'programs', 'program-feedback', LINES.join('\n'));
      if (isQuiet()) {
        expect(seen.text).toContain("won't write this now");
        return expect(await papers(user)).toEqual([]);
      }
      seen = await fillIn(user, seen);
      expect(seen.text).toContain('I wrote 5 drafts');
      const drafts = seen.buttons.filter(({ id }) => id.startsWith('draft:'));
      expect(drafts).toHaveLength(5);
      for (const [index, { id }] of drafts.entries()) {
        seen = await driver.press(user, id);
        expect(seen.text).toContain(`${PROGRAMS[index]} Internal Medicine`);
        expect(seen.text).toContain('Amina Khan');
        expect(seen.text).toContain('12345678');
        expect(seen.private).toBe(true);
      }
      expect(driver.acts(user) - before).toBeLessThanOrEqual(25);
      expect(await papers(user)).toHaveLength(5);
      expect((await house.record(user))?.letterhead).toMatchObject({
        name: 'Amina Khan',
        aamcId: '12345678',
      });
    });

    test('what is missing stays visible, and an AAMC ID that is none is asked for again', async () => {
      const user = somebody();
      await house.enter(user, solid);
      let seen = await begun(user, 'people', 'mentor-ask', 'Dr. Okafor');
      while (!/Missing: your AAMC ID|Missing: your name/.test(seen.text))
        seen = await driver.press(user, idOf(seen, 'skip'));
      expect(seen.text).toMatch(/\[[^\]]+\]/);
      for (let count = 0; isQuestion(seen) && count < 15; count += 1)
        seen = await driver.press(user, idOf(seen, 'skip'));
      expect(seen.text).toContain('Not ready');
      expect(seen.text).toMatch(/\[your name\]/);
    });

    test('a draft is edited, checked again, and brought back as it was', async () => {
      const user = somebody();
      const written = await letterRequest(user);
      const edit = await driver.press(user, idOf(written, 'draftedit'));
      expect(edit.text).toContain('Change what you like');
      const edited = await driver.type(
        user,
        'I beg you, please, I will do anything for this letter, Dr. Okafor!',
      );
      expect(edited.text).toContain('Not ready');
      expect(edited.text).toContain('I beg you');
      const versions = await driver.press(user, idOf(edited, 'draftold'));
      const back = await driver.press(user, idOf(versions, 'draftback'));
      expect(back.text).not.toContain('I beg you');
      expect(back.text).toContain('strong');
    });

    test('a draft says where its claims come from, goes out as a file, and is gone after a yes', async () => {
      const user = somebody();
      const written = await letterRequest(user);
      expect((await driver.press(user, idOf(written, 'draftfacts'))).text).toContain('your');
      const { files } = await driver.press(user, idOf(written, 'draftfile'));
      expect(Buffer.from(files[0]?.bytes ?? []).toString()).toContain('Dr. Okafor');
      const asked = await driver.press(user, idOf(written, 'draftgone'));
      expect(await papers(user)).toHaveLength(1);
      await driver.press(user, idOf(asked, 'draftgoneyes'));
      expect(await papers(user)).toEqual([]);
      expect((await driver.press(user, idOf(written, 'draftedit'))).text).toContain('draft is gone');
    });

    test('a name that was mistyped is put right, and the drafts follow', async () => {
      const user = somebody();
      await letterRequest(user);
      await driver.press(user, idOf(await driver.command(user, 'drafts'), 'signature'));
      await driver.type(user, 'Amina R. Khan');
      await driver.type(user, '87654321');
      const list = await driver.command(user, 'drafts');
      expect((await driver.press(user, idOf(list, 'draft'))).text).toContain('Amina R. Khan');
      expect((await house.record(user))?.letterhead.aamcId).toBe('87654321');
    });

    test("nobody opens another person's draft", async () => {
      const [user, other] = [somebody(), somebody()];
      const written = await letterRequest(user);
      await house.enter(other, solid);
      const opened = await driver.press(other, idOf(written, 'draftedit'));
      expect(opened.text).not.toContain('Okafor');
      expect(await papers(other)).toEqual([]);
    });

    test('a text of their own is checked, kept, and a finding can be set aside in it alone', async () => {
      const user = somebody();
      await house.enter(user, solid);
      let seen = await driver.command(user, 'check');
      seen = await driver.type(
        user,
        'Dear Dr. Lee, I am begging you for an interview. I would take any spot at all. Thank you.',
      );
      expect(isQuestion(seen)).toBe(true);
      seen = await driver.press(user, seen.buttons.find(({ id }) => id.endsWith('.networking'))?.id ?? '');
      expect(seen.text).toContain('begging');
      expect(await papers(user)).toHaveLength(1);
      const all = await driver.press(user, idOf(seen, 'draftcheck'));
      const kept = await driver.press(user, idOf(all, 'draftkeep'));
      const left = kept.buttons.some(({ id }) => id.startsWith('draftcheck:'));
      if (left)
        expect((await driver.press(user, idOf(kept, 'draftcheck'))).text.length).toBeLessThan(
          all.text.length,
        );
    });

    test('an edited draft names what no fact stands behind, and says where each claim comes from', async () => {
      const user = somebody();
      const written = await letterRequest(user);
      await driver.press(user, idOf(written, 'draftedit'));
      const text =
        'Dear Dr. Okafor,\n\nI published 14 papers and I failed Step 2 CK three times.\n\nThank you.';
      const edited = await driver.type(user, text);
      const found = await driver.press(user, idOf(edited, 'draftcheck'));
      expect(found.text).toMatch(/14.*Nothing in your record says this|Your record says otherwise/s);
      const facts = await driver.press(user, idOf(edited, 'draftfacts'));
      expect(facts.text).toMatch(/“14” isn.t in your record/);
    });

    test('a statement that is longer than a message comes in pieces', async () => {
      const user = somebody();
      await house.enter(user, solid);
      const piece = 'In my first year on the ward I learned to listen to people. '.repeat(55).trim();
      await driver.command(user, 'check');
      let seen = await driver.type(user, piece);
      expect(seen.text).toContain('Is there more?');
      expect(seen.text).toContain('listen to people.');
      seen = await driver.press(user, seen.buttons.find(({ id }) => id.endsWith('.more'))?.id ?? '');
      seen = await driver.type(user, `${piece} And now`);
      seen = await driver.press(user, seen.buttons.find(({ id }) => id.endsWith('.more'))?.id ?? '');
      seen = await driver.type(user, 'I would like to begin.');
      seen = await driver.press(user, seen.buttons.find(({ id }) => id.endsWith('.statement'))?.id ?? '');
      expect(await papers(user)).toHaveLength(1);
      const { files } = await driver.press(user, idOf(seen, 'draftfile'));
      expect(Buffer.from(files[0]?.bytes ?? []).toString()).toBe(
        `${piece}\n\n${piece} And now I would like to begin.\n`,
      );
      expect((await driver.press(user, idOf(seen, 'draftedit'))).text).toContain('As a file');
    });

    test('a text to be said tells how long it takes, and two with one beginning have two titles', async () => {
      const user = somebody();
      await house.enter(user, solid);
      for (let count = 0; count < 2; count += 1) {
        await driver.command(user, 'explain');
        await driver.type(user, 'I failed Step 2 CK on my first attempt because I crammed for it.');
      }
      const titles = (await papers(user)).map(({ title }) => title);
      expect(new Set(titles).size).toBe(2);
      expect(titles[0]).toContain('I failed Step 2 CK on my first');
      const list = await driver.command(user, 'drafts');
      expect((await driver.press(user, idOf(list, 'draft'))).text).toMatch(/takes about 6 seconds/);
    });

    test('words of despair in a draft bring the question first, and then the check', async () => {
      const user = somebody();
      await house.enter(user, solid);
      await driver.command(user, 'check');
      const asked = await driver.type(
        user,
        'I do not see a reason to go on living if I do not match. Please help me match.',
      );
      expect(asked.text).toContain('hurting yourself');
      const no = asked.buttons.find(({ label }) => label === 'No')?.id ?? '';
      const seen = await driver.press(user, no);
      expect(seen.buttons.some(({ id }) => id.endsWith('.networking'))).toBe(true);
    });

    test('a message that holds nobody is asked for again, and eleven people are too many', async () => {
      const user = somebody();
      await house.enter(user, solid);
      await begun(user, 'programs', 'program-feedback');
      const nobody = await driver.type(user, '...');
      expect(nobody.text).toContain('at least one word');
      const many = await driver.type(
        user,
        Array.from({ length: 11 }, (_, index) => `Program ${index}x`).join('\n'),
      );
      expect(many.text).toContain('11 names');
      expect(await papers(user)).toEqual([]);
    });
  });
}
