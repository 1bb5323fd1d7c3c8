import type { Fact } from '#core/draft/fact.ts';
import { type Topic, tellingsOf, type Words } from '#core/draft/tellings.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { examSchema } from '#core/record/profile.ts';

/** What the record itself says about a topic, and where. */
export interface Recorded extends Pick<Fact, 'paths'> {
  readonly topic: Topic;
  readonly value: string;
}

/** The same topics as in a text, as told by the record. */
export function recordedIn(grounds: Grounds, knowledge: Words): readonly Recorded[] {
  const { profile, practice, story, to } = grounds;
  const usMonths = profile.experience.flatMap((one, index) =>
    one.kind === 'hands_on' && one.place === 'us'
      ? [{ months: one.months, path: `profile.experience[${index}]` }]
      : [],
  );
  const fields = [
    ...(profile.target ? [{ id: profile.target, path: 'profile.target' }] : []),
    ...profile.acceptable.map((id, index) => ({ id, path: `profile.acceptable[${index}]` })),
    ...(to?.specialty ? [{ id: to.specialty, path: 'to.specialty' }] : []),
  ];
  return [
    ...examsIn(grounds),
    ...practice.map(({ score }, index) => recorded('practice', score, `practice[${index}]`)),
    ...(profile.graduated === null ? [] : [recorded('graduated', profile.graduated, 'profile.graduated')]),
    ...profile.cycles.flatMap(({ year }, index) =>
      year === null ? [] : [recorded('season', year, `profile.cycles[${index}]`)],
    ),
    ...fields.map(({ id, path }) => recorded('field', id, path)),
    ...(profile.usMonths === null ? [] : [recorded('us_months', profile.usMonths, 'profile.usMonths')]),
    ...(usMonths.length === 0
      ? []
      : [
          recorded(
            'us_months',
            usMonths.reduce((sum, { months }) => sum + months, 0),
            ...usMonths.map(({ path }) => path),
          ),
        ]),
    ...tellingsOf(`I failed. ${story.cause ?? ''}`, knowledge)
      .filter(({ topic }) => topic === 'cause')
      .map(({ value }) => recorded('cause', value, 'story.cause')),
  ];
}

function examsIn({ profile }: Grounds): readonly Recorded[] {
  return examSchema.options.flatMap((exam): readonly Recorded[] => {
    const mine = profile.exams.flatMap((one, index) =>
      one.exam === exam ? [{ ...one, path: `profile.exams[${index}]` }] : [],
    );
    const fails = mine.filter(({ outcome }) => outcome === 'fail');
    const isPassed = mine.some(({ outcome }) => outcome === 'pass');
    const open = isPassed ? [] : mine.filter(({ outcome }) => outcome !== 'pass');
    return [
      ...(fails.length === 0
        ? []
        : [recorded(`${exam}.fails`, fails.length, ...fails.map(({ path }) => path))]),
      ...open.map(({ path }) => recorded(`${exam}.state`, 'open', path)),
      ...mine.flatMap(({ outcome, on, score, path }): readonly Recorded[] => {
        const month = on?.slice(0, 'YYYY-MM'.length);
        if (outcome === 'fail' || outcome === 'pass') {
          const verb = outcome === 'fail' ? 'failed' : 'passed';
          return [
            ...(outcome === 'pass' ? [recorded(`${exam}.state`, 'passed', path)] : []),
            ...(month ? [recorded(`${exam}.${verb}_on`, month, path)] : []),
            ...(score === null ? [] : [recorded(`${exam}.${verb}_score`, score, path)]),
          ];
        }
        return month ? [recorded(`${exam}.retake_on`, month, path)] : [];
      }),
    ];
  });
}

function recorded(topic: Topic, value: string | number, ...paths: readonly string[]): Recorded {
  return { topic, value: String(value), paths };
}
