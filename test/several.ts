import { dateIn, START } from './clock.ts';
import { dayRuns, twoOf } from './days.ts';
import { deepRun, shallowRun } from './deep.ts';
import { closeRuns, type Run } from './runs.ts';

/**
 * Runs the tests more than once, and ends with one closing line for everything:
 * `days` runs what depends on the date on every hard day, or on those whose titles contain one of the words given;
 * `deep` runs the tests that draw at random or take long, ten times as deep as `npm test`;
 * `all` is what CI runs: every test once, those of the deep run in it, and the tests that depend on the date on two of the hard days.
 */
const [which, ...words] = process.argv.slice(2);
await closeRuns(await runsOf(which));

async function runsOf(name: string | undefined): Promise<readonly Run[]> {
  const days = await dayRuns();
  switch (name) {
    case 'days':
      return words.length === 0
        ? days
        : days.filter(({ title }) => words.some((word) => title.includes(word)));
    case 'deep':
      return [deepRun()];
    case 'all':
      return [shallowRun(), deepRun(), ...twoOf(days, dateIn(START, 'UTC'))];
    default:
      throw new Error('usage: node test/several.ts days [WORD …] | deep | all');
  }
}
