import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';
import { calm } from './harness/wire.ts';

/** Connections break in the middle of a request, before the platform has it or before its answer is there. */
export const networkCut: Fault = {
  name: 'network to a platform cut mid-request',
  mayRepeat: true,
  async happen({ start, plan, wire }, chance) {
    await start();
    const cutAll = async (): Promise<void> => {
      await chance.within(SPREAD_MS / 2);
      wire.fate = async (_, pass) => {
        if (chance.between(0, 2) < 1) await pass();
        return null;
      };
      await chance.within(SPREAD_MS);
      wire.fate = calm;
    };
    await Promise.all([plan(8), cutAll()]);
  },
};
