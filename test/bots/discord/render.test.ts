import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Labels } from '#bots/discord/components.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import { render } from '#bots/discord/render.ts';
import { RejectedError } from '#core/platform.ts';
import { type Button, eachButtonOnce, type Part, type Reply, words } from '#core/reply.ts';
import { createSay } from '#core/text.ts';
import { cases } from '../../depth.ts';
import { messageSchema } from '../../fakes/discord/rules.ts';
import { see } from '../../fakes/discord/see.ts';
import { question, says } from './scripted-chat.ts';

const labels: Labels = {
  skip: 'Skip',
  back: 'Back',
  type: 'Type',
  choose: 'Choose',
  fillIn: 'Fill in',
  chooseFile: 'File',
};

function contents(reply: Reply): readonly string[] {
  return render(reply, labels).map(({ body }) => body.content);
}

function markdown(text: string): readonly string[] {
  return contents([createSay('en', { text }).text('text')]);
}

let made = 0;

/** So many buttons that nothing else holds. */
function buttons(count: number): Part {
  const all = Array.from(
    { length: count },
    (_, index): Button => ({ verb: 'do', id: `${made++}`, label: `B${index}` }),
  );
  return { kind: 'buttons', buttons: all };
}

/** Words made of what Discord could mistake for markup. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '**',
          '__',
          '~~',
          '||',
          '`',
          '```',
          '\\',
          '*',
          '_',
          '#',
          '# ',
          '-# ',
          '> ',
          '>>> ',
          '- ',
          '+ ',
          '1. ',
        ],
        ...[
          '[a](http://b.c)',
          'https://a.b',
          '<https://a.b>',
          '<b>',
          '</b>',
          '@everyone',
          '@here',
          ':smile:',
          ':',
        ],
        ...['<@123456789012345678>', '<#123456789012345678>', '<@&123456789012345678>', '<t:1700000000:R>'],
        ...[
          '<:a:123456789012345678>',
          '</start:123456789012345678>',
          '<id:guide>',
          '¯\\_(ツ)_/¯',
          '😀',
          'שלום',
          '10:30',
        ],
        ...['\n', ' ', '\n\n', 'word', 'x', '2026.', '(', ')', ']', '!['],
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join('').replace(/[\r\u2028\u2029\u0085]/g, ''));

describe("a person's words on Discord", () => {
  it('show exactly as they are, whatever they hold', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        fc.pre(text.trim() !== '' && text.length < 900);
        const [content = ''] = contents(says(text));
        expect(see(content.trim())).toEqual({ text: text.trim(), effects: [] });
      }),
      cases(300),
    );
  });

  it('stay whole when they are split over messages, and no message is too long', () => {
    const long = fc.array(tricky, { minLength: 50, maxLength: 90 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(long, (text) => {
        fc.pre(text.trim() !== '');
        const sights = contents(says(text));
        for (const content of sights) expect(content.length).toBeLessThanOrEqual(2000);
        const read = sights.map(see);
        expect(read.flatMap(({ effects }) => effects)).toEqual([]);
        const squeeze = (some: string) => some.replace(/\s/g, '');
        expect(squeeze(read.map((sight) => sight.text).join(''))).toBe(squeeze(text));
        for (const sight of read) expect(sight.text.isWellFormed()).toBe(true);
      }),
      cases(40),
    );
  });

  it('change no markup of ours around them', () => {
    const say = createSay('en', { line: 'Hello **{{name}}**, *welcome*.' });
    const [content = ''] = contents([say.text('line', { name: '** _x_ **' })]);
    expect(content).toBe('Hello **\\*\\* \\_x\\_ \\*\\***, *welcome*.');
    expect(see(content).text).toBe('Hello ** _x_ **, welcome.');
  });
});

describe('our own Markdown on Discord', () => {
  it.each([
    ['a **b** *c* `d`', 'a **b** *c* `d`'],
    ['# Title\n\ntext', '# Title\n\ntext'],
    ['##### Deep', '### Deep'],
    ['- a\n- b\n  - c', '- a\n- b\n  - c'],
    ['3. a\n4. b', '3. a\n4. b'],
    ['> one\n> two', '> one\n> two'],
    ['[NRMP](https://nrmp.org/a_(b))', '[NRMP](<https://nrmp.org/a_%28b%29>)'],
    ['<https://nrmp.org>', '<https://nrmp.org>'],
    ['[call](tel:988)', 'call'],
    ['line\\\nbreak', 'line\nbreak'],
    ['```\ncode **x**\n```', '```\ncode **x**\n```'],
    ['a\n\n---\n\nb', 'a\n\nb'],
  ])('draws %j', (text, expected) => {
    expect(markdown(text)).toEqual([expected.replace('%28', '(').replace('%29', ')')]);
  });
});

describe('the parts of a reply on Discord', () => {
  it('draws lists, checklists and facts as compact text', () => {
    const title = words('Plan');
    const reply: Reply = [
      { kind: 'list', title, ordered: true, items: [words('one'), words('# two')] },
      {
        kind: 'checklist',
        title: [],
        items: [
          { done: true, line: words('a') },
          { done: false, line: words('b') },
        ],
      },
      { kind: 'facts', title, rows: [{ label: words('Step 1'), value: words('P*ss') }] },
    ];
    expect(contents(reply)).toEqual([
      '**Plan**\n1. one\n2. \\# two\n\n☑ a\n☐ b\n\n**Plan**\n**Step 1** · P\\*ss',
    ]);
  });

  it('shows a draft to copy, and one that no block can hold as a file with the same words', () => {
    const short = render([{ kind: 'draft', title: words('Mail'), body: 'Dear **Dr. X**,' }], labels);
    expect(short.map(({ body }) => body.content)).toEqual(['**Mail**\n```\nDear **Dr. X**,\n```']);
    for (const body of ['x'.repeat(1993), 'a ``` b']) {
      const [message] = render([{ kind: 'draft', title: words('Mail'), body }], labels);
      expect(message?.body.content).toBe('**Mail**');
      expect(message?.files[0]?.name).toBe('draft.txt');
      expect(new TextDecoder().decode(message?.files[0]?.data as Uint8Array)).toBe(body);
    }
  });

  it('shows the subject of a draft in a block of its own, and no link that Discord would not open', () => {
    const subject = { title: words('Subject'), text: 'Feedback' };
    const [message] = render(
      [
        {
          kind: 'draft',
          title: words('Mail'),
          body: 'Thank you.',
          subject,
          mailto: 'mailto:?subject=Feedback',
        },
      ],
      labels,
    );
    expect(message?.body.content).toMatch(
      /\*\*Subject\*\*\n```\nFeedback\n```\s+\*\*Mail\*\*\n```\nThank you\.\n```/,
    );
    expect(message?.body.content).not.toContain('mailto');
  });

  it('splits between paragraphs before lines, and lines before words', () => {
    const paragraphs = [says('a '.repeat(700)), says('b '.repeat(700))].flat();
    expect(contents(paragraphs).map((content) => content[0])).toEqual(['a', 'b']);
    const items = Array.from({ length: 30 }, (_, index) => words(`${index} ${'x'.repeat(90)}`));
    const lines = contents([{ kind: 'list', title: [], ordered: false, items }]);
    expect(lines.length).toBe(2);
    for (const content of lines) expect(content.startsWith('- ')).toBe(true);
    for (const content of contents(says('word '.repeat(900)))) expect(content).toMatch(/^(word )*word$/);
  });

  it('never cuts a pair of surrogates or an escape', () => {
    for (const text of [`a${'😀'.repeat(1500)}`, `a${'*'.repeat(1500)}`, '*'.repeat(1501)]) {
      const read = contents(says(text)).map(see);
      expect(read.length).toBe(2);
      expect(read.map((sight) => sight.text).join('')).toBe(text);
    }
  });

  it('puts ten files under a message, after the words', () => {
    const file: Part = {
      kind: 'file',
      name: 'a.ics',
      mime: 'text/calendar',
      caption: [],
      bytes: new Uint8Array(3),
    };
    const messages = render([...says('here'), ...Array.from({ length: 12 }, () => file)], labels);
    expect(messages.map(({ files, body }) => [body.content, files.length])).toEqual([
      ['here', 10],
      ['', 2],
    ]);
  });
});

describe('the limits of Discord', () => {
  it('makes five rows of five buttons and lists the rest', () => {
    const [full] = render([...says('x'), buttons(25)], labels);
    expect(full?.body.components.map((row) => ('components' in row ? row.components.length : 0))).toEqual([
      5, 5, 5, 5, 5,
    ]);
    const [more] = render([...says('x'), buttons(27)], labels);
    expect(more?.body.components.length).toBe(5);
    expect(more?.body.content).toBe('x\n\n1. B25\n2. B26');
  });

  it('keeps groups of buttons in rows of their own while there is room', () => {
    const rowsOf = (reply: Reply) => render(reply, labels)[0]?.body.components.length;
    expect(rowsOf([buttons(2), buttons(2)])).toBe(2);
    expect(rowsOf(Array.from({ length: 8 }, () => buttons(3)))).toBe(5);
  });

  it('keeps the ways out of a question with more choices than menus hold', () => {
    const choices = Array.from({ length: 130 }, (_, index) => ({ value: `${index}`, label: `C${index}` }));
    const asked = question({ token: 't', input: { type: 'choice', choices }, optional: true });
    const [message] = render([asked], labels);
    expect(message?.body.components.length).toBe(5);
    expect(JSON.stringify(message?.body.components.at(-1))).toContain('skip:t');
    expect(message?.body.content).toContain('1. C100');
  });

  it('cuts labels, on a word where it can', () => {
    expect(shorten('short', 45)).toBe('short');
    expect(shorten('What did the program director say about this year?', 45)).toBe(
      'What did the program director say about this…',
    );
    expect(shorten('😀'.repeat(50), 45)).toBe(`${'😀'.repeat(22)}…`);
    const [message] = render(
      [{ kind: 'buttons', buttons: [{ verb: 'a', id: 'b', label: 'x'.repeat(99) }] }],
      labels,
    );
    expect(JSON.stringify(message?.body.components)).toContain(`"${'x'.repeat(79)}…"`);
  });

  it('throws our own mistakes at the edge', () => {
    const long: Part = { kind: 'buttons', buttons: [{ verb: 'do', id: 'x'.repeat(98), label: 'x' }] };
    const bytes = new Uint8Array(LIMITS.fileBytes.max + 1);
    const big: Part = { kind: 'file', name: 'x', mime: 'x', caption: [], bytes };
    const asked = question({ token: 't', input: { type: 'typed', example: '', maxLength: 5 } });
    for (const bad of [[long], [big], []]) expect(() => render(bad, labels)).toThrow(RejectedError);
    expect(() => render([asked], null)).toThrow(RejectedError);
    expect(
      render([{ kind: 'buttons', buttons: [{ verb: 'do', id: 'x'.repeat(97), label: 'x' }] }], labels),
    ).toHaveLength(1);
  });

  it('names the page of each limit', () => {
    for (const { max, docs } of Object.values(LIMITS)) {
      expect(max).toBeGreaterThan(0);
      expect(docs).toMatch(/^https:\/\/discord\.com\/developers\/docs\/[a-z]/);
    }
  });
});

describe('ids', () => {
  const id = fc.constantFrom('a', 'b', 'c');
  const button = fc.record({
    verb: fc.constantFrom('done', 'drop'),
    id,
    label: fc.constantFrom('Yes', 'No'),
  });
  const choices = fc.array(fc.record({ value: id, label: fc.constantFrom('One', 'x'.repeat(60)) }), {
    minLength: 1,
  });
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc.array(button, { maxLength: 12 }).map((buttons): Part => ({ kind: 'buttons', buttons })),
    fc.tuple(id, choices).map(([token, all]) => question({ token, input: { type: 'choice', choices: all } })),
    fc
      .tuple(id, choices)
      .map(([token, all]) =>
        question({ token, input: { type: 'many', choices: all, picked: [], ready: 'Ready' } }),
      ),
  );

  it('stand once in a message, whatever the reply repeats', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        for (const { body } of render([...says('Look:'), ...parts], labels)) messageSchema.parse(body);
      }),
    );
  });

  it('stand once in a reply, and nothing else of it is lost', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const idsOf = (reply: Reply) =>
          reply.flatMap((one) => (one.kind === 'buttons' ? one.buttons.map((b) => `${b.verb}:${b.id}`) : []));
        const once = eachButtonOnce(parts);
        expect(idsOf(once)).toEqual([...new Set(idsOf(parts))]);
        expect(once.filter(({ kind }) => kind !== 'buttons')).toEqual(
          parts.filter(({ kind }) => kind !== 'buttons'),
        );
      }),
    );
  });
});
