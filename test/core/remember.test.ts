import { expect, test } from 'vitest';
import { remember } from '#core/remember.ts';

test('runs once for the same arguments, again for others, and separately for each object', () => {
  let count = 0;
  const add = remember((one: { readonly value: number }, more: number): number => {
    count += 1;
    return one.value + more;
  });
  const [two, five] = [{ value: 2 }, { value: 5 }];
  expect([add(two, 1), add(five, 1), add(two, 1), add(five, 1)]).toEqual([3, 6, 3, 6]);
  expect(count).toBe(2);
  expect([add(two, 2), add(two, 1)]).toEqual([4, 3]);
  expect(count).toBe(4);
});
