import { readFileSync } from 'node:fs';
import { fastify } from 'fastify';
import type { Logger } from 'pino';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Answer, Chat } from '#bots/chat/chat.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { createPlaygroundFront, type PlaygroundFront } from '#bots/playground/front.ts';
import { mailtoOf } from '#core/draft/mailto.ts';
import type { Recipient } from '#core/platform.ts';
import { type Button, type Part, type Reply, words } from '#core/reply.ts';
import { createSay, textsSchema } from '#core/text.ts';
import { watchedLog } from '../../watched-log.ts';

export const say = createSay('en', {
  chat: room('chat'),
  playground: room('playground'),
  sample: {
    welcome: '**Welcome.** Six short questions, then your plan.',
    said: 'You said: {{said}}',
    first: 'Which exam is the *last* one you took?',
    second: 'What was your score?',
    third: 'Which programs?',
    link: 'See [the rules](https://www.nrmp.org) or [nothing](javascript:alert(1)).\n\n- one\n- two',
  },
});

function room(name: string) {
  return textsSchema.parse(parse(readFileSync(`config/locales/en/${name}.yaml`, 'utf8')));
}

/** Asks again until the answer is as expected, for ten seconds: what a busy machine may need. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 10_000 });
}

/** A picture of one dark pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const COMMANDS: readonly CommandSpec[] = [
  spec('start', 'Begin, or see where you are'),
  spec('show', 'Everything a message can hold'),
  spec('settings', 'Time zone and quiet hours', [
    {
      name: 'zone',
      summary: 'Your time zone',
      type: 'text',
      required: false,
      choices: [],
      min: null,
      max: null,
      suggests: true,
    },
  ]),
];

function spec(name: string, summary: string, options: CommandSpec['options'] = []): CommandSpec {
  return { name, summary, who: 'anyone', options };
}

/** A small conversation with every kind of part: what the real dispatch would be to a front, without a store. */
export interface SampleChat extends Chat {
  readonly invocations: readonly Invocation[];
  /** Who was reported as reachable, in order. */
  readonly visits: readonly Recipient[];
  /** Lets the answers to `/slow` go. */
  release(): void;
}

export function createSampleChat(): SampleChat {
  const invocations: Invocation[] = [];
  const visits: Recipient[] = [];
  const slow = Promise.withResolvers<void>();

  async function answer({ input }: Invocation): Promise<Answer> {
    switch (input.kind) {
      case 'command':
        if (input.name === 'slow') await slow.promise;
        if (input.name === 'file') return fresh([fileQuestion()]);
        return fresh(input.name === 'show' ? everything() : welcome());
      case 'text':
        return fresh(input.text === 'hello' ? welcome() : said(input.text));
      case 'edit':
        return fresh([]);
      case 'page':
        return fresh(said(Object.keys(input.values).join(', ')));
      case 'answer':
        return { reply: [...facts(input.value)], redraw: true };
      case 'press':
        return press(input.button);
      default:
        return input satisfies never;
    }
  }

  return {
    invocations,
    visits,
    admit: async () => 'answer',
    commands: COMMANDS,
    release: () => slow.resolve(),
    async handle(invocation) {
      invocations.push(invocation);
      return answer(invocation);
    },
    suggest: async ({ typed }) =>
      ['Europe/Berlin', 'America/New_York', 'Asia/Karachi']
        .filter((zone) => zone.toLowerCase().includes(typed.toLowerCase()))
        .map((zone) => ({ value: zone, label: zone })),
    question: async () => null,
    async reachable(_platform, to) {
      visits.push(to);
    },
    words: (key) => say.plain(key),
  };
}

const ERASE: Button = { verb: 'eraseall', id: 'now', label: 'Yes, delete', style: 'danger' };

function press(id: string): Answer {
  if (id === 'begin:now') return fresh([firstQuestion()]);
  if (id.startsWith('answer:q1.') || id === 'back:q2') return { reply: [secondQuestion()], redraw: true };
  if (id === 'done:r1') return { reply: said('done, well done'), redraw: true };
  if (id === 'erase:ask') return fresh([...said('really?'), buttons(ERASE)]);
  if (id === 'eraseall:now') return { reply: said('everything is deleted'), redraw: true };
  return fresh(said(`no button ${id}`));
}

