import { kept } from '#app/kept.ts';

// Says what is kept under a name of a file, and whether it had to be worked out: for `kept.test.ts`.
const [, , name = '', source = '', value = ''] = process.argv;
let worked = 0;
const work = async (): Promise<ReadonlyMap<string, string>> => {
  worked += 1;
  if (value === 'fail') throw new Error('no value');
  return new Map([['value', value]]);
};
const results: (string | undefined)[] = [];
for (let times = 1; times <= 2; times += 1)
  results.push((await kept(name, [source], work).catch(() => null))?.get('value'));
process.stdout.write(JSON.stringify({ worked, results }));
