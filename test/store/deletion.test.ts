import { expect, test } from 'vitest';
import type { Applicant } from '#core/record/applicant.ts';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import { createPeople } from '#store/people.ts';
import { createSessions } from '#store/sessions.ts';
import { later } from './counter.ts';
import { everything, keysOf, NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
const keys = createKeyRing([randomKey()]);
const open = () => createPeople({ redis: clients.add(), keys, newId });

function inCanada(person: Applicant): Applicant {
  return { ...person, settings: { ...person.settings, country: 'CA' } };
}

test('the export is the whole record in readable JSON and no key', async () => {
  const people = open();
  const made = await people.create(someone('42'), NOW);
  const text = await people.export(made.id);
  expect(JSON.parse(text)).toEqual(made);
  expect(text.split('\n').length).toBeGreaterThan(10);
  await expect(people.export(newId())).rejects.toThrow(NoSuchPersonError);
});

test('nothing in Redis shows a user id or a word of the record', async () => {
  const people = open();
  const { id } = await people.create(
    { platform: 'discord', user: '998877665544332211', address: 'addr-1234' },
    NOW,
  );
  await people.update(id, (person) => ({
    ...person,
    settings: { ...person.settings, zone: 'America/New_York' },
  }));
  const seen = await everything(clients.add());
  for (const secret of ['998877665544332211', 'addr-1234', 'New_York', 'discord', 'settings'])
    expect(seen).not.toContain(secret);
});

test('deletion leaves no key that holds or names the person, and others as they were', async () => {
  const redis = clients.add();
  const people = open();
  const sessions = createSessions({ redis, keys });
  const due = createDue(redis);
  const session = {
    id: 'abcd1234',
    form: 'assess',
    version: 1,
    answers: {},
    at: 'exam',
    given: {},
    initial: {},
    outer: null,
  };

  const other = await people.create(someone('other-user'), NOW);
  await sessions.save(other.id, session, null);
  await due.mark(other.id, 5);
  const before = await everything(redis);

  const { id } = await people.create(someone('user-to-forget'), NOW);
  await sessions.save(id, session, null);
  await due.mark(id, 1);
  await people.update(id, inCanada);
  expect(await everything(redis)).toContain(id);

  await people.delete(id);
  expect(await everything(redis)).toBe(before);
  expect(await people.find('discord', 'user-to-forget')).toBeNull();
  expect(await people.load(id)).toBeNull();
  await people.delete(id);

  await expect(sessions.save(id, session, null)).rejects.toThrow(NoSuchPersonError);
  await due.mark(id, 1);
  await expect(people.update(id, inCanada)).rejects.toThrow(NoSuchPersonError);
  expect(await everything(redis)).toBe(before);
});

test('someone who comes back after a deletion starts from scratch', async () => {
  const people = open();
  const first = await people.create(someone('42'), NOW);
  await people.update(first.id, inCanada);
  await people.delete(first.id);
  const second = await people.create(someone('42'), NOW);
  expect(second.id).not.toBe(first.id);
  expect(second.settings.country).toBeNull();
});

test('a deletion among racing changes wins for good', async () => {
  const doors = Array.from({ length: 4 }, () => open());
  const [first = open()] = doors;
  const { id } = await first.create(someone('42'), NOW);
  const racing = doors.flatMap((people) => Array.from({ length: 20 }, () => people.update(id, later(1))));
  const settled = Promise.allSettled(racing);
  await open().delete(id);
  for (const result of await settled)
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(NoSuchPersonError);
  expect(await keysOf(clients.add())).toEqual([]);
});
