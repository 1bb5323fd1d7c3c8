/** Every key that the store uses in Redis. None of them shows who a person is on a platform. */

/**
 * Hash: `k` data key sealed by the master key, `v` version, `d` sealed record, `i` the macs of the identities. With `i`
 * alone the person is being deleted. The braces make a cluster keep it beside the session.
 */
export function personKey(id: string): string {
  return `rematch:person:{${id}}`;
}

/** The id in a `personKey`. */
export function personIn(key: string): string {
  return key.slice(personKey('').length - 1, -1);
}

/** String: the person's id. `mac` is the keyed hash of platform and user. */
export function identityKey(mac: string): string {
  return `rematch:identity:${mac}`;
}

/** String with a time limit: the sealed session. */
export function sessionKey(id: string): string {
  return `rematch:session:{${id}}`;
}

/** Hash: sealed papers by their revision. The braces let them be saved and deleted with the person in one step. */
export function papersKey(id: string): string {
  return `rematch:papers:{${id}}`;
}

/** String with a time limit: who saw this update first. */
export function seenKey(scope: string, id: string): string {
  return `rematch:seen:${scope}:${id}`;
}

/** Sorted set with a time limit: when turns were taken recently. */
export function budgetKey(name: string): string {
  return `rematch:budget:${name}`;
}

/** String with a time limit: the token of the one process that may do this. */
export function leaseKey(name: string): string {
  return `rematch:lease:${name}`;
}

/** String with a time limit: written to see whether Redis accepts writes. */
export const PROBE_KEY = 'rematch:probe';

/** Sorted set: person ids by when they are next due, epoch milliseconds. */
export const DUE_KEY = 'rematch:due';

/** String: the key of the identity index, sealed by a master key, which is recognised by it at startup. */
export const CHECK_KEY = 'rematch:key-check';
