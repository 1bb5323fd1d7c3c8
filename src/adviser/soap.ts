import { inZone, readInstant, readZone } from '#app/adviser/input.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { cite } from '#core/knowledge/source.ts';
import { type Edge, edgesOf, momentsOf, weekAt } from '#core/soap/week.ts';

/** Says where in Match Week a moment is, what comes next, and the whole timetable with its sources. */
export const soap: Verb = {
  usage: 'soap [--at DATETIME] [--zone Z]',
  takes: [],
  wants: 'no file',
  run: (_, { at, zone }, { knowledge, now: today }) => {
    const where = readZone(zone);
    const now = readInstant(at, today, where);
    const week = weekAt(knowledge.seasons, now);
    if (!week) throw new InputError([`--at: no season file reaches as far as ${now}`]);
    const { season, phase, round, next } = week;
    const shown = (edge: Edge) => ({
      event: edge.event,
      edge: edge.edge,
      at: inZone(edge.at, where),
      provisional: edge.provisional,
      source: cite(knowledge.sources, season.events[edge.event].source),
    });
    const value = {
      now: inZone(now, where),
      year: season.year,
      phase,
      round,
      next: next && { ...shown(next), in_minutes: Math.ceil(now.until(next.at).total('minutes')) },
      todo: knowledge.soap.phases[phase].todo,
      timetable: edgesOf(season).map(shown),
      reminders: momentsOf(season, knowledge.soap.moments).map(({ rule, at: when }) => ({
        moment: rule.id,
        at: inZone(when, where),
        title: rule.title,
      })),
    };
    return { kind: 'one', value };
  },
};
