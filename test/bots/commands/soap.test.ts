import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Context } from '#bots/chat/context.ts';
import type { Form } from '#bots/chat/form.ts';
import type { Given, Opening } from '#bots/chat/form-data.ts';
import { finalAnswers, startSession } from '#bots/chat/progress.ts';
import { command } from '#bots/commands/soap.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import { inStep } from '#core/reminders/in-step.ts';
import type { Part, Reply } from '#core/reply.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { applicant, contact, eastern, INELIGIBLE, offer } from '../../core/gate/people.ts';
import { countingIds } from '../../core/reminders/person.ts';
import { bareContext } from '../bare-context.ts';

const newId = countingIds();
const [form] = command.forms ?? [];
if (!form) throw new Error('no form');

/** One person at one moment of Match Week 2027, with a record in a variable. */
function room(at: string | Temporal.Instant, start: Applicant | null = applicant()) {
  const now = typeof at === 'string' ? eastern(at) : at;
  let person = start;
  const opened: Opening[] = [];
  const context = (): Context =>
    bareContext({
      now,
      newId,
      get person() {
        return person;
      },
      update: async (change) => {
        person = applicantSchema.parse(inStep(change(person ?? applicant()), knowledge, now, newId));
        return person;
      },
      open: async (_: Form, opening = {}) => {
        opened.push(opening);
        return [];
      },
    });
  const press = async (verb: string, id = 'now') => {
    const found = command.presses?.[verb];
    if (!found) throw new Error(`no press ${verb}`);
    return found.run(context(), id);
  };
  /** Fills the form in, as the conversation does when its last question is answered. */
  const told = async (given: Given, answers: Record<string, string | number | boolean>) => {
    const session = { ...startSession(form as Form, 'session1', { given }), answers };
    const all = form?.schema.parse(finalAnswers(form, session));
    return (form as Form).finish(context(), all, { given, initial: {}, asked: Object.keys(answers) });
  };
  const [, zoneForm] = command.forms ?? [];
  return {
    zoned: async (zone: string) =>
      (await zoneForm?.finish(context(), { zone }, { given: {}, initial: {}, asked: ['zone'] })) ?? [],
    run: () => command.run(context(), {}),
    press,
    told,
    opened,
    record: () => {
      if (!person) throw new Error('nobody');
      return person;
    },
  };
}

const text = (reply: Reply): string => reply.map(partText).join('\n');
function partText(part: Part): string {
  const plain = (line: readonly unknown[]) => line.map((node) => flatten(node)).join('');
  switch (part.kind) {
    case 'text':
      return part.body.map((node) => flatten(node)).join('\n');
    case 'list':
      return [plain(part.title), ...part.items.map(plain)].join('\n');
    case 'checklist':
      return part.items.map(({ done, line }) => `${done ? 'x' : '-'} ${plain(line)}`).join('\n');
    default:
      return '';
  }
}
const buttons = (reply: Reply) =>
  reply.flatMap((part) =>
    part.kind === 'buttons' ? part.buttons.map(({ verb, id }) => `${verb}:${id}`) : [],
  );

describe('outside Match Week', () => {
  const NOVEMBER = Temporal.Instant.from('2026-11-22T12:00:00Z');
  test('it says when the next one is, that this is not confirmed, and what to get ready', async () => {
    const said = text(await room(NOVEMBER, null).run());
    expect(said).toContain('you see your status Mon, Mar 15, 2027, 14:00 (provisional)');
    expect(said).toContain("isn't confirmed yet");
    expect(said).toContain('112 days');
    expect(said).toContain('https://www.nrmp.org/medical-schools/match-week-for-schools/');
  });

  test('nothing of SOAP can be logged', async () => {
    for (const what of ['sent', 'contact', 'offer'])
      await expect(room(NOVEMBER).press('soapadd', what)).rejects.toThrow('soap.not_week');
  });

  test('items of the readiness list are ticked and unticked', async () => {
    const here = room(NOVEMBER);
    expect(text(await here.press('soapready'))).not.toContain('x ');
    expect(text(await here.press('soaptick', 'voicemail'))).toContain('x 6. Voicemail');
    expect(here.record().soap.done).toEqual(['voicemail']);
    expect(text(await here.press('soaptick', 'voicemail'))).not.toContain('x 3.');
    await expect(here.press('soaptick', 'nothing')).rejects.toThrow('soap.not_yours');
  });
});

