import { describe, expect, test } from 'vitest';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import { InvalidChangeError, isUnreadable } from '#store/document.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { NoSuchPersonError } from '#store/no-such-person.ts';
import { createPeople, IdentityTakenError, type SaveHook } from '#store/people.ts';
import { later, total } from './counter.ts';
import { everything, keysOf, NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
const keys = createKeyRing([randomKey()]);
const open = (beforeSave?: SaveHook) =>
  createPeople({ redis: clients.add(), keys, newId, ...(beforeSave && { beforeSave }) });

function inCanada(person: Applicant): Applicant {
  return { ...person, settings: { ...person.settings, country: 'CA' } };
}

/** A hook that notes what is asked of it. */
function witness() {
  const seen = { saves: [] as [Applicant, Applicant][], undone: 0, settled: 0 };
  const hook: SaveHook = async (before, after) => {
    seen.saves.push([before, after]);
    return {
      undo: async () => void seen.undone++,
      settle: async () => void seen.settled++,
    };
  };
  return { seen, hook };
}

describe('making and finding', () => {
  test('a new person is found by platform and user and has an empty, valid record', async () => {
    const people = open();
    const made = await people.create({ platform: 'telegram', user: '42', address: 'chat42' }, NOW);

    expect(applicantSchema.parse(made)).toEqual(made);
    expect(made.settings).toEqual({
      zone: null,
      quiet: { from: '22:00', to: '07:00' },
      country: null,
      paused: false,
    });
    expect((await people.find('telegram', '42'))?.id).toBe(made.id);
    expect(await people.find('discord', '42')).toBeNull();
    expect(await open().load(made.id)).toEqual(made);
    expect(await people.load(newId())).toBeNull();
  });

  test('making the same person again gives the one who is there, with what they told', async () => {
    const people = open();
    const made = await people.create(someone('42'), NOW);
    const changed = await people.update(made.id, inCanada);
    expect(await people.create(someone('42'), '2027-01-01T00:00:00.000Z')).toEqual(changed);
  });

  test('fifty racing creates on five connections make one record', async () => {
    const doors = Array.from({ length: 5 }, () => open());
    const made = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (doors[index % 5] ?? open()).create(someone('42'), NOW)),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await keysOf(clients.add())).toHaveLength(2);
  });

  test('an id that is taken is not given again', async () => {
    const ids = ['paaaaaaaa', 'paaaaaaaa', 'pbbbbbbbb'];
    const people = createPeople({ redis: clients.add(), keys, newId: () => ids.shift() ?? newId() });
    expect((await people.create(someone('1'), NOW)).id).toBe('paaaaaaaa');
    expect((await people.create(someone('2'), NOW)).id).toBe('pbbbbbbbb');
  });
});

describe('changing', () => {
  test('a change is kept and seen by others', async () => {
    const people = open();
    const { id } = await people.create(someone(), NOW);
    const changed = await people.update(id, inCanada);
    expect(changed.settings.country).toBe('CA');
    expect(await open().load(id)).toEqual(changed);
  });

  test('the same object means nothing to save', async () => {
    const { seen, hook } = witness();
    const people = open(hook);
    const { id } = await people.create(someone(), NOW);
    const before = await everything(clients.add());
    await people.update(id, (person) => person);
    expect(seen.saves).toEqual([]);
    expect(await everything(clients.add())).toBe(before);
  });

  test.each<[string, (person: Applicant) => unknown]>([
    ['a country of one letter', (person) => ({ ...person, settings: { ...person.settings, country: 'X' } })],
    ['a lost list', ({ reminders: _, ...rest }) => rest],
    ['nothing', () => null],
    ['another id', (person) => ({ ...person, id: newId() })],
    [
      'another identity',
      (person) => ({ ...person, identities: [{ ...person.identities[0], user: 'other' }] }),
    ],
    ['no identity', (person) => ({ ...person, identities: [] })],
  ])('a change to %s is refused by name, saves nothing, sets no alarm', async (_, change) => {
    const { seen, hook } = witness();
    const people = open(hook);
    const { id } = await people.create(someone(), NOW);
    const before = await everything(clients.add());
    await expect(people.update(id, change as (person: Applicant) => Applicant)).rejects.toThrow(
      InvalidChangeError,
    );
    expect(await everything(clients.add())).toBe(before);
    expect(seen.saves).toEqual([]);
    expect((await people.load(id))?.id).toBe(id);
  });

  test('a change that failed is never told as a record that cannot be read', async () => {
    const people = open();
    const { id } = await people.create(someone(), NOW);
    const wrong = (person: Applicant) => ({
      ...person,
      settings: { ...person.settings, country: 'not a country' },
    });
    const error: unknown = await people.update(id, wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidChangeError);
    expect(isUnreadable(error)).toBe(false);
  });

  test('a refusal names places and no values', async () => {
    const people = open();
    const { id } = await people.create(someone(), NOW);
    const wrong = people.update(id, (person) => ({
      ...person,
      settings: { ...person.settings, country: 'my secret' },
    }));
    await expect(wrong).rejects.toThrow('settings.country');
    await expect(wrong).rejects.not.toThrow('secret');
  });

  test('what a change throws is passed on, and the next change works', async () => {
    const people = open();
    const { id } = await people.create(someone(), NOW);
    const thrown = new Error('not today');
    const failing = people.update(id, () => {
      throw thrown;
    });
    const next = people.update(id, inCanada);
    await expect(failing).rejects.toBe(thrown);
    expect((await next).settings.country).toBe('CA');
  });

  test('nobody is made by a change', async () => {
    await expect(open().update(newId(), inCanada)).rejects.toThrow(NoSuchPersonError);
    expect(await keysOf(clients.add())).toEqual([]);
  });
});

