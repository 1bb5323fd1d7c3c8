import { tryExample, tryPlan } from '#app/adviser/example.ts';
import type { Verb } from '#app/adviser/verb.ts';

/** Runs the adviser on every worked example. The check fails if one comes out differently from what it says. */
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
