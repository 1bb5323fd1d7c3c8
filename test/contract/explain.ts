import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, isQuestion } from './house.ts';

const OWN = 'I failed Step 2 CK on my first attempt.';
const CAUSE = 'I underestimated it and left six weeks beside two surgery rotations.';
const CHANGES = 'Since then I have finished 3,200 timed questions and I meet my mentor every Monday.';

/** What is promised about texts that tell one story: explanations and texts used again. Held on one platform. */
export function explainContract(name: string, open: () => House): void {
  describe(`${name}: one story`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = async (): Promise<string> => {
      people += 1;
      const user = `teller${people}`;
      await house.enter(user, solid);
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
        expect(seen.files.map((file) => file.name)).toContain('balance.png');
        expect(seen.private).toBe(true);
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
        expect(seen.text).toContain("isn't there any more");
        const odd = await driver.press(user, 'explainwrite:nonsense');
        expect(odd.text.length).toBeGreaterThan(10);
        expect(await papers(user)).toHaveLength(1);
      });
    });
  });
}
