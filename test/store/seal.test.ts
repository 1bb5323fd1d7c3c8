import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DamagedValueError, newKey, open, type Purpose, seal, WrongKeyError } from '#store/seal.ts';

const purpose: Purpose = ['record', 'person', 7];
const bytes = fc.uint8Array({ maxLength: 300 });

test('what was sealed is opened again, and never sealed twice alike', () => {
  const key = newKey();
  fc.assert(
    fc.property(bytes, (plain) => {
      const sealed = seal(key, purpose, plain);
      expect(open(key, purpose, sealed)).toEqual(Buffer.from(plain));
      expect(seal(key, purpose, plain)).not.toEqual(sealed);
    }),
  );
});

test('a sealed value shows nothing of the text', () => {
  const plain = Buffer.from('failed Step 2 CK in 2025');
  expect(seal(newKey(), purpose, plain).includes('Step 2')).toBe(false);
});

test('any changed bit of any byte is noticed: format, key mark, nonce, text, tag', () => {
  const key = newKey();
  const sealed = seal(key, purpose, Buffer.from('a record of forty characters, or nearly'));
  for (let at = 0; at < sealed.length; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
      const isMark = at >= 1 && at <= 8;
      expect(() => open(key, purpose, changed)).toThrow(isMark ? WrongKeyError : DamagedValueError);
    }
});

test('any cut or added byte is noticed', () => {
  const key = newKey();
  const sealed = seal(key, purpose, Buffer.from('text'));
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => open(key, purpose, sealed.subarray(0, length))).toThrow(DamagedValueError);
  expect(() => open(key, purpose, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(DamagedValueError);
});

test('a value opens only with its own key', () => {
  const sealed = seal(newKey(), purpose, Buffer.from('text'));
  expect(() => open(newKey(), purpose, sealed)).toThrow(WrongKeyError);
});

const elsewhere: readonly Purpose[] = [
  ['record', 'another', 7],
  ['record', 'person', 8],
  ['record', 'person'],
  ['session', 'person', 7],
  ['record', 'person,7'],
];
test.each(elsewhere.map((place) => ({ place })))(
  'a value opens only in its own place, not in $place',
  ({ place }) => {
    const key = newKey();
    const sealed = seal(key, purpose, Buffer.from('text'));
    expect(() => open(key, place, sealed)).toThrow(DamagedValueError);
  },
);
