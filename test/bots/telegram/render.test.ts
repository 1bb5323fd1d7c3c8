import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { render, type Send } from '#bots/telegram/render.ts';
import { isBlank, join, mark, plain, type Styled, split } from '#bots/telegram/styled.ts';
import { RejectedError } from '#core/delivery.ts';
import { type Button, type Part, type QuestionPart, words } from '#core/reply.ts';
import { spellOut } from '../../fakes/telegram/chats.ts';
import { readText } from '../../fakes/telegram/text.ts';
import { text } from './scripted-chat.ts';

/** What Telegram makes of a message, with its marks written out. @throws where Telegram would refuse it */
function shown({ body }: Send): string {
  return spellOut(readText(body.text, body.entities, undefined));
}

const markdown = (source: string): Part => ({ kind: 'text', body: fromMarkdown(source).children });
const button = (label: string, id = 'a1'): Button => ({ verb: 'go', id, label });
const labels = (send: Send | undefined) => send?.rows.map((row) => row.map((key) => key.text));
const data = (sends: readonly Send[]) =>
  sends.flatMap(({ rows }) => rows.flat().map((key) => key.callback_data));

describe('markdown', () => {
  const table: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['**bold** and *soft*', '<bold>bold</bold> and <italic>soft</italic>'],
    ['***both***', '<italic><bold>both</bold></italic>'],
    ['`/help`', '<code>/help</code>'],
    ['# Title\n\ntext', '<bold>Title</bold>\n\ntext'],
    ['one\n\ntwo', 'one\n\ntwo'],
    ['one\\\ntwo', 'one\ntwo'],
    ['- a\n- b\n  - c', '• a\n• b\n   • c'],
    ['3. a\n4. b', '3. a\n4. b'],
    ['> quoted', '<blockquote>quoted</blockquote>'],
    ['```\nlet x;\n```', '<pre>let x;</pre>'],
    ['[NRMP](https://www.nrmp.org)', '<text_link https://www.nrmp.org>NRMP</text_link>'],
    ['<https://www.nrmp.org>', 'https://www.nrmp.org'],
    ['[988](tel:988)', '988'],
    ['[call us](tel:988)', 'call us (988)'],
    ['[x](javascript:alert)', 'x (javascript:alert)'],
    ['a <b>b</b>', 'a <b>b</b>'],
    ['a\n\n---\n\nb', 'a\n\n———\n\nb'],
    ['😀 **é̂ 👨‍👩‍👧** x', '😀 <bold>é̂ 👨‍👩‍👧</bold> x'],
  ];
  test.each(table)('%j', (source, expected) => {
    expect(render([markdown(source)]).map(shown)).toEqual([expected]);
  });
});

describe('parts', () => {
  const title = words('Title');
  const table: readonly (readonly [Part, string])[] = [
    [
      { kind: 'list', title, items: [words('a'), words('b')], ordered: false },
      '<bold>Title</bold>\n• a\n• b',
    ],
    [
      { kind: 'list', title, items: [words('a'), words('b')], ordered: true },
      '<bold>Title</bold>\n1. a\n2. b',
    ],
    [
      {
        kind: 'checklist',
        title,
        items: [
          { done: true, line: words('a') },
          { done: false, line: words('b') },
        ],
      },
      '<bold>Title</bold>\n☑ a\n☐ b',
    ],
    [
      { kind: 'facts', title, rows: [{ label: words('Zone'), value: words('Asia/Karachi') }] },
      '<bold>Title</bold>\n<bold>Zone</bold>: Asia/Karachi',
    ],
    [
      { kind: 'draft', title, body: 'Dear <b>Dr. _X_</b>' },
      '<bold>Title</bold>\n<pre>Dear <b>Dr. _X_</b></pre>',
    ],
  ];
  test.each(table)('%j', (part, expected) => {
    expect(render([part]).map(shown)).toEqual([expected]);
  });

  test('parts of text make one message, an attachment stands between messages', () => {
    const file: Part = {
      kind: 'file',
      name: 'a.json',
      mime: 'application/json',
      caption: words('All'),
      bytes: new Uint8Array([1]),
    };
    const sends = render([text('a'), text('b'), file, text('c')]);
    expect(sends.map((send) => [send.kind, shown(send)])).toEqual([
      ['text', 'a\n\nb'],
      ['document', 'All'],
      ['text', 'c'],
    ]);
  });

  test('a caption that is too long becomes a message above', () => {
    const sends = render([
      { kind: 'picture', name: 'p.png', alt: 'a'.repeat(1025), png: new Uint8Array([1]) },
    ]);
    expect(sends.map(({ kind, body }) => [kind, body.text.length])).toEqual([
      ['text', 1025],
      ['photo', 0],
    ]);
    const fitting = render([
      { kind: 'picture', name: 'p.png', alt: 'a'.repeat(1024), png: new Uint8Array([1]) },
    ]);
    expect(fitting.map(({ body }) => body.text.length)).toEqual([1024]);
  });

  test('nothing to say is nothing to send', () => {
    expect(render([])).toEqual([]);
    expect(render([text(''), text(' \n\u200b'), { kind: 'buttons', buttons: [] }])).toEqual([]);
  });
});

