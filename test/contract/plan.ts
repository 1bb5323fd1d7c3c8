import ICAL from 'ical.js';
import type { Temporal } from 'temporal-polyfill';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import type { Profile } from '#core/record/profile.ts';
import { dateIn } from '../clock.ts';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, isBeyondSeasons, NO_DATES, walkForm } from './house.ts';

/** The zone in which it is late morning, so that the day always has hours left. */
function morningZone(now: Temporal.Instant): string {
  const { hour } = now.toZonedDateTimeISO('UTC');
  const ahead = 10 - hour;
  const offset = ahead < -11 ? ahead + 24 : ahead;
  // The signs of these zones are inverted: Etc/GMT-5 is five hours ahead.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

/** What the plan promises, checked on one platform through its real library. */
export function planContract(name: string, open: () => House): void {
  describe(`${name}: the plan`, () => {
    let house: House;
    let driver: Driver;
    let people = 0;
    const somebody = (): string => {
      people += 1;
      return `planner${people}`;
    };

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const record = (user: string): Promise<Applicant> => house.known(user);

    /** Someone with an assessment, in a zone where it is morning. */
    async function known(profile: Profile = solid): Promise<string> {
      const user = somebody();
      await house.enter(user, profile, { zone: morningZone(house.clock()), quiet: '23:00-07:00' });
      return user;
    }

    /** Answers typed questions: as one page if the platform has pages, otherwise one message after the other. */
    async function tell(user: string, told: Readonly<Record<string, string>>): Promise<Seen> {
      if (driver.fill) return driver.fill(user, ({ id }) => told[id] ?? null);
      const answers: Seen[] = [];
      for (const value of Object.values(told)) answers.push(await driver.type(user, value));
      const last = answers.at(-1);
      if (!last) throw new Error('nothing was told');
      return last;
    }

    async function planned(): Promise<string> {
      const user = await known();
      await driver.command(user, 'plan');
      return user;
    }

    const button = ({ buttons }: Seen, verb: string): string => {
      const found = buttons.find(({ id }) => id.startsWith(`${verb}:`));
      if (!found) throw new Error(`no button ${verb} among ${buttons.map(({ id }) => id).join(', ')}`);
      return found.id;
    };

    /** Lets one reminder come now and returns it. */
    async function reminded(user: string, about: (person: Applicant) => string | undefined): Promise<Seen> {
      const person = await record(user);
      const id = about(person);
      const first = person.reminders.filter((reminder) => reminder.id === id);
      const arrival = driver.arrives(user);
      expect(await house.app.agenda.bringForward({ ...person, reminders: first })).toBe(true);
      return arrival;
    }

    describe('the first day', () => {
      test('from nothing: asks for the zone, lays the day, and keeps blanks visible', async () => {
        const user = somebody();
        const question = await driver.command(user, 'day');
        expect(question.text).toContain('time zone');
        const day = await driver.type(user, 'Karachi');
        expect(day.text).toContain('The first 24 hours');
        expect(day.text).toContain('Sleep window');
        const { tasks, reminders } = await record(user);
        expect(tasks.length).toBeGreaterThanOrEqual(7);
        expect(reminders).toHaveLength(tasks.length);
        const page = await driver.press(user, button(day, 'daypage'));
        expect(page.text).toContain('[your name]');
        expect(page.text).toContain('[every exam with result and month]');
        const again = await driver.command(user, 'day');
        expect(again.text).toContain('as they stand');
        expect((await record(user)).tasks).toEqual(tasks);
      });

      test('one thing after the other, to the end', async () => {
        const user = await known();
        let seen = await driver.command(user, 'day');
        const { tasks } = await record(user);
        for (const _ of tasks) {
          const open = await driver.press(user, button(seen, 'planstep'));
          expect(open.text.length).toBeGreaterThan(100);
          await driver.press(user, button(open, 'done'));
          seen = await driver.command(user, 'day');
        }
        expect(seen.text).toContain('All of it is done');
        const anew = await driver.press(user, button(seen, 'dayagain'));
        expect(anew.text).toContain('The first 24 hours');
        const fresh = await record(user);
        expect(fresh.tasks.map(({ state }) => state)).toEqual(tasks.map(() => 'open'));
      });
    });

    describe('today', () => {
      test('one step with its buttons, and nothing else; done brings the next', async () => {
        const user = await planned();
        const seen = await driver.command(user, 'today');
        const [step] = (await record(user)).plan?.steps ?? [];
        expect(seen.buttons.map(({ id }) => id.split(':')[0])).toEqual([
          'done',
          'hour',
          'tomorrow',
          'move',
          'drop',
        ]);
        expect(seen.text.length).toBeLessThan(900);
        await driver.press(user, button(seen, 'done'));
        expect((await record(user)).plan?.steps.find(({ id }) => id === step?.id)?.state).toBe('done');
        const next = await driver.command(user, 'today');
        expect(next.text).not.toBe(seen.text);
      });

      test('with nothing known it offers the assessment', async () => {
        const seen = await driver.command(somebody(), 'today');
        expect(seen.buttons.map(({ id }) => id)).toEqual(['assess:now']);
      });
    });

    describe('the plan', () => {
      test("a step of one's own, in whatever words, is shown, reminded of, and kept by a new plan", async () => {
        const user = await planned();
        const what = 'Ask *Dr. R_v_ra* <b>about</b> [research](x)';
        const full = await driver.press(user, 'planfull:now');
        await driver.press(user, button(full, 'add'));
        const moment = `${dateIn(house.clock(), 'UTC').add({ days: 2 })} 16:30`;
        const added = await tell(user, { what, moment });
        expect(added.text).toContain(what);
        const before = await record(user);
        const again = await driver.press(user, 'planagain:now');
        expect(again.text).toContain('starts fresh');
        const after = await record(user);
        expect(after.tasks).toEqual(before.tasks);
        const [task] = after.tasks;
        const seen = await reminded(
          user,
          ({ reminders }) =>
            reminders.find(({ about }) => about.kind === 'step' && about.step === task?.id)?.id,
        );
        expect(seen.text).toContain(what);
      });

      test('done, moved and dropped survive a new plan', async () => {
        const user = await planned();
        const [first, second, third] = (await record(user)).plan?.steps ?? [];
        await driver.press(user, button(await driver.press(user, `planstep:${first?.id}`), 'done'));
        await driver.press(user, button(await driver.press(user, `planstep:${second?.id}`), 'drop'));
        const asked = await driver.press(
          user,
          button(await driver.press(user, `planstep:${third?.id}`), 'move'),
        );
        const weeks = asked.buttons.find(({ id }) => id.endsWith('.two_weeks'))?.id ?? '';
        expect((await driver.press(user, weeks)).text).toContain('is now planned for');
        const moved = (await record(user)).plan?.steps.find(({ id }) => id === third?.id);
        expect(moved).toMatchObject({ moved: true, revision: 1 });
        await driver.press(user, 'planagain:now');
        const steps = (await record(user)).plan?.steps ?? [];
        const at = (key: string | undefined) => steps.find((step) => step.key === key);
        expect([at(first?.key)?.state, at(second?.key)?.state]).toEqual(['done', 'dropped']);
        expect(at(third?.key)).toEqual(moved);
      });

      test("another person's step is not shown", async () => {
        const [ann, bob] = [await planned(), await planned()];
        const [step] = (await record(ann)).plan?.steps ?? [];
        const seen = await driver.press(bob, `planstep:${step?.id}`);
        expect(seen.text).toContain("can't find that step");
      });
    });

    describe('promises for today', () => {
      test('three, each reminded of, and looked back at in the evening', async () => {
        const user = await known();
        for (const [what, time] of [
          ['Call the *dean*', '4pm'],
          ['Sort letters', '17:30'],
          ['Walk', '18:15'],
        ] as const) {
          await driver.command(user, 'commit');
          const noted = await tell(user, { what, who: 'Dr. Rivera', time });
          expect(noted.text).toContain(what);
          expect(noted.text).toContain('20:30');
        }
        expect((await driver.command(user, 'commit')).text).toContain('your three');
        const seen = await reminded(
          user,
          ({ reminders }) => reminders.find(({ about }) => about.kind === 'evening')?.id,
        );
        expect(seen.text).toContain('How did the day go?');
        expect(seen.text).toContain('Call the *dean*');
        const once = await driver.press(user, button(seen, 'commitdone'));
        expect(once.buttons.filter(({ id }) => id.startsWith('commitdone:'))).toHaveLength(2);
        const rest = await driver.press(user, button(once, 'commitrest'));
        expect(rest.text).toContain('tomorrow');
        const { tasks } = await record(user);
        expect(tasks.map(({ state }) => state)).toEqual(['done', 'open', 'open']);
        const [done, ...left] = tasks.map(({ on }) => on);
        expect(left.every((on) => on > (done ?? ''))).toBe(true);
      });

      test('a time that is past gets a sentence and changes nothing', async () => {
        const user = await known();
        await driver.command(user, 'commit');
        const told = { what: 'Call the dean', who: 'Dr. Rivera', time: '00:01' };
        expect((await tell(user, told)).text).toContain('already past');
        expect((await record(user)).tasks).toEqual([]);
      });
    });

    describe('files and pictures', () => {
      test('the calendar file is one that a calendar reads', async () => {
        const user = await planned();
        const [file] = (await driver.command(user, 'calendar')).files;
        expect(file?.name).toBe('rematch.ics');
        const root = new ICAL.Component(ICAL.parse(new TextDecoder().decode(file?.bytes)));
        const { plan } = await record(user);
        expect(root.getAllSubcomponents('vevent').length).toBeGreaterThanOrEqual(plan?.steps.length ?? 99);
      });

      test('the year and Match Week as pictures', async () => {
        const user = await planned();
        for (const which of ['timeline:year', 'timeline:week']) {
          if (which === 'timeline:week' && isBeyondSeasons(house)) {
            expect((await driver.press(user, which)).text).toContain(NO_DATES);
            continue;
          }
          // The first picture starts the painter and may be too late: then the words say so, and asking again brings
          // it.
          let seen = await driver.press(user, which);
          for (let tries = 0; seen.files.length === 0 && tries < 10; tries += 1) {
            expect(seen.text).toContain("couldn't make the picture");
            seen = await driver.press(user, which);
          }
          const [png] = seen.files;
          expect(new TextDecoder('latin1').decode(png?.bytes.slice(1, 4))).toBe('PNG');
        }
      });
    });

    describe('the shadow plan', () => {
      test('the split as advice, its steps, and a job that is screened', async () => {
        const user = await known();
        const seen = await driver.command(user, 'shadow');
        expect(seen.text).toContain('advice, not statistics');
        const laid = await driver.press(user, button(seen, 'shadowstart'));
        expect(laid.text).toContain('shadow plan is ready');
        const { tasks, reminders } = await record(user);
        expect(tasks.length).toBeGreaterThanOrEqual(4);
        expect(reminders).toHaveLength(tasks.length);
        const question = await driver.press(user, button(laid, 'job'));
        const told = { supervision: 'yes', growth: 'no', letters: 'no', field: 'unknown' };
        const { seen: verdict } = await walkForm(driver, user, question, told);
        expect(verdict.text).toContain('Not worth your year');
        expect(verdict.text).toContain('Has it: Physicians supervise you');
        expect(verdict.text).toContain('Ask: How much of the work');
      });
    });
  });
}
