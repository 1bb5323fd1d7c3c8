import { isIP } from 'node:net';
import { isLoopback } from '#app/loopback.ts';
import { isOurs } from '#bots/playground/guard.ts';

/** Suffixes that nobody can register on the internet, so that no foreign page can point one here. */
const PRIVATE = /\.(local|internal)$/;

/**
 * Whether health and metrics answer to this `Host`. On loopback: its names with our port, as the playground page has it.
 * Elsewhere the port may be mapped and probes use what they have: an IP address, a bare name such as that of a container,
 * a private name, or the one we listen on. What is left is a public name that points here: DNS rebinding.
 * @param header the `Host` header, '' when there is none
 * @param listensOn `HTTP_HOST`
 */
export function mayAsk(header: string, listensOn: string, port: number | undefined): boolean {
  if (isLoopback(listensOn)) return isOurs(header, port) || header === `${listensOn}:${port}`;
  const url = URL.parse(`http://${header}`);
  if (!url || header.includes('/') || header.includes('@')) return false;
  const name = url.hostname.replace(/\.$/, '');
  const isAddress = isIP(name.replace(/^\[|\]$/g, '')) !== 0;
  return isAddress || !name.includes('.') || PRIVATE.test(name) || name === listensOn.toLowerCase();
}
