import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChatPace } from '#bots/telegram/chat-pace.ts';

const RATE = { burst: 3, everyMs: 1_000 };
const [ANN, BOB] = [1, 2];

function open() {
  let now = 0;
  const pace = createChatPace(
    () => RATE,
    () => now,
  );
  return { pace, wait: (ms: number) => (now += ms) };
}

test('after a silence a few go at once, then one a second', () => {
  const { pace, wait } = open();
  expect([1, 2, 3, 4].map(() => pace.take(ANN))).toEqual([0, 0, 0, 1_000]);
  wait(999);
  expect(pace.take(ANN)).toBe(1);
  wait(1);
  expect([pace.take(ANN), pace.take(ANN)]).toEqual([0, 1_000]);
  wait(60_000);
  expect([1, 2, 3, 4].map(() => pace.take(ANN))).toEqual([0, 0, 0, 1_000]);
});

test('a chat that asked to wait does so alone, and the longer wait stands', () => {
  const { pace, wait } = open();
  pace.hold(ANN, 30_000);
  pace.hold(ANN, 1_000);
  expect([pace.take(ANN), pace.held(ANN), pace.take(BOB), pace.held(BOB)]).toEqual([30_000, 30_000, 0, 0]);
  wait(30_000);
  expect(pace.take(ANN)).toBe(0);
});

test('no chat gets messages faster, and a sender that waits as told is never refused again', () => {
  const acts = fc.array(fc.record({ chat: fc.constantFrom(ANN, BOB), pauseMs: fc.nat(3_000) }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(acts, (all) => {
      const { pace, wait } = open();
      const sent: { chat: number; at: number }[] = [];
      let now = 0;
      for (const { chat, pauseMs } of all) {
        now = wait(pauseMs);
        const waitMs = pace.take(chat);
        if (waitMs > 0) {
          now = wait(waitMs);
          expect(pace.take(chat)).toBe(0);
        }
        sent.push({ chat, at: now });
      }
      for (const { chat, at } of sent) {
        const within = sent.filter((one) => one.chat === chat && one.at >= at && one.at < at + 10_000);
        expect(within.length).toBeLessThanOrEqual(RATE.burst + 10);
      }
    }),
  );
});