describe('the hook before a save', () => {
  test('sees before and after, and settles once', async () => {
    const { seen, hook } = witness();
    const people = open(hook);
    const made = await people.create(someone(), NOW);
    const changed = await people.update(made.id, inCanada);
    expect(seen).toEqual({ saves: [[made, changed]], undone: 0, settled: 1 });
  });

  test('when it fails nothing is saved', async () => {
    const { id } = await open().create(someone(), NOW);
    const before = await everything(clients.add());
    const failing = open(async () => {
      throw new Error('no queue');
    });
    await expect(failing.update(id, inCanada)).rejects.toThrow('no queue');
    expect(await everything(clients.add())).toBe(before);
  });

  test('is undone when another was faster, and runs again on what the other wrote', async () => {
    const { seen, hook } = witness();
    const other = open();
    const { id } = await other.create(someone(), NOW);
    let first = true;
    const people = open(async (before, after) => {
      if (first) await other.update(id, later(1));
      first = false;
      return await hook(before, after);
    });
    const saved = await people.update(id, later(10));
    expect(total(saved)).toBe(11);
    expect(seen.saves.map(([before]) => total(before))).toEqual([0, 1]);
    expect([seen.undone, seen.settled]).toEqual([1, 1]);
  });

  test('is undone when the person is deleted meanwhile', async () => {
    const { seen, hook } = witness();
    const other = open();
    const { id } = await other.create(someone(), NOW);
    const people = open(async (before, after) => {
      await other.delete(id);
      return await hook(before, after);
    });
    await expect(people.update(id, inCanada)).rejects.toThrow(NoSuchPersonError);
    expect([seen.undone, seen.settled]).toEqual([1, 0]);
    expect(await keysOf(clients.add())).toEqual([]);
  });

  test('a save that happened stands, whatever settling says', async () => {
    const people = open(async () => ({
      undo: async () => undefined,
      settle: async () => {
        throw new Error('no queue');
      },
    }));
    const { id } = await people.create(someone(), NOW);
    expect((await people.update(id, inCanada)).settings.country).toBe('CA');
  });
});

describe('linking a second platform', () => {
  const telegram = { platform: 'telegram', user: '42', address: 'chat42' } as const;

  test('makes it the same person, and deleting forgets both', async () => {
    const people = open();
    const made = await people.create({ platform: 'discord', user: '7', address: null }, NOW);
    const linked = await people.link(made.id, telegram, NOW);
    expect(linked.identities.map(({ platform }) => platform)).toEqual(['discord', 'telegram']);
    expect((await people.find('telegram', '42'))?.id).toBe(made.id);
    expect(await people.link(made.id, telegram, NOW)).toEqual(linked);
    await people.delete(made.id);
    expect(await everything(clients.add())).toBe('');
  });

  test('takes nobody else over, and no second account of one platform', async () => {
    const people = open();
    const made = await people.create({ platform: 'discord', user: '7', address: null }, NOW);
    const other = await people.create(telegram, NOW);
    await expect(people.link(made.id, telegram, NOW)).rejects.toThrow(IdentityTakenError);
    expect(await people.load(made.id)).toEqual(made);
    expect((await people.find('telegram', '42'))?.id).toBe(other.id);
    await expect(people.link(made.id, { ...telegram, platform: 'discord' }, NOW)).rejects.toThrow(
      InvalidChangeError,
    );
  });
});
