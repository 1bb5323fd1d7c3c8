import type { Temporal } from 'temporal-polyfill';
import { button } from '#core/button.ts';
import { quietNote, sayMoment, sourcePart } from '#core/gate/verdict-parts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Season } from '#core/knowledge/season.ts';
import { type Citation, cite } from '#core/knowledge/source.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Offer, type Service, type Soap, serviceSchema, type Target } from '#core/record/soap.ts';
import { pauseEnd } from '#core/reminders/wake.ts';
import { type Button, type Line, type Part, type Reply, words } from '#core/reply.ts';
import { isProvisional, startOf } from '#core/season/season.ts';
import { offerEnds, offersIn, sentIn } from '#core/soap/log.ts';
import { edgesOf, type Week } from '#core/soap/week.ts';
import type { Say } from '#core/text.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What every page of SOAP week is drawn from. */
export interface View {
  readonly person: Pick<Applicant, 'settings' | 'profile' | 'soap' | 'people'>;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly say: Say;
}

/** A duration as people say it: minutes, hours and minutes, or days from two on. */
export function leftWords(from: Temporal.Instant, to: Temporal.Instant, say: Say): string {
  const minutes = Math.max(0, Math.ceil((to.epochMilliseconds - from.epochMilliseconds) / 60_000));
  if (minutes < 60) return say.plain('soap.left.minutes', { count: minutes });
  if (minutes < 48 * 60)
    return say.plain('soap.left.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return say.plain('soap.left.days', { count: Math.floor(minutes / (24 * 60)) });
}

/** Now, next, the time left, and what to do this hour. */
export function weekParts(week: Week, view: View): readonly Part[] {
  const { person, knowledge, now, say } = view;
  const { season, phase, round, next } = week;
  const zone = zoneOf(person.settings);
  const guide = knowledge.soap.phases[phase];
  const parts: Part[] = [];
  if (phase === 'before') parts.push(...outsideParts(season, view));
  else parts.push(say.text('soap.now', { phase: say.plain(`soap.phase.${phase}`, { number: round ?? '' }) }));
  if (next) {
    const key = next.round === null ? next.event : `round_${next.edge}`;
    const event = say.plain(`soap.edge.${key}`, { number: next.round ?? '' });
    const when = sayMoment(next.at, next.provisional, zone, now, say);
    parts.push(say.text('soap.next', { event, when, left: leftWords(now, next.at, say) }));
  } else parts.push(say.text('soap.no_next'));
  if (person.settings.zone === null) parts.push(say.text('soap.in_utc'));
  if (person.settings.paused || pauseEnd(person.settings, now)) parts.push(say.text('soap.paused'));
  const title = say.line(phase === 'before' ? 'soap.todo_before' : 'soap.todo');
  parts.push({ kind: 'list', title, ordered: false, items: guide.todo.map(words) });
  if (phase !== 'before') parts.push(countPart(season, view));
  return [...parts, ...quietNote(person, knowledge, now, say), from(guide.source, view)];
}

function outsideParts(season: Season, { person, knowledge, now, say }: View): readonly Part[] {
  const event = season.events.match_status;
  const zone = zoneOf(person.settings);
  const monday = sayMoment(startOf(season, 'match_status'), isProvisional(event), zone, now, say);
  return [
    say.text('soap.outside', { monday }),
    say.text(isProvisional(event) ? 'soap.dates_provisional' : 'soap.dates_confirmed'),
    sourcePart({ source: cite(knowledge.sources, event.source) }, say),
  ];
}

function from(source: Citation, { knowledge, say }: View): Part {
  return sourcePart({ source: cite(knowledge.sources, source) }, say);
}

function countPart(season: Season, { person, knowledge, say }: View): Part {
  const counts = usedServices(person.soap, season)
    .map((service) => say.plain('soap.count_of', countOf(person.soap, service, season, say)))
    .join(', ');
  const limit = knowledge.gate.applications;
  return say.text('soap.count', { counts: counts === '' ? say.plain('soap.none_sent') : counts, limit });
}

function countOf(soap: Soap, service: Service, season: Season, say: Say) {
  return { service: say.plain(`soap.service.${service}`), count: sentIn(soap, service, season) };
}

/** The services in which someone has counted applications in one season. */
export function usedServices(soap: Soap, season: Season): readonly Service[] {
  return serviceSchema.options.filter((service) => sentIn(soap, service, season) > 0);
}

/** Every transition in the week, with its time in the person's zone. */
export function timetablePart(season: Season, { person, now, say }: View): Part {
  const zone = zoneOf(person.settings);
  const items = edgesOf(season).map((edge): Line => {
    const key = edge.round === null ? edge.event : `round_${edge.edge}`;
    const event = say.plain(`soap.edge.${key}`, { number: edge.round ?? '' });
    return words(`${sayMoment(edge.at, edge.provisional, zone, now, say)}: ${event}`);
  });
  return { kind: 'list', title: say.line('soap.timetable'), ordered: false, items };
}

/** What to get ready, with ticks, and a button for each item. */
export function readyParts(view: View): Reply {
  const { person, knowledge, say } = view;
  const { ready } = knowledge.soap;
  const done = new Set(person.soap.done);
  return [
    {
      kind: 'checklist',
      title: say.line('soap.ready.title'),
      items: ready.map(({ id, says }, index) => ({
        done: done.has(id),
        line: words(`${index + 1}. ${says}`),
      })),
    },
    say.text('soap.ready.note'),
    {
      kind: 'buttons',
      buttons: [
        ...ready.map(
          ({ id }, index): Button =>
            button(say, 'soaptick', id, 'soap.button.tick', { values: { number: index + 1 } }),
        ),
        homeButton(view),
      ],
    },
  ];
}

export function homeButton({ say }: Pick<View, 'say'>): Button {
  return button(say, 'soap', 'now', 'soap.button.open');
}

/** The article's steps, corrected where the rules say otherwise; those for this hour are marked. */
export function stepsParts(week: Week | null, view: View): Reply {
  const { knowledge, say } = view;
  const items = knowledge.soap.steps.map(({ title, how, phase }) =>
    say.line(phase === week?.phase ? 'soap.steps.here' : 'soap.steps.line', { title, how }),
  );
  return [
    { kind: 'list', title: say.line('soap.steps.title'), ordered: true, items },
    say.text('soap.steps.note'),
    { kind: 'buttons', buttons: [homeButton(view)] },
  ];
}

/** This many targets get buttons of their own; the others follow once some are removed. */
const TARGET_BUTTONS = 5;

/** The person's own targets in their private order, counted against the limit. */
export function targetsParts(view: View): Reply {
  const { person, knowledge, say } = view;
  const targets = ordered(person.soap);
  const { clusters, priority } = knowledge.soap;
  const limit = knowledge.gate.applications;
  const own = person.profile.priority;
  const parts: Part[] = [
    own ? say.text('soap.priority.is', { says: priority[own] }) : say.text('soap.priority.unset'),
    {
      kind: 'list',
      title: say.line('soap.targets.clusters'),
      ordered: false,
      items: (['a', 'b', 'c'] as const).map((cluster) =>
        say.line('soap.targets.cluster', {
          name: say.plain(`soap.cluster.${cluster}`),
          meaning: clusters[cluster],
          count: targets.filter((target) => target.cluster === cluster).length,
        }),
      ),
    },
  ];
  if (targets.length === 0) parts.push(say.text('soap.targets.none'));
  else {
    const items = targets.map((target) => say.line('soap.targets.line', targetWords(target, say)));
    parts.push(
      { kind: 'list', title: say.line('soap.targets.title'), ordered: true, items },
      say.text('soap.targets.limit', { count: targets.length, limit }),
      say.text('soap.targets.order'),
    );
  }
  for (const service of serviceSchema.options) {
    if (targets.filter((target) => target.service === service).length > limit)
      parts.push(say.text('soap.targets.over', { limit, service: say.plain(`soap.service.${service}`) }));
  }
  return [...parts, from(clusters.source, view), { kind: 'buttons', buttons: targetButtons(targets, view) }];
}

function targetButtons(targets: readonly Target[], view: View): readonly Button[] {
  const { say } = view;
  const of =
    (verb: string, key: string) =>
    (target: Target, index: number): Button => ({
      verb,
      id: target.id,
      label: say.plain(`soap.button.${key}`, { number: index + 1 }),
    });
  const shown = targets.slice(0, TARGET_BUTTONS);
  return [
    button(say, 'soapadd', 'target', 'soap.button.add', { style: 'main' }),
    button(say, 'soapadd', 'priority', 'soap.button.priority'),
    ...shown.map(of('soapfirst', 'first')).slice(1),
    ...shown.map(of('soapremove', 'remove')),
    homeButton(view),
  ];
}

function targetWords({ program, cluster, service }: Target, say: Say) {
  return {
    program,
    cluster: say.plain(`soap.cluster.${cluster}`),
    service: say.plain(`soap.service.${service}`),
  };
}

/** Targets, with the one they would take first on top. */
export function ordered({ targets, order }: Soap): readonly Target[] {
  const rank = ({ id }: Target): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return targets.toSorted((a, b) => rank(a) - rank(b));
}

/** The person's offers with their clocks, and what to do when one comes, when none does, and afterwards. */
export function offersParts(season: Season | null, view: View): Reply {
  const { person, knowledge, now, say } = view;
  const { offers } = knowledge.soap;
  const own = season ? offersIn(person.soap, null, season) : [];
  const parts: Part[] = [];
  if (season && own.length > 0) {
    const zone = zoneOf(person.settings);
    const items = own.map((offer) => {
      const ends = offerEnds(offer, season);
      const until = ends ? sayMoment(ends, false, zone, now, say) : '';
      return say.line(`soap.offer.state.${offer.state}`, { program: offer.program, ends: until });
    });
    parts.push({ kind: 'list', title: say.line('soap.offer.yours'), ordered: false, items });
  }
  const list = (key: string, items: readonly string[]): Part => ({
    kind: 'list',
    title: say.line(`soap.offer.${key}`),
    ordered: false,
    items: items.map(words),
  });
  parts.push(list('title', offers.arrives), list('none', offers.none), list('over', offers.over));
  const isTaken = own.some(({ state }) => state === 'accepted');
  const answers = isTaken ? [] : own.slice(-TARGET_BUTTONS).flatMap((offer) => offerButtons(offer, say));
  return [...parts, from(offers.source, view), { kind: 'buttons', buttons: [...answers, homeButton(view)] }];
}

/** What a person can say about an offer; one that expired here may still have been accepted in time. */
function offerButtons({ id, program, state }: Offer, say: Say): readonly Button[] {
  const accept: Button = {
    verb: 'soapaccept',
    id,
    label: say.plain('soap.button.accept', { program }),
    ...(state === 'open' ? { style: 'main' } : {}),
  };
  if (state === 'expired') return [accept];
  if (state !== 'open') return [];
  return [accept, button(say, 'soapdecline', id, 'soap.button.decline', { values: { program } })];
}
