import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render, type Send } from '#bots/telegram/render.ts';
import { isBlank, join, mark, plain, type Styled, split } from '#bots/telegram/styled.ts';
import { type Button, type Part, words } from '#core/reply.ts';
import { cases } from '../../depth.ts';
import { readText } from '../../fakes/telegram/text.ts';
import { text } from './scripted-chat.ts';

const button = (label: string, id = 'a1'): Button => ({ verb: 'go', id, label });
const data = (sends: readonly Send[]) =>
  sends.flatMap(({ rows }) => rows.flat().map((key) => key.callback_data));

/** Words as people might type them: markup, emoji, right to left, combining marks; not what Telegram itself takes out. */
const typed = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '<b>',
        '</b>',
        '**',
        '__',
        '`',
        '```',
        '||',
        '@all',
        '&lt;',
        '\\',
        '[a](b)',
        '> ',
        '# ',
        'שלום',
        '👩🏽‍⚕️',
        '\n',
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) =>
    `a${pieces.join('')}z`.replace(/[\p{Cc}\u2028-\u202E]|\u0333|\u033F|\u030A/gu, (c) =>
      c === '\n' ? c : '',
    ),
  );

describe('for all words', () => {
  test('Telegram shows exactly the words, whatever they are', () => {
    fc.assert(
      fc.property(typed, typed, (one, two) => {
        const body: Part = {
          kind: 'text',
          body: [
            { type: 'paragraph', children: [...words(one), { type: 'strong', children: [...words(two)] }] },
          ],
        };
        const [send, ...more] = render([body]);
        expect(more).toEqual([]);
        const seen = readText(send?.body.text ?? '', send?.body.entities ?? [], undefined);
        expect(seen).toEqual({
          text: one + two,
          entities: [{ type: 'bold', offset: one.length, length: two.length }],
        });
      }),
    );
  });

  test('a draft comes out as it went in', () => {
    fc.assert(
      fc.property(typed, (body) => {
        const [send] = render([{ kind: 'draft', title: [], body }]);
        expect(send?.body).toEqual({
          text: body,
          entities: [{ type: 'pre', offset: 0, length: body.length }],
        });
      }),
    );
  });

  test('any labels make a keyboard that Telegram takes, with every button in order', () => {
    const label = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 240 }), (all) => {
        const buttons = all.map((each, index) => button(each, String(index)));
        const sends = render([{ kind: 'buttons', buttons }]);
        expect(data(sends)).toEqual(buttons.map(({ id }) => `go:${id}`));
        for (const { rows, body } of sends) {
          expect(rows.flat().length).toBeLessThanOrEqual(100);
          expect(isBlank(body.text)).toBe(false);
          for (const row of rows) expect(row.length).toBeLessThanOrEqual(8);
          for (const key of rows.flat()) expect(isBlank(key.text)).toBe(false);
        }
      }),
    );
  });
});

describe('long texts', () => {
  const words = (length: number) => 'word '.repeat(length / 5).trim();

  test('are cut between paragraphs, else lines, else words', () => {
    const cut = (separator: string) =>
      split(plain([words(60), words(60), words(60)].join(separator)), 130).map(({ text }) => text);
    expect(cut('\n\n')).toEqual([`${words(60)}\n\n${words(60)}`, words(60)]);
    expect(cut('\n')).toEqual([`${words(60)}\n${words(60)}`, words(60)]);
    expect(cut(' ').join(' ')).toBe([words(60), words(60), words(60)].join(' '));
  });

  test('4,096 units are one message and 4,097 are two', () => {
    expect(render([text('x'.repeat(4096))])).toHaveLength(1);
    expect(render([text('x'.repeat(4097))]).map(({ body }) => body.text.length)).toEqual([4096, 1]);
  });

  test('buttons stand under the last piece', () => {
    const sends = render([text(words(9000)), { kind: 'buttons', buttons: [button('x')] }]);
    expect(sends.map(({ rows }) => rows.length)).toEqual([0, 0, 1]);
  });

  test('a draft longer than a message goes on as a draft', () => {
    const sends = render([{ kind: 'draft', title: [], body: words(9000) }]);
    expect(sends.length).toBe(3);
    for (const { body } of sends)
      expect(body.entities).toEqual([{ type: 'pre', offset: 0, length: body.text.length }]);
  });

  const piece: fc.Arbitrary<Styled> = fc
    .tuple(
      fc.constantFrom('bold', 'italic', 'code', null),
      fc.string({ unit: 'grapheme', maxLength: 40 }).filter(({ length }) => length <= 60),
    )
    .map(([type, content]) => (type === null ? plain(content) : mark(type, plain(content))));
  const document = fc
    .array(fc.tuple(piece, fc.constantFrom('', ' ', '\n', '\n\n')), {
      minLength: 10,
      maxLength: 60,
      size: 'max',
    })
    .map((pieces) => join(pieces.flatMap(([styled, gap]) => [styled, plain(gap)])));

  test('lose nothing, keep within the limit, break no character and no short mark', () => {
    const visible = (value: string) => value.replace(/[\s\p{Cc}\p{Cf}\u2800\u3164\uFFFC]+/gu, '');
    fc.assert(
      fc.property(document, fc.integer({ min: 60, max: 300 }), (whole, max) => {
        const pieces = split(whole, max);
        expect(visible(pieces.map(({ text }) => text).join(''))).toBe(visible(whole.text));
        for (const { text, entities } of pieces) {
          expect(text.length).toBeLessThanOrEqual(max);
          expect(text.isWellFormed()).toBe(true);
          expect(() => readText(text, entities, undefined)).not.toThrow();
        }
        const sizes = (all: readonly Styled[]) =>
          // A blank at the edge of a mark goes with the cut, as Telegram would trim it anyway.
          all.flatMap(({ text, entities }) =>
            entities.map((e) => text.slice(e.offset, e.offset + e.length).trim()),
          );
        const short = sizes([whole]).filter((marked) => !isBlank(marked));
        expect(sizes(pieces).filter((marked) => !isBlank(marked))).toEqual(short);
      }),
      cases(150),
    );
  });
});
