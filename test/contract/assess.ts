import type { Temporal } from 'temporal-polyfill';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '#core/record/profile.ts';
import { hasBegun } from '#core/season/season.ts';
import { dateIn } from '../clock.ts';
import { knowledge } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { answerOne, behindSoap, type Choose, type House, isQuestion, walkForm } from './house.ts';

/**
 * A graduate of a school abroad, unmatched once: Step 2 CK passed, some US work, in SOAP, two strengths; last applied
 * in the Match before `now`.
 */
export function typicalOf(now: Temporal.Instant): Choose {
  const today = dateIn(now, 'America/New_York');
  const until = today.subtract({ months: 5 });
  return {
    type: 'img_visa',
    graduated: String(today.year - 4),
    status: 'first_unmatched',
    target: 'internal',
    other: 'family',
    exams: 'clean',
    step2_score: '238',
    priority: 'any_position',
    pathway: 'yes',
    applied: 'internal',
    programs: '80',
    interviews: '2',
    ranked: '2',
    docs: 'statement',
    soap: 'family',
    soap_interviews: '0',
    us_months: '3',
    us_until: `${String(until.month).padStart(2, '0')} ${until.year}`,
    us_field: 'internal',
    letters: '2',
    recent: 'yes',
    flags: [],
    strengths: ['commitment', 'research'],
    life_months: '3',
  };
}

/** The most acts that the whole assessment may take after the command; on Discord the command counts as well. */
const MOST = { discord: 11, telegram: 25, playground: 25 } as const;

/** Someone whose attempts came to nothing even after corrections: the stop line. */
const stoppedOf = (typical: Choose, now: Temporal.Instant): Choose => ({
  ...typical,
  status: 'unmatched',
  before: 'n2',
  changed: 'yes',
  changed_before: 'yes',
  interviews_before: '0',
  year_before: String(lastMatch(now) - 1),
  interviews: '0',
  rebuilt: 'no',
});

/** The year of the last Match whose applicants have heard the result. */
function lastMatch(now: Temporal.Instant): number {
  const told = knowledge.seasons.filter((season) => hasBegun(season, 'match_status', now));
  return Math.max(...told.map(({ year }) => year));
}

