import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { awakeRequests } from '#bots/discord/awake.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord.ts';

const LIMIT_MS = 200;

let fake: FakeDiscord;
let rest: REST;
beforeEach(async () => {
  fake = await createFakeDiscord();
  rest = new REST({ api: fake.apiUrl, retries: 0, ...awakeRequests(LIMIT_MS) }).setToken(fake.token);
});
afterEach(() => fake.stop());

test('an answer that comes while the process stands still is no silence', async () => {
  const gateway = rest.get(Routes.gatewayBot());
  const end = performance.now() + 2 * LIMIT_MS;
  while (performance.now() < end);
  expect(await gateway).toMatchObject({ shards: 1 });
});
