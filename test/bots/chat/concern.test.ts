import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '#bots/chat/chat.ts';
import { sessionKey } from '#store/layout.ts';
import { START } from '../../clock.ts';
import { openChat, questionOf, textOf } from './open-chat.ts';

let chat: Awaited<ReturnType<typeof openChat>>;
beforeAll(async () => {
  chat = await openChat(START);
});
afterAll(() => chat.stop());

const MAYBE = 'I saved up my sleeping pills for results day';
const ASKED = 'Are you thinking about hurting yourself';

let count = 0;
function somebody(): string {
  count += 1;
  return `concerned-${count}`;
}

function buttonsOf({ reply }: Answer): readonly string[] {
  return reply.flatMap((part) =>
    part.kind === 'buttons' ? part.buttons.map(({ verb, id }) => `${verb}:${id}`) : [],
  );
}

test('danger is answered with people to reach, in the words of one who writes about somebody else too', async () => {
  expect(textOf(await chat.says(somebody(), 'I want to kill myself'))).toContain('more than any Match');
  const helper = await chat.says(somebody(), 'my friend wants to kill himself, what do I do');
  expect(textOf(helper)).toContain('Thank you for looking out for them');
});

test('what may be danger is asked about, with four answers, and the words are in no button', async () => {
  const seen = await chat.says(somebody(), MAYBE);
  expect(textOf(seen)).toContain(ASKED);
  expect(buttonsOf(seen)).toEqual(['concern:yes', 'concern:no', 'concern:other', 'concern:rather']);
});

test('"No" goes on with what was written', async () => {
  const user = somebody();
  await chat.command(user, 'settings', 'zone=Europe/Berlin');
  const asked = await chat.does(user, {
    kind: 'command',
    name: 'remind',
    options: { what: `${MAYBE}`, when: 'tomorrow at 9' },
    rest: '',
  });
  expect(textOf(asked)).toContain(ASKED);
  const went = await chat.press(user, 'concern:no');
  expect(textOf(went)).not.toContain(ASKED);
  expect(await chat.redis.exists(sessionKey(await chat.idOf(user)))).toBe(0);
});

test.each([
  ['yes', 'more than any Match'],
  ['other', 'Thank you for looking out for them'],
  ['rather', "You don't have to say anything"],
])('"%s" leads on, and what was written waits', async (answer, words) => {
  const user = somebody();
  await chat.says(user, MAYBE);
  const seen = await chat.press(user, `concern:${answer}`);
  expect(textOf(seen)).toContain(words);
  expect(buttonsOf(seen)).toContain('concern:no');
});

test('a typed answer is taken as well', async () => {
  const user = somebody();
  await chat.says(user, MAYBE);
  expect(textOf(await chat.says(user, 'yes'))).toContain('more than any Match');
});

test('somebody who writes of something else is not held up', async () => {
  const user = somebody();
  await chat.says(user, MAYBE);
  const seen = await chat.says(user, '/help');
  expect(textOf(seen)).not.toContain(ASKED);
});

test('an open form is laid aside while somebody is in danger, takes no words for an answer, and goes on', async () => {
  const user = somebody();
  await chat.command(user, 'start');
  const question = questionOf(await chat.press(user, 'assess:now'));
  await chat.says(user, 'I want to die');
  const beside = await chat.says(user, 'thank you');
  expect(textOf(beside)).toContain('can wait as long as you like');
  const resumed = questionOf(await chat.press(user, 'concern:resume'));
  expect(resumed.token).toBe(question.token);
});

test('an open form whose button is pressed goes on by itself', async () => {
  const user = somebody();
  await chat.command(user, 'start');
  const question = questionOf(await chat.press(user, 'assess:now'));
  await chat.says(user, 'I want to die');
  if (question.input.type !== 'choice') throw new Error('the first question has choices');
  const next = await chat.press(user, `answer:${question.token}.${question.input.choices[0]?.value}`);
  expect(questionOf(next).token).not.toBe(question.token);
});

test('a form that was interrupted by the question goes on after "No"', async () => {
  const user = somebody();
  await chat.command(user, 'start');
  const question = questionOf(await chat.press(user, 'assess:now'));
  await chat.says(user, MAYBE);
  await chat.press(user, 'concern:no').catch(() => null);
  expect((await chat.chat.question('discord', user, question.token))?.token).toBe(question.token);
});

test('distress gets one kind sentence, a way to reach somebody, and then the answer', async () => {
  const user = somebody();
  const seen = await chat.says(user, 'I feel so worthless and I have been crying all day');
  expect(textOf(seen)).toMatch(/^That sounds heavy/);
  expect(buttonsOf(seen)).toContain('concern:yes');
  expect(seen.reply.length).toBeGreaterThan(2);
});

test('words in an option are looked at like all others', async () => {
  const seen = await chat.does(somebody(), {
    kind: 'command',
    name: 'support',
    options: { country: 'i want to die' },
    rest: '',
  });
  expect(textOf(seen)).toContain('more than any Match');
});

test('a country that nobody knows gets the directory and the question again, never a refusal', async () => {
  const user = somebody();
  const unknown = await chat.command(user, 'support', 'Atlantis');
  expect(textOf(unknown)).toContain("don't know that country");
  expect(buttonsOf(unknown)).toContain('country:ask');
  await chat.command(user, 'support', 'pakistan');
  expect((await chat.people.find('discord', user))?.settings.country).toBe('PK');
});

test('an answer to an interview question is read as a text for someone else, and danger in it is still asked about', async () => {
  const user = somebody();
  await chat.press(user, 'practise:mistake');
  const answered = textOf(await chat.says(user, "I can't really think of a mistake. I am a hard worker."));
  expect(answered).not.toContain(ASKED);
  expect(answered).not.toContain("You don't have to carry it alone");
  await chat.press(user, 'practise:mistake');
  expect(textOf(await chat.says(user, `My biggest mistake? ${MAYBE}.`))).toContain(ASKED);
});
