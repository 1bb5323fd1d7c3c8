import { newId } from '#app/ids.ts';
import type { House } from '#app/wiring/house.ts';
import type { Chat } from '#bots/chat/chat.ts';
import type { Command } from '#bots/chat/command.ts';
import { createChat } from '#bots/chat/dispatch.ts';
import { createPictures } from '#bots/chat/picture.ts';
import { createPrints } from '#bots/chat/print.ts';
import { createPainter } from '#bots/paint/painter.ts';
import { createSessions } from '#store/sessions.ts';

/** The one door for all platforms. */
export function wireChat(house: House, commands: readonly Command[]): Chat {
  const { clock, log, stops, knowledge, say, metrics, records, limits } = house;
  const { redis, keys, people, agenda } = records;
  const painter = createPainter();
  stops.add('painter', () => painter.close());
  return createChat({
    commands,
    knowledge: () => knowledge.now(say.language),
    say,
    people,
    sessions: createSessions({ redis, keys }),
    agenda,
    now: clock,
    newId,
    metrics,
    pictures: createPictures(painter, log, limits.pictures),
    prints: createPrints(painter, log, limits.prints),
    ...(limits.person ? { personRate: limits.person } : {}),
    log,
  });
}
