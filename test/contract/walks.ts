import { expect } from 'vitest';
import { solid } from '../core/assessment/people.ts';
import { typicalOf } from './assess.ts';
import type { Seen } from './driver.ts';
import { type House, walkForm } from './house.ts';

/** Someone who walks through the whole assessment. Returns what is seen at its end. */
export async function assessed({ driver, clock }: House, user: string): Promise<Seen> {
  await driver.command(user, 'start');
  const question = await driver.press(user, 'assess:now');
  return (await walkForm(driver, user, question, typicalOf(clock()))).seen;
}

/** Someone with a plan. Returns the plan. */
export async function planned({ driver, enter }: House, user: string): Promise<Seen> {
  await enter(user, solid, { zone: 'Asia/Karachi' });
  return driver.command(user, 'plan');
}

/** Makes the next reminder come now and returns it. */
export async function reminded(house: House, user: string): Promise<Seen> {
  const arrival = house.driver.arrives(user);
  expect(await house.app.agenda.bringForward(await house.known(user))).toBe(true);
  return arrival;
}