function fresh(reply: Reply): Answer {
  return { reply, redraw: false };
}

export function said(text: string): Reply {
  return [say.text('sample.said', { said: text })];
}

function welcome(): Reply {
  return [say.text('sample.welcome'), buttons({ verb: 'begin', id: 'now', label: 'Begin', style: 'main' })];
}

function buttons(...each: Button[]): Part {
  return { kind: 'buttons', buttons: each };
}

function firstQuestion(): Part {
  const choices = ['Step 1', 'Step 2 CK', 'Step 3', 'None yet'].map((label, index) => ({
    value: `v${index}`,
    label,
  }));
  return {
    kind: 'question',
    token: 'q1',
    ask: say.blocks('sample.first'),
    input: { type: 'choice', choices },
    optional: true,
    canGoBack: false,
  };
}

function secondQuestion(): Part {
  return {
    kind: 'question',
    token: 'q2',
    ask: say.blocks('sample.second'),
    input: { type: 'typed', example: '221', maxLength: 3 },
    optional: false,
    canGoBack: true,
  };
}

function fileQuestion(): Part {
  return {
    kind: 'question',
    token: 'q3',
    ask: say.blocks('sample.third'),
    input: { type: 'file', accepts: ['.csv'], hint: 'One file: .csv, up to 1 kB.' },
    optional: false,
    canGoBack: false,
  };
}

function facts(score: string): Reply {
  const row = (label: string, value: string) => ({ label: words(label), value: words(value) });
  return [
    {
      kind: 'facts',
      title: words('Where you stand'),
      rows: [row('Last exam', 'Step 2 CK'), row('Score', score)],
    },
    buttons({ verb: 'plan', id: 'new', label: 'Make my plan', style: 'main' }),
  ];
}

function everything(): Reply {
  return [
    say.text('sample.link'),
    {
      kind: 'list',
      title: words('Next'),
      items: [words('Write to the dean'), words('Sleep')],
      ordered: true,
    },
    {
      kind: 'checklist',
      title: words('Today'),
      items: [
        { done: true, line: words('Check the portal') },
        { done: false, line: words('Call your mentor') },
      ],
    },
    {
      kind: 'draft',
      title: words('To the program'),
      body: 'Dear Dr. Chen,\n\nthank you for your time.',
      subject: { title: words('The subject'), text: 'Thank you & more' },
      mailto: mailtoOf('Thank you & more', 'Dear Dr. Chen,\n\nthank you for your time.') ?? '',
    },
    { kind: 'picture', name: 'time.png', alt: 'Your year as a line', png: PIXEL },
    {
      kind: 'file',
      name: 'record.json',
      mime: 'application/json',
      caption: words('Your record'),
      bytes: Buffer.from('{"a":1}'),
    },
    buttons(
      { verb: 'done', id: 'r1', label: 'Done' },
      { verb: 'erase', id: 'ask', label: 'Delete everything', style: 'danger' },
    ),
  ];
}

export interface Playground {
  readonly url: string;
  readonly port: number;
  readonly front: PlaygroundFront;
  stop(): Promise<void>;
}

export const quiet: Logger = watchedLog();

/** Serves the playground on loopback, as main.ts does. */
export async function servePlayground(
  chat: Chat,
  options: {
    port?: number;
    host?: string;
    log?: Logger;
    bringForward?: (user: string) => Promise<boolean>;
    graceMs?: number;
  } = {},
): Promise<Playground> {
  const {
    port = 0,
    host = '127.0.0.1',
    log = quiet,
    bringForward = async () => false,
    graceMs = 50,
  } = options;
  const app = fastify();
  const front = createPlaygroundFront({ app, chat, bringForward, log, graceMs });
  const at = new URL(await app.listen({ host, port }));
  await front.start();
  return {
    url: `http://127.0.0.1:${at.port}`,
    port: Number(at.port),
    front,
    async stop() {
      await front.stop();
      await app.close();
    },
  };
}
