import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { chromiumPath, launchChromium } from './browser.ts';
import { createSampleChat, type Playground, type SampleChat, say, servePlayground } from './harness.ts';

/** A word of the page. */
export const word = (word: string) => say.plain(`playground.page.${word}`);
export const COMPOSER = word('composer');

let browser: Browser | undefined;
export const closers: (() => Promise<void>)[] = [];

/** Gives the tests of a file a browser, and closes after each whatever it opened; to be called once, at the top of the file. */
export function useBrowser(): void {
  beforeAll(async () => {
    if (chromiumPath) browser = await launchChromium(chromiumPath);
  });
  afterAll(() => browser?.close());
  beforeEach((test) => test.skip(chromiumPath === null, 'there is no Chromium on this machine'));
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
}

export interface Visit {
  readonly page: Page;
  readonly playground: Playground;
  readonly chat: SampleChat;
  /** Errors that the page or its security policy reported. */
  readonly problems: string[];
}

export async function visit(
  options: BrowserContextOptions = {},
  serve: Parameters<typeof servePlayground>[1] = {},
): Promise<Visit> {
  const chat = createSampleChat();
  const playground = await servePlayground(chat, serve);
  closers.push(playground.stop);
  const page = await browse(options);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(playground.url);
  await connected(page);
  return { page, playground, chat, problems };
}

export async function browse(options: BrowserContextOptions = {}): Promise<Page> {
  if (!browser) throw new Error('no browser');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  closers.push(() => context.close());
  return context.newPage();
}

export function connected(page: Page): Promise<void> {
  return page.locator('#state[data-state=connected]').waitFor();
}

export async function send(page: Page, text: string): Promise<void> {
  await page.getByLabel(COMPOSER).fill(text);
  await page.getByLabel(COMPOSER).press('Escape');
  await page.getByLabel(COMPOSER).press('Enter');
}

export function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

export function who(page: Page): Promise<string> {
  return page.evaluate(() => localStorage.getItem('rematch.person') ?? '');
}
