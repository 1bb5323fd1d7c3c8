import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Sent with every answer: only our own files run, and nobody can frame the page or read it from another site. */
export const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    // A recording is opened to read its length.
    'media-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type Objection = 'peer' | 'host' | 'origin' | 'json';

/**
 * The reason to refuse a request, or null. Only this machine may ask, by a loopback name with our port (a foreign name
 * that points here is DNS rebinding), from our own page or from no page, and bodies are JSON (which a form cannot
 * post).
 */
export function objection(request: FastifyRequest): Objection | null {
  if (!fromThisMachine(request.socket.remoteAddress)) return 'peer';
  const host = request.headers.host ?? '';
  if (!isOurs(host, request.socket.localPort)) return 'host';
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return 'origin';
  if (request.method === 'POST' && !isJson(request.headers['content-type'])) return 'json';
  return null;
}

function fromThisMachine(address: string | undefined): boolean {
  return address !== undefined && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Whether a `Host` header is a loopback name with our port. */
export function isOurs(host: string, port: number | undefined): boolean {
  const [, name = '', digits = '80'] = /^([^:]+|\[[^\]]*\])(?::(\d+))?$/.exec(host) ?? [];
  return NAMES.has(name.toLowerCase()) && Number(digits) === port;
}

function isJson(type: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(type ?? '');
}
