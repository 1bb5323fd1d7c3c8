/** @typedef {import('#bots/chat/invocation.ts').Input} Input */
/** @typedef {import('#core/reply.ts').Choice} Choice */
/** @typedef {import('../protocol.ts').WireAnswer} WireAnswer */
/** @typedef {import('../protocol.ts').WireReply} WireReply */

/** The server answered with a refusal; its sentence can be shown. */
export class RefusedByServer extends Error {}

const TIMEOUT_MS = 60_000;

/** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
async function ask(path, init) {
  const response = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  const body = await response.json();
  if (!response.ok) throw new RefusedByServer(body.error ?? response.statusText);
  return body;
}

/** @param {string} path @param {object} body */
function post(path, body) {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** @typedef {{ name: string, mediaType: string, base64: string, seconds: number | null }} WireFile */

/** @param {string} person @param {Input} input @param {readonly WireFile[]} [files] @returns {Promise<WireAnswer>} */
export const invoke = (person, input, files = []) => post('/api/invoke', { person, input, files });

/** @param {File} file @returns {Promise<WireFile>} */
export async function wired(file) {
  const seconds = await lengthOf(file);
  // Nobody listens to a recording, so only its length goes out.
  if (seconds !== null) return { name: file.name, mediaType: file.type, base64: '', seconds };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, mediaType: file.type, base64: btoa(binary), seconds };
}

/** The seconds of a recording; null for any other file. @param {File} file @returns {Promise<number | null>} */
function lengthOf(file) {
  if (!file.type.startsWith('audio/')) return Promise.resolve(null);
  const sound = new Audio();
  return new Promise((resolve) => {
    /** @param {number} seconds */
    const end = (seconds) => {
      URL.revokeObjectURL(sound.src);
      resolve(Number.isFinite(seconds) ? seconds : null);
    };
    sound.addEventListener('loadedmetadata', () => end(sound.duration));
    sound.addEventListener('error', () => end(Number.NaN));
    sound.src = URL.createObjectURL(file);
  });
}

/** @param {string} person @returns {Promise<{ brought: boolean }>} */
export const forward = (person) => post('/api/forward', { person });

/** @returns {Promise<readonly import('#bots/chat/command-spec.ts').CommandSpec[]>} */
export const commands = () => ask('/api/commands');

/** @returns {Promise<Readonly<Record<import('../page-words.ts').PageWord, string>>>} */
export const words = () => ask('/api/words');

/** @param {string} person @param {string} command @param {string} option @param {string} typed @returns {Promise<readonly Choice[]>} */
export const suggest = (person, command, option, typed) =>
  ask(`/api/suggest?${new URLSearchParams({ person, command, option, typed })}`);

const RETRY_MS = 2000;

/**
 * Listens to what comes on its own, for as long as the page is open. Connects again by itself.
 * @param {string} person
 * @param {{ message: (id: string, reply: WireReply) => void, state: (connected: boolean) => void }} on
 * @returns {() => void} stops listening
 */
export function listen(person, on) {
  /** @type {EventSource} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function connect() {
    source = new EventSource(`/api/stream?${new URLSearchParams({ person })}`);
    source.addEventListener('open', () => on.state(true));
    source.addEventListener('message', (event) =>
      on.message(event.lastEventId, JSON.parse(event.data).reply),
    );
    source.addEventListener('error', () => {
      on.state(false);
      // The browser tries again after a lost connection, but gives up after an answer such as 503.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
  }

  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
