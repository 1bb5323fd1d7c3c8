import type { Verb } from '#app/adviser/verb.ts';
import { loadExamples, loadKnowledge } from '#app/knowledge.ts';
import { tryExample } from '#core/assessment/example.ts';

/** Asks the adviser about every worked example; not well when one comes out otherwise than it says. */
export const worked: Verb = {
  usage: 'worked',
  run: async (_, { dir }) => {
    const [knowledge, examples] = await Promise.all([loadKnowledge(dir), loadExamples(dir)]);
    const values = examples.map((example) => {
      const problems = tryExample(example, knowledge);
      const { id, who, at, because } = example;
      return { id, ok: problems.length === 0, who, at, path: example.expect.path, because, problems };
    });
    return { lines: values.map((value) => JSON.stringify(value)), ok: values.every(({ ok }) => ok) };
  },
};
