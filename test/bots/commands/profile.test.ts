import { describe, expect, test } from 'vitest';
import type { Entry } from '#bots/chat/form-data.ts';
import { listForm } from '#bots/commands/profile/lists.ts';
import { command } from '#bots/commands/profile.ts';
import { form } from '#bots/commands/told/form.ts';
import { EXTRAS } from '#bots/commands/told/questions.ts';
import { buttons, nobody, room, TYPICAL, text } from './room.ts';

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
    expect(shown.toSorted()).toEqual([...Object.keys(TYPICAL), ...EXTRAS, 'recent'].toSorted());
    expect(text(await press(command, 'group', 'rest'))).toContain(
      'Years of work for this field, Strong research',
    );
    await press(command, 'edit', 'letters');
    expect(opened).toEqual([
      { form: 'assess', given: { edit: 'letters' }, initial: { letters: 2 }, first: 'letters' },
    ]);
    for (const id of ['step1', 'verified', 'nonsense', 'constructor'])
      await expect(press(command, 'edit', id)).rejects.toMatchObject({ key: 'chat.unknown_button' });
  });

  test('a list opens with what the record holds, each entry in words', async () => {
    const { press, opened, context } = await assessed();
    await press(command, 'list', 'letters');
    const { given = {}, initial = {} } = opened.at(-1) ?? {};
    expect(given).toEqual({ list: 'letters' });
    expect(initial.letters).toHaveLength(2);
    const question = listForm.questions.find(({ id }) => id === 'letters');
    if (question?.type !== 'list') throw new Error('no list');
    const told = { from: 'us_other', letter_field: 'neurology', strong: 'no', year: 2025 };
    const view = { context: context(), answers: {}, given };
    expect(question.line(told, view)).toBe('Someone else in the US, Neurology, 2025');
    await expect(press(command, 'list', 'answered')).rejects.toMatchObject({ key: 'chat.unknown_button' });
  });

  test('an added letter is read again, and nothing is read if nothing changed', async () => {
    const { press, opened, context, record } = await assessed();
    await press(command, 'list', 'letters');
    const { initial = {} } = opened.at(-1) ?? {};
    const before = initial.letters as readonly Entry[];
    const finish = (letters: readonly Entry[]) =>
      listForm.finish(
        context(),
        { experience: null, letters, exams: null },
        { given: { list: 'letters' }, initial, asked: ['letters'] },
      );
    expect(text(await finish(before))).toBe('Everything stays as it was.');
    const told = { from: 'us_other', letter_field: 'neurology', strong: 'no', year: 2025 };
    expect(text(await finish([...before, told]))).toContain('Your path');
    expect(record()?.profile.letters).toContainEqual({
      from: 'us_other',
      specialty: 'neurology',
      strong: 'no',
      year: 2025,
    });
  });
});
