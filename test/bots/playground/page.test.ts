import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createSampleChat, eventually, said, say, servePlayground } from './harness.ts';
import { browse, button, COMPOSER, closers, connected, send, useBrowser, visit, who, word } from './visit.ts';

useBrowser();

describe('a first visit', () => {
  it('greets, and Start begins the conversation; so does hello', async () => {
    const { page, chat, problems } = await visit();
    await page.getByRole('heading', { name: word('greeting') }).waitFor();
    await button(page, word('start')).click();
    await button(page, 'Begin').waitFor();
    expect(await page.locator('#greeting').isVisible()).toBe(false);
    await send(page, 'hello');
    await eventually(() => button(page, 'Begin').count()).toBe(2);
    expect(chat.invocations.map(({ input }) => input)).toEqual([
      { kind: 'command', name: 'start', options: {}, rest: '' },
      { kind: 'text', text: 'hello' },
    ]);
    expect(problems).toEqual([]);
  });

  it('knows the same person after a reload, and another in another browser', async () => {
    const { page, playground, chat } = await visit();
    await send(page, 'hello');
    await button(page, 'Begin').waitFor();
    await page.reload();
    await connected(page);
    const other = await browse();
    await other.goto(playground.url);
    await connected(other);
    const people = chat.visits.map(({ user }) => user);
    expect(people[1]).toBe(people[0]);
    expect(people[2]).not.toBe(people[0]);
    expect(await other.locator('article').count()).toBe(0);
  });
});

describe('messages', () => {
  it('an answer with redraw takes the place of the message that held the button', async () => {
    const { page } = await visit();
    await send(page, 'hello');
    await button(page, 'Begin').click();
    await button(page, 'Step 1').waitFor();
    const before = await page.locator('article').evaluateAll((all) => all.map(({ id }) => id));
    await button(page, 'Step 1').click();
    await page.getByLabel('What was your score?').first().waitFor();
    expect(await page.locator('article').evaluateAll((all) => all.map(({ id }) => id))).toEqual(before);
    expect(await button(page, 'Step 1').count()).toBe(0);
    await button(page, say.plain('chat.back')).waitFor();
  });

  it('a file is chosen in its question and goes with the answer', async () => {
    const { page, chat, problems } = await visit();
    await send(page, '/file');
    const question = page.getByRole('group', { name: 'Which programs?' });
    const chooser = question.getByLabel('Which programs?');
    expect(await chooser.getAttribute('accept')).toBe('.csv');
    const submit = question.getByRole('button', { name: word('send') });
    await submit.click();
    await chooser.setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from('program') });
    await submit.click();
    await button(page, 'Make my plan').waitFor();
    const [, answer, ...more] = chat.invocations;
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      input: { kind: 'answer', token: 'q3', value: '' },
      attachments: [{ name: 'mine.csv', mediaType: 'text/csv', bytes: 7 }],
    });
    expect(Buffer.from((await answer?.attachments?.[0]?.read(7)) ?? []).toString()).toBe('program');
    expect(problems).toEqual([]);
  });

  it('every kind of part is drawn with its meaning', async () => {
    const { page } = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    await send(page, '/show');
    await page.getByRole('list', { name: 'Next' }).waitFor();
    expect(await page.getByRole('list', { name: 'Today' }).locator('li').allTextContents()).toEqual([
      'Done: Check the portal',
      'Still to do: Call your mentor',
    ]);
    expect(
      await page.getByRole('img', { name: 'Your year as a line' }).evaluate((image) => image.naturalWidth),
    ).toBe(1);
    await button(page, word('copy')).click();
    await page.getByText(word('copied'), { exact: true }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      'Dear Dr. Chen,\n\nthank you for your time.',
    );
    await button(page, word('copySubject')).click();
    await eventually(() => page.evaluate('navigator.clipboard.readText()')).toBe('Thank you & more');
    expect(await page.getByRole('link', { name: word('mail') }).getAttribute('href')).toBe(
      'mailto:?subject=Thank%20you%20%26%20more&body=Dear%20Dr.%20Chen%2C%0D%0A%0D%0Athank%20you%20for%20your%20time.',
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `${word('download')} record.json` }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('record.json');
    expect(readFileSync(await download.path(), 'utf8')).toBe('{"a":1}');
  });

  it.each([
    '<img src=x onerror="hacked=1">',
    '<script>hacked=1</script>',
    '</textarea><svg onload=hacked=1>',
    '**bold** [x](javascript:hacked=1) `code`',
    '{{said}} &lt;b&gt; \u202e right-to-left שלום',
  ])('%s is shown as it was written', async (evil) => {
    const { page, playground, problems } = await visit();
    await send(page, evil);
    await page.locator('article.bot').waitFor();
    await playground.front.sender.send({ user: await who(page), address: null }, said(evil), 'n1');
    await eventually(() => page.locator('article.bot').count()).toBe(2);
    await page.reload();
    await connected(page);
    const texts = await page.locator('article').evaluateAll((all) => all.map((each) => each.textContent));
    expect(texts).toHaveLength(3);
    for (const text of texts) expect(text).toContain(evil);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await page.locator('article :is(img, script, svg, a)').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('a link leads to the web only, never to a script', async () => {
    const { page } = await visit();
    await send(page, '/show');
    await page.getByRole('link', { name: 'the rules' }).waitFor();
    const links = await page
      .locator('article .text a')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')));
    expect(links).toEqual(['https://www.nrmp.org']);
  });
});