/** What `/assess` promises, checked on one platform through its real library. */
export function assessContract(platform: keyof typeof MOST, open: () => House): void {
  describe(`the assessment on ${platform}`, () => {
    let house: House;
    let driver: Driver;
    let typical: Choose;
    let people = 0;
    /** What a typical person's record holds once they have walked through the form. */
    let kept: Profile | null = null;
    const somebody = (): string => {
      people += 1;
      return `applicant${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
      typical = typicalOf(house.clock());
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    async function assessed(user: string, told = typical): Promise<Seen> {
      return (await walkForm(driver, user, await driver.command(user, 'assess'), told)).seen;
    }

    /** A typical person. The form is walked through once; everyone after that gets the same record. */
    async function known(): Promise<string> {
      const user = somebody();
      if (kept) await house.enter(user, kept);
      else {
        await assessed(user);
        ({ profile: kept } = await house.known(user));
      }
      return user;
    }
    const idOf = (seen: Seen, start: string): string =>
      seen.buttons.find(({ id }) => id.startsWith(start))?.id ?? `no button ${start}`;

    test(`takes a typical person at most ${MOST[platform]} acts, from the command to the verdict`, async () => {
      const user = somebody();
      const verdict = await assessed(user);
      expect(verdict.text).toContain('Your path');
      expect(behindSoap(verdict, house)[0]?.id).toBe('plan:now');
      expect(driver.acts(user) - 1).toBeLessThanOrEqual(MOST[platform]);
      expect((await house.record(user))?.profile).toMatchObject({
        type: 'non_us_img',
        visa: 'yes',
        graduated: Number(typical.graduated),
        usMonths: 3,
        cycles: [
          {
            year: lastMatch(house.clock()),
            programs: 80,
            interviews: 2,
            ranked: 2,
            soap: { specialties: ['family'] },
          },
        ],
        strengths: ['commitment', 'research'],
        life: { months: 3 },
      });
    });

    test('says the verdict in few words, with the scorecard beside them', async () => {
      const user = somebody();
      await assessed(user);
      // The first picture may be too late for its answer; the words never wait for it.
      await expect
        .poll(async () => (await driver.press(user, 'verdict:now')).files.map(({ name }) => name), {
          timeout: 20_000,
        })
        .toEqual(['scorecard.png']);
      const { text, files } = await driver.press(user, 'verdict:now');
      expect([...(files[0]?.bytes.slice(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
      const words = text.split('\n').filter((line) => line.trim() !== '');
      expect(words.length).toBeLessThanOrEqual(12);
    });

    test('never asks twice: complete, it answers at once', async () => {
      const user = await known();
      const again = await driver.command(user, 'assess');
      expect(isQuestion(again)).toBe(false);
      expect(again.text).toContain('Your path');
      expect(again.buttons.map(({ id }) => id)).toContain('profile:now');
    });

    test('changes one answer and keeps all others', async () => {
      const user = await known();
      const before = (await house.record(user))?.profile;
      const profile = await driver.command(user, 'profile');
      const group = await driver.press(user, idOf(profile, 'group:work'));
      expect(group.text).toContain('Strong US letters');
      const question = await driver.press(user, idOf(group, 'edit:letters'));
      expect(question.text).toContain('strong letters');
      const verdict = await driver.type(user, '0');
      expect(verdict.text).toContain('Since last time');
      const after = (await house.record(user))?.profile;
      expect(after).toEqual({ ...before, strongLetters: 0, letters: [] });
      const details = await driver.press(user, 'details:now');
      expect((await driver.press(user, idOf(details, 'detail:progress'))).text).toContain('Now against it');
    });

    test('an answer that opens a question asks that one, and no other', async () => {
      const user = await known();
      await driver.command(user, 'profile');
      await driver.press(user, 'group:work');
      await driver.press(user, 'edit:us_months');
      const next = await driver.type(user, '0');
      expect(isQuestion(next)).toBe(true);
      const { seen, answers } = await walkForm(driver, user, next, { us_chance: 'yes', recent: 'no' });
      expect(answers).toBeLessThanOrEqual(2);
      expect(seen.text).toContain('Your path');
      expect((await house.record(user))?.profile).toMatchObject({ usMonths: 0, usRealistic: 'yes' });
    });

    test('adds to a list, changes and takes from it, apart from the form', async () => {
      const user = await known();
      const isList = ({ buttons }: Seen) => buttons.some(({ id }) => id.startsWith('ready:'));
      const entry = async (start: Seen, choose: Choose): Promise<Seen> => {
        let seen = start;
        for (let asked = 0; !isList(seen) && asked < 8; asked += 1)
          seen = await answerOne(driver, user, seen, choose);
        return seen;
      };
      const press = (seen: Seen, end: string) =>
        driver.press(user, seen.buttons.find(({ id }) => id.endsWith(end))?.id ?? `no button ${end}`);
      const done = (seen: Seen) =>
        press(seen, seen.buttons.find(({ id }) => id.startsWith('ready:'))?.id ?? '');
      const experience = async () => (await house.record(user))?.profile.experience;
      const research: Choose = {
        kind: 'research',
        place: 'elsewhere',
        months: '12',
        until: null,
        field: 'neurology',
      };

      const list = await driver.press(user, 'list:experience');
      const grown = await entry(await press(list, '.add'), research);
      expect(grown.text).toContain('piece by piece');
      expect((await done(grown)).text).toContain("That's saved");
      expect(await experience()).toHaveLength(2);

      const chosen = await press(await driver.press(user, 'list:experience'), '.e1');
      const changed = await entry(await press(chosen, '.change'), { ...research, months: '24' });
      await done(changed);
      expect(await experience()).toMatchObject([{ kind: 'hands_on' }, { kind: 'research', months: 24 }]);

      const again = await press(await driver.press(user, 'list:experience'), '.e1');
      await done(await press(again, '.remove'));
      expect(await experience()).toMatchObject([{ kind: 'hands_on', months: 3 }]);
      expect((await done(await driver.press(user, 'list:experience'))).text).toContain('stays as it was');
    });

    test('every detail behind the verdict opens, page by page, and says where it comes from', async () => {
      const user = await known();
      const list = await driver.press(user, 'details:now');
      const first = list.buttons.filter(({ id }) => id.startsWith('detail:')).map(({ id }) => id);
      expect(first.length).toBeGreaterThan(3);
      for (const start of ['detail:reasons.0', 'detail:change.0', 'detail:holds.0', ...first]) {
        let id: string | undefined = start;
        for (let pages = 0; id && pages < 12; pages += 1) {
          const seen: Seen = await driver.press(user, id);
          expect(seen.text.length).toBeGreaterThan(20);
          expect(seen.text.length).toBeLessThan(2500);
          id = seen.buttons.find((button) => button.label === 'Next')?.id;
        }
      }
      const file = await driver.press(user, 'autopsyfile:now');
      expect(file.files.map(({ name }) => name)).toEqual(['autopsy.txt']);
    });

    test('the stop line opens the hard conversation, kindly; a first cycle never does', async () => {
      const user = somebody();
      const verdict = await assessed(user, stoppedOf(typical, house.clock()));
      expect(verdict.text).toContain('stop reapplying');
      expect(behindSoap(verdict, house)[0]?.id).toBe('stopline:now');
      const talk = await driver.press(user, 'stopline:now');
      expect(talk.text).toContain('less of a doctor');
      expect(talk.text).toContain('Clinical research');
      const other = somebody();
      const first = await assessed(other, { ...typical, interviews: '0', letters: '0' });
      expect(first.buttons.map(({ id }) => id)).not.toContain('stopline:now');
      expect((await driver.press(other, 'stopline:now')).text).toContain("don't need that conversation");
    });

    test('left in the middle and looked at again, it goes on there', async () => {
      const user = somebody();
      const first = await driver.command(user, 'assess');
      const second = await answerOne(driver, user, first, typical);
      await driver.command(user, 'help');
      const again = await driver.command(user, 'assess');
      expect(again.text).toContain('where we were');
      expect(again.text).toContain(second.text);
      const { seen } = await walkForm(driver, user, again, typical);
      expect(seen.text).toContain('Your path');
    });

    test('what is wrong gets a sentence, what was right is kept', async () => {
      const user = somebody();
      const first = await driver.command(user, 'assess');
      const second = await answerOne(driver, user, first, typical);
      const wrong: Choose = { ...typical, graduated: 'long ago', step2_score: '999' };
      const refused = driver.fill
        ? await driver.fill(user, ({ id, options }) => String(wrong[id] ?? options[0] ?? ''))
        : await driver.type(user, 'long ago');
      const [problem = ''] = refused.text.split('\n');
      expect(problem).toMatch(
        driver.fill ? /^Step 2 CK score: I need a whole number/ : /^I need a whole number/,
      );
      expect(problem.length).toBeLessThan(120);
      const { seen } = await walkForm(driver, user, driver.fill ? refused : second, typical);
      expect(seen.text).toContain('Your path');
      expect((await house.record(user))?.profile).toMatchObject({
        graduated: Number(typical.graduated),
        pathway: 'yes',
        exams: [{ exam: 'step1' }, { exam: 'step2ck', score: 238 }],
      });
    });
  });
}
