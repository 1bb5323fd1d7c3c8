import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import { createPeople, type People, unchanged } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { createSessions } from '#store/sessions.ts';
import { type Cut, startCut } from './cut.ts';
import { everything, NOW, newId, randomKey, silent, someone, useRedis } from './help.ts';

const keys = createKeyRing([randomKey()]);
const clients = useRedis();
const telegram = { platform: 'telegram', user: '42', address: 'chat42' } as const;
let cut: Cut;

beforeAll(async () => {
  const server = clients.server();
  cut = await startCut('path' in server ? server.path : '');
});
afterAll(() => cut.stop());

/** Does something in a process that dies when Redis has done so many commands of it. */
async function dyingAfter(commands: number, work: (people: People) => Promise<unknown>): Promise<void> {
  // Redis has learned the scripts from others, so that one command is one answer.
  const known = createPeople({ redis: clients.add(), keys, newId });
  const { id } = await known.create(someone(), NOW);
  await known.link(id, { ...telegram, user: 'other' }, NOW);
  await known.delete(id);

  const redis = connect(cut, silent, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  await redis.ping();
  cut.loseAnswer(commands - 1);
  await expect(work(createPeople({ redis, keys, newId }))).rejects.toThrow();
}

async function house() {
  const redis = clients.add();
  const people = createPeople({ redis, keys, newId });
  const due = createDue(redis);
  const sessions = createSessions({ redis, keys });
  await people.create(someone('somebody else'), NOW);
  return { people, due, sessions, redis, before: await everything(redis) };
}

describe('a process that dies', () => {
  test.each([1, 2, 3, 4])('at step %s of making a person leaves nobody who cannot come', async (step) => {
    const { people, redis, before } = await house();
    await dyingAfter(step, (dying) => dying.create(someone('42'), NOW));
    const { id } = await people.create(someone('42'), NOW);
    expect((await people.find('discord', '42'))?.id).toBe(id);
    await people.delete(id);
    expect(await everything(redis)).toBe(before);
  });

  test.each([1, 2, 3, 4, 5])(
    'at step %s of linking a platform leaves nothing that outlives the person',
    async (step) => {
      const { people, redis, before } = await house();
      const { id } = await people.create(someone('42'), NOW);
      await dyingAfter(step, (dying) => dying.link(id, telegram, NOW));
      if (step % 2) expect((await people.link(id, telegram, NOW)).identities).toHaveLength(2);
      await people.delete(id);
      expect(await everything(redis)).toBe(before);
    },
  );

  test.each([
    [1, true],
    [2, false],
    [3, false],
    [4, false],
  ])('at step %s of a deletion leaves the rest to the sweep', async (step, isThere) => {
    const { people, due, sessions, redis, before } = await house();
    const { id } = await people.create(someone('42'), NOW);
    await due.mark(id, 1e12);
    const session = {
      id: 'abcd1234',
      form: 'f',
      version: 1,
      answers: {},
      at: 'a',
      given: {},
      initial: {},
      outer: null,
    };
    await sessions.save(id, session, null);

    await dyingAfter(step, (dying) => dying.delete(id));
    expect(await due.takeDue(0, 60_000, 10)).toEqual([id]);
    expect((await people.load(id))?.id).toBe(isThere ? id : undefined);
    if (isThere) await people.delete(id);
    else await expect(people.update(id, unchanged)).rejects.toThrow(NoSuchPersonError);
    await due.settle(id, 60_000, null);
    expect(await everything(redis)).toBe(before);
  });

  test.each([2, 3, 4])('at step %s of a deletion lets the person come back as a new one', async (step) => {
    const { people } = await house();
    const { id } = await people.create(someone('42'), NOW);
    await dyingAfter(step, (dying) => dying.delete(id));
    const again = await people.create(someone('42'), NOW);
    expect(again.id).not.toBe(id);
    expect((await people.find('discord', '42'))?.id).toBe(again.id);
  });
});
