import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Front } from '#bots/chat/chat.ts';
import { defineCommand } from '#bots/chat/command.ts';
import { defineForm } from '#bots/chat/form.ts';
import type { Answers } from '#bots/chat/form-data.ts';
import { Refused } from '#bots/chat/refused.ts';
import { openChat } from '../bots/chat/open-chat.ts';
import { START } from '../clock.ts';
import { watchedLog } from '../watched-log.ts';
import type { Driver, Field, Seen, SentFile } from './driver.ts';

const BEFORE = 'Dear program,\n\nI would like to say more.';
const LONG = `${'A sentence of a letter. '.repeat(120)}\n\nYours`.trim();

const file = (name: string, type: string, content: string): SentFile => ({
  name,
  type,
  bytes: Buffer.from(content),
});
const NOTES = file('notes.txt', 'text/plain', '\uFEFFDear program,\r\n\r\nI would like to say more.');
const TABLE = file('programs.CSV', 'application/octet-stream', 'program\nAlpha\nBeta\n');

let finished: Answers[] = [];
const only = (id: string) => (_: Answers, given: { readonly only?: unknown }) => given.only === id;
const form = defineForm({
  id: 'kinds',
  version: 1,
  given: z.object({ only: z.string() }),
  questions: [
    { id: 'letter', type: 'long', maxLength: 4000, when: only('letter') },
    {
      id: 'things',
      type: 'list',
      most: 3,
      when: only('things'),
      of: [
        { id: 'name', page: 'thing', type: 'text', maxLength: 20 },
        { id: 'size', page: 'thing', type: 'choice', choices: ['big', 'small'] },
      ],
      line: ({ name, size }) => `${name} (${size})`,
    },
    { id: 'hour', type: 'time', when: only('hour') },
    { id: 'notes', type: 'file', accepts: ['.txt', 'text/plain'], most: 1_000, when: only('notes') },
    {
      id: 'table',
      type: 'file',
      accepts: ['.csv'],
      most: 100,
      read: (bytes) => {
        const rows = Buffer.from(bytes).toString().trim().split('\n');
        if (rows[0] !== 'program') throw new Refused('kinds.no_table');
        return rows.slice(1).map((program) => ({ program }));
      },
      when: only('table'),
    },
  ],
  schema: z.record(z.string(), z.unknown()),
  finish: async ({ say }, answers) => {
    finished.push(answers as Answers);
    return [say.text('kinds.done')];
  },
});
const initial: Readonly<Record<string, Answers>> = {
  letter: { letter: BEFORE },
  things: { things: [{ name: 'box', size: 'big' }] },
  hour: { hour: '09:00' },
};
const command = defineCommand({
  name: 'kinds',
  forms: [form],
  presses: {
    kind: {
      redraw: false,
      run: ({ open }, id) => open(form, { given: { only: id }, initial: initial[id] ?? {} }),
    },
  },
  run: async ({ say }) => [say.text('kinds.done')],
});
const words = {
  kinds: {
    summary: 'Kinds',
    done: 'All is taken.',
    no_table: 'That table has no programs.',
    pages: { thing: 'One thing' },
    form: {
      letter: { ask: 'The letter?' },
      things: { ask: 'Which things?', add: 'Add a thing' },
      name: { ask: 'Name?', label: 'Name' },
      size: { ask: 'Size?', label: 'Size', choices: { big: 'Big', small: 'Small' } },
      hour: { ask: 'Which hour?' },
      notes: { ask: 'Your notes?' },
      table: { ask: 'Your table?' },
    },
  },
};

