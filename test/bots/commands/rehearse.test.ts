import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '#bots/chat/chat.ts';
import { debriefOf } from '#core/rehearsal/debrief.ts';
import { stageOf } from '#core/rehearsal/world.ts';
import { sessionKey } from '#store/layout.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { eastern, INELIGIBLE } from '../../core/gate/people.ts';
import { walked } from '../../core/rehearsal/story.ts';
import { cases } from '../../depth.ts';
import { openChat, questionOf, textOf } from '../chat/open-chat.ts';

const AT = Temporal.Instant.from('2027-01-10T12:00:00Z');
const found = stageOf(knowledge, AT);
if (!found) throw new Error('no season');
const stage = found;
let chat: Awaited<ReturnType<typeof openChat>>;
beforeAll(async () => {
  chat = await openChat(AT);
});
afterAll(() => chat.stop());

let count = 0;
function somebody(): string {
  count += 1;
  return `rehearsing-${count}`;
}

const choose = (user: string, seen: Answer, choice: string): Promise<Answer> =>
  chat.press(user, `answer:${questionOf(seen).token}.${choice}`);

function valuesIn(seen: Answer): readonly string[] {
  const { input } = questionOf(seen);
  return input.type === 'choice' ? input.choices.map(({ value }) => value) : [];
}

const isAsking = ({ reply }: Answer): boolean => reply.some(({ kind }) => kind === 'question');

async function zoned(user: string): Promise<void> {
  const options = { zone: 'Asia/Karachi' };
  await chat.does(user, { kind: 'command', name: 'settings', options, rest: '' });
}

async function started(user: string): Promise<Answer> {
  return choose(user, await chat.command(user, 'rehearse'), 'start');
}

test.each(['falling', 'clean'] as const)(
  'a %s run names the rehearsal in each answer, and its debrief',
  async (how) => {
    const user = somebody();
    let seen = await started(user);
    for (const { choice } of walked(stage, how)) {
      expect(textOf(seen)).toContain('Rehearsal');
      expect(textOf({ reply: seen.reply.filter(({ kind }) => kind === 'question') })).toContain('not real');
      seen = await choose(user, seen, choice);
    }
    const { met, avoided } = debriefOf(stage, walked(stage, how));
    const said = JSON.stringify(seen.reply);
    for (const [id, { instead }] of Object.entries(stage.story.traps)) {
      expect(said.includes(instead), id).toBe(met.includes(id));
    }
    expect(textOf(seen)).toContain(how === 'clean' ? 'walked past all' : `stepped into ${met.length}`);
    expect(met.length + avoided.length).toBeGreaterThan(11);
    for (const way of ['soap', 'soapready', 'write', 'personadd', 'concern'])
      expect(said).toContain(`"verb":"${way}"`);
    expect(await chat.redis.exists(sessionKey(await chat.idOf(user)))).toBe(0);
  },
);

test('whatever is pressed, the record is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), async (picks) => {
      const user = somebody();
      await zoned(user);
      const id = await chat.idOf(user);
      const before = await chat.people.export(id);
      let seen = await started(user);
      for (const pick of picks) {
        if (!isAsking(seen)) break;
        const values = valuesIn(seen);
        seen = await choose(user, seen, values[pick % values.length] ?? '');
        expect(textOf(seen).toLowerCase()).toContain('rehears');
      }
      expect(await chat.people.export(id)).toBe(before);
    }),
    cases(12),
  );
});

test('the gate answers in its own words', async () => {
  const user = somebody();
  const seen = await choose(user, await started(user), 'write');
  expect(textOf(seen)).toContain(knowledge.gate.rules.no_first_contact.says);
  expect(valuesIn(seen)).toEqual(['school', 'leave']);
});

test('leaving is one tap, and nothing of it comes back', async () => {
  const user = somebody();
  const seen = await choose(user, await started(user), 'leave');
  expect(textOf(seen)).toContain("You've left the rehearsal");
  expect(await chat.redis.exists(sessionKey(await chat.idOf(user)))).toBe(0);
  expect(textOf(await chat.command(user, 'rehearse'))).toContain('Rehearsal of Match Week');
});

test('it goes on where it was, and typed words are taken only if they are a choice', async () => {
  const user = somebody();
  await choose(user, await started(user), 'school');
  expect(textOf(await chat.says(user, 'what is this'))).toContain('A rehearsal is open');
  expect(textOf(await chat.says(user, 'Say nothing and mute the group'))).toContain(
    'You have the morning back',
  );
  expect(valuesIn(await chat.command(user, 'rehearse'))).toContain('careful');
});

test('behind another form it waits without a word, and a form of one’s own is never lost for it', async () => {
  const user = somebody();
  await started(user);
  await chat.press(user, 'soapadd:priority');
  const done = await chat.says(user, 'any_position');
  expect(isAsking(done)).toBe(false);
  expect(textOf(done)).not.toContain('Rehearsal');
  expect(valuesIn(await chat.command(user, 'rehearse'))).toContain('school');
  // A question of one's own waits behind the rehearsal, and comes back when that is left.
  await chat.press(user, 'soapadd:priority');
  await chat.press(user, 'soapadd:target');
  const target = await chat.command(user, 'rehearse');
  const left = await choose(user, target, 'leave');
  expect(questionOf(left).token).toMatch(/\.program$/);
});

test('words of danger reach people, and the rehearsal is over', async () => {
  const user = somebody();
  await started(user);
  expect(textOf(await chat.says(user, 'I want to kill myself'))).toContain('more than any Match');
  expect(await chat.redis.exists(sessionKey(await chat.idOf(user)))).toBe(0);
  expect(textOf(await chat.says(user, 'thanks'))).not.toContain('ehearsal');
});

test('someone who may not take part is told first', async () => {
  const user = somebody();
  await zoned(user);
  await chat.people.update(await chat.idOf(user), (old) => ({ ...old, profile: INELIGIBLE }));
  expect(textOf(await chat.command(user, 'rehearse'))).toContain('As things stand, you may not');
});

test.each(['12T09:00', '15T10:30', '18T20:30'])(
  'on March %s it is refused kindly, and leads to the real week',
  async (at) => {
    const near = await openChat(eastern(at));
    try {
      const seen = await near.command(somebody(), 'rehearse');
      expect(textOf(seen)).toContain('No rehearsal now');
      expect(JSON.stringify(seen.reply)).toContain('"verb":"soap"');
      expect(isAsking(seen)).toBe(false);
      expect(JSON.stringify((await near.command(somebody(), 'soap')).reply)).not.toContain(
        '"verb":"rehearse"',
      );
    } finally {
      await near.stop();
    }
  },
);
