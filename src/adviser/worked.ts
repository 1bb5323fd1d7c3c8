import { tryExample, tryPlan } from '#app/adviser/example.ts';
import type { Verb } from '#app/adviser/verb.ts';

/** Asks the adviser about every worked example; not well when one comes out otherwise than it says. */
export const worked: Verb = {
  usage: 'worked',
  takes: [],
  wants: 'no file',
  run: (_, __, { knowledge, examples }) => {
    const values = examples.map((example) => {
      const problems = [...tryExample(example, knowledge), ...tryPlan(example, knowledge)];
      const { id, who, at, because } = example;
      return { id, ok: problems.length === 0, who, at, path: example.expect.path, because, problems };
    });
    return { kind: 'many', values, ok: values.every(({ ok }) => ok) };
  },
};