test.each([
  ['15T00:00', 'Now: The quiet time has begun', 'Next: you see your status, today at 19:00', '10 h 0 min'],
  ['15T10:05', 'Now: Status is out', 'Next: applications open, today at 20:00', '55 minutes'],
  [
    '15T12:00',
    'Now: Applications are open',
    'Next: programs may read and contact you, tomorrow at 17:00',
    '20 h',
  ],
  ['16T12:00', 'Now: Programs are reading', 'Next: offer round 1 opens, Thu, Mar 18, 18:00', '45 h 0 min'],
  ['18T10:30', 'Now: Offer round 1 of 4 is open', 'Next: offer round 1 ends, today at 20:00', '30 minutes'],
  [
    '18T17:30',
    'Now: Between round 3 and the next',
    'Next: offer round 4 opens, today at 03:00',
    '30 minutes',
  ],
  [
    '18T20:10',
    'Now: The rounds are over',
    'Next: SOAP ends, and contact opens, today at 06:00',
    '50 minutes',
  ],
  ['18T21:00', 'Now: SOAP is over, contact is open', 'Next: Match Day results, today at 21:00', '15 h 0 min'],
  ['19T12:00', 'Now: Match Day', 'Nothing more follows', ''],
])('at %s Eastern somebody in Karachi reads: %s', async (at, now, next, left) => {
  const said = text(await room(at).run());
  expect(said).toContain(now);
  expect(said).toContain(next);
  expect(said).toContain(left);
  expect(said.includes("don't contact a program first")).toBe(at < '18T21:00');
});

