/** CPU time in milliseconds that `work` takes: the least of three tries of at least a few milliseconds each. */
async function cost(work: () => unknown): Promise<number> {
  await work();
  let rounds = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3; ) {
    const before = process.threadCpuUsage();
    for (let round = 0; round < rounds; round += 1) await work();
    const { user, system } = process.threadCpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms < 4) {
      rounds *= 4;
      continue;
    }
    least = Math.min(least, ms / rounds);
    tries += 1;
  }
  return least;
}

const CLEARLY_LINEAR = 12;

/**
 * How many times more work an eight times longer text takes: about 8 if it is linear, 64 if it is quadratic. It is a
 * ratio of two measurements from one run, so the speed of the machine does not matter.
 */
export async function growth(
  make: (length: number) => string,
  read: (text: string) => unknown,
  length: number,
) {
  const [short, long] = [make(length), make(length * 8)];
  let least = Number.POSITIVE_INFINITY;
  // Linear work may look worse for once, when memory is tidied up in the midst of it; quadratic work never looks better.
  for (let round = 0; round < 3 && least > CLEARLY_LINEAR; round += 1) {
    const small = await cost(() => read(short));
    least = Math.min(least, (await cost(() => read(long))) / small);
  }
  return least;
}

/** Texts that make careless patterns backtrack. */
export const SHAPES: readonly (readonly [string, (length: number) => string])[] = [
  ['one letter', (length) => 'a'.repeat(length)],
  ['spaces', (length) => `x${' '.repeat(length)}x`],
  ['lines', (length) => '\n'.repeat(length)],
  ['digits', (length) => '1'.repeat(length)],
  ['the first words of a danger', (length) => 'i want to '.repeat(length / 10)],
  ['patients', (length) => 'patient who '.repeat(length / 12)],
  ['an unfilled list in one line', (length) => 'unfilled hospital 1 '.repeat(length / 20)],
  ['brackets and marks', (length) => '([{*_~`'.repeat(length / 7)],
  ['half a command', (length) => `/remind@${'a'.repeat(length)}`],
  ['times', (length) => 'at 9 in 2 every '.repeat(length / 16)],
  ['the words between a time and a task', (length) => 'to '.repeat(length / 3)],
  ['ends of a time', (length) => 'to mail at '.repeat(length / 11)],
  ['accents', (length) => 'e\u0301'.repeat(length / 2)],
];
