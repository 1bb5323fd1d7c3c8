import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { solid } from '../core/assessment/people.ts';
import type { Driver, Seen } from './driver.ts';
import { type House, walkForm } from './house.ts';

/** What is promised about the page of proof, held on one platform through its real library. */
export function proofContract(name: string, open: () => House): void {
  describe(`${name}: proof of change`, () => {
    let house: House;
    let driver: Driver;

    beforeAll(() => {
      house = open();
      driver = house.driver;
    });
    afterEach(() => expect(driver.violations).toEqual([]));

    const idOf = ({ buttons }: Seen, verb: string): string =>
      buttons.find(({ id }) => id.startsWith(`${verb}:`))?.id ?? `no ${verb}: ${JSON.stringify(buttons)}`;
    const labelled = ({ buttons }: Seen, label: string): string =>
      buttons.find((one) => one.label === label)?.id ?? `no ${label}: ${JSON.stringify(buttons)}`;

    test('a review is logged, the page goes out as PDF, names are left out, and the review is taken back', async () => {
      const user = 'prover1';
      await house.enter(user, solid);
      const empty = await driver.command(user, 'proof');
      expect(empty.text).toContain('Your log is empty so far');
      const question = await driver.press(user, idOf(empty, 'proofnote'));
      const { seen: noted } = await walkForm(driver, user, question, {
        who: 'Dr. Lee',
        what: 'my question log',
      });
      expect(noted.text).toContain('Dr. Lee');
      const page = await driver.press(user, idOf(noted, 'proof'));
      expect(page.text).toContain('One entry in a study log');
      expect(page.private).toBe(true);
      const [file] = (await driver.press(user, idOf(page, 'proofpdf'))).files;
      expect([file?.name, Buffer.from(file?.bytes ?? []).toString('latin1', 0, 5)]).toEqual([
        'what-changed.pdf',
        '%PDF-',
      ]);
      const choose = await driver.press(user, idOf(page, 'proofhide'));
      const without = await driver.press(user, labelled(choose, 'Leave out names'));
      const [plain] = (await driver.press(user, idOf(without, 'prooftext'))).files;
      const said = Buffer.from(plain?.bytes ?? []).toString();
      expect(said).toContain('[name left out]');
      expect(said).not.toContain('Lee');
      const [entry] = (await house.known(user)).study.log;
      await driver.press(user, `proofundo:${entry?.id}`);
      await driver.press(user, `proofundo:${entry?.id}`);
      expect((await house.known(user)).study.log.map(({ what }) => what.kind)).toEqual([
        'oversight',
        'withdrawn',
      ]);
    });

    test('an older seal is looked up, and an entry that was changed is named without blame', async () => {
      const user = 'prover2';
      await house.enter(user, solid);
      const question = await driver.press(user, idOf(await driver.command(user, 'proof'), 'proofnote'));
      await walkForm(driver, user, question, { who: 'Dean Okonkwo', what: 'my hours' });
      const { id, study } = await house.known(user);
      const seal = study.log[0]?.seal ?? '';
      await driver.press(user, 'proofseal:now');
      const found = await driver.type(user, seal);
      expect(found.text).toContain('That seal is in your log');
      await house.app.people.update(id, (old) => ({
        ...old,
        study: { ...old.study, log: old.study.log.map((one) => ({ ...one, at: '2020-01-01T00:00:00Z' })) },
      }));
      const page = await driver.command(user, 'proof');
      expect(page.text).toContain("Entry 1 of 1 doesn't match its seal");
    });
  });
}
