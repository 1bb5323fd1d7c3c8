import { type Day, dayIn, readDay } from '#core/etiquette/days.ts';
import type { Etiquette } from '#core/knowledge/etiquette.ts';
import type { Message } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';

/** One message as etiquette sees it. */
interface Said {
  readonly day: Day;
  readonly kind: Message['kind'];
  readonly from: Message['from'];
  /** An interview or a meeting: both sides were there, no matter who started it. */
  readonly isTalk: boolean;
}

/** What was said with one contact, up to a given moment. */
export interface History {
  /** Oldest first. */
  readonly said: readonly Said[];
  /** Our messages since we last heard from them. */
  readonly silent: readonly Said[];
  /** The last day of any message other than a conversation, and of any conversation. */
  readonly lastMessage: Day | null;
  readonly lastTalk: Day | null;
  /** They said no, and have not met the applicant since. */
  readonly refused: boolean;
  /** Their last message asks for an answer, and none was given. */
  readonly asksUs: boolean;
  /** The day from which they want to hear from the applicant again. */
  readonly later: Day | null;
}

/** A message as it was logged, or a request for a letter that is known only from the letter. */
interface Entry extends Said {
  readonly ms: number;
  readonly message: Message | null;
}

/** @param ms the moment, in milliseconds since 1970: a record may already hold later messages */
export function historyOf(contact: Addressee, asked: Etiquette['asked'], zone: string, ms: number): History {
  const said = entriesOf(contact, zone, ms);
  const heard = said.findLastIndex(isHeard);
  const refusal = said.findLastIndex(({ message }) => message?.from === 'them' && message.refused);
  const last = said.at(-1)?.message;
  const later = said[heard]?.message?.later ?? null;
  return {
    said,
    silent: said.slice(heard + 1),
    lastMessage: said.findLast((one) => !one.isTalk)?.day ?? null,
    lastTalk: said.findLast((one) => one.isTalk)?.day ?? null,
    refused: refusal >= 0 && !said.slice(refusal + 1).some((one) => one.isTalk),
    asksUs: last?.from === 'them' && !last.refused && asksForAnswer(last, asked),
    later: later === null ? null : readDay(later),
  };
}

function entriesOf({ log, letter }: Addressee, zone: string, ms: number): readonly Entry[] {
  const logged = log.flatMap((message): readonly Entry[] => {
    const { at, kind, from } = message;
    const own = Date.parse(at);
    return own <= ms ? [{ ms: own, day: dayIn(zone, own), kind, from, isTalk: isTalk(kind), message }] : [];
  });
  const request = letter?.asked ? readDay(letter.asked) : null;
  const isLogged = logged.some(
    ({ from, kind, day }) => from === 'me' && kind === 'letter-request' && day >= (request ?? day),
  );
  if (request !== null && !isLogged && request <= dayIn(zone, ms)) {
    const told = { day: request, kind: 'letter-request', from: 'me', isTalk: false } as const;
    logged.push({ ...told, ms: Number.NEGATIVE_INFINITY, message: null });
  }
  return logged.toSorted((a, b) => a.day - b.day || a.ms - b.ms);
}

function isTalk(kind: Message['kind']): boolean {
  return kind === 'interview' || kind === 'meeting';
}

/** A sign of life: something from them, or a conversation. */
export function isHeard({ from, isTalk: talked }: Pick<Said, 'from' | 'isTalk'>): boolean {
  return from === 'them' || talked;
}

function asksForAnswer({ says }: Message, { is, is_not }: Etiquette['asked']): boolean {
  if (says === null) return false;
  const holds = (pattern: string): boolean => new RegExp(pattern, 'iu').test(says);
  return is.some(holds) && !is_not.some(holds);
}