test('who is not eligible reads that first', async () => {
  const said = text(await room('16T12:00', applicant({}, INELIGIBLE)).run());
  expect(said).toMatch(/^As things stand, you're not eligible for SOAP/);
  expect(text(await room('16T12:00').run())).not.toContain('not eligible');
});

test('turning the mode on plans the reminders; without a zone it asks for one first', async () => {
  const here = room('15T12:00');
  expect(text(await here.press('soapmode', 'on'))).toContain('SOAP mode is on');
  expect(here.record().soap.on).toBe(2027);
  expect(here.record().reminders.length).toBeGreaterThan(10);
  expect(buttons(await here.run())).toContain('soapmode:off');
  await here.press('soapmode', 'off');
  expect(here.record().reminders).toEqual([]);

  const start = applicant();
  const away = room('15T12:00', { ...start, settings: { ...start.settings, zone: null } });
  await away.press('soapmode', 'on');
  expect(away.opened).toEqual([{ given: {} }]);
  expect(text(await away.zoned('Africa/Lagos'))).toContain('SOAP mode is on');
  expect(away.record()).toMatchObject({ settings: { zone: 'Africa/Lagos' }, soap: { on: 2027 } });
});

describe('reminders that are paused', () => {
  test.each([
    ['for good', { paused: true }, true],
    ['until a day to come', { pausedUntil: '2027-03-20' }, true],
    ['until a day that is past', { pausedUntil: '2027-03-10' }, false],
  ])('%s', async (_, pause, isTold) => {
    const person = applicant();
    const paused = { ...person, settings: { ...person.settings, ...pause } };
    const said = text(await room('16T10:00', paused).run());
    expect(said.includes('All your reminders are paused')).toBe(isTold);
  });
});

describe('may I …?', () => {
  test('says when a rule lifts in Eastern time, and calls it so, to someone whose zone is not known', async () => {
    const start = applicant();
    const away = room('15T12:00', { ...start, settings: { ...start.settings, zone: null } });
    expect(text(await away.press('soapmay', 'contact_program'))).toMatch(
      /Lifts: Thu, Mar 18, 21:00 \(provisional\), Eastern\./,
    );
  });

  test.each([
    [
      'contact_program',
      /^No\..*do not contact a program first.*Lifts: Fri, Mar 19, 06:00 \(provisional\)\..*nrmp/s,
    ],
    ['school_contacts_program', /^No\..*no dean.*Lifts: Fri, Mar 19, 06:00/s],
    ['ask_school', /^Yes, with one thing to keep in mind.*may advise you/s],
    ['show_list', /^No\..*for you alone.*does not lift/s],
    ['out_of_system_offer', /^No\..*NRMP's own system counts.*Lifts:/s],
    ['withdraw_application', /No\..*cannot be taken back/s],
    ['submit_application', /About ERAS.*Yes.*cannot be taken back/s],
    ['reply_to_program', /^You haven't logged any contact.*No\./s],
  ])('%s', async (kind, expected) => {
    expect(text(await room('17T12:00').press('soapmay', kind))).toMatch(expected);
  });

  test('offers every question as a button, and each of them has an answer at any time', async () => {
    const asked = buttons(await room('17T12:00').press('soapmay', 'ask'));
    expect(asked.length).toBeGreaterThan(8);
    for (const at of ['01T12:00', '15T00:00', '17T12:00', '18T10:00', '18T22:00']) {
      for (const button of asked) {
        const said = text(await room(at).press('soapmay', button.replace('soapmay:', '')));
        expect(said).toMatch(/Yes|No\./);
      }
    }
  });

  test('a program that is logged may be answered, and only that one', async () => {
    const here = room('17T12:00', applicant({ contacts: [contact()] }));
    const said = text(await here.press('soapmay', 'reply_to_program'));
    expect(said).toMatch(/About Family Medicine, St\. Anna.*Yes, with one thing.*only this program/s);
  });
});

describe('the log', () => {
  const told = { program: 'Peds, Lakeside', how: 'call', applied: true, arrived: 'now' };
  test('a contact is logged, and its answer is judged at once', async () => {
    const here = room('16T09:00');
    const said = text(await here.told({ what: 'contact' }, told));
    expect(said).toMatch(/Logged: Peds, Lakeside.*Yes, with one thing/s);
    expect(here.record().soap.contacts).toEqual([]);
    expect(here.record().people).toMatchObject([
      { kind: 'program', name: 'Peds, Lakeside', log: [{ from: 'them', kind: 'call', applied: true }] },
    ]);
  });

  test('one that came too early, or to somebody who had not applied, is not answered', async () => {
    const early = { ...told, arrived: 'earlier', moment: '2027-03-16T16:00' };
    expect(text(await room('16T09:00').told({ what: 'contact' }, early))).toContain('came before that');
    const stranger = { ...told, applied: false };
    expect(text(await room('16T09:00').told({ what: 'contact' }, stranger))).toContain(
      'reported to the NRMP',
    );
    const future = { ...told, arrived: 'earlier', moment: '2027-03-17T16:00' };
    await expect(room('16T09:00').told({ what: 'contact' }, future)).rejects.toThrow('soap.future');
  });

  test('applications are counted for each service, 45 at most', async () => {
    const here = room('15T12:00');
    await here.told({ what: 'sent' }, { service: 'eras', count: 40 });
    const said = text(await here.told({ what: 'sent' }, { service: 'residencycas', count: 3 }));
    expect(said).toContain('ERAS 40, ResidencyCAS 3, out of 45');
    await expect(here.told({ what: 'sent' }, { service: 'eras', count: 6 })).rejects.toThrow('soap.too_many');
    expect(here.record().soap.sent).toHaveLength(2);
  });
});

test('own programs are in clusters and in a private order', async () => {
  const here = room('15T12:00');
  for (const [program, cluster] of [
    ['One', 'a'],
    ['Two', 'b'],
    ['Three <b>**x**', 'c'],
  ])
    await here.told({ what: 'target' }, { program: program ?? '', cluster: cluster ?? '', service: 'eras' });
  const third = here.record().soap.targets[2]?.id ?? '';
  const first = await here.press('soapfirst', third);
  expect(text(first)).toMatch(/Three <b>\*\*x\*\* \(C, ERAS\)\nOne \(A, ERAS\)\nTwo/);
  expect(text(first)).toContain('3 programs named, out of 45');
  expect(text(await here.press('soapremove', third))).not.toContain('Three');
  await expect(here.press('soapfirst', 'another0001')).rejects.toThrow('soap.not_yours');
  const said = text(await here.told({ what: 'priority' }, { priority: 'any_position' }));
  expect(said).toContain('preliminary');
  expect(here.record().profile.priority).toBe('any_position');
});

describe('an offer', () => {
  test('has a clock until its round ends, and is binding once it is accepted', async () => {
    const here = room('18T09:30');
    await here.press('soapmode', 'on');
    const said = text(await here.told({ what: 'offer' }, { program: 'Peds, Lakeside' }));
    expect(said).toMatch(/Decide before today at 20:00 \(provisional\)\. That is in 1 h 30 min/);
    const [open] = here.record().soap.offers;
    expect(text(await here.press('soapaccept', open?.id))).toContain("That's binding");
    expect(here.record().soap.offers[0]?.state).toBe('accepted');
    expect(text(await here.press('soapmay', 'submit_application'))).toContain('You have accepted an offer');
    await expect(here.press('soapdecline', open?.id)).rejects.toThrow('soap.offer.settled');
    await here.press('soapreopen', open?.id);
    expect(here.record().soap.offers[0]?.state).toBe('open');
  });

  test('that ran out here can still be told as accepted, and as nothing else', async () => {
    const here = room('18T11:10', applicant({ offers: [offer()] }));
    await here.press('soapmode', 'on');
    expect(here.record().soap.offers[0]?.state).toBe('expired');
    expect(buttons(await here.press('soapoffers'))).toEqual(['soapaccept:offerrr001', 'soap:now']);
    await expect(here.press('soapdecline', 'offerrr001')).rejects.toThrow('soap.offer.settled');
    await here.press('soapaccept', 'offerrr001');
    expect(here.record().soap.offers[0]?.state).toBe('accepted');
    expect(buttons(await here.press('soapoffers'))).toEqual(['soap:now']);
  });

  test('outside a round there is none', async () => {
    for (const at of ['16T12:00', '18T11:30', '18T20:30'])
      await expect(room(at).press('soapadd', 'offer')).rejects.toThrow('soap.offer.outside');
  });

  test('what to do when one comes, when none does, and afterwards', async () => {
    const said = text(await room('18T12:30').press('soapoffers'));
    for (const words of ["won't make it again", 'binding', 'When none comes', 'When SOAP is over'])
      expect(said).toContain(words);
  });
});

test('the steps are fourteen, and those of the hour are marked', async () => {
  const reply = await room('18T10:00').press('soapsteps');
  const [list] = reply;
  expect(list?.kind === 'list' && list.items.length).toBe(14);
  expect(text(reply)).toContain('Answer offers in the rounds (now).');
});

test('no page is longer than a phone can carry, and none has more than 25 buttons', async () => {
  for (const at of ['15T12:00', '18T10:00', '18T22:00']) {
    const here = room(at);
    for (const reply of [
      await here.run(),
      ...(await Promise.all(
        ['soapready', 'soapsteps', 'soaptimes', 'soaptargets', 'soapoffers'].map((verb) => here.press(verb)),
      )),
    ]) {
      expect(text(reply).length).toBeLessThan(2500);
      expect(buttons(reply).length).toBeLessThanOrEqual(25);
    }
  }
});
