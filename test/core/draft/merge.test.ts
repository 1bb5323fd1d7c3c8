import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merge, takeFresh } from '#core/draft/merge.ts';
import { cases } from '../../depth.ts';

const BASE = 'I failed Step 2 CK once. I will retake it on January 12, 2027. Thank you for your time.';

test('an edit stays, and a new fact elsewhere is taken over', () => {
  const mine = BASE.replace('Thank you for your time.', 'I thank you and your team.');
  const fresh = BASE.replace('January 12', 'February 9');
  expect(merge(mine, BASE, fresh)).toEqual({
    text: 'I failed Step 2 CK once. I will retake it on February 9, 2027. I thank you and your team.',
    conflicts: [],
  });
});

test('where both changed the same words the person’s stay, and the conflict is named with its place', () => {
  const mine = BASE.replace('on January 12, 2027', 'in the winter');
  const fresh = BASE.replace('January 12', 'February 9');
  const merged = merge(mine, BASE, fresh);
  expect(merged.text).toBe(mine);
  expect(merged.conflicts).toHaveLength(1);
  const [conflict] = merged.conflicts;
  expect(merged.text.slice(conflict?.from, conflict?.to)).toBe(conflict?.mine);
  expect(conflict?.mine).toContain('in the winter.');
  expect(conflict?.base).toContain('January 12, 2027.');
  expect(conflict?.fresh).toContain('February 9, 2027.');
  expect(takeFresh(merged, 0)).toEqual({ text: fresh, conflicts: [] });
});

test('a paragraph that the person struck out does not come back', () => {
  const base = 'Dear Dr. Lee,\n\nI failed Step 1.\n\nThank you.\n\nSincerely,\nSam';
  const mine = 'Dear Dr. Lee,\n\nThank you.\n\nSincerely,\nSam';
  const fresh = base.replace('Sam', 'Sam Rivera, MD');
  expect(merge(mine, base, fresh).text).toBe('Dear Dr. Lee,\n\nThank you.\n\nSincerely,\nSam Rivera, MD');
});

const text = fc
  .array(fc.constantFrom('I', 'failed', 'passed', '2026.', 'Dr.', 'the', 'exam'), { maxLength: 12 })
  .map((words) => words.join(' '));

test('what only one side changed is that side', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      expect(merge(other, base, base)).toEqual({ text: other, conflicts: [] });
      expect(merge(base, base, other)).toEqual({ text: other, conflicts: [] });
      expect(merge(other, base, other)).toEqual({ text: other, conflicts: [] });
    }),
    cases(200),
  );
});

test('each conflict lies where it says, whatever was changed', () => {
  fc.assert(
    fc.property(text, text, text, (mine, base, fresh) => {
      const merged = merge(mine, base, fresh);
      for (const { from, to, mine: own } of merged.conflicts) expect(merged.text.slice(from, to)).toBe(own);
      const settled = merged.conflicts.reduce<typeof merged>((each) => takeFresh(each, 0), merged);
      expect(settled.conflicts).toEqual([]);
    }),
    cases(200),
  );
});
