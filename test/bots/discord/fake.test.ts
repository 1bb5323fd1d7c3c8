import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord.ts';
import { loadDiscordSchemas } from '../../fakes/discord-schemas.ts';

const schemas = loadDiscordSchemas();
const MESSAGES = '/channels/{channel_id}/messages';
const button = (id: string) => ({ type: 2, style: 1, label: 'x', custom_id: id });
const row = (...components: readonly object[]) => ({ type: 1, components });

describe.skipIf(!schemas.published)(
  "Discord's published schemas (skipped where ../shared/specs/discord-openapi.json is absent)",
  () => {
    it('take what is right', () => {
      const body = { content: 'hi', components: [row(button('a:b'))], nonce: 'n', enforce_nonce: true };
      expect(schemas.request('POST', MESSAGES, body)).toEqual([]);
    });

    it.each([
      ['a text of 4,001 characters', { content: 'x'.repeat(4001) }],
      ['six buttons in a row', { components: [row(...'abcdef'.split('').map(button))] }],
      ['an id of 101 characters', { components: [row(button('x'.repeat(101)))] }],
      ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }],
    ])('find %s', (_, body) => {
      expect(schemas.request('POST', MESSAGES, body)).not.toEqual([]);
    });
  },
);

describe('the fake Discord', () => {
  let fake: FakeDiscord;
  beforeEach(async () => {
    fake = await createFakeDiscord();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await fake.stop();
  });

  function post(body: object, user = fake.user('ann')): Promise<Response> {
    return fetch(`${fake.apiUrl}/v10/channels/${user.dm}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ allowed_mentions: { parse: [] }, ...body }),
    });
  }

  it.each([
    ['a text of 2,001 characters', { content: 'x'.repeat(2001) }, 50035],
    ['an empty message', { content: '  ' }, 50006],
    ['two buttons with one id', { content: 'x', components: [row(button('a'), button('a'))] }, 50035],
    ['six rows', { content: 'x', components: [...'abcdef'].map((id) => row(button(id))) }, 50035],
    ['mentions of people', { content: 'x', allowed_mentions: { parse: ['users'] } }, 50035],
  ])('refuses %s', async (_, body, code) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
    expect(fake.seen(fake.user('ann'))).toEqual([]);
  });

  it('asks to wait beyond 50 requests a second', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const responses = await Promise.all(
      Array.from({ length: 60 }, (_, index) => post({ content: `${index}` })),
    );
    const limited = responses.filter(({ status }) => status === 429);
    expect(limited.length).toBe(10);
    expect(limited[0]?.headers.get('x-ratelimit-global')).toBe('true');
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeLessThanOrEqual(1);
  });

  it('answers 401 to a wrong token and 404 to what it does not know', async () => {
    const unknown = await fetch(`${fake.apiUrl}/v10/nowhere`);
    const wrong = await fetch(`${fake.apiUrl}/v10/gateway/bot`, { headers: { authorization: 'Bot x' } });
    expect([unknown.status, wrong.status]).toEqual([404, 401]);
  });
});
