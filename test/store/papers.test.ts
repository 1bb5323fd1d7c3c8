import { expect, test } from 'vitest';
import { z } from 'zod';
import { PAPER_LIMITS } from '#core/record/paper.ts';
import { InvalidRecordError } from '#store/document.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { papersKey, personKey } from '#store/layout.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import { PaperChangedError, type PaperKind, PaperTooLargeError, TooManyPapersError } from '#store/papers.ts';
import { createPeople } from '#store/people.ts';
import { connect, masters } from '#store/redis.ts';
import { DamagedValueError } from '#store/seal.ts';
import { startCut } from './cut.ts';
import { everything, NOW, newId, randomKey, silent, someone, useRedis } from './help.ts';

const clients = useRedis();
const keys = createKeyRing([randomKey()]);
const open = () => createPeople({ redis: clients.add(), keys, newId });

const DRAFT: PaperKind<{ versions: string[] }> = {
  name: 'draft',
  schema: z.object({ versions: z.array(z.string()) }),
};
const LATER = '2026-12-01T10:00:00.000Z';

async function somebody() {
  const people = open();
  const { id } = await people.create(someone(), NOW);
  return { people, papers: people.papers, id };
}

test('a paper is listed in the record and loaded by itself, by another process as well', async () => {
  const { people, papers, id } = await somebody();
  const { paper } = await papers.add(id, DRAFT, 'Statement', { versions: ['I want'] }, NOW);
  expect((await open().load(id))?.papers).toEqual([paper]);
  expect(paper).toMatchObject({ kind: 'draft', title: 'Statement', size: 23, updatedAt: NOW });
  expect(await open().papers.load(id, paper.id, DRAFT)).toEqual({ paper, content: { versions: ['I want'] } });
  expect(await papers.load(id, newId(), DRAFT)).toBeNull();
  expect(await papers.load(id, paper.id, { ...DRAFT, name: 'table' })).toBeNull();
  expect(JSON.stringify(await people.load(id))).not.toContain('I want');
});

test('a paper is saved over the one that was loaded, and leaves nothing of it', async () => {
  const { people, papers, id } = await somebody();
  const first = await papers.add(id, DRAFT, 'Statement', { versions: ['one'] }, NOW);
  const second = await papers.save(
    id,
    DRAFT,
    first,
    { title: 'Better', content: { versions: ['two'] } },
    LATER,
  );
  expect(await papers.load(id, first.paper.id, DRAFT)).toEqual(second);
  expect((await people.load(id))?.papers).toEqual([second.paper]);
  expect(await clients.add().hkeys(papersKey(id))).toEqual([second.paper.revision]);
});

test('of two who save over the same paper one is told, and nothing of either is mixed', async () => {
  const { papers, id } = await somebody();
  const first = await papers.add(id, DRAFT, 'Statement', { versions: [] }, NOW);
  const racing = Array.from({ length: 8 }, (_, index) =>
    open().papers.save(id, DRAFT, first, { title: `${index}`, content: { versions: [`${index}`] } }, LATER),
  );
  const settled = await Promise.allSettled(racing);
  const won = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(won).toHaveLength(1);
  for (const one of settled)
    if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(PaperChangedError);
  expect(await papers.load(id, first.paper.id, DRAFT)).toEqual(won[0]);
  await papers.remove(id, first.paper.id);
  const late = papers.save(id, DRAFT, first, { title: 'late', content: { versions: [] } }, LATER);
  await expect(late).rejects.toThrow(PaperChangedError);
});

test('a paper that is removed is gone, and the others stay', async () => {
  const { people, papers, id } = await somebody();
  const one = await papers.add(id, DRAFT, 'one', { versions: ['1'] }, NOW);
  const two = await papers.add(id, DRAFT, 'two', { versions: ['2'] }, NOW);
  await papers.remove(id, one.paper.id);
  await papers.remove(id, one.paper.id);
  expect((await people.load(id))?.papers).toEqual([two.paper]);
  expect(await clients.add().hkeys(papersKey(id))).toEqual([two.paper.revision]);
  expect(await papers.load(id, two.paper.id, DRAFT)).toEqual(two);
});

test('what a change of the record leaves alone keeps its papers', async () => {
  const { people, papers, id } = await somebody();
  const one = await papers.add(id, DRAFT, 'one', { versions: ['1'] }, NOW);
  await people.update(id, (person) => ({ ...person, settings: { ...person.settings, paused: true } }));
  expect(await papers.load(id, one.paper.id, DRAFT)).toEqual(one);
});

test('a paper that is too large is refused by name with both figures, and changes nothing', async () => {
  const { papers, id } = await somebody();
  const before = await everything(clients.add());
  const long = 'é'.repeat(PAPER_LIMITS.bytes / 2);
  const adding = papers.add(id, DRAFT, 'long', { versions: [long] }, NOW);
  await expect(adding).rejects.toThrow(PaperTooLargeError);
  await expect(adding).rejects.toMatchObject({ size: PAPER_LIMITS.bytes + 17, most: PAPER_LIMITS.bytes });
  expect(await everything(clients.add())).toBe(before);
  await papers.add(id, DRAFT, 'fits', { versions: [long.slice(9)] }, NOW);
});

