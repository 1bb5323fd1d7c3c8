import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import type { CommandTable } from '#bots/chat/command-table.ts';
import type { Concerns } from '#bots/chat/concern.ts';
import type { Conversation } from '#bots/chat/conversation.ts';
import type { Pictures } from '#bots/chat/picture.ts';
import type { Prints } from '#bots/chat/print.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Say } from '#core/text.ts';
import type { Agenda } from '#jobs/agenda.ts';
import type { Metrics } from '#jobs/metrics.ts';
import type { People } from '#store/people.ts';

/** Everything needed to answer. */
export interface Services {
  readonly commands: CommandTable;
  readonly conversation: Conversation;
  readonly concerns: Concerns;
  /** The current knowledge; a visit keeps the one it began with. */
  readonly knowledge: () => Knowledge;
  readonly say: Say;
  readonly people: People;
  readonly agenda: Agenda;
  readonly now: () => Temporal.Instant;
  readonly newId: NewId;
  readonly metrics: Metrics;
  readonly pictures: Pictures;
  readonly prints: Prints;
  readonly log: Logger;
}
