import { z } from 'zod';
import { type Input, invocationSchema } from '#bots/chat/invocation.ts';
import type { NewId } from '#core/id.ts';
import { type Session, type Sessions, sessionSchema, UnreadableSessionError } from '#store/sessions.ts';

/** The possible answers when we ask a person whether they are in danger; `resume` continues an interrupted form. */
export const CONCERN_VERB = 'concern';
export type ConcernAnswer = 'yes' | 'no' | 'other' | 'rather' | 'resume';
const answerSchema = z.enum(['yes', 'no', 'other', 'rather', 'resume']);

/** The session's form while a concern waits. No form of a command has this name. */
const FORM = 'concern';
/** Longer messages are not kept, and have to be sent again. */
const LONGEST_KEPT = 8000;
const TYPED: Readonly<Record<string, ConcernAnswer>> = {
  yes: 'yes',
  yeah: 'yes',
  yep: 'yes',
  y: 'yes',
  'i am': 'yes',
  'yes i am': 'yes',
  si: 'yes',
  oui: 'yes',
  sim: 'yes',
  no: 'no',
  nope: 'no',
  nah: 'no',
  n: 'no',
  'no i am not': 'no',
  'im not': 'no',
  'i am not': 'no',
  non: 'no',
  nao: 'no',
};

const waitingSchema = z.object({
  /** What the person wrote before we asked; null: nothing to go on with. */
  input: invocationSchema.shape.input.nullable(),
  isAsked: z.boolean(),
  before: sessionSchema.nullable(),
});
type Waiting = z.infer<typeof waitingSchema>;

export type Waits = 'words_wait' | 'form_waits';

/** How a person's new input relates to a waiting concern. */
export type Met =
  /** No concern, or they went on with something else. */
  | { readonly kind: 'nothing' }
  /** They are not in danger: go on with what they wrote; null if it is gone. */
  | { readonly kind: 'go_on'; readonly input: Input | null }
  /** `waits`: what they can go on with when they like. */
  | { readonly kind: 'answered'; readonly answer: 'yes' | 'other' | 'rather'; readonly waits: Waits | null }
  /** They continue the form that waited; `isForm`: there is one. */
  | { readonly kind: 'resumed' }
  /** They write while a form waits: it must not mistake their words for an answer. */
  | { readonly kind: 'beside_form' };

/**
 * Sets a form aside, with what the person wrote, while they are in danger or we ask whether they are. Both are kept in the
 * person's sealed session and nowhere else.
 */
export interface Concerns {
  /** Sets the open form aside, and keeps `input` to go on with if we ask first. */
  lay(person: string, input: Input | null): Promise<void>;
  /** @param person the id of the person who acts; null if we keep nothing about them */
  meet(person: string | null, input: Input): Promise<Met>;
}

/** @param isQuiet whether a form never comes back by itself: words of danger end it */
export function createConcerns({
  sessions,
  newId,
  isQuiet,
}: {
  readonly sessions: Sessions;
  readonly newId: NewId;
  readonly isQuiet: (form: string) => boolean;
}): Concerns {
  return {
    async lay(person, input) {
      const kept = await load(sessions, person);
      const waiting = kept && waitingIn(kept);
      const open = waiting ? waiting.before : kept;
      const before = input === null && open && isQuiet(open.form) ? behind(open) : open;
      if (before === null && input === null) {
        if (kept) await sessions.drop(person);
        return;
      }
      const isShort = JSON.stringify(input).length <= LONGEST_KEPT;
      const next = { input: isShort ? input : null, isAsked: input !== null, before };
      await sessions.save(person, sessionOf(next, newId), kept);
    },
    async meet(person, input) {
      const answer = answerIn(input);
      const kept = person ? await load(sessions, person) : null;
      const waiting = kept && waitingIn(kept);
      if (!person || !waiting) return answer ? metBy(answer, NOTHING_WAITS) : { kind: 'nothing' };
      const typed = waiting.isAsked && input.kind === 'text' ? typedAnswer(input.text) : undefined;
      const said = answer ?? typed;
      if (said === undefined && input.kind === 'text' && !waiting.isAsked && waiting.before) {
        return { kind: 'beside_form' };
      }
      const isOver = said === undefined || said === 'no' || said === 'resume' || !waitsIn(waiting);
      if (isOver) await restore(sessions, person, kept, waiting);
      else await sessions.save(person, sessionOf({ ...waiting, isAsked: false }, newId), kept);
      return said === undefined ? { kind: 'nothing' } : metBy(said, waiting);
    },
  };
}

/** The form that a quiet one interrupted. */
function behind({ outer }: Session): Session | null {
  return outer && { ...outer, outer: null };
}

const NOTHING_WAITS: Waiting = { input: null, isAsked: false, before: null };

function waitsIn({ input, before }: Waiting): Waits | null {
  if (input) return 'words_wait';
  return before ? 'form_waits' : null;
}

function metBy(answer: ConcernAnswer, waiting: Waiting): Met {
  switch (answer) {
    case 'no':
      return { kind: 'go_on', input: waiting.input };
    case 'resume':
      return { kind: 'resumed' };
    case 'yes':
    case 'other':
    case 'rather':
      return { kind: 'answered', answer, waits: waitsIn(waiting) };
    default:
      return answer satisfies never;
  }
}

function answerIn(input: Input): ConcernAnswer | undefined {
  if (input.kind !== 'press' || !input.button.startsWith(`${CONCERN_VERB}:`)) return undefined;
  return answerSchema.safeParse(input.button.slice(CONCERN_VERB.length + 1)).data;
}

function typedAnswer(text: string): ConcernAnswer | undefined {
  return TYPED[
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .trim()
  ];
}

async function restore(
  sessions: Sessions,
  person: string,
  kept: Session,
  { before }: Waiting,
): Promise<void> {
  if (before) await sessions.save(person, before, kept);
  else await sessions.drop(person);
}

/** An unreadable session is reported where its form is needed. */
async function load(sessions: Sessions, person: string): Promise<Session | null> {
  try {
    return await sessions.load(person);
  } catch (error) {
    if (!(error instanceof UnreadableSessionError)) throw error;
    return null;
  }
}

function waitingIn(kept: Session): Waiting | null {
  return kept.form === FORM ? waitingSchema.parse(kept.given) : null;
}

function sessionOf(waiting: Waiting, newId: NewId): Session {
  const id = newId().slice(0, 8);
  const given = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(waiting)));
  return { id, form: FORM, version: 1, answers: {}, at: 'answer', given, initial: {}, outer: null };
}