describe('the conversation', () => {
  it('is there after a reload, and its old buttons still work', async () => {
    const { page, chat } = await visit();
    await send(page, '/show');
    await button(page, 'Done').waitFor();
    const before = await page.locator('#log').textContent();
    await page.reload();
    await connected(page);
    expect(await page.locator('#log').textContent()).toBe(before);
    await button(page, 'Done').click();
    await page.getByText('You said: done, well done').waitFor();
    expect(await button(page, 'Done').count()).toBe(0);
    expect(chat.invocations.at(-1)?.input).toEqual({ kind: 'press', button: 'done:r1' });
  });

  it('keeps its last 100 messages', async () => {
    const { page } = await visit();
    await page.evaluate(() => {
      const old = Array.from({ length: 100 }, (_, index) => ({
        id: `o${index}`,
        from: 'me',
        text: `old ${index}`,
      }));
      localStorage.setItem('rematch.messages', JSON.stringify(old));
    });
    await page.reload();
    await send(page, 'new');
    await page.locator('article.bot').waitFor();
    expect(await page.locator('article').count()).toBe(100);
    expect(await page.locator('article').first().textContent()).toBe('old 2');
    await page.reload();
    await eventually(() => page.locator('article').count()).toBe(100);
  });

  it('appears in each tab of the browser', async () => {
    const { page, playground } = await visit();
    const second = await page.context().newPage();
    await second.goto(playground.url);
    await connected(second);
    await send(page, 'one for both');
    await second.getByText('You said: one for both').waitFor();
    await playground.front.sender.send({ user: await who(page), address: null }, said('wake up'), 'n1');
    for (const tab of [page, second]) {
      await tab.getByText('wake up').waitFor();
      expect(await tab.locator('article').count()).toBe(3);
    }
  });

  it('ends after everything is deleted, with a new person on offer', async () => {
    const { page, chat } = await visit();
    await send(page, '/show');
    await button(page, 'Delete everything').click();
    await button(page, 'Yes, delete').waitFor();
    expect(await page.getByText(word('erased')).count()).toBe(0);
    await button(page, 'Yes, delete').click();
    await page.getByText(word('erased')).waitFor();
    const before = await who(page);
    await page
      .locator('article')
      .getByRole('button', { name: word('newPerson') })
      .click();
    await page.getByRole('heading', { name: word('greeting') }).waitFor();
    expect(await page.locator('article').count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['rematch.person']);
    await eventually(() => chat.visits.length).toBe(2);
    expect(chat.visits[1]?.user).not.toBe(before);
  });
});

