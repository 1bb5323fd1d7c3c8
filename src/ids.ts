import { randomBytes } from 'node:crypto';

/** A new unguessable id of 13 base-36 characters that starts with a letter (62 random bits). */
export function newId(): string {
  const letter = 'abcdefghijklmnopqrstuvwxyz'[randomBytes(1).readUInt8() % 26];
  return `${letter}${(randomBytes(8).readBigUInt64LE() % 36n ** 12n).toString(36).padStart(12, '0')}`;
}
