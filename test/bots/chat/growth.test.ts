import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanText } from '#bots/chat/answers.ts';
import { Refused } from '#bots/chat/refused.ts';
import { wordsOf } from '#bots/chat/typed.ts';
import { readCrisis } from '#core/crisis/crisis.ts';
import { looksLikeList } from '#core/gate/list.ts';
import { readPhrase } from '#core/reminders/phrase/phrase.ts';
import { START } from '../../clock.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { sample } from '../../depth.ts';
import { growth, SHAPES } from '../../growth.ts';
import { openChat } from './open-chat.ts';

/** Between 8, linear, and 64, quadratic. */
const LINEAR = 20;

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    // A phrase that cannot be read says so with an error of its own.
    if (error instanceof Refused || (error instanceof Error && error.name.includes('Phrase'))) return null;
    throw error;
  }
}

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['for danger', (text) => readCrisis(text, knowledge)],
  ['for the unfilled list', (text) => looksLikeList(text, knowledge.gate.list)],
  ['as an answer', (text) => quietly(() => cleanText(text))],
  ['as a reminder', (text) => quietly(() => readPhrase(text, START, 'America/New_York'))],
];

describe.each(READERS)('what is read %s', (_name, read) => {
  test.each(SHAPES)('takes no more time than it has letters: %s', async (_shape, make) => {
    expect(await growth(make, read, 250)).toBeLessThan(LINEAR);
  });
});

describe('at the door', () => {
  let open: Awaited<ReturnType<typeof openChat>>;
  beforeAll(async () => {
    open = await openChat(START);
  });
  afterAll(() => open.stop());

  test.each(sample(SHAPES, 4))(
    'a text that is far too long costs what a long one costs: %s',
    async (_shape, make) => {
      const say = (text: string) => open.does('grower', { kind: 'text', text });
      expect(await growth(make, say, 8000)).toBeLessThan(LINEAR);
    },
  );

  test('no more of a text is read than its beginning and its end', () => {
    const text = `first ${'x'.repeat(200_000)} last`;
    const [read = ''] = wordsOf({ input: { kind: 'text', text }, quoted: null, attachments: [] });
    expect(read).toMatch(/^first x+\nx+ last$/);
    expect(read).toHaveLength(4001);
  });
});
