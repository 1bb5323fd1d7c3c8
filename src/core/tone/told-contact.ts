import type { Temporal } from 'temporal-polyfill';
import { gateFor } from '#core/etiquette/gate-actions.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** Texts to somebody who could speak to programs. */
const TO_HELPERS = new Set<DraftKind>(['mentor-ask', 'dean-ask', 'networking', 'reconnect']);
const ASKS =
  /\b(?:could|would|can|might|will) (?:you|the (?:school|college|dean))\b|\b(?:may|could|can|might) i ask you\b|\bplease\b|\bi ask you\b|\b(?:call|word|mail|e?mail|note|line|lines) from you\b|\bif (?:you|the (?:school|college)) (?:sent|called|wrote|rang|phoned)\b/;
const TURNS_TO =
  /\b(?:call|ring|phone|text|email|mail|message|write to|write|contact|reach out to|speak (?:to|with)|talk (?:to|with)|drop|vouch for|word for me|good word|word with|sent|send|tell)\b(?! (?:me|us|back|on me)\b)/;
const PROGRAM =
  /\b(?:directors?|programs?|pds?|coordinators?|committees?|residency|residencies|chairs?|chief)\b/;
const DENIED = /\b(?:not|never|nobody|rather than|instead of)\b/;

/** Somebody is asked to speak to a program for one, at a time when no program may be approached. */
export function asksToContact(
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Found[] {
  if (!TO_HELPERS.has(as)) return [];
  if (gateFor(grounds, null, knowledge)({ kind: 'contact_program', program: null }, now).allowed) return [];
  if (!sentences.some(({ words }) => PROGRAM.test(words.join(' ')))) return [];
  const asked = sentences.find(({ words }) => {
    const said = words.join(' ');
    return ASKS.test(said) && TURNS_TO.test(said) && !DENIED.test(said);
  });
  return asked ? foundIn('forbidden_now', asked, 0, asked.tokens.length) : [];
}

/** Texts to a program, or to somebody in one. */
const TO_PROGRAMS = new Set<DraftKind>([
  'program-feedback',
  'feedback-ack',
  'thank-you',
  'status-question',
  'soap-reply',
  'exam-update',
  'networking',
  'usce-inquiry',
]);
const ASKED_NOT_TO =
  /\b(?:asked|asks|told|said|requested|requests|instructed|wrote)\b(?: (?!not)\w+){0,6} not to (?:write|contact|send|e?mail|call|reach|message)\b|\bplease not to (?:send|write)\b|\bno (?:further|more) (?:contact|mails?|messages|emails|letters)\b|\bnot (?:be |to be )?considered further\b/;
const ADVISER = /\b(?:mentor|advisor|adviser|dean|school|friend|friends|attending)\b/;

/** A text that says itself that its reader wants no such messages. */
export function toldNotToWrite(sentences: readonly Sentence[], as: DraftKind): readonly Found[] {
  if (!TO_PROGRAMS.has(as)) return [];
  const told = sentences.find(({ words }) => {
    const said = words.join(' ');
    return ASKED_NOT_TO.test(said) && !ADVISER.test(said);
  });
  return told ? foundIn('asked_not_to', told, 0, told.tokens.length) : [];
}

const ANSWERS =
  /\b(?:thank you|thanks)\b.*\b(?:mail|email|answer|answering|reply|replying|message|question|questions|call|note|asking|writing|sending)\b|\b(?:you|which you|that you) (?:asked|wanted|requested)\b|\bas (?:you )?(?:asked|requested)\b|\bto (?:answer )?your questions?\b|\bis perfect\b/;

/** Whether a text answers its addressee's own last message, so that it is not one more that nobody asked for. */
export function answersThem(sentences: readonly Sentence[], { to }: Grounds): boolean {
  const last = to?.log.at(-1);
  if (last?.from !== 'them' || last.kind === 'interview') return false;
  return sentences.slice(0, 3).some(({ words }) => ANSWERS.test(words.join(' ')));
}