/** Long texts, lists, times and initial values to edit, drawn and answered on one platform. */
export function kindsContract(name: string, createDriver: () => Promise<Driver>): void {
  describe(`${name}: kinds of questions`, () => {
    let driver: Driver;
    let house: Awaited<ReturnType<typeof openChat>>;
    let front: Front;
    let people = 0;
    let user = '';

    beforeAll(async () => {
      driver = await createDriver();
      house = await openChat(START, [command], words);
      front = await driver.startFront(house.chat, watchedLog());
    });
    afterAll(async () => {
      await front.stop();
      await driver.stop();
      await house.stop();
    });
    beforeEach(() => {
      finished = [];
      people += 1;
      user = `kind${people}`;
    });

    const press = (seen: Seen, end: string): Promise<Seen> =>
      driver.press(user, seen.buttons.find(({ id }) => id.endsWith(end))?.id ?? `no button ${end}`);
    const start = async (id: string): Promise<Seen> => {
      await driver.command(user, 'start');
      return driver.press(user, `kind:${id}`);
    };

    test('a long text of several paragraphs is taken whole', async () => {
      await start('letter');
      expect((await driver.type(user, LONG)).text).toBe('All is taken.');
      expect(finished).toEqual([expect.objectContaining({ letter: LONG })]);
      expect(driver.violations).toEqual([]);
    });

    test('what was written before is there to edit, and kept with one press', async () => {
      const seen = await start('letter');
      const fields: Field[] = [];
      if (driver.fill) {
        await driver.fill(user, (field) => {
          fields.push(field);
          return `${field.initial} More.`;
        });
        expect(fields[0]?.initial).toBe(BEFORE);
        expect(finished.at(-1)?.letter).toBe(`${BEFORE} More.`);
      } else if (driver.platform === 'telegram') expect(seen.text).toContain('I would like to say more.');
      const again = await start('letter');
      const keep = again.buttons.find(({ id }) => id.startsWith('keepvalue:'));
      expect(keep?.label).toBe('Keep it as it is');
      await driver.press(user, keep?.id ?? '');
      expect(finished.at(-1)?.letter).toBe(BEFORE);
      expect(driver.violations).toEqual([]);
    });

    test('one that is too long gets a sentence and changes nothing', async () => {
      await start('letter');
      const seen = await driver.text(user, 'x '.repeat(2001).trim());
      expect(seen.text).toContain('can have 4000 characters at most');
      expect(finished).toEqual([]);
    });

    test('a list is added to, changed and taken from', async () => {
      const told = async (_: Seen, thing: string, size: string): Promise<Seen> => {
        if (driver.fill) return driver.fill(user, ({ id }) => (id === 'name' ? thing : size));
        const next = await driver.type(user, thing);
        return press(next, `.${size}`);
      };
      const list = await start('things');
      expect(list.text).toContain('Which things?');
      expect(list.buttons.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['box (big)', 'Add a thing', 'Done']),
      );
      const two = await told(await press(list, '.add'), 'cup', 'small');
      expect(two.buttons.map(({ label }) => label)).toContain('cup (small)');
      const changed = await told(await press(await press(two, '.e0'), '.change'), 'crate', 'big');
      const one = await press(await press(changed, '.e1'), '.remove');
      await driver.press(user, one.buttons.find(({ id }) => id.startsWith('ready:'))?.id ?? '');
      expect(finished).toEqual([expect.objectContaining({ things: [{ name: 'crate', size: 'big' }] })]);
      expect(driver.violations).toEqual([]);
    });

    describe.each(['as a message', 'in the question'])('a file sent %s', (way) => {
      const hand = (sent: SentFile): Promise<Seen> =>
        way === 'as a message' || !driver.upload ? driver.send(user, sent) : driver.upload(user, sent);

      test('is kept as its text', async () => {
        const seen = await start('notes');
        expect(seen.text).toContain('Your notes?');
        expect(seen.text).toContain('.txt or text/plain, up to 1 kB');
        expect((await hand(NOTES)).text).toBe('All is taken.');
        expect(finished).toEqual([expect.objectContaining({ notes: BEFORE })]);
        expect(driver.violations).toEqual([]);
      });

      test('is kept as what the form reads in it', async () => {
        await start('table');
        await hand(TABLE);
        const table = [{ program: 'Alpha' }, { program: 'Beta' }];
        expect(finished).toEqual([expect.objectContaining({ table })]);
        expect(driver.violations).toEqual([]);
      });

      test.each([
        ['of the wrong kind', file('photo.png', 'image/png', 'program\nAlpha'), 'Please send .csv'],
        ['that is too large', file('big.csv', 'text/csv', `program\n${'x'.repeat(100)}`), 'up to 0.1 kB'],
        ['that is empty', file('empty.csv', 'text/csv', ''), 'That file is empty'],
        ['that the form cannot use', file('odd.csv', 'text/csv', 'price\n1'), 'has no programs'],
      ])('%s gets a sentence, and the question stays open', async (_, bad, sentence) => {
        await start('table');
        expect((await hand(bad)).text).toContain(sentence);
        expect(finished).toEqual([]);
        expect((await hand(TABLE)).text).toBe('All is taken.');
        expect(driver.violations).toEqual([]);
      });

      test('that is no text gets a sentence where text is kept', async () => {
        await start('notes');
        const odd = { ...NOTES, bytes: new Uint8Array([0xff, 0xfe, 0x41, 0x00]) };
        expect((await hand(odd)).text).toContain("can't read that file as text");
        expect(finished).toEqual([]);
      });
    });

    test('a text where a file is wanted says what is wanted, and a file where none is says so', async () => {
      await start('table');
      expect((await driver.text(user, 'Alpha')).text).toContain('I need a file here');
      await start('hour');
      expect((await driver.send(user, TABLE)).text).toContain('not waiting for one');
      await driver.type(user, 'half past nine in the evening');
      expect(finished).toEqual([expect.objectContaining({ hour: '21:30' })]);
      expect(driver.violations).toEqual([]);
    });

    test('a time is typed as people say it, or kept', async () => {
      await start('hour');
      await driver.type(user, 'half past nine in the evening');
      expect(finished.at(-1)?.hour).toBe('21:30');
      const seen = await start('hour');
      const keep = seen.buttons.find(({ id }) => id.startsWith('keepvalue:'));
      expect(keep?.label).toBe('Keep: 09:00');
      await driver.press(user, keep?.id ?? '');
      expect(finished.at(-1)?.hour).toBe('09:00');
      expect(driver.violations).toEqual([]);
    });
  });
}
