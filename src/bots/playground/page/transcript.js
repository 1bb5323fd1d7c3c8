/** @typedef {import('../protocol.ts').WireReply} WireReply */
/**
 * One message as it stands. `arrived` is when it came on its own (ISO), else null.
 * @typedef {{ id: string, from: 'me', text: string } | { id: string, from: 'bot', reply: WireReply, arrived: string | null, erased: boolean }} Message
 */

const PERSON = 'rematch.person';
const MESSAGES = 'rematch.messages';
const KEPT = 100;

/** Who this browser is: a random id that survives reloads and restarts. */
export function whoAmI() {
  const known = localStorage.getItem(PERSON);
  if (known) return known;
  const fresh = crypto.randomUUID();
  localStorage.setItem(PERSON, fresh);
  return fresh;
}

/** Forgets the person and the conversation in this browser. */
export function forget() {
  localStorage.removeItem(PERSON);
  localStorage.removeItem(MESSAGES);
}

/** @returns {Message[]} the conversation, oldest first */
export function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(MESSAGES) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/**
 * Adds a message, or puts it in the place of the one with the same id.
 * @param {Message} message
 * @returns {Message[]} the conversation as it now is
 */
export function keep(message) {
  const kept = load();
  const place = kept.findIndex(({ id }) => id === message.id);
  if (place >= 0) kept[place] = message;
  else kept.push(message);
  return save(kept.slice(-KEPT));
}

/** @param {string} id */
export function drop(id) {
  save(load().filter((message) => message.id !== id));
}

/** @param {Message[]} messages @returns {Message[]} */
function save(messages) {
  for (let from = 0; from < messages.length; from += 1) {
    try {
      localStorage.setItem(MESSAGES, JSON.stringify(messages.slice(from)));
      return messages.slice(from);
    } catch {
      // The browser's quota is full (pictures): go on without the oldest.
    }
  }
  localStorage.removeItem(MESSAGES);
  return [];
}

/**
 * Calls back when another tab of this browser changed the conversation or the person.
 * @param {() => void} changed
 */
export function onChangeElsewhere(changed) {
  addEventListener('storage', ({ key }) => {
    if (key === null || key === MESSAGES || key === PERSON) changed();
  });
}
