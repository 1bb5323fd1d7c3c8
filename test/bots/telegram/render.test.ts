import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { render, type Send } from '#bots/telegram/render.ts';
import { RejectedError } from '#core/platform.ts';
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

  const draft = (body: string): Part => ({
    kind: 'draft',
    title,
    body,
    subject: { title: words('Subject'), text: 'Feedback' },
    mailto: 'mailto:?subject=Feedback',
  });
  const buttons: Part = { kind: 'buttons', buttons: [{ verb: 'draft', id: 'a1', label: 'Edit' }] };

  test('the subject of a draft stands apart, and what is short enough is copied by a button', () => {
    const [send, ...more] = render([draft('Thank you.'), buttons]);
    expect(more).toEqual([]);
    expect(send && shown(send)).toContain('<bold>Subject</bold>\n<pre>Feedback</pre>');
    expect(send && shown(send)).not.toContain('mailto');
    expect(send?.rows.flat().flatMap((key) => key.copy_text ?? [])).toEqual([
      { text: 'Feedback' },
      { text: 'Thank you.' },
    ]);
    expect(send?.rows.flat().flatMap((key) => key.callback_data ?? [])).toEqual(['draft:a1']);
  });

  test('a text of 256 characters is copied by a button, one of 257 from its block alone', () => {
    const copied = (body: string) =>
      render([{ kind: 'draft', title, body }]).flatMap(({ rows }) =>
        rows.flat().flatMap((key) => key.copy_text ?? []),
      );
    expect(copied('x'.repeat(256))).toEqual([{ text: 'x'.repeat(256) }]);
    expect(copied('x'.repeat(257))).toEqual([]);
    expect(copied(' ')).toEqual([]);
  });

  test('a draft that would fill many messages comes as a file with the same words', () => {
    const body = 'x'.repeat(20_000);
    const sends = render([draft(body), buttons]);
    const [file] = sends.flatMap((send) => (send.kind === 'document' ? [send] : []));
    expect(new TextDecoder().decode(file?.bytes)).toBe(body);
    expect(file && shown(file)).toBe('<bold>Title</bold>'.replace(/<.?bold>/g, ''));
    expect(sends.map(shown)[0]).toContain('<pre>Feedback</pre>');
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
  const words = {
    skip: 'Skip',
    back: 'Back',
    example: 'For example:',
    soFar: 'So far',
    copy: 'Copy',
    copySubject: 'Copy subject',
  };

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
