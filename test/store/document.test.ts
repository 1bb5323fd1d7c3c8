import { expect, test } from 'vitest';
import { z } from 'zod';
import { createDocuments, type DocumentKind, InvalidChangeError } from '#store/document.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { NewerRecordError } from '#store/migrations.ts';
import { DamagedValueError } from '#store/seal.ts';
import { everything, newId, randomKey, useRedis } from './help.ts';

/** A second kind beside people's records: what the moderators of a community have set. */
const communitySchema = z.object({
  schema: z.literal(2),
  channel: z.string(),
  welcomed: z.int().min(0),
});
type Community = z.infer<typeof communitySchema>;
const COMMUNITIES: DocumentKind<Community> = {
  purpose: 'community',
  schema: communitySchema,
  migrations: [(first) => ({ ...first, welcomed: 0 })],
  keyOf: (id) => `rematch:community:{${id}}`,
  fixed: () => '',
};

const clients = useRedis();
const keys = createKeyRing([randomKey()]);
const open = () => createDocuments(COMMUNITIES, { redis: clients.add(), keys });
/** Its id is its MAC, so that it is found without an index. */
const ID = keys.mac('discord', 'community:42');
const NEW: Community = { schema: 2, channel: 'announcements', welcomed: 0 };
const welcome = (community: Community): Community => ({ ...community, welcomed: community.welcomed + 1 });

test('a community is kept as a person is: sealed, versioned, without a lost change', async () => {
  expect(await open().load(ID)).toBeNull();
  const made = await Promise.all([open(), open(), open()].map((one) => one.create(ID, NEW, '')));
  expect(made.filter(Boolean)).toEqual([NEW]);
  const doors = [open(), open(), open()];
  await Promise.all(Array.from({ length: 60 }, (_, index) => doors[index % 3]?.update(ID, welcome)));
  expect(await open().load(ID)).toEqual({ ...NEW, welcomed: 60 });
  expect(await open().update(newId(), welcome)).toBeNull();
  const seen = await everything(clients.add());
  expect(seen).toContain('rematch:community:');
  for (const secret of ['announcements', 'welcomed', '42']) expect(seen).not.toContain(secret);
});

test('a change that does not fit its schema is refused and saves nothing', async () => {
  await open().create(ID, NEW, '');
  const before = await everything(clients.add());
  const wrong = open().update(ID, (community) => ({ ...community, welcomed: -1 }));
  await expect(wrong).rejects.toThrow(InvalidChangeError);
  expect(await everything(clients.add())).toBe(before);
});

test('it has migrations of its own', async () => {
  const older = z.looseObject({ schema: z.int(), channel: z.string() });
  const first = createDocuments(
    { ...COMMUNITIES, schema: older, migrations: [] },
    { redis: clients.add(), keys },
  );
  await first.create(ID, { schema: 1, channel: 'announcements' }, '');
  expect(await open().load(ID)).toEqual(NEW);
  await open().update(ID, welcome);
  await expect(first.load(ID)).rejects.toThrow(NewerRecordError);
});

test('no document can take the place of one of another kind, or of another of its kind', async () => {
  const redis = clients.add();
  const records = createDocuments({ ...COMMUNITIES, purpose: 'record' }, { redis, keys });
  await open().create(ID, NEW, '');
  await expect(records.load(ID)).rejects.toThrow(DamagedValueError);
  const other = newId();
  await redis.hset(COMMUNITIES.keyOf(other), await redis.hgetallBuffer(COMMUNITIES.keyOf(ID)));
  await expect(open().load(other)).rejects.toThrow(DamagedValueError);
});
