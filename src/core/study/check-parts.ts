import { Temporal } from 'temporal-polyfill';
import { button } from '#core/button.ts';
import { type Day, isoOf, readDay } from '#core/etiquette/days.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Check } from '#core/record/study.ts';
import type { Button, Reply } from '#core/reply.ts';
import { checkTime } from '#core/study/check-time.ts';
import { inARow, type StudyDays, studyDays } from '#core/study/days.ts';
import { isLighterDue, lighterOf } from '#core/study/lighter.ts';
import { lighterId } from '#core/study/lighter-id.ts';
import { countingEntries } from '#core/study/log.ts';
import { weekWords } from '#core/study/say-routine.ts';
import { studyToday } from '#core/study/week.ts';
import type { Say } from '#core/text.ts';
import { weekdayWords } from '#core/time/say.ts';
import { instantOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

export interface Scene {
  readonly person: Applicant;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly say: Say;
}

/** What a tap can answer, in the order of the buttons. */
export const CHECK_ANSWERS = [
  'done',
  'partly',
  'not',
  'excused',
] as const satisfies readonly Check['answer'][];

export function checkTitle({ person, now, say }: Scene, on: string): string {
  const today = isoOf(studyToday(person, now));
  return say.plain(on === today ? 'studychecks.title_today' : 'studychecks.title', {
    day: weekdayWords(on, say.language),
  });
}

/** Whether a day can be answered: it has come, or it was asked about already. */
export function isAskable({ person, now }: Pick<Scene, 'person' | 'now'>, on: string): boolean {
  const isAsked = person.reminders.some(
    ({ about, state }) => about.kind === 'check' && about.on === on && state.kind !== 'waiting',
  );
  return isAsked || readDay(on) <= studyToday(person, now);
}

/** The question about a day, with a kind word about the one before if that was missed. A day to come can only be let go. */
export function checkParts(scene: Scene, on: string): Reply {
  return isAskable(scene, on) ? questionParts(scene, on) : aheadParts(scene, on);
}

function aheadParts({ say }: Scene, on: string): Reply {
  const letGo = button(say, 'checksay', `${on}.excused`, 'studychecks.answer.excused');
  const page = button(say, 'study', 'now', 'studychecks.button.page');
  return [
    say.text('studychecks.ahead', { day: weekdayWords(on, say.language) }),
    { kind: 'buttons', buttons: [letGo, page] },
  ];
}

function questionParts(scene: Scene, on: string): Reply {
  const { say } = scene;
  const missed = missedBefore(scene, on);
  const answers = CHECK_ANSWERS.map((answer, index) =>
    button(say, 'checksay', `${on}.${answer}`, `studychecks.answer.${answer}`, {
      ...(index === 0 ? { style: 'main' } : {}),
    }),
  );
  const day = missed && weekdayWords(missed, say.language);
  const about: readonly Button[] =
    missed === null
      ? []
      : [button(say, 'checkday', missed, 'studychecks.button.about', { values: { day: day ?? '' } })];
  const offer = missed === null ? NO_OFFER : lighterOffer(scene, readDay(missed));
  return [
    say.text('studychecks.ask', { what: checkTitle(scene, on) }),
    ...(day === null ? [] : [say.text('studychecks.missed', { day })]),
    ...offer.parts,
    { kind: 'buttons', buttons: [...answers, ...about, ...offer.buttons] },
  ];
}

/** A check that is asked for early comes no more than so long before its hour. */
const EARLY = { hours: 12 } as const;

/**
 * The day that was missed since the person last said something about any, so that it is spoken of once: in the check whose coming
 * made it missed. Null: none.
 */
function missedBefore({ person, knowledge }: Scene, on: string): string | null {
  const entry = countingEntries(person.study).findLast(
    ({ what }) => what.kind === 'check' && what.check.on !== on,
  );
  if (entry?.what.kind !== 'check' || entry.what.check.answer !== 'missed') return null;
  const routine = studyDays(person).routineOn(readDay(on));
  if (!routine) return null;
  const hour = checkTime(routine.time, person.settings, knowledge);
  const come = instantOf(`${on}T${hour}`, zoneOf(person.settings)).subtract(EARLY);
  return Temporal.Instant.compare(entry.at, come) >= 0 ? entry.what.check.on : null;
}

export interface Offer {
  readonly parts: Reply;
  readonly buttons: readonly Button[];
}
const NO_OFFER: Offer = { parts: [], buttons: [] };

/** A lighter week, where `day` is one hard day too many; else nothing. */
export function lighterOffer({ person, knowledge, now, say }: Scene, day: Day): Offer {
  const days = studyDays(person);
  const today = studyToday(person, now);
  if (!isLighterDue(person, days, day, today, knowledge)) return NO_OFFER;
  return offerOf(days, today, inARow(days, day, 'hard'), knowledge, say);
}

function offerOf(days: StudyDays, today: Day, count: number, knowledge: Knowledge, say: Say): Offer {
  const routine = days.routineOn(today);
  const lighter = routine && lighterOf(routine, days, today, knowledge);
  if (!lighter) return NO_OFFER;
  const day = weekdayWords(isoOf(today + knowledge.studyChecks.easing_days), say.language);
  return {
    parts: [
      say.text('studychecks.lighter.hard', { count }),
      say.text('studychecks.lighter.offer', { week: weekWords(lighter, say), day }),
    ],
    buttons: [
      button(say, 'lighter', lighterId(lighter), 'studychecks.lighter.take'),
      button(say, 'lighterkeep', 'now', 'studychecks.lighter.keep'),
    ],
  };
}
