import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyRing } from '#store/key-ring.ts';
import { createPeople, type People } from '#store/people.ts';
import { cases } from '../depth.ts';
import { later, total } from './counter.ts';
import { everything, NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
const masterKey = randomKey();
const keys = createKeyRing([masterKey]);
const open = () => createPeople({ redis: clients.add(), keys, newId });

test('hundreds of racing changes over several connections lose nothing', async () => {
  const doors = Array.from({ length: 6 }, open);
  const change = fc.record({ door: fc.nat(doors.length - 1), ms: fc.integer({ min: 1, max: 9999 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 200, maxLength: 400 }), async (changes) => {
      const [people] = doors;
      const id = (await people?.create(someone(), NOW))?.id ?? '';
      await Promise.all(changes.map(({ door, ms }) => doors[door]?.update(id, later(ms))));
      expect(total((await people?.load(id)) ?? null)).toBe(changes.reduce((sum, { ms }) => sum + ms, 0));
    }),
    { numRuns: 4 },
  );
});

test('racing changes of one process are made in the order asked', async () => {
  const people = open();
  const { id } = await people.create(someone(), NOW);
  const order: number[] = [];
  const changes = Array.from({ length: 50 }, (_, index) =>
    people.update(id, (person) => {
      order.push(index);
      return later(1)(person);
    }),
  );
  await Promise.all(changes);
  expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test('people who come, join and go at once are there whole or not at all', async () => {
  const doors = Array.from({ length: 4 }, open);
  const [first = open()] = doors;
  const redis = clients.add();
  const [ann, bob] = [someone('ann'), { platform: 'telegram', user: 'bob', address: null } as const];
  const here = async (people: People) => (await people.find('discord', 'ann'))?.id ?? newId();
  const acts: Record<string, (people: People) => Promise<unknown>> = {
    comes: (people) => people.create(ann, NOW),
    joins: async (people) => people.link(await here(people), bob, NOW),
    comesElsewhere: (people) => people.create(bob, NOW),
    goes: async (people) => people.delete(await here(people)),
    goesElsewhere: async (people) => people.delete((await people.find('telegram', 'bob'))?.id ?? newId()),
  };
  const act = fc.record({ door: fc.nat(doors.length - 1), what: fc.constantFrom(...Object.keys(acts)) });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), async (all) => {
      const done = await Promise.allSettled(all.map(({ door, what }) => acts[what]?.(doors[door] ?? first)));
      for (const one of done)
        if (one.status === 'rejected') expect(one.reason.name).toMatch(/^(NoSuchPerson|IdentityTaken)Error$/);
      for (const { platform, user } of [ann, bob]) {
        const found = await first.find(platform, user);
        if (!found) continue;
        expect(found.identities.map((one) => one.user)).toContain(user);
        await first.delete(found.id);
      }
      expect(await everything(redis)).toBe('');
    }),
    cases(30),
  );
}, 60_000);

test('four processes at once lose nothing', async () => {
  const people = open();
  const { id } = await people.create(someone(), NOW);
  const amounts = Array.from({ length: 75 }, (_, index) => index + 1);
  const key = Buffer.from(masterKey).toString('base64');
  const file = new URL('racer.ts', import.meta.url).pathname;
  const server = JSON.stringify(clients.server());
  const race = () => promisify(execFile)(process.execPath, [file, server, key, id, amounts.join(',')]);
  await Promise.all(Array.from({ length: 4 }, race));
  expect(total(await people.load(id))).toBe((4 * 75 * 76) / 2);
});
