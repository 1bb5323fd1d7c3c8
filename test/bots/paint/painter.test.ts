import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createPainter, PaintError, type Painter, type PainterOptions } from '#bots/paint/painter.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import { scorecard } from '#core/pictures/scorecard.ts';
import { DEPTH } from '../../depth.ts';
import { say } from '../../say.ts';

const FRAIL = new URL('./frail-process.ts', import.meta.url);
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** More than two processes paint, of which each lives for half of them. */
const PICTURES = 20 * DEPTH;

let painter: Painter;
afterEach(() => painter.close());

function start(options?: PainterOptions): Painter {
  painter = createPainter(options);
  return painter;
}

function card(title: string): Drawing {
  const rows = [{ label: 'Step 2 CK above about 235 🎉', state: 'held' }] as const;
  const data = { title, path: 'Delay', borderline: true, groups: [{ heading: 'All', rows }] };
  return scorecard(data, say, painter.ruler);
}

/** Of this process and of those that it started. */
async function residentMegabytes(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', [
    '-o',
    'rss=',
    '--pid',
    `${process.pid}`,
    '--ppid',
    `${process.pid}`,
  ]);
  const kilobytes = stdout.trim().split(/\s+/).map(Number);
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1000;
}

function square(content: string): Drawing {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${content}</svg>`;
  return { svg, width: 40, height: 40, alt: '' };
}

let asked = 0;

/** The painter's process at this moment: never the same drawing twice, since a picture is kept. */
async function who(): Promise<string> {
  asked += 1;
  const told = await painter.png(square(`<!-- who --><!-- ${asked} -->`)).catch(() => Buffer.of());
  return Buffer.from(told).toString();
}

function sizeOf(png: Uint8Array): { width: number; height: number } {
  expect([...png.subarray(0, 8)]).toEqual(SIGNATURE);
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

describe('the painter', () => {
  test('paints a picture of the size that the drawing says', async () => {
    start();
    const drawing = card('one');
    const png = await painter.png(drawing);
    expect(sizeOf(png)).toEqual({ width: drawing.width, height: drawing.height });
  });

  test('paints the same bytes for the same drawing, also in a new process', async () => {
    const first = await start().png(card('same'));
    const again = await painter.png(card('same'));
    const other = await painter.png(card('other'));
    await painter.close();
    const later = await start().png(card('same'));
    expect(Buffer.compare(first, again)).toBe(0);
    expect(Buffer.compare(first, later)).toBe(0);
    expect(Buffer.compare(first, other)).not.toBe(0);
  });

  test('gives each of many at once its own picture', async () => {
    start();
    const titles = Array.from({ length: 12 }, (_, index) => `card number ${index}`);
    const together = await Promise.all(titles.map((title) => painter.png(card(title))));
    for (const [index, title] of titles.entries()) {
      expect(Buffer.compare(together[index] ?? Buffer.of(), await painter.png(card(title)))).toBe(0);
    }
  });

  test('leaves the event loop free while it paints', async () => {
    start();
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 1);
    await Promise.all(['a', 'b', 'c', 'd'].map((title) => painter.png(card(title))));
    clearInterval(counting);
    expect(turns).toBeGreaterThan(10);
  });

  test('refuses what is no drawing or too large, says nothing of it, and goes on', async () => {
    start();
    const [broken, large, good] = await Promise.allSettled([
      painter.png(square('<text>private words')),
      painter.png({ ...square(''), height: 9_990 }),
      painter.png(square('')),
    ]);
    expect(broken).toEqual({
      status: 'rejected',
      reason: new PaintError('the picture could not be painted'),
    });
    expect(large.status).toBe('rejected');
    expect(good.status).toBe('fulfilled');
  });

  test.each(['die', 'throw'])('loses one picture, not the others, when its process must %s', async (fate) => {
    start({ module: FRAIL });
    const end = `<!-- ${fate} -->`;
    const results = await Promise.allSettled(
      ['', end, '', end, ''].map((content) => painter.png(square(content))),
    );
    const seen = results.map((result) => (result.status === 'rejected' ? result.reason.message : 'painted'));
    const lost = 'the picture could not be painted';
    expect(seen).toEqual(['painted', lost, 'painted', lost, 'painted']);
  });

  test('starts a new process when the old one has died while idle', async () => {
    start({ module: FRAIL, limitMs: 5_000 });
    const first = await who();
    await painter.png(square('<!-- die later -->'));
    await expect.poll(who).not.toBe(first);
  });

  test('gives up a picture that never ends, and paints the next', async () => {
    start({ module: FRAIL, limitMs: 1_500 });
    await expect(painter.png(square('<!-- hang -->'))).rejects.toThrow(PaintError);
    expect(sizeOf(await painter.png(square('')))).toEqual({ width: 40, height: 40 });
  });

  test('refuses a picture when too many are under way, and takes new ones after them', async () => {
    start({ most: 3 });
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => painter.png(square(''))));
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, false]);
    expect(sizeOf(await painter.png(square('')))).toEqual({ width: 40, height: 40 });
  });

  test('keeps its process for the next picture and ends it when none comes', async () => {
    start({ module: FRAIL });
    expect(await who()).toBe(await who());
    await painter.close();
    start({ module: FRAIL, idleMs: 1 });
    const first = await who();
    await expect.poll(who, { interval: 50 }).not.toBe(first);
  });

  test('replaces its process after so many pictures, and loses none on the way', async () => {
    start({ module: FRAIL, lifetime: 3 });
    const seen: string[] = [];
    for (let index = 0; index < 9; index += 1) seen.push(await who());
    expect(new Set(seen).size).toBe(3);
    expect(seen).not.toContain('');
  });

  test('does not paint the same drawing twice', async () => {
    start({ module: FRAIL });
    const drawing = square('<!-- who -->');
    const first = await painter.png(drawing);
    await painter.png(square('<!-- die later -->'));
    expect(await painter.png(drawing)).toBe(first);
  });

  test('keeps the memory of many pictures within bounds', { timeout: 600_000 }, async () => {
    start({ lifetime: PICTURES / 2 });
    await painter.png(card('warm'));
    const before = await residentMegabytes();
    let most = 0;
    for (let index = 0; index < PICTURES; index += 1) {
      await painter.png(card(`picture ${index}`));
      if (index % 5 === 0) most = Math.max(most, await residentMegabytes());
    }
    expect(most - before).toBeLessThan(150);
  });

  test('finishes what was asked for when it closes, and takes nothing more', async () => {
    start();
    const asked = [painter.png(square('')), painter.png(square(''))];
    await Promise.all([painter.close(), painter.close()]);
    for (const png of await Promise.all(asked)) expect(sizeOf(png)).toEqual({ width: 40, height: 40 });
    await expect(painter.png(square(''))).rejects.toThrow(PaintError);
  });

  test('closes without ever having painted', async () => {
    await expect(start().close()).resolves.toBeUndefined();
  });

  test('keeps no process alive', async () => {
    start();
    const script = fileURLToPath(new URL('./one-picture.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 15_000 });
    expect(Number(stdout)).toBeGreaterThan(50);
  });
});
