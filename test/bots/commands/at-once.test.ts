import { describe, expect, test } from 'vitest';
import type { Entry } from '#bots/chat/form-data.ts';
import type { List } from '#bots/commands/profile/kinds.ts';
import { listForm } from '#bots/commands/profile/lists.ts';
import { command as profileCommand } from '#bots/commands/profile.ts';
import { command as remindersCommand } from '#bots/commands/reminders.ts';
import { command as soapCommand } from '#bots/commands/soap.ts';
import { form } from '#bots/commands/told/form.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { offer } from '../../core/gate/people.ts';
import { reminder } from '../../core/reminders/person.ts';
import { nobody, room, TYPICAL } from './room.ts';

const assessed = async () => {
  const one = room(nobody);
  await one.walk(form, (id) => TYPICAL[id] ?? null);
  return one;
};
const withWork = (person: Applicant): Applicant => ({
  ...person,
  profile: {
    ...person.profile,
    life: { ...person.profile.life, months: 12 },
    experience: [
      ...person.profile.experience,
      { kind: 'research', place: 'us', months: 6, until: null, specialty: null },
    ],
  },
});

describe('two changes of a profile at once are both kept', () => {
  test('an answer of the assessment and an entry of a list', async () => {
    const here = await assessed();
    here.meanwhile(withWork);
    const edited = await here.walk(form, () => 3, { given: { edit: 'letters' }, first: 'letters' });
    expect(edited.asked).toEqual(['letters']);
    expect(here.record()?.profile).toMatchObject({
      strongLetters: 3,
      life: { months: 12 },
      experience: expect.arrayContaining([expect.objectContaining({ kind: 'research' })]),
    });
    expect(here.record()?.profile.answered).toContain('letters');
  });

  /** Edits a list as it stood on the screen. */
  async function edit(
    here: Awaited<ReturnType<typeof assessed>>,
    list: List,
    change: (entries: readonly Entry[]) => readonly Entry[],
  ) {
    await here.press(profileCommand, 'list', list);
    const initial = here.opened.at(-1)?.initial ?? {};
    const after = change((initial[list] ?? []) as readonly Entry[]);
    const answers = { experience: null, letters: null, exams: null, [list]: after };
    return listForm.finish(here.context(), answers, { given: { list }, initial, asked: [list] });
  }

  test('two entries of one list', async () => {
    const here = await assessed();
    const before = here.record()?.profile.experience.length ?? 0;
    here.meanwhile(withWork);
    const told: Entry = { kind: 'hands_on', place: 'us', months: 2, until: null, field: 'internal' };
    await edit(here, 'experience', (entries) => [...entries, told]);
    expect(here.record()?.profile.experience).toHaveLength(before + 2);
  });

  test('an entry that is taken away and one that is added', async () => {
    const here = await assessed();
    const before = here.record()?.profile.letters.length ?? 0;
    here.meanwhile(withWork);
    await edit(here, 'letters', (entries) => entries.slice(1));
    expect(here.record()?.profile.letters).toHaveLength(before - 1);
    expect(here.record()?.profile.experience).toContainEqual(expect.objectContaining({ kind: 'research' }));
  });

  test('an entry that two take away at once is taken once', async () => {
    const here = await assessed();
    await here.context().update(withWork);
    const before = here.record()?.profile.experience ?? [];
    here.meanwhile((person) => ({
      ...person,
      profile: { ...person.profile, experience: person.profile.experience.slice(0, -1) },
    }));
    await edit(here, 'experience', (entries) => entries.slice(0, -1));
    expect(here.record()?.profile.experience).toEqual(before.slice(0, -1));
  });

  test('a list that others have filled meanwhile takes no more', async () => {
    const here = await assessed();
    const [letter] = here.record()?.profile.letters ?? [];
    if (!letter) throw new Error('no letter');
    here.meanwhile((person) => ({
      ...person,
      profile: { ...person.profile, letters: Array.from({ length: 20 }, () => letter) },
    }));
    const told: Entry = { from: 'elsewhere', letter_field: 'mixed', strong: 'no', year: null };
    await expect(edit(here, 'letters', (entries) => [...entries, told])).rejects.toThrow('chat.list_full');
  });
});

describe('what somebody else has settled stays settled', () => {
  const AT = '2026-11-22T10:00:00Z';
  const own = reminder({ about: { kind: 'own', text: 'call home' }, state: { kind: 'waiting' } });
  const settled = (person: Applicant): Applicant => ({
    ...person,
    reminders: person.reminders.map((one) => ({ ...one, state: { kind: 'done', at: AT } })),
  });

  test.each(['done', 'drop', 'hour', 'tomorrow'])('a reminder, when "%s" is pressed', async (verb) => {
    const here = room({ ...nobody, reminders: [own] });
    here.meanwhile(settled);
    await expect(here.press(remindersCommand, verb, own.id)).rejects.toThrow('reminders.settled');
  });

  test.each(['soapaccept', 'soapdecline'])('an offer, when "%s" is pressed', async (verb) => {
    const open = offer({ state: 'open' });
    const here = room({ ...nobody, soap: { ...nobody.soap, offers: [open] } });
    here.meanwhile((person) => ({
      ...person,
      soap: { ...person.soap, offers: [{ ...open, state: 'declined' }] },
    }));
    await expect(here.press(soapCommand, verb, open.id)).rejects.toThrow('soap.offer.settled');
  });
});
