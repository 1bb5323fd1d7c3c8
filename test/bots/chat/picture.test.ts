import { type Logger, pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createPictures } from '#bots/chat/picture.ts';
import type { ShareLimits } from '#bots/chat/share.ts';
import { createPainter, type Painter } from '#bots/paint/painter.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import { scorecard } from '#core/pictures/scorecard.ts';
import { say } from '../commands/room.ts';

const painter = createPainter();
afterAll(() => painter.close());

const ANN = { platform: 'discord', user: 'ann' } as const;
const BEN = { platform: 'discord', user: 'ben' } as const;

function createPicture(painter: Painter, log: Logger, limits: Partial<ShareLimits> = {}) {
  return createPictures(painter, log, limits)(ANN);
}

/** What is logged, as lines. */
function listen() {
  const lines: string[] = [];
  return { lines, log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }) };
}

const draw = (ruler: Ruler) => {
  const rows = [{ label: 'My secret label', state: 'held' }] as const;
  const data = { title: 'Card', path: 'Wait', borderline: false, groups: [{ heading: 'Holds', rows }] };
  return scorecard(data, say, ruler);
};

test('a drawing becomes a picture with its words', async () => {
  const { lines, log } = listen();
  const [part] = await createPicture(painter, log, { waitMs: 20_000 })('card.png', 'Card: Wait', draw);
  expect(part).toMatchObject({ kind: 'picture', name: 'card.png', caption: 'Card: Wait' });
  expect(part?.kind === 'picture' && part.alt).toContain('My secret label');
  expect(part?.kind === 'picture' && [...part.png.slice(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect(lines).toEqual([]);
});

test('one that is not ready in time is left out', async () => {
  const { lines, log } = listen();
  const goOn = Promise.withResolvers<void>();
  const slow: Painter = {
    ...painter,
    png: async (drawing) => {
      await goOn.promise;
      return painter.png(drawing);
    },
  };
  expect(await createPicture(slow, log, { waitMs: 0 })('card.png', 'Card', draw)).toEqual([]);
  expect(lines.join()).toContain('came too late');
  goOn.resolve();
});

test('one that cannot be drawn or painted is left out, and the log names no content', async () => {
  const { lines, log } = listen();
  const closed = createPainter();
  await closed.close();
  expect(await createPicture(closed, log)('card.png', 'Card', draw)).toEqual([]);
  const broken = () => {
    throw new Error('no drawing');
  };
  expect(await createPicture(painter, log)('card.png', 'Card', broken)).toEqual([]);
  expect(lines).not.toEqual([]);
  expect(lines.join()).not.toContain('secret');
});

/** Paints at once, or when it is let go on. */
function painterWithout(wait: Promise<void> = Promise.resolve()): Painter {
  return { ...painter, png: () => wait.then(() => new Uint8Array([1])) };
}

test('beyond their share a person gets the words alone, and others still get their pictures', async () => {
  const { lines, log } = listen();
  const pictures = createPictures(painterWithout(), log, { perMinute: 2 });
  const kinds = async (viewer: typeof ANN | typeof BEN) =>
    (await pictures(viewer)('card.png', 'Card', draw)).map(({ kind }) => kind);
  for (let round = 0; round < 2; round += 1) expect(await kinds(ANN)).toEqual(['picture']);
  for (let round = 0; round < 3; round += 1) expect(await kinds(ANN)).toEqual([]);
  expect(await kinds(BEN)).toEqual(['picture']);
  expect(lines).toEqual([]);
});

test('one picture of a person is under way at a time, even when its answer has gone out without it', async () => {
  const { log } = listen();
  const goOn = Promise.withResolvers<void>();
  const pictures = createPictures(painterWithout(goOn.promise), log, { waitMs: 0, perMinute: 100 });
  expect(await pictures(ANN)('card.png', 'Card', draw)).toEqual([]);
  const drawn: string[] = [];
  const drawAgain = (ruler: Ruler) => {
    drawn.push('again');
    return draw(ruler);
  };
  expect(await pictures(ANN)('card.png', 'Card', drawAgain)).toEqual([]);
  expect(drawn).toEqual([]);
  goOn.resolve();
  await expect
    .poll(async () => {
      await pictures(ANN)('card.png', 'Card', drawAgain);
      return drawn.length;
    })
    .toBeGreaterThan(0);
});

test('a picture that fails does not hold up the next one', async () => {
  const { log } = listen();
  const picture = createPictures(painterWithout(), log)(ANN);
  const broken = () => {
    throw new Error('no drawing');
  };
  expect(await picture('card.png', 'Card', broken)).toEqual([]);
  expect(await picture('card.png', 'Card', draw)).toHaveLength(1);
});
