import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import { BusyError, RejectedError, type Sender, UnavailableError, UnreachableError } from '#core/platform.ts';
import type { Reply } from '#core/reply.ts';
import { type FakeTelegram, type Person, startFakeTelegram } from '../../fakes/telegram.ts';
import { watchedLog } from '../../watched-log.ts';
import { text } from './scripted-chat.ts';

const quiet = watchedLog();
const SECRET = 'my private words';

let fake: FakeTelegram;
let sender: Sender;
let ann: Person;

beforeEach(async () => {
  fake = await startFakeTelegram({ now: () => 0 });
  sender = createTelegramSender({ token: fake.token, apiUrl: fake.url, log: quiet });
  ann = fake.person('ann');
  ann.room.door = 'open';
});

afterEach(async () => {
  await fake.stop();
});

function send(reply: Reply = [text(SECRET)], nonce = 'n1'): Promise<unknown> {
  return sender.send({ user: String(ann.id), address: null }, reply, nonce);
}

/** What the try failed with. @throws when it did not fail */
async function failure(trying: Promise<unknown>): Promise<unknown> {
  return await trying.then(
    () => {
      throw new Error('it was sent');
    },
    (error: unknown) => error,
  );
}

test('a message arrives, and the chat is kept for the next time', async () => {
  const buttons: Reply = [
    text('Time for it'),
    { kind: 'buttons', buttons: [{ verb: 'done', id: 'r1', label: 'Done' }] },
  ];
  expect(await send(buttons)).toEqual({ address: String(ann.id) });
  expect(await ann.arrives()).toMatchObject({
    text: 'Time for it',
    buttons: [{ id: 'done:r1', label: 'Done' }],
  });
  expect(fake.calls[0]?.payload.link_preview_options).toEqual({ is_disabled: true });
  expect(fake.violations).toEqual([]);
});

test('a file arrives byte for byte, with a name that cannot break out of its header', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
  await send([{ kind: 'file', name: 'a"b\r\nc.json', mime: 'application/json', caption: [], bytes }]);
  const { files } = await ann.arrives();
  expect(files.map(({ name }) => name)).toEqual(['a_b__c.json']);
  expect(Buffer.compare(files[0]?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  expect(fake.violations).toEqual([]);
});

describe('refusals', () => {
  const doors = [
    ['blocked', 'blocked'],
    ['deactivated', 'gone'],
    ['never_started', 'never_started'],
    ['kicked', 'closed'],
  ] as const;
  test.each(doors)('a chat that is %s is %s', async (door, refusal) => {
    ann.room.door = door;
    expect(await failure(send())).toEqual(new UnreachableError(refusal));
  });

  test('an unknown chat has never been started', async () => {
    const unknown = sender.send({ user: '1', address: null }, [text(SECRET)], 'n1');
    expect(await failure(unknown)).toEqual(new UnreachableError('never_started'));
  });

  test('429 carries the pause that Telegram asks for', async () => {
    fake.trouble({ how: 'busy', retryAfter: 17 });
    expect(await failure(send())).toEqual(new BusyError(17_000, 'unknown'));
  });

  test('more than thirty messages a second are too many', async () => {
    const people = Array.from({ length: 31 }, (_, index) => fake.person(`person ${index}`));
    for (const { room } of people) room.door = 'open';
    const tries = people.map(({ id }, index) => {
      return sender.send({ user: `${id}`, address: null }, [text('x')], `n${index}`);
    });
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([{ status: 'rejected', reason: new BusyError(1000, 'unknown') }]);
  });

  test.each(['unavailable', 'dropped'] as const)('%s is worth another try', async (how) => {
    fake.trouble({ how, times: 1 });
    expect(await failure(send())).toBeInstanceOf(UnavailableError);
    await send();
    expect((await ann.arrives()).text).toBe(SECRET);
  });

  test('no server at all is worth another try, and the token is not told', async () => {
    const nowhere = createTelegramSender({ token: fake.token, apiUrl: 'http://127.0.0.1:1', log: quiet });
    const error = await failure(nowhere.send({ user: '1', address: null }, [text(SECRET)], 'n1'));
    expect(error).toEqual(new UnavailableError('Telegram did not answer: ECONNREFUSED'));
  });

  test('a wrong token is not the fault of the message', async () => {
    const wrong = createTelegramSender({ token: '1:wrong', apiUrl: fake.url, log: quiet });
    const error = await failure(wrong.send({ user: '1', address: null }, [text(SECRET)], 'n1'));
    expect(error).toEqual(new UnavailableError('Telegram answered 401: Unauthorized'));
  });

  test('a wrong token is told once, with what to do', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const wrong = createTelegramSender({ token: '1:wrong', apiUrl: fake.url, log });
    for (const nonce of ['n1', 'n2'])
      await failure(wrong.send({ user: '1', address: null }, [text(SECRET)], nonce));
    expect(lines.length).toBe(1);
    expect(lines[0]).toContain('TELEGRAM_TOKEN: copy it again');
  });

  test('a payload of ours that is wrong is final, and its error tells no content', async () => {
    const notPicture = new TextEncoder().encode(SECRET);
    const error = await failure(send([{ kind: 'picture', name: 'p.png', alt: SECRET, png: notPicture }]));
    expect(error).toEqual(new RejectedError('Telegram answered 400: Bad Request: IMAGE_PROCESS_FAILED'));
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(SECRET);
    expect(fake.violations).toEqual(['sendPhoto: Bad Request: IMAGE_PROCESS_FAILED']);
  });
});

test('a further try goes on behind what has arrived', async () => {
  const file: Reply[number] = {
    kind: 'file',
    name: 'a.txt',
    mime: 'text/plain',
    caption: [],
    bytes: new Uint8Array([1]),
  };
  fake.trouble({ how: 'unavailable', method: 'sendDocument', times: 1 });
  await failure(send([text('one'), file], 'n1'));
  await send([text('one'), file], 'n1');
  expect([...ann.room.messages.values()].map(({ body, file: sent }) => sent?.name ?? body.text)).toEqual([
    'one',
    'a.txt',
  ]);
  await send([text('one')], 'n2');
  expect(ann.room.messages.size).toBe(3);
});

test('what has arrived whole is not sent again, since its delivery may be tried until the record knows of it', async () => {
  expect(await send()).toEqual(await send());
  expect(ann.room.messages.size).toBe(1);
  await send([text('The next one')], 'n2');
  expect(ann.room.messages.size).toBe(2);
});
