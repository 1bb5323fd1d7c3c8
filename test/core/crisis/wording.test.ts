import { describe, expect, test } from 'vitest';
import { readCrisis, readerFor } from '#core/crisis/crisis.ts';
import { crisisKnowledge } from './knowledge.ts';

const reader = readerFor(crisisKnowledge);

function meaningsOf(text: string): readonly string[] {
  return reader.read(text).flatMap(({ found, contexts }) => [...found.map(({ sign }) => sign), ...contexts]);
}

describe.each(crisisKnowledge.wording)('the wording of $language', ({ signs, contexts }) => {
  const entries = [
    ...signs.map(({ sign, ...rest }) => ({ ...rest, id: sign })),
    ...contexts.map(({ context, ...rest }) => ({ ...rest, id: context })),
  ];
  const taken = entries.flatMap(({ id, takes }) => takes.map((text) => ({ id, text })));
  const harmless = signs.flatMap(({ sign, leaves }) => leaves.map((text) => ({ sign, text })));
  const outside = contexts.flatMap(({ context, leaves }) => leaves.map((text) => ({ context, text })));

  test.each(taken)('$id takes: $text', ({ id, text }) => expect(meaningsOf(text)).toContain(id));
  test.each(harmless)('$sign is no danger in: $text', ({ text }) =>
    expect(readCrisis(text, crisisKnowledge).level).not.toBe('danger'),
  );
  test.each(outside)('$context is not found in: $text', ({ context, text }) =>
    expect(meaningsOf(text)).not.toContain(context),
  );
});

test('every sign and every context is worded in some language', () => {
  const worded = new Set(
    crisisKnowledge.wording.flatMap(({ signs, contexts }) => [
      ...signs.map(({ sign }) => sign),
      ...contexts.map(({ context }) => context),
    ]),
  );
  const { crisis } = crisisKnowledge;
  expect([...crisis.signs, ...crisis.contexts].map(({ id }) => id).filter((id) => !worded.has(id))).toEqual(
    [],
  );
});
