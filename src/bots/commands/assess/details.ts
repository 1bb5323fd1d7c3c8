import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import {
  type Detail,
  findingCard,
  openCard,
  showDetail,
  sourceLink,
  stacked,
} from '#bots/commands/assess/cards.ts';
import { pivots } from '#bots/commands/assess/stop-line.ts';
import { assessed, factsNow, mark } from '#bots/commands/assess/verdict.ts';
import { criteriaOf, eligibilityRulesOf, heaviestFirst, type Judged } from '#core/assessment/assess.ts';
import { progress } from '#core/assessment/progress.ts';
import { type Way, whatTheYearBuys, whatWouldChange } from '#core/assessment/what-would-change.ts';
import { button } from '#core/button.ts';
import { cite } from '#core/knowledge/source.ts';
import { readings } from '#core/reading/readings.ts';
import type { ChosenField, Readings } from '#core/reading/shapes.ts';
import type { Button, Line, Reply } from '#core/reply.ts';

/** Every detail of a verdict, by the name on its button; null if this person does not have it. */
const DETAILS: Readonly<Record<string, (context: Context) => Detail | null>> = {
  reasons: (context) => reasons(context, [false, null]),
  holds: (context) => reasons(context, [true]),
  change,
  eligible,
  autopsy: (context) => autopsy(context, read(context).autopsy),
  pillars: (context) => pillars(context, read(context).pillars),
  eye: (context) => programsEye(context, read(context).programsEye),
  story: (context) => story(context, read(context).coherence),
  fields: (context) => realism(context, read(context).realism),
  progress: moved,
  // The stop line has more roads than fit into one message.
  pivots: (context) => (assessed(context).assessment.path === 'pivot_career' ? pivots(context) : null),
};
/** The details that the list offers, in its order. */
const OFFERED = ['eligible', 'pillars', 'story', 'fields', 'autopsy', 'eye', 'progress'] as const;

/** The list of details that this person has. */
export function details(context: Context): Reply {
  const { say } = context;
  const offered = OFFERED.filter((id) => DETAILS[id]?.(context));
  const buttons = offered.map((id): Button => ({ ...detailButton(context, id), verb: 'detail' }));
  const facts: Button = button(say, 'facts', 'now', 'assess.button.facts');
  return [say.text('assess.details'), { kind: 'buttons', buttons: [...buttons, facts] }];
}

/** One page of one detail. `id`: its name and the page, `autopsy.0`. @throws {Refused} */
export function detail(context: Context, id: string): Reply {
  const [name = '', page = '0'] = id.split('.');
  const found = Object.hasOwn(DETAILS, name) ? DETAILS[name]?.(context) : null;
  if (!found) throw new Refused('chat.unknown_button');
  return showDetail(context, name, found, Number.parseInt(page, 10) || 0);
}

function detailButton({ say }: Context, id: string): Button {
  return button(say, 'detail', `${id}.0`, `assess.button.${id}`);
}

export function read(context: Context): Readings {
  return readings(assessed(context).person.profile, context.knowledge, context.now);
}

/** Criteria that came out in one of these ways, heaviest first, each with its source. */
function reasons(context: Context, ways: readonly Judged['holds'][]): Detail {
  const { say, knowledge } = context;
  const { person, assessment } = assessed(context);
  const isUs = person.profile.type === 'us_md' || person.profile.type === 'us_do';
  const judged = heaviestFirst(criteriaOf(assessment, knowledge, factsNow(context)));
  const cards = ways.flatMap((way) =>
    judged.filter(({ holds }) => holds === way).map((one) => criterionCard(context, one)),
  );
  const isHeld = ways.includes(true);
  return {
    title: say.plain(isHeld ? 'assess.criteria.held' : 'assess.criteria.against'),
    says: say.plain(isUs ? 'assess.criteria.us_note' : 'assess.criteria.note'),
    cards: cards.length > 0 ? cards : [say.line('assess.criteria.nothing')],
    buttons: [detailButton(context, isHeld ? 'reasons' : 'holds')],
  };
}