describe('buttons', () => {
  test('stand in even rows by the length of their labels', () => {
    const rows = (...names: string[]) =>
      labels(render([text('x'), { kind: 'buttons', buttons: names.map((n) => button(n)) }])[0]);
    expect(rows('a', 'b', 'c', 'd')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(rows('a', 'b', 'c')).toEqual([['a', 'b', 'c']]);
    expect(rows('twelve chars', 'short')).toEqual([['twelve chars', 'short']]);
    expect(rows('a label of more than eighteen', 'short')).toEqual([
      ['a label of more than eighteen'],
      ['short'],
    ]);
  });

  test('close the message they stand under, several kinds join below one', () => {
    const [first, second, ...rest] = render([
      text('a'),
      { kind: 'buttons', buttons: [button('x', '1')] },
      { kind: 'buttons', buttons: [button('y', '2')] },
      text('b'),
    ]);
    expect([labels(first), labels(second), rest]).toEqual([[['x'], ['y']], [], []]);
  });

  test('without words they get a sign to stand under', () => {
    expect(render([{ kind: 'buttons', buttons: [button('x')] }]).map(shown)).toEqual(['👇']);
  });

  test('go below an attachment', () => {
    const picture: Part = { kind: 'picture', name: 'p.png', alt: 'alt', png: new Uint8Array([1]) };
    const sends = render([picture, { kind: 'buttons', buttons: [button('x')] }]);
    expect(sends.map((send) => [send.kind, labels(send)])).toEqual([['photo', [['x']]]]);
  });

  test('long labels move into a numbered list', () => {
    const long = 'A long way to say something that nobody could read on a small button';
    const [send] = render([
      text('Which?'),
      { kind: 'buttons', buttons: [button(long, '1'), button('short', '2')] },
    ]);
    expect(send?.body.text).toBe(`Which?\n\n1. ${long}\n2. short`);
    expect(labels(send)).toEqual([['1', '2']]);
  });

  test('a hundred fit below one message, more follow below the next', () => {
    const buttons = Array.from({ length: 130 }, (_, index) => button(`Choice ${index}`, String(index)));
    const sends = render([{ kind: 'buttons', buttons }]);
    expect(sends.map(({ rows }) => rows.flat().length)).toEqual([100, 30]);
    expect(sends[1]?.body.text).toMatch(/^101\. Choice 100\n/);
    expect(data(sends)).toEqual(buttons.map(({ id }) => `go:${id}`));
  });

  test('an id of 64 bytes is taken and one of 65 is not', () => {
    const reply = (id: string): Part[] => [{ kind: 'buttons', buttons: [{ verb: 'v', id, label: 'x' }] }];
    expect(data(render(reply('i'.repeat(62))))).toHaveLength(1);
    expect(() => render(reply('i'.repeat(63)))).toThrow(RejectedError);
    expect(() => render(reply('é'.repeat(32)))).toThrow(RejectedError);
  });

  test('what matters stands out', () => {
    const buttons: Button[] = [
      { verb: 'a', id: '1', label: 'x', style: 'main' },
      { verb: 'b', id: '2', label: 'y', style: 'danger' },
      { verb: 'c', id: '3', label: 'z', style: 'plain' },
    ];
    const [send] = render([{ kind: 'buttons', buttons }]);
    expect(send?.rows.flat().map(({ style }) => style)).toEqual(['primary', 'danger', undefined]);
  });
});

describe('questions', () => {
  const base = {
    kind: 'question',
    token: 'tok1',
    ask: fromMarkdown('**When?**').children,
    optional: true,
    canGoBack: true,
  } as const;
  const words = { skip: 'Skip', back: 'Back', example: 'For example:' };

  test('a choice is made by buttons', () => {
    const choices = [
      { value: 'us_md', label: 'US MD' },
      { value: 'us_do', label: 'US DO' },
    ];
    const question: QuestionPart = { ...base, input: { type: 'choice', choices } };
    const sends = render([question], words);
    expect(sends.map(shown)).toEqual(['<bold>When?</bold>']);
    expect(data(sends)).toEqual(['answer:tok1.us_md', 'answer:tok1.us_do', 'back:tok1', 'skip:tok1']);
    expect(labels(sends[0])).toEqual([
      ['US MD', 'US DO'],
      ['Back', 'Skip'],
    ]);
  });

  test('a typed answer is shown an example', () => {
    const question: QuestionPart = {
      ...base,
      optional: false,
      canGoBack: false,
      input: { type: 'typed', example: '03/2026', maxLength: 20 },
    };
    const sends = render([question], words);
    expect(sends.map(shown)).toEqual(['<bold>When?</bold>\n\n<italic>For example: 03/2026</italic>']);
    expect(data(sends)).toEqual([]);
  });

  test('steps stay words below many choices', () => {
    const choices = Array.from({ length: 40 }, (_, index) => ({
      value: `${index}`,
      label: `Choice ${index}`,
    }));
    const [send] = render([{ ...base, input: { type: 'choice', choices } }], words);
    expect(labels(send)?.at(-1)).toEqual(['Back', 'Skip']);
    expect(send?.body.text).toContain('40. Choice 39');
  });
});

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
      { numRuns: 1000 },
    );
  });
});
