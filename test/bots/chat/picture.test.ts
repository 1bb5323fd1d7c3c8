import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createPicture } from '#bots/chat/picture.ts';
import { createPainter, type Painter } from '#bots/paint/painter.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import { scorecard } from '#core/pictures/scorecard.ts';
import { say } from '../commands/room.ts';

const painter = createPainter();
afterAll(() => painter.close());

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
  const [part] = await createPicture(painter, log, 20_000)('card.png', 'Card: Wait', draw);
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
  expect(await createPicture(slow, log, 0)('card.png', 'Card', draw)).toEqual([]);
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
