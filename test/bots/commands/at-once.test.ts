import { describe, expect, test } from 'vitest';
import type { Answers } from '#bots/chat/form.ts';
import { form } from '#bots/commands/assess/form.ts';
import { command as profileCommand } from '#bots/commands/profile.ts';
import { command as remindersCommand } from '#bots/commands/reminders.ts';
import { command as soapCommand } from '#bots/commands/soap.ts';
import type { Applicant } from '#core/applicant.ts';
import { offer } from '../../core/gate/people.ts';
import { reminder } from '../../core/reminders/person.ts';
import { buttons, nobody, room, TYPICAL } from './room.ts';

const [addForm] = profileCommand.forms ?? [];
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
    const edited = await here.walk(form, () => 3, { edit: 'letters' }, 'letters');
    expect(edited.asked).toEqual(['letters']);
    expect(here.record()?.profile).toMatchObject({
      strongLetters: 3,
      life: { months: 12 },
      experience: expect.arrayContaining([expect.objectContaining({ kind: 'research' })]),
    });
    expect(here.record()?.profile.answered).toContain('letters');
  });

  test('two entries of one list', async () => {
    if (!addForm) throw new Error('no form');
    const here = await assessed();
    const before = here.record()?.profile.experience.length ?? 0;
    here.meanwhile(withWork);
    const told: Answers = { kind: 'hands_on', place: 'us', months: 2, until: null, field: 'internal' };
    await here.walk(addForm, (id) => told[id] ?? null, { list: 'experience' });
    expect(here.record()?.profile.experience).toHaveLength(before + 2);
  });

  test('an entry that is taken away and one that is added', async () => {
    const here = await assessed();
    const list = await here.press(profileCommand, 'list', 'letters');
    const gone = buttons(list).find(({ verb }) => verb === 'forget');
    here.meanwhile(withWork);
    await here.press(profileCommand, 'forget', gone?.id);
    expect(here.record()?.profile.experience).toContainEqual(expect.objectContaining({ kind: 'research' }));
  });

  test('an entry that two take away at once is taken once', async () => {
    const here = await assessed();
    const list = await here.press(profileCommand, 'list', 'letters');
    const gone = buttons(list).find(({ verb }) => verb === 'forget');
    here.meanwhile((person) => ({ ...person, profile: { ...person.profile, letters: [] } }));
    await expect(here.press(profileCommand, 'forget', gone?.id)).rejects.toThrow('profile.list.gone');
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
