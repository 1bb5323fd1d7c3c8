import type { Context } from '#bots/chat/context.ts';
import { heaviestFirst, type Judged } from '#core/assessment/assess.ts';
import { type RowState, scorecard } from '#core/pictures/scorecard.ts';
import type { Reply } from '#core/reply.ts';

const STATES = [
  ['failed', false],
  ['unknown', null],
  ['held', true],
] as const satisfies readonly (readonly [RowState, boolean | null])[];

/** The criteria at a glance; nothing if the picture is not ready in time. */
export function picturePart(
  { say, picture }: Context,
  judged: readonly Judged[],
  tone: string,
  borderline: boolean,
): Promise<Reply> {
  const title = say.plain('assess.picture.title');
  const path = say.plain(`assess.picture.path.${tone}`);
  const groups = STATES.flatMap(([state, holds]) => {
    const rows = heaviestFirst(judged)
      .filter((one) => one.holds === holds)
      .map(({ criterion }) => ({ state, label: holds === false ? criterion.missing : criterion.label }));
    return rows.length === 0 ? [] : [{ heading: say.plain(`assess.criteria.${state}`), rows }];
  });
  return picture('scorecard.png', `${title}: ${path}`, (ruler) =>
    scorecard({ title, path, borderline, groups, note: say.plain('assess.picture.note') }, say, ruler),
  );
}
