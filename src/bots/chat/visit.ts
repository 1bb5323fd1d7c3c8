import type { Context } from '#bots/chat/context.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { createOwnPapers } from '#bots/chat/own-papers.ts';
import type { Services } from '#bots/chat/services.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { unchanged } from '#store/people.ts';

/** Who acts, and where we can write to them. */
export type Visitor = Pick<Invocation, 'platform' | 'user' | 'address'> &
  Pick<Invocation, 'place' | 'attachments' | 'quoted'>;

/** What is kept about a visitor. */
export type Kept =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'record'; readonly person: Applicant }
  | { readonly kind: 'unreadable'; readonly error: unknown };

export const NOTHING: Kept = { kind: 'nothing' };

/** One visit of one person. */
export interface Visit {
  /** What commands may see and do; `person` is the record after this visit's last change. */
  readonly context: Context;
  /** The person's id; null if there is no readable record. */
  id(): string | null;
  /** The record as it is now; null if there is no readable one. */
  record(): Applicant | null;
}

/** A visit sees and changes only this visitor's record. */
export function createVisit(services: Services, visitor: Visitor, found: Kept): Visit {
  const { people, agenda, conversation, commands, now, knowledge, say, newId, pictures, prints } = services;
  const { platform, user, address, place = null, attachments = [], quoted = null } = visitor;
  let kept = found;

  const record = (): Applicant | null => (kept.kind === 'record' ? kept.person : null);
  const id = (): string | null => record()?.id ?? null;
  const keep = (person: Applicant): Applicant => {
    kept = { kind: 'record', person };
    return person;
  };
  const ensureId = async (): Promise<string> =>
    id() ?? keep(await people.create({ platform, user, address }, now().toString())).id;

  const context: Context = {
    now: now(),
    platform,
    place,
    attachments,
    quoted,
    knowledge: knowledge(),
    say,
    newId,
    picture: pictures({ platform, user }),
    print: prints({ platform, user }),
    commands: commands.specs,
    get person() {
      if (kept.kind === 'unreadable') throw kept.error;
      return record();
    },
    get isUnreadable() {
      return kept.kind === 'unreadable';
    },
    update: async (change) => keep(await people.update(await ensureId(), change)),
    papers: createOwnPapers({
      papers: people.papers,
      id,
      ensureId,
      changed: async (person) => {
        keep(await people.update(person, unchanged));
      },
      now: () => now().toString(),
    }),
    open: async (form, opening = {}) => conversation.open(context, await ensureId(), form, opening),
    export: () => people.export(id() ?? ''),
    erase: async () => {
      const person = record();
      if (person) await people.delete(person.id);
      else await people.forget(platform, user);
      if (person) await agenda.forget(person);
      kept = NOTHING;
    },
  };
  return { context, id, record };
}