function criterionCard({ say, knowledge }: Context, { criterion, holds }: Judged): Line {
  const what = holds === false ? criterion.missing : criterion.label;
  const source = sourceLink(say, cite(knowledge.sources, criterion.source));
  const key = `assess.criteria.line_${mark(holds)}`;
  return criterion.note
    ? say.line(`${key}_note`, { what, note: criterion.note, source })
    : say.line(key, { what, source });
}

/** The smallest sets of changes that lead to a better verdict, found by trying them. */
function change(context: Context): Detail {
  const { say, knowledge, now } = context;
  const { person } = assessed(context);
  const ways = whatWouldChange(person.profile, knowledge, now);
  return {
    title: say.plain('assess.change.title'),
    says: say.plain(ways.length > 0 ? 'assess.change.says' : 'assess.change.none'),
    cards: [...ways.map((way, index) => wayCard(context, way, index + 1)), ...yearCard(context)],
  };
}

/** What the months of a hard path are good for, even if they alone do not change it. */
function yearCard(context: Context): readonly Line[] {
  const { say, knowledge, now } = context;
  const { person, assessment } = assessed(context);
  const year = assessment.path === 'delay' ? whatTheYearBuys(person.profile, knowledge, now) : null;
  if (!year) return [];
  const won = knowledge.assessment.criteria.filter(({ id }) => year.won.includes(id));
  const path = say.plain(`assess.change.to.${year.to}${year.borderline ? '_borderline' : ''}`);
  const head = say.line('assess.change.year', { count: year.months, path });
  return [
    stacked([head, ...won.map(({ label }) => say.line('assess.change.won', { what: label }))]),
    stacked(year.changes.map(({ what }) => say.line('assess.change.do', { what }))),
  ];
}

function wayCard({ say, knowledge }: Context, way: Way, number: number): Line {
  const path = say.plain(`assess.change.to.${way.to}${way.borderline ? '_borderline' : ''}`);
  const head = Number.isFinite(way.months)
    ? say.line('assess.change.way', { number, path, count: way.months })
    : say.line('assess.change.way_open', { number, path });
  const steps = way.changes.map(({ what, source }) =>
    say.line('assess.change.step', { what, source: sourceLink(say, cite(knowledge.sources, source)) }),
  );
  return stacked([head, ...steps]);
}

/** Every rule of eligibility that applies, what it says and what to do about it. */
function eligible(context: Context): Detail {
  const { say, knowledge } = context;
  const rules = eligibilityRulesOf(assessed(context).assessment, knowledge, factsNow(context));
  return {
    title: say.plain('assess.eligible.title'),
    says: say.plain(rules.length > 0 ? 'assess.eligible.says' : 'assess.eligible.nothing'),
    cards: rules.map(({ effect, label: what, rule, todo, source }) => {
      const values = { what, rule, source: sourceLink(say, cite(knowledge.sources, source)) };
      return todo
        ? say.line(`assess.eligible.${effect}_todo`, { ...values, todo })
        : say.line(`assess.eligible.${effect}`, values);
    }),
  };
}

function autopsy({ say }: Context, { title, says, parts }: Readings['autopsy']): Detail | null {
  if (parts.length === 0) return null;
  return {
    title,
    says,
    cards: parts.flatMap(({ findings, open }) => [
      ...findings.map((finding) => findingCard(say, finding)),
      ...open.map((one) => openCard(say, one)),
    ]),
    buttons: [button(say, 'autopsyfile', 'now', 'assess.button.file')],
  };
}

function pillars({ say }: Context, { title, order, pillars: three }: Readings['pillars']): Detail {
  return {
    title,
    says: order,
    cards: three.flatMap(({ title: name, state, findings, open }) => {
      const head = say.line(`assess.pillar.${state}`, { name });
      const cards = [
        ...findings.map((finding) => findingCard(say, finding)),
        ...open.map((one) => openCard(say, one)),
      ];
      // A heading is never left alone at the bottom of a message.
      return [stacked([head, ...cards.slice(0, 1)]), ...cards.slice(1)];
    }),
  };
}

