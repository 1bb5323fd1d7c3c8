import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A value was sealed by another key than the one at hand. Nothing was changed. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';
}

/** A value is not what was sealed: cut, changed, or put in another's place. Nothing was changed. */
export class DamagedValueError extends Error {
  override readonly name = 'DamagedValueError';
}

/** What a value is and whose: sealed with it and asked for again when it is opened, so that no value can stand in for another. */
export type Purpose = readonly [
  purpose: 'record' | 'session' | 'data key' | 'check',
  ...of: (string | number)[],
];

export const KEY_BYTES = 32;

/** Layout of a sealed value: format, mark of the key, nonce, ciphertext, tag. */
const FORMAT = 1;
const MARK_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + MARK_BYTES + NONCE_BYTES;

export function newKey(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

/** Seals bytes with AES-256-GCM under a fresh nonce (NIST SP 800-38D). `key` has 32 bytes. */
export function seal(key: Uint8Array, purpose: Purpose, plain: Uint8Array): Buffer {
  const head = Buffer.concat([Buffer.of(FORMAT), mark(key), randomBytes(NONCE_BYTES)]);
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(head), { authTagLength: TAG_BYTES });
  cipher.setAAD(extra(head, purpose));
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made. @throws {WrongKeyError | DamagedValueError} */
export function open(key: Uint8Array, purpose: Purpose, sealed: Buffer): Buffer {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw damaged(purpose);
  const head = sealed.subarray(0, HEAD_BYTES);
  if (!timingSafeEqual(head.subarray(1, 1 + MARK_BYTES), mark(key)))
    throw new WrongKeyError(`the ${purpose[0]} was sealed by another key`);

  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(head), { authTagLength: TAG_BYTES });
  decipher.setAAD(extra(head, purpose));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw damaged(purpose);
  }
}

function damaged(purpose: Purpose): DamagedValueError {
  return new DamagedValueError(`the ${purpose[0]} is damaged or not in its place`);
}

function nonceOf(head: Buffer): Buffer {
  return head.subarray(-NONCE_BYTES);
}

/** A public mark that tells keys apart and says nothing about them. */
function mark(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('rematch key mark').digest().subarray(0, MARK_BYTES);
}

function extra(head: Buffer, purpose: Purpose): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify(purpose))]);
}