describe('reminders', () => {
  it('arrive by themselves, marked as such, once each', async () => {
    const { page, playground } = await visit();
    const to = { user: await who(page), address: null };
    await playground.front.sender.send(to, said('call your mentor'), 'n1');
    await playground.front.sender.send(to, said('call your mentor'), 'n1');
    await playground.front.sender.send(to, said('sleep'), 'n2');
    await page.getByText('You said: sleep').waitFor();
    expect(await page.locator('article').count()).toBe(2);
    expect(await page.locator('article').first().textContent()).toContain(word('onItsOwn'));
  });

  it('can be brought forward; with none waiting the page says so', async () => {
    const waiting = ['call your mentor'];
    const { page, playground } = await visit(
      {},
      {
        bringForward: async (user) => {
          const next = waiting.pop();
          if (next) await playground.front.sender.send({ user, address: user }, said(next), 'n1');
          return next !== undefined;
        },
      },
    );
    await button(page, word('bringForward')).click();
    await page.getByText('You said: call your mentor').waitFor();
    await button(page, word('bringForward')).click();
    await page.getByText(word('noReminder')).waitFor();
  });
});

describe('when Rematch is away', () => {
  it('the page says so, keeps what was typed and connects again by itself', async () => {
    const chat = createSampleChat();
    const first = await servePlayground(chat);
    const page = await browse();
    await page.goto(first.url);
    await connected(page);
    await send(page, 'before');
    await page.getByText('You said: before').waitFor();
    await first.stop();
    await page.getByText(word('down')).waitFor();
    await send(page, 'while you were away');
    await page.getByText(word('failed')).waitFor();
    expect(await page.getByLabel(COMPOSER).inputValue()).toBe('while you were away');
    expect(await page.locator('article').count()).toBe(2);
    const second = await servePlayground(chat, { port: first.port });
    closers.push(second.stop);
    await connected(page);
    expect(await page.locator('#notice').isVisible()).toBe(false);
    await page.getByLabel(COMPOSER).press('Enter');
    await page.getByText('You said: while you were away').waitFor();
    expect(new Set(chat.visits.map(({ user }) => user)).size).toBe(1);
  });

  it('a refusal is shown with its own sentence', async () => {
    const { page, chat } = await visit();
    await send(page, 'x'.repeat(70_000));
    await page.getByText(say.plain('playground.refused.long')).waitFor();
    expect(chat.invocations).toEqual([]);
  });
});

describe('another website', () => {
  it('open in the same browser can neither act nor listen', async () => {
    const { playground, chat } = await visit();
    const visits = chat.visits.length;
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<p>evil'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(() => resolve())));
    const evil = await browse();
    await evil.goto(`http://localhost:${(server.address() as AddressInfo).port}`);
    const outcome = await evil.evaluate(async (target) => {
      const body = JSON.stringify({ person: 'ann', input: { kind: 'text', text: 'hi' } });
      const tries = [
        fetch(`${target}/api/invoke`, { method: 'POST', body, mode: 'no-cors' }),
        fetch(`${target}/api/invoke`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        }),
        fetch(`${target}/api/commands`),
        new Promise((resolve, reject) => {
          const source = new EventSource(`${target}/api/stream?person=ann`);
          source.onopen = resolve;
          source.onerror = () => {
            source.close();
            reject(new Error('closed'));
          };
        }),
      ];
      return (await Promise.allSettled(tries)).map(({ status }) => status);
    }, playground.url);
    expect(outcome.slice(1)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(chat.invocations).toEqual([]);
    expect(chat.visits).toHaveLength(visits);
  });
});
