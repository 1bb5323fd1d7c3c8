import { describe, expect, test } from 'vitest';
import { form } from '#bots/commands/assess/form.ts';
import { command } from '#bots/commands/profile.ts';
import { buttons, nobody, room, TYPICAL, text } from './room.ts';

const [addForm] = command.forms ?? [];
const assessed = async () => {
  const one = room(nobody);
  await one.walk(form, (id) => TYPICAL[id] ?? null);
  return one;
};

describe('/profile', () => {
  test('begins with the assessment where nothing is known', async () => {
    const { context, press } = room(null);
    expect(buttons(await command.run(context(), {})).map(({ verb }) => verb)).toEqual(['assess']);
    for (const [verb, id] of [
      ['edit', 'letters'],
      ['list', 'letters'],
      ['tell', 'letters'],
      ['forget', 'letters.x'],
    ] as const)
      await expect(press(command, verb, id)).rejects.toMatchObject({ key: 'assess.none' });
  });

  test('shows every answer once, in words, each with its own button', async () => {
    const { context, press, opened } = await assessed();
    const groups = buttons(await command.run(context(), {})).filter(({ verb }) => verb === 'group');
    const shown: string[] = [];
    for (const { id } of groups) {
      const reply = await press(command, 'group', id);
      expect(text(reply)).not.toMatch(/undefined|null/);
      shown.push(...buttons(reply).flatMap((one) => (one.verb === 'edit' ? [one.id] : [])));
    }
    expect(shown.toSorted()).toEqual([...Object.keys(TYPICAL), 'money', 'soap_sent', 'recent'].toSorted());
    expect(text(await press(command, 'group', 'rest'))).toContain(
      'Years of work for this field, Strong research',
    );
    await press(command, 'edit', 'letters');
    expect(opened).toEqual([{ form: 'assess', known: { edit: 'letters' }, first: 'letters' }]);
    for (const id of ['step1', 'verified', 'nonsense', 'constructor'])
      await expect(press(command, 'edit', id)).rejects.toMatchObject({ key: 'chat.unknown_button' });
  });

  test('a letter is added, read anew and taken away', async () => {
    const { press, walk, record } = await assessed();
    if (!addForm) throw new Error('no form');
    const told = { from: 'us_other', letter_field: 'neurology', strong: 'no', year: 2025 } as const;
    const { asked, reply } = await walk(addForm, (id) => told[id as keyof typeof told], { list: 'letters' });
    expect(asked).toEqual(['from', 'letter_field', 'strong', 'year']);
    expect(text(reply)).toContain('Your path');
    expect(record()?.profile.letters).toContainEqual({
      from: 'us_other',
      specialty: 'neurology',
      strong: 'no',
      year: 2025,
    });
    const list = await press(command, 'list', 'letters');
    const [last] = buttons(list)
      .filter(({ verb }) => verb === 'forget')
      .slice(-1);
    expect(last?.label).toBe('Remove: Somebody else in the US, Neurology, 2025');
    await press(command, 'forget', last?.id);
    expect(record()?.profile.letters).toHaveLength(2);
    await expect(press(command, 'forget', last?.id)).rejects.toMatchObject({ key: 'profile.list.gone' });
    await expect(press(command, 'list', 'answered')).rejects.toMatchObject({ key: 'chat.unknown_button' });
  });

  test('of two letters that say the same each has a button, and one goes at a time', async () => {
    const person = (await assessed()).record();
    const [letter] = person?.profile.letters ?? [];
    if (!person || !letter) throw new Error('nobody');
    const { press, record } = room({ ...person, profile: { ...person.profile, letters: [letter, letter] } });
    const removes = async () =>
      buttons(await press(command, 'list', 'letters')).filter(({ verb }) => verb === 'forget');
    const [first, second] = await removes();
    expect(first?.label).toBe(second?.label);
    expect(first?.id).not.toBe(second?.id);
    await press(command, 'forget', second?.id);
    expect(record()?.profile.letters).toEqual([letter]);
    await expect(press(command, 'forget', second?.id)).rejects.toMatchObject({ key: 'profile.list.gone' });
    expect((await removes()).map(({ id }) => id)).toEqual([first?.id]);
    await press(command, 'forget', first?.id);
    expect(record()?.profile.letters).toEqual([]);
  });

  test('a full list says so before it asks anything', async () => {
    const { record } = await assessed();
    const person = record();
    if (!person) throw new Error('nobody');
    const [letter] = person.profile.letters;
    const letters = Array.from({ length: 20 }, () => letter).filter((one) => one !== undefined);
    const { press } = room({ ...person, profile: { ...person.profile, letters } });
    await expect(press(command, 'tell', 'letters')).rejects.toMatchObject({ key: 'profile.list.full' });
  });
});