test('one paper too many is refused by name and changes nothing, until one is removed', async () => {
  const { people, papers, id } = await somebody();
  const first = await papers.add(id, DRAFT, 'first', { versions: [] }, NOW);
  for (let count = 1; count < PAPER_LIMITS.count; count += 1)
    await papers.add(id, DRAFT, `paper ${count}`, { versions: [] }, NOW);
  const before = await everything(clients.add());
  await expect(papers.add(id, DRAFT, 'surplus', { versions: [] }, NOW)).rejects.toThrow(TooManyPapersError);
  expect(await everything(clients.add())).toBe(before);
  await papers.remove(id, first.paper.id);
  await papers.add(id, DRAFT, 'surplus', { versions: [] }, NOW);
  expect((await people.load(id))?.papers).toHaveLength(PAPER_LIMITS.count);
});

test('sixty drafts of 30 kB cost a reading of the record one command and the bytes of their list', async () => {
  const { people, papers, id } = await somebody();
  const redis = clients.add();
  // A length of its own for each key, since it is what a reading brings.
  const bytes = async () => (await redis.hgetBuffer(personKey(id), 'd'))?.length ?? 0;
  const reading = async () => {
    const before = await commandsOf();
    await people.load(id);
    return (await commandsOf()) - before;
  };
  /** Commands on hashes and strings that Redis has done so far. */
  const commandsOf = async () => {
    const stats = await Promise.all((await masters(redis)).map((server) => server.info('commandstats')));
    const calls = stats.join().matchAll(/cmdstat_(?:h\w+|get):calls=(\d+)/g);
    return Array.from(calls, ([, count]) => Number(count)).reduce((sum, count) => sum + count, 0);
  };
  const [empty, once] = [await bytes(), await reading()];
  for (let count = 0; count < 60; count += 1)
    await papers.add(id, DRAFT, `Draft ${count}`, { versions: ['x'.repeat(30_000)] }, NOW);
  expect(await reading()).toBe(once);
  expect(once).toBe(1);
  expect(await bytes()).toBeLessThan(empty + 60 * 200);
});

test('the export holds what every paper says, and the deletion leaves nothing of any', async () => {
  const redis = clients.add();
  const before = await everything(redis);
  const { people, papers, id } = await somebody();
  const one = await papers.add(id, DRAFT, 'one', { versions: ['first words'] }, NOW);
  const two = await papers.add(id, DRAFT, 'two', { versions: ['other words'] }, NOW);
  const exported = JSON.parse(await people.export(id));
  expect(exported.papers).toEqual([
    { ...one.paper, content: one.content },
    { ...two.paper, content: two.content },
  ]);
  await people.delete(id);
  expect(await everything(redis)).toBe(before);
  await expect(papers.add(id, DRAFT, 'late', { versions: [] }, NOW)).rejects.toThrow(NoSuchPersonError);
  expect(await everything(redis)).toBe(before);
});

test('Redis shows nothing of a paper, its title or its kind', async () => {
  const { papers, id } = await somebody();
  await papers.add(id, DRAFT, 'My statement', { versions: ['I want to heal'] }, NOW);
  const seen = await everything(clients.add());
  for (const secret of ['statement', 'heal', 'draft', 'versions']) expect(seen).not.toContain(secret);
});

test('a damaged, older, swapped or missing paper is refused, and the record is not', async () => {
  const redis = clients.add();
  const { people, papers, id } = await somebody();
  const one = await papers.add(id, DRAFT, 'one', { versions: ['1'] }, NOW);
  const old = (await redis.hgetBuffer(papersKey(id), one.paper.revision)) ?? '';
  const next = await papers.save(id, DRAFT, one, { title: 'one', content: { versions: ['2'] } }, LATER);
  const other = await papers.add(id, DRAFT, 'other', { versions: ['3'] }, NOW);
  const swapped = (await redis.hgetBuffer(papersKey(id), other.paper.revision)) ?? '';
  for (const value of [old, swapped, Buffer.from('damaged'), null]) {
    if (value === null) await redis.hdel(papersKey(id), next.paper.revision);
    else await redis.hset(papersKey(id), next.paper.revision, value);
    await expect(papers.load(id, next.paper.id, DRAFT)).rejects.toThrow(DamagedValueError);
    expect((await people.load(id))?.papers).toHaveLength(2);
  }
  const kind = { ...DRAFT, schema: z.object({ versions: z.array(z.string()).max(0) }) };
  await expect(papers.load(id, other.paper.id, kind)).rejects.toThrow(InvalidRecordError);
});

test('what no list names any more goes with the next paper that is saved', async () => {
  const redis = clients.add();
  const { papers, id } = await somebody();
  await redis.hset(papersKey(id), 'orphan0001', 'left by a version that knew no papers');
  const one = await papers.add(id, DRAFT, 'one', { versions: [] }, NOW);
  expect(await redis.hkeys(papersKey(id))).toEqual([one.paper.revision]);
});

test.each([0, 1])(
  'a process that dies when answer %s is lost leaves paper and list together',
  async (lost) => {
    const server = clients.server();
    if (!('path' in server)) return;
    const { people, papers, id } = await somebody();
    const first = await papers.add(id, DRAFT, 'first', { versions: ['1'] }, NOW);
    const cut = await startCut(server.path);
    const redis = connect(cut, silent, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    await redis.ping();
    cut.loseAnswer(lost);
    const dying = createPeople({ redis, keys, newId }).papers;
    const saving = dying.save(id, DRAFT, first, { title: 'next', content: { versions: ['2'] } }, LATER);
    await expect(saving).rejects.toThrow();
    await cut.stop();

    const kept = await papers.load(id, first.paper.id, DRAFT);
    expect(kept?.content).toEqual({ versions: [lost === 0 ? '1' : '2'] });
    expect(await clients.add().hkeys(papersKey(id))).toEqual([kept?.paper.revision]);
    expect((await people.load(id))?.papers).toEqual([kept?.paper]);
  },
);
