import { Queue, Worker } from 'bullmq';
import { type Reply, words } from '#core/reply.ts';
import { isQuick, openHouse, reminder, tell } from './house.ts';

/** As many at a time as one of our delivery workers sends. */
const CONCURRENCY = 20;
const COUNT = isQuick ? 1000 : 10_000;
/** The better of two runs each, taken in turn, so that the machine's other work affects both. */
const RUNS = 2;

const house = await openHouse(false);
const ours: number[] = [];
const bare: number[] = [];
house.startWorkers();
for (let run = 0; run < RUNS; run += 1) {
  ours.push(await pipeline());
  bare.push(await baseline());
}
await house.stop();
const [best, bestBare] = [Math.max(...ours), Math.max(...bare)];
tell({
  what: `pipeline: ${COUNT} reminders, alarm to marked`,
  ours: `${best.toFixed(0)} a second`,
  against: `bare BullMQ, one call a job: ${bestBare.toFixed(0)} a second`,
  ratio: best / bestBare,
  target: 'at least 0.5',
  isMet: best / bestBare >= 0.5,
});

async function pipeline(): Promise<number> {
  await house.pause();
  await house.crowd(COUNT, 'telegram', () => [reminder('2026-01-01T09:00')]);
  const began = performance.now();
  await house.resume();
  await house.idle();
  return rate(began);
}

async function baseline(): Promise<number> {
  const prefix = '{bench}';
  const queue = new Queue('bare', { connection: house.redis, prefix });
  await queue.pause();
  const options = { removeOnComplete: true, removeOnFail: true };
  const jobs = Array.from({ length: COUNT }, () => ({ name: 'bare', data: { person: 'x' }, opts: options }));
  await queue.addBulk(jobs);
  const reply: Reply = [{ kind: 'text', body: [{ type: 'paragraph', children: [...words('bare')] }] }];
  let sent = 0;
  const done = Promise.withResolvers<void>();
  const send = () => house.telegram.send({ user: '1', address: '1' }, reply, `bare${Math.random()}`);
  const worker = new Worker('bare', send, { connection: house.connection, prefix, concurrency: CONCURRENCY });
  worker.on('completed', () => {
    sent += 1;
    if (sent === COUNT) done.resolve();
  });
  await worker.waitUntilReady();
  const began = performance.now();
  await queue.resume();
  await done.promise;
  const result = rate(began);
  await worker.close();
  await queue.close();
  return result;
}

/** Also checks that nothing was lost or repeated: a fast pipeline that loses messages is worth nothing. */
async function rate(began: number): Promise<number> {
  const seconds = (performance.now() - began) / 1000;
  const { texts } = await house.stats();
  if (texts.length !== COUNT) throw new Error(`${texts.length} messages instead of ${COUNT}`);
  return COUNT / seconds;
}
