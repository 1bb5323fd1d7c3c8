import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** A value was sealed by another key than the one at hand. Nothing was changed. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';
}

/** A value is not what was sealed: cut, changed, or swapped with another. Nothing was changed. */
export class DamagedValueError extends Error {
  override readonly name = 'DamagedValueError';
}

/** What a value is and whose: sealed with it and checked when it is opened, so that values cannot be swapped. */
export type Purpose = readonly [
  purpose: 'record' | 'session' | 'paper' | 'community' | 'data key' | 'check',
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
  const { secret, mark } = prepared(key);
  const head = Buffer.concat([Buffer.of(FORMAT), mark, randomBytes(NONCE_BYTES)]);
  const cipher = createCipheriv('aes-256-gcm', secret, nonceOf(head), { authTagLength: TAG_BYTES });
  cipher.setAAD(extra(head, purpose));
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Whether this key sealed it, as far as the head says. */
export function sealedBy(key: Uint8Array, sealed: Buffer): boolean {
  return sealed.subarray(1, 1 + MARK_BYTES).equals(prepared(key).mark);
}

/** Opens what `seal` returned. @throws {WrongKeyError | DamagedValueError} */
export function open(key: Uint8Array, purpose: Purpose, sealed: Buffer): Buffer {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw damaged(purpose);
  const { secret, mark } = prepared(key);
  const head = sealed.subarray(0, HEAD_BYTES);
  if (!timingSafeEqual(head.subarray(1, 1 + MARK_BYTES), mark))
    throw new WrongKeyError(`the ${purpose[0]} was sealed by another key`);

  const decipher = createDecipheriv('aes-256-gcm', secret, nonceOf(head), { authTagLength: TAG_BYTES });
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

interface Prepared {
  readonly secret: KeyObject;
  /** Public: tells keys apart but reveals nothing about them. */
  readonly mark: Buffer;
}

/** Node is several times slower with raw bytes than with a key object. */
const known = new WeakMap<Uint8Array, Prepared>();

function prepared(key: Uint8Array): Prepared {
  const kept = known.get(key);
  if (kept) return kept;
  const secret = createSecretKey(key);
  const digest = createHmac('sha256', secret).update('rematch key mark').digest();
  const made: Prepared = { secret, mark: digest.subarray(0, MARK_BYTES) };
  known.set(key, made);
  return made;
}

function extra(head: Buffer, purpose: Purpose): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify(purpose))]);
}