function programsEye({ say }: Context, view: Readings['programsEye']): Detail | null {
  if (!view) return null;
  const modifiers = view.modifiers.filter(({ kind, state }) => kind === 'helps' || state !== 'has_not');
  return {
    title: view.title,
    says: view.says,
    cards: [
      ...view.risks.map((finding) => findingCard(say, finding)),
      ...modifiers.map(({ standing, title, says, do: todo, source }) => {
        const values = { standing, title, says, source: sourceLink(say, source) };
        return todo
          ? say.line('assess.eye.line_do', { ...values, todo })
          : say.line('assess.eye.line', values);
      }),
      ...view.contact.map((finding) => findingCard(say, finding)),
    ],
  };
}

function story({ say }: Context, { title, says, clashes }: Readings['coherence']): Detail {
  return {
    title,
    says,
    cards: clashes.map(({ title: name, facts: [one, other], says: reading, do: todo, source }) =>
      say.line('assess.clash', {
        title: name,
        one,
        other,
        says: reading,
        todo,
        source: sourceLink(say, source),
      }),
    ),
  };
}

function realism({ say }: Context, { title, says, groups, chosen, limits }: Readings['realism']): Detail {
  return {
    title,
    says,
    cards: [
      ...chosen.flatMap((field) => chosenCards(say, field)),
      ...groups.map(({ title: name, fields }) =>
        say.line('assess.field.group', { title: name, names: fields.map((field) => field.name).join(', ') }),
      ),
      ...limits.map((limit) => say.line('assess.field.limit', { limit })),
    ],
  };
}

function chosenCards(say: Context['say'], field: ChosenField): readonly Line[] {
  const { name, why, source, published, supply } = field;
  const head = say.line(field.isTarget ? 'assess.field.target' : 'assess.field.other', {
    name,
    why,
    source: sourceLink(say, source),
  });
  const figures =
    'none' in published
      ? say.line('assess.field.none', { says: published.none })
      : say.line('assess.field.figures', {
          says: [
            ...published.figures,
            ...published.position,
            ...(published.note ? [published.note] : []),
          ].join(' '),
          population: published.population,
          source: sourceLink(say, published.source),
        });
  if (!field.isTarget) return [head];
  return [
    head,
    figures,
    ...supply.map((one) =>
      say.line('assess.field.supply', { says: one.says, source: sourceLink(say, one.source) }),
    ),
  ];
}

/** What has changed since the previous assessment; null if there is only one. */
function moved(context: Context): Detail | null {
  const { say, knowledge } = context;
  const { person } = assessed(context);
  const [before, after] = person.assessments.slice(-2);
  if (!before || !after) return null;
  const { path, criteria, eligibility } = progress(before, after);
  const lines = criteria.flatMap(({ id, to }) => {
    const criterion = knowledge.assessment.criteria.find((one) => one.id === id);
    if (!criterion || to === 'absent') return [];
    const what = to === 'failed' ? criterion.missing : criterion.label;
    return [say.line(`assess.moved.${to}`, { what })];
  });
  const rules = (ids: readonly string[], key: string): readonly Line[] =>
    knowledge.assessment.eligibility
      .filter(({ id }) => ids.includes(id))
      .map(({ label }) => say.line(key, { what: label }));
  const paths = path
    ? [
        say.line('assess.moved.path', {
          from: say.plain(`assess.change.to.${path.from}`),
          to: say.plain(`assess.change.to.${path.to}`),
        }),
      ]
    : [];
  const cards = [
    ...paths,
    ...lines,
    ...rules(eligibility.come, 'assess.moved.come'),
    ...rules(eligibility.gone, 'assess.moved.gone'),
  ];
  return {
    title: say.plain('assess.moved.title', { date: before.at.slice(0, 10) }),
    says: say.plain(cards.length > 0 ? 'assess.moved.says' : 'assess.moved.nothing'),
    cards,
  };
}
