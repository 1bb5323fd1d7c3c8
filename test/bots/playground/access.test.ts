import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, said } from './harness.ts';
import { button, COMPOSER, send, useBrowser, visit, who, word } from './visit.ts';

useBrowser();

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('by keyboard alone', () => {
  it('a person goes from hello through the questions to the plan', async () => {
    const { page, chat } = await visit();
    await tabTo(page, COMPOSER, 'Tab');
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await button(page, 'Begin').waitFor();
    await tabTo(page, 'Begin', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('Step 1');
    await tabTo(page, 'Step 2 CK', 'Tab');
    await page.keyboard.press('Space');
    const score = page.getByRole('textbox', { name: 'What was your score?' });
    await score.waitFor();
    await eventually(() => score.evaluate((box) => box.matches(':focus'))).toBe(true);
    await page.keyboard.type('221');
    await page.keyboard.press('Enter');
    await button(page, 'Make my plan').waitFor();
    await tabTo(page, 'Make my plan', 'Tab');
    expect(chat.invocations.map(({ input }) => input)).toEqual([
      { kind: 'text', text: 'hello' },
      { kind: 'press', button: 'begin:now' },
      { kind: 'press', button: 'answer:q1.v1' },
      { kind: 'answer', token: 'q2', value: '221' },
    ]);
  });

  it('the command menu filters, moves, takes and closes', async () => {
    const { page, chat } = await visit();
    const box = page.getByLabel(COMPOSER);
    const rows = page.getByRole('option');
    await tabTo(page, COMPOSER, 'Tab');
    await page.keyboard.type('/');
    await eventually(() => rows.count()).toBe(3);
    await page.keyboard.type('s');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('[aria-selected=true]').textContent()).toContain('/show');
    expect(await box.getAttribute('aria-activedescendant')).toBe(
      await page.locator('[aria-selected=true]').getAttribute('id'),
    );
    await page.keyboard.press('Escape');
    expect(await rows.count()).toBe(0);
    expect(await focused(page)).toBe(COMPOSER);
    await tabTo(page, word('commands'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await eventually(() => rows.count()).toBe(3);
    await page.keyboard.type('ho');
    await box.fill('/sh');
    await eventually(() => rows.count()).toBe(1);
    await page.keyboard.press('Enter');
    await button(page, 'Delete everything').waitFor();
    expect(chat.invocations.map(({ input }) => input)).toEqual([
      { kind: 'command', name: 'show', options: {}, rest: '' },
    ]);
  });

  it('options and their values are proposed while typing', async () => {
    const { page, chat } = await visit();
    const box = page.getByLabel(COMPOSER);
    await box.focus();
    await page.keyboard.type('/set');
    await page.getByRole('option', { name: '/settings' }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: 'zone' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('kar');
    await eventually(() => page.getByRole('option').allTextContents()).toEqual(['Asia/Karachi']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => chat.invocations.map(({ input }) => input)).toEqual([
      { kind: 'command', name: 'settings', options: {}, rest: 'zone Asia/Karachi' },
    ]);
  });

  it('the question about a new person is left with Escape', async () => {
    const { page } = await visit();
    await tabTo(page, word('newPerson'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe(word('cancel'));
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
    expect(await focused(page)).toBe(word('newPerson'));
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([
    ['desktop', { width: 1280, height: 800 }],
    ['phone', { width: 360, height: 640 }],
  ])('on a %s nothing overflows and no rule of accessibility is broken', async (_name, viewport) => {
    const { page, playground, problems } = await visit({ colorScheme, viewport, reducedMotion: 'reduce' });
    expect(await audit(page)).toEqual([]);
    await send(page, `a word without end: ${'w'.repeat(300)}`);
    await send(page, '/show');
    await button(page, 'Done').waitFor();
    await send(page, 'hello');
    await button(page, 'Begin').click();
    await button(page, 'Step 1').waitFor();
    await playground.front.sender.send({ user: await who(page), address: null }, said('wake up'), 'n1');
    await page.getByText('wake up').waitFor();
    await page.getByLabel(COMPOSER).fill('/');
    await page.getByRole('option').first().waitFor();
    expect(await audit(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, 'Step 1').click();
    await page.getByRole('textbox', { name: 'What was your score?' }).fill('221');
    await page.keyboard.press('Enter');
    await button(page, 'Make my plan').waitFor();
    await button(page, word('newPerson')).click();
    expect(await audit(page)).toEqual([]);
    expect(problems).toEqual([]);
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(colorScheme === 'light' ? 'rgb(242, 245, 244)' : 'rgb(14, 20, 19)');
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });
});

/** The name of what has the keyboard; empty when nothing has. */
async function focused(page: Page): Promise<string> {
  const [name = ''] = await page
    .locator(':focus')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent.trim()));
  return name;
}

async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  for (let steps = 0; steps < 15 && (await focused(page)) !== name; steps += 1)
    await page.keyboard.press(key);
  expect(await focused(page)).toBe(name);
  const ring = await page.locator(':focus').evaluate((each) => {
    const style = (element: typeof each) => element.ownerDocument.defaultView.getComputedStyle(element);
    return (
      style(each).outlineStyle !== 'none' ||
      style(each.closest('#composer') ?? each).boxShadow.includes('2px')
    );
  });
  expect(ring, `${name} shows where the keyboard is`).toBe(true);
}

/** What axe finds against WCAG 2.2 AA, and what sticks out of the screen or is too small for a thumb. */
async function audit(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  const wide = await page
    .locator('html, #scroll, footer, article')
    .evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => `too wide: ${each.id}`),
    );
  const long = await page
    .locator('html')
    .evaluateAll((all) =>
      all.filter((each) => each.scrollHeight > each.clientHeight).map(() => 'the page itself scrolls'),
    );
  const small = await page
    .locator(':is(button, input, textarea, .button, [role=option]):visible')
    .evaluateAll((all) =>
      all
        .filter((each) => each.offsetHeight < 40)
        .map((each) => `too small for a thumb: ${each.textContent}`),
    );
  return [...found, ...wide, ...long, ...small];
}
