import { isIPv4 } from 'node:net';

/** Whether nothing but this machine reaches what listens on `host`, a name or an address without port. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
