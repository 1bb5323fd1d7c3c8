import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { timetablePart, type View, weekParts } from '#bots/commands/soap/view.ts';
import { button } from '#core/button.ts';
import { isBarred, runningRound } from '#core/gate/gate.ts';
import type { Season } from '#core/knowledge/season.ts';
import { EMPTY_PROFILE } from '#core/record/profile.ts';
import { EMPTY_SOAP } from '#core/record/soap.ts';
import { isClosed } from '#core/rehearsal/closed.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { endOf, isProvisional, quietSeason } from '#core/season/season.ts';
import { type Week, weekAt } from '#core/soap/week.ts';

const NOBODY = { settings: { zone: null, quiet: null, country: null, paused: false } } as const;

/** Someone who has told us nothing yet sees everything, and no record is made for it. */
export function viewOf(context: Context, person: View['person'] | null = context.person): View {
  const { knowledge, now, say } = context;
  return {
    knowledge,
    now,
    say,
    person: person ?? { ...NOBODY, profile: EMPTY_PROFILE, soap: EMPTY_SOAP, people: [] },
  };
}

export function weekOf({ knowledge, now }: Context): Week | null {
  return weekAt(knowledge.seasons, now);
}

/** @throws {Refused} outside the quiet time, when nothing of SOAP happens */
export function quietOf({ knowledge, now }: Context): Season {
  const season = quietSeason(knowledge.seasons, now);
  if (!season) throw new Refused('soap.not_week');
  return season;
}

/** @throws {Refused} while no offer round is open */
export function roundOf(context: Context) {
  const season = quietOf(context);
  const round = runningRound(season, context.now);
  if (!round) throw new Refused('soap.offer.outside');
  return { season, ends: endOf(season, round), provisional: isProvisional(season.events[round]) };
}

export function home(context: Context): Reply {
  const { say, knowledge, now } = context;
  const week = weekOf(context);
  if (!week) return [say.text('soap.no_calendar')];
  const view = viewOf(context);
  const isQuiet = quietSeason(knowledge.seasons, now) !== null;
  const barred: Part[] =
    isQuiet && isBarred({ person: view.person, knowledge, now }) ? [say.text('soap.not_eligible')] : [];
  return [
    ...barred,
    ...weekParts(week, view),
    { kind: 'buttons', buttons: homeButtons(context, week, isQuiet) },
  ];
}

function homeButtons(context: Context, week: Week, isQuiet: boolean): readonly Button[] {
  const { say, person, knowledge, now } = context;
  const way = (verb: string, id: string, key: string): Button => button(say, verb, id, `soap.button.${key}`);
  const isOn = person?.soap.on === week.season.year;
  const mode = isOn ? way('soapmode', 'off', 'off') : way('soapmode', 'on', 'on');
  const log = [
    way('soapadd', 'contact', 'contact'),
    way('soapadd', 'sent', 'sent'),
    ...(week.phase === 'round' ? [way('soapadd', 'offer', 'offer')] : []),
  ];
  return [
    ...(isOn ? [] : [{ ...mode, style: 'main' } as const]),
    ...(isQuiet ? log : [way('soapready', 'list', 'ready')]),
    way('soapmay', 'ask', 'may'),
    way('soaptargets', 'list', 'targets'),
    way('soapoffers', 'list', 'offers'),
    way('soapsteps', 'list', 'steps'),
    way('soaptimes', 'list', 'times'),
    ...(isClosed(knowledge, now) ? [] : [button(say, 'rehearse', 'start', 'rehearse.button.start')]),
    ...(isOn ? [mode] : []),
  ];
}

export function timetable(context: Context): Reply {
  const week = weekOf(context);
  if (!week) throw new Refused('soap.no_calendar');
  return [timetablePart(week.season, viewOf(context))];
}
