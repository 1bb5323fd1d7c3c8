import type { Chance } from './harness/chance.ts';
import type { Fault } from './harness/fault.ts';
import { type House, SPREAD_MS } from './harness/house.ts';
import { type Answer, calm, type Request } from './harness/wire.ts';

/** The platforms refuse everything for a while, then every other request. */
async function storm(
  { start, plan, wire }: House,
  chance: Chance,
  refusal: (request: Request) => Answer,
): Promise<void> {
  await start();
  const rage = async (): Promise<void> => {
    await chance.within(SPREAD_MS / 2);
    wire.fate = async (request) => refusal(request);
    await chance.within(SPREAD_MS);
    wire.fate = async (request, pass) => (chance.between(0, 2) < 1 ? refusal(request) : pass());
    await chance.within(SPREAD_MS);
    wire.fate = calm;
  };
  await Promise.all([plan(8), rage()]);
}

const json = (status: number, body: object): Answer => {
  return { status, type: 'application/json', body: Buffer.from(JSON.stringify(body)) };
};

export const tooManyRequests: Fault = {
  name: 'a storm of 429',
  mayRepeat: false,
  happen: (house, chance) =>
    storm(house, chance, ({ platform }) => {
      const seconds = Math.ceil(chance.between(0, 2));
      const description = `Too Many Requests: retry after ${seconds}`;
      if (platform === 'discord')
        return json(429, { message: 'You are being rate limited.', retry_after: seconds, global: true });
      return json(429, { ok: false, error_code: 429, description, parameters: { retry_after: seconds } });
    }),
};

export const serverErrors: Fault = {
  name: 'a storm of 5xx',
  mayRepeat: false,
  happen: (house, chance) =>
    storm(house, chance, () => {
      const status = chance.pick([500, 502, 503, 504]);
      return { status, type: 'text/html', body: Buffer.from('<html>Bad Gateway</html>') };
    }),
};
