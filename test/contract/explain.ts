import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sessionKey } from '#store/layout.ts';
import { cycle, solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, isQuestion } from './house.ts';

const OWN = 'I failed Step 2 CK on my first attempt.';
const CAUSE = 'I underestimated it and left six weeks beside two surgery rotations.';
const CHANGES = 'Since then I have finished 3,200 timed questions and I meet my mentor every Monday.';

const OLD =
  'In my village the clinic opened on two days a week, and my aunt kept its ledger by hand. She taught me that a record which is complete is a kindness to the next person on the ward.';
const FRESH =
  'My patients in the county clinic taught me to listen before I order anything. I run its hypertension list, and in one year we brought sixty people below their goal by calling each of them.';

/** What we promise about texts that tell one story, explanations and reused texts, checked on one platform. */
export function explainContract(name: string, open: () => House): void {
  describe(`${name}: one story`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = async (profile = solid): Promise<string> => {
      people += 1;
      const user = `teller${people}`;
      await house.enter(user, profile);
      return user;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const papers = async (user: string) => (await house.record(user))?.papers ?? [];
    const idOf = ({ buttons }: Seen, verb: string): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? `no ${verb}: ${JSON.stringify(buttons)}`;

    async function explained(user: string, text: string): Promise<Seen> {
      const asked = await driver.command(user, 'explain');
      expect(asked.text).toContain('how you explain the failed exam');
      return driver.type(user, text);
    }

    describe('an explanation', () => {
      test('shows which parts are there, their shares and what is missing, with a picture', async () => {
        const user = await somebody();
        const seen = await explained(user, `${OWN} ${CAUSE} ${CHANGES}`);
        expect(seen.text).toContain('One of the four parts is missing');
        expect(seen.text).toMatch(/The plan.{0,6}Missing/s);
        expect(seen.text).toMatch(/Own it.{0,6}There, with \d+% of the words\. About 20%/s);
        expect(seen.text).toMatch(/What you changed.{0,6}There, with \d+% of the words\. About 40%/s);
        expect(seen.text).toMatch(/Words: 35\. Sentences: 3\. Seconds aloud: about 15/);
        expect(seen.private).toBe(true);
        // The first picture may be too late for its answer; the words never wait for it.
        const again = `balance:${idOf(seen, 'draft').slice('draft:'.length)}`;
        await expect
          .poll(async () => (await driver.press(user, again)).files.map((file) => file.name), {
            timeout: 20_000,
          })
          .toEqual(['balance.png']);
      });

      test('names an excuse and a sitting that the record does not have, in the words of the text', async () => {
        const user = await somebody();
        const seen = await explained(
          user,
          `${OWN} The questions were unfair. ${CHANGES} I am scheduled to retake it on March 3, 2099.`,
        );
        expect(seen.text).toContain('“unfair”');
        expect(seen.text).toContain('Your record has no failed Step 2 CK');
      });

      test('is kept, edited, and read again from its draft', async () => {
        const user = await somebody();
        const first = await explained(user, OWN);
        expect(first.text).toContain('3 of the four parts are missing');
        expect(await papers(user)).toHaveLength(1);
        await driver.press(user, idOf(first, 'draftedit'));
        const draft = await driver.type(user, `${OWN} ${CAUSE} ${CHANGES}`);
        const again = await driver.press(user, idOf(draft, 'balance'));
        expect(again.text).toContain('One of the four parts is missing');
        expect(await papers(user)).toHaveLength(1);
      });

      test('is written from the record in the length that was chosen', async () => {
        const user = await somebody();
        const menu = await driver.press(user, idOf(await explained(user, OWN), 'explainwrite'));
        expect(menu.buttons.map(({ id }) => id)).toEqual(
          expect.arrayContaining([
            'explainwrite:explanation-short',
            'explainwrite:explanation-spoken',
            'explainwrite:explanation-written',
          ]),
        );
        let seen = await driver.press(user, 'explainwrite:explanation-spoken');
        for (let count = 0; isQuestion(seen) && count < 15; count += 1)
          seen = await driver.press(user, idOf(seen, 'skip'));
        expect((await driver.press(user, idOf(seen, 'balance'))).text).toContain('The four parts');
        expect(await papers(user)).toHaveLength(2);
      });

      test("of somebody else is not read, and a length that isn't there gets a sentence", async () => {
        const [user, other] = [await somebody(), await somebody()];
        const first = await explained(user, `${OWN} ${CAUSE}`);
        const draft = await driver.press(user, idOf(first, 'draft'));
        const seen = await driver.press(other, idOf(draft, 'balance'));
        expect(seen.text).toContain('draft is gone');
        const odd = await driver.press(user, 'explainwrite:nonsense');
        expect(odd.text.length).toBeGreaterThan(10);
        expect(await papers(user)).toHaveLength(1);
      });
    });

    describe('a text used again', () => {
      /** Says where a text comes from: pasted, a file, or a draft by its id. */
      async function from(user: string, seen: Seen, which: 'old' | 'new', way: string): Promise<Seen> {
        const id = seen.buttons.find((one) => one.id.endsWith(`.${which}.${way}`))?.id;
        return driver.press(user, id ?? `no ${which} ${way}: ${JSON.stringify(seen.buttons)}`);
      }

      test('is told in words, a share and passages, with both side by side, and nothing of it is kept', async () => {
        const user = await somebody({ ...solid, cycles: [cycle(2026, 3, { statement: 'recycled' })] });
        const before = await house.record(user);
        await from(user, await driver.command(user, 'reuse'), 'old', 'paste');
        await from(user, await driver.type(user, OLD), 'new', 'paste');
        const seen = await driver.type(user, `${OLD} This year I also taught anatomy twice a week.`);
        expect(seen.text).toMatch(/This text is (the same|mostly the same)/);
        expect(seen.text).toMatch(/\d\d% of its words are in the old one too, in runs of 5 or more/);
        expect(seen.text).toContain('“In my village');
        expect(seen.text).toContain('the statement of the 2026 cycle was one you had used before');
        const page = seen.files.find((file) => file.name === 'side-by-side.html');
        expect(Buffer.from(page?.bytes ?? []).toString()).toContain('<mark>In my village');
        expect(seen.private).toBe(true);
        const after = await house.known(user);
        expect(after).toEqual(before);
        expect(await house.redis.exists(sessionKey(after.id))).toBe(0);
      });

      test('may be a file and one of the drafts, and a new text is called new', async () => {
        const user = await somebody();
        await driver.command(user, 'check');
        const asked = await driver.type(user, FRESH);
        await driver.press(user, asked.buttons.find(({ id }) => id.endsWith('.statement'))?.id ?? '');
        const [draft] = await papers(user);
        await from(user, await driver.command(user, 'reuse'), 'old', 'file');
        const bytes = new TextEncoder().encode(OLD);
        const next = await driver.send(user, { name: 'last.txt', type: 'text/plain', bytes });
        const seen = await from(user, next, 'new', draft?.id ?? '');
        expect(seen.text).toContain('This text is new');
        expect(await papers(user)).toHaveLength(1);
      });

      test('of a few words has no share', async () => {
        const user = await somebody();
        await from(user, await driver.command(user, 'reuse'), 'old', 'paste');
        await from(user, await driver.type(user, OLD), 'new', 'paste');
        const seen = await driver.type(user, 'I like medicine a lot.');
        expect(seen.text).toContain('at least 20 words');
        expect(seen.text).not.toContain('This text is');
      });
    });

    describe('two drafts', () => {
      async function kept(user: string, text: string): Promise<void> {
        await driver.command(user, 'check');
        const asked = await driver.type(user, text);
        await driver.press(user, asked.buttons.find(({ id }) => id.endsWith('.statement'))?.id ?? '');
      }

      test('that tell different stories are named in /drafts with both places, and not once they agree', async () => {
        const user = await somebody();
        await kept(
          user,
          'I passed Step 2 CK in June 2024, and I have worked as a research assistant since then.',
        );
        expect((await driver.command(user, 'drafts')).text).not.toContain('the same story');
        await explained(user, 'I passed Step 2 CK in May 2025 after I had changed how I study.');
        const seen = await driver.command(user, 'drafts');
        expect(seen.text).toContain("Your drafts don't tell the same story");
        expect(seen.text).toContain('When you passed Step 2 CK');
        expect(seen.text).toContain('June 2024');
        expect(seen.text).toContain('May 2025');
        const draft = await driver.press(user, idOf(seen, 'draft'));
        await driver.press(user, idOf(draft, 'draftedit'));
        await driver.type(user, 'I passed Step 2 CK in June 2024 after I had changed how I study.');
        expect((await driver.command(user, 'drafts')).text).not.toContain('the same story');
      });
    });

    describe('an edited draft whose record changed', () => {
      /** A draft signed by Amina Khan, after a change by `edit`. */
      async function edited(user: string, edit: (text: string) => string): Promise<Seen> {
        await renamed(user, 'Amina Khan');
        await driver.command(user, 'write');
        await driver.press(user, 'writegroup:people');
        await driver.press(user, 'write:mentor-ask');
        let seen = await driver.type(user, 'Dr. Okafor');
        for (let count = 0; isQuestion(seen) && count < 15; count += 1)
          seen = await driver.press(user, idOf(seen, 'skip'));
        const text = edit(await textOf(user, seen));
        await driver.press(user, idOf(seen, 'draftedit'));
        return driver.type(user, text);
      }

      async function textOf(user: string, seen: Seen): Promise<string> {
        const { files } = await driver.press(user, idOf(seen, 'draftfile'));
        const whole = Buffer.from(files[0]?.bytes ?? []).toString();
        return whole.slice(whole.indexOf('\n\n')).trim();
      }

      async function renamed(user: string, name: string): Promise<void> {
        const { id } = await house.known(user);
        await house.app.people.update(id, (old) => ({ ...old, letterhead: { ...old.letterhead, name } }));
      }

      test('says so, and takes over what changed without losing the edit', async () => {
        const user = await somebody();
        const first = await edited(user, (text) =>
          text.replace('Dear Dr. Okafor', 'Good morning, Dr. Okafor'),
        );
        expect(first.buttons.some(({ id }) => id.startsWith('draftmerge:'))).toBe(false);
        await renamed(user, 'Amina Khan-Lee');
        const seen = await driver.press(user, `draft:${idOf(first, 'draftedit').split(':')[1]}`);
        expect(seen.text).toContain('has changed since you edited this');
        expect(seen.text).not.toContain('Khan-Lee');
        const merged = await driver.press(user, idOf(seen, 'draftmerge'));
        expect(merged.text).toContain('Khan-Lee');
        expect(merged.text).toContain('Good morning, Dr. Okafor');
        expect(merged.text).not.toContain('has changed since you edited this');
      });

      test.each([
        ['drafttake', 'Amina Khan-Lee', 'A. Khan'],
        ['draftmine', 'A. Khan', 'Khan-Lee'],
      ])('shows both wordings where they clash, and %s settles it', async (verb, kept, gone) => {
        const user = await somebody();
        const first = await edited(user, (text) => text.replace('Amina Khan', 'A. Khan'));
        await renamed(user, 'Amina Khan-Lee');
        const seen = await driver.press(user, `draft:${idOf(first, 'draftedit').split(':')[1]}`);
        const clash = await driver.press(user, idOf(seen, 'draftmerge'));
        expect(clash.text).toContain('A. Khan');
        expect(clash.text).toContain('Khan-Lee');
        expect(await textOf(user, seen)).toContain('A. Khan');
        const settled = await driver.press(user, idOf(clash, verb));
        expect(settled.text).toContain(kept);
        expect(settled.text).not.toContain(gone);
        expect(settled.text).not.toContain('has changed since you edited this');
      });
    });
  });
}
