import { fileURLToPath } from 'node:url';
import { toString as flatten } from 'mdast-util-to-string';
import type { Temporal } from 'temporal-polyfill';
import { newId } from '#app/ids.ts';
import { loadTexts } from '#app/texts.ts';
import type { Answer } from '#bots/chat/chat.ts';
import type { Command } from '#bots/chat/command.ts';
import { createChat } from '#bots/chat/dispatch.ts';
import type { Input } from '#bots/chat/invocation.ts';
import { loadCommands } from '#bots/registry.ts';
import { platformSchema } from '#core/platform.ts';
import type { QuestionPart, Reply } from '#core/reply.ts';
import { createSay } from '#core/text.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { openQueues } from '#jobs/queues.ts';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { createPeople } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { createSessions } from '#store/sessions.ts';
import { knowledge } from '../../core/assessment/people.ts';
import { startTestRedis } from '../../redis.ts';
import { personal, typedIn, watchedLog } from '../../watched-log.ts';

const log = watchedLog();
const texts = await loadTexts(fileURLToPath(new URL('../../../config/locales/en/', import.meta.url)));
const real = await loadCommands();

/** The whole chat on a Redis of its own, at one moment, and what people say to it. `extra`: commands beside the real ones. */
export async function openChat(at: Temporal.Instant, extra: readonly Command[] = [], words: object = {}) {
  const server = await startTestRedis();
  const redis = connect({ path: server.path }, log);
  const queues = openQueues(redis, platformSchema.options, log);
  const keys = createKeyRing([newKey()]);
  const agenda = createAgenda({ queues, due: createDue(redis), now: () => at.epochMilliseconds, log });
  const people = createPeople({ redis, keys, newId, beforeSave: agenda.beforeSave });
  const sessions = createSessions({ redis, keys });
  const chat = createChat({
    commands: [...real, ...extra],
    knowledge: () => knowledge,
    say: createSay('en', { ...texts, ...words }),
    people,
    sessions,
    agenda,
    now: () => at,
    newId,
    metrics: createMetrics(),
    pictures: () => async () => [],
    prints: () => async () => [],
    log,
  });
  const does = (user: string, input: Input): Promise<Answer> => {
    personal(user);
    typedIn(input);
    return chat.handle({ platform: 'discord', user, address: null, input });
  };
  return {
    chat,
    people,
    sessions,
    redis,
    does,
    command: (user: string, name: string, rest = '') =>
      does(user, { kind: 'command', name, options: {}, rest }),
    press: (user: string, button: string) => does(user, { kind: 'press', button }),
    says: (user: string, text: string) => does(user, { kind: 'text', text }),
    idOf: async (user: string): Promise<string> => {
      const found = await people.find('discord', user);
      if (!found) throw new Error(`nothing is kept about ${user}`);
      return found.id;
    },
    async stop(): Promise<void> {
      await queues.close();
      redis.disconnect();
      await server.stop();
    },
  };
}

/** What a reply says, a line a part. */
export function textOf({ reply }: { readonly reply: Reply }): string {
  return reply
    .map((part) => {
      if (part.kind === 'text') return flatten({ type: 'root', children: [...part.body] });
      if (part.kind === 'question') return flatten({ type: 'root', children: [...part.ask] });
      return part.kind;
    })
    .join('\n');
}

export function questionOf({ reply }: { readonly reply: Reply }): QuestionPart {
  const part = reply.find(({ kind }) => kind === 'question');
  if (part?.kind !== 'question') throw new Error('nothing is asked');
  return part;
}
