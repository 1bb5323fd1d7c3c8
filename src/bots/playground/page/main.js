import * as api from './api.js';
import { button, byId, el } from './dom.js';
import { attachMenu } from './menu.js';
import { drawPart } from './parts.js';
import { drop, forget, keep, load, onChangeElsewhere, whoAmI } from './transcript.js';

/** @typedef {import('./transcript.js').Message} Message */
/** @typedef {import('./api.js').Input} Input */

const [words, commands] = await Promise.all([api.words(), api.commands()]);
const scroll = byId('scroll', HTMLElement);
const log = byId('log', HTMLElement);
const greeting = byId('greeting', HTMLElement);
const thinking = byId('thinking', HTMLElement);
const notice = byId('notice', HTMLElement);
const state = byId('state', HTMLElement);
const box = byId('text', HTMLTextAreaElement);
const chosen = byId('file', HTMLInputElement);
const attach = byId('attach', HTMLButtonElement);
const confirmNew = byId('confirm', HTMLDialogElement);

let person = whoAmI();
let stopListening = () => {};
let queue = Promise.resolve();
let drawn = '';

// ---- the conversation

/** Draws a message at its place, or at the end. @param {Message} message @returns {HTMLElement} */
function show(message) {
  const article = drawMessage(message);
  const there = document.getElementById(article.id);
  if (there) there.replaceWith(article);
  else log.append(article);
  const kept = keep(message);
  while (log.childElementCount > Math.max(kept.length, 1)) log.firstElementChild?.remove();
  drawn = JSON.stringify(kept);
  greeting.hidden = true;
  return article;
}

/** @param {Message} message @returns {HTMLElement} */
function drawMessage(message) {
  const name = message.from === 'me' ? words.you : words.rematch;
  const article = el('article', {
    id: `m-${message.id}`,
    class: message.from,
    'aria-label': name,
    tabindex: '-1',
    dir: 'auto',
  });
  if (message.from === 'me') {
    article.append(message.text);
    return article;
  }
  if (message.arrived) article.append(drawArrival(message.arrived));
  const page = { words, notify, act: origin(message.id, article) };
  article.append(...message.reply.map((part) => drawPart(part, page)));
  if (message.erased)
    article.append(el('p', { class: 'hint' }, words.erased), button(words.newPerson, startOver, 'main'));
  return article;
}

/** @param {string} iso */
function drawArrival(iso) {
  const time = new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return el('p', { class: 'arrival' }, `${words.onItsOwn} · `, el('time', { datetime: iso }, time));
}

/** Draws the whole conversation as this browser keeps it. */
function redraw() {
  const kept = load();
  const now = JSON.stringify(kept);
  if (now === drawn) return;
  drawn = now;
  log.replaceChildren(...kept.map(drawMessage));
  greeting.hidden = kept.length > 0;
  scroll.scrollTop = scroll.scrollHeight;
}

/** Scrolls so that a new message is read from its first line. @param {HTMLElement} article */
function reveal(article) {
  const tall = article.offsetHeight > scroll.clientHeight - 80;
  article.scrollIntoView({ block: tall ? 'start' : 'nearest' });
}

/** Hands the keyboard to an answer: its open question, or the message itself. @param {HTMLElement} article */
function focusOn(article) {
  const control = article.querySelector('.question input, .question textarea, .question .choice');
  (control instanceof HTMLElement ? control : article).focus({ preventScroll: true });
}

// ---- what a person does

/** What the controls of one message do: one press at a time. @param {string} id @param {HTMLElement} article */
function origin(id, article) {
  /** @param {Input} input @param {string} echo @param {File} [file] */
  return (input, echo, file) => {
    if (article.ariaBusy === 'true') return;
    article.ariaBusy = 'true';
    perform(async () => {
      try {
        const files = file ? [await api.wired(file)] : [];
        const answer = await api.invoke(person, input, files);
        const inPlace = answer.redraw && answer.reply.length > 0;
        if (!inPlace) show({ id: newId(), from: 'me', text: echo });
        // A refusal to delete stands beside the question; only a deletion takes its place.
        const erased = inPlace && input.kind === 'press' && input.button.startsWith('eraseall:');
        const next = showAnswer(inPlace ? id : newId(), answer.reply, erased);
        if (next) focusOn(next);
      } finally {
        article.ariaBusy = 'false';
      }
    });
  };
}

/** Sends what stands in the composer. A sentence that did not arrive goes back into it. */
function sendText() {
  const text = box.value.trim();
  const [file] = chosen.files ?? [];
  if (text === '' && !file) return;
  box.value = '';
  choose(null);
  grow();
  const asked = newId();
  reveal(show({ id: asked, from: 'me', text: file ? `${file.name}\n${text}`.trim() : text }));
  perform(async () => {
    try {
      const files = file ? [await api.wired(file)] : [];
      showAnswer(newId(), (await api.invoke(person, read(text), files)).reply, false);
    } catch (error) {
      drop(asked);
      redraw();
      if (box.value === '') box.value = text;
      grow();
      throw error;
    }
  });
}

/** Shows which file goes with the next message; null: none does. @param {File | null} file */
function choose(file) {
  if (!file) chosen.value = '';
  attach.textContent = file?.name ?? '+';
  attach.classList.toggle('chosen', file !== null);
}

/** @param {string} id @param {import('./api.js').WireReply} reply @param {boolean} erased */
function showAnswer(id, reply, erased) {
  if (reply.length === 0) return null;
  const article = show({ id, from: 'bot', reply, arrived: null, erased });
  reveal(article);
  return article;
}

/** @param {string} text @returns {Input} */
function read(text) {
  const [, name, rest = ''] = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+(.*))?$/is.exec(text) ?? [];
  return name ? { kind: 'command', name: name.toLowerCase(), options: {}, rest } : { kind: 'text', text };
}

/** One thing after the other, in the order in which the person did them. @param {() => Promise<void>} work */
function perform(work) {
  queue = queue.then(async () => {
    thinking.hidden = false;
    notify('');
    try {
      await work();
    } catch (error) {
      notify(error instanceof api.RefusedByServer ? error.message : words.failed);
    } finally {
      thinking.hidden = true;
    }
  });
}

function newId() {
  return crypto.randomUUID();
}

/** @param {string} sentence */
function notify(sentence) {
  if (notice.textContent === sentence) return;
  notice.textContent = sentence;
  notice.hidden = sentence === '';
}

// ---- who is here, and what comes on its own

function listen() {
  setState('connecting');
  stopListening();
  stopListening = api.listen(person, {
    message: (id, reply) => {
      notify('');
      reveal(show({ id, from: 'bot', reply, arrived: new Date().toISOString(), erased: false }));
    },
    state: (connected) => {
      const now = connected ? 'connected' : 'lost';
      if (now === state.dataset.state) return;
      setState(now);
      notify(connected ? '' : words.down);
    },
  });
}

/** @param {'connected' | 'connecting' | 'lost'} now */
function setState(now) {
  state.textContent = words[now];
  state.dataset.state = now;
}

/** Becomes whoever this browser now holds, after the answers under way have come. @param {() => void} [first] */
function becomeAnother(first) {
  perform(async () => {
    first?.();
    person = whoAmI();
    redraw();
    listen();
  });
}

function startOver() {
  confirmNew.close();
  becomeAnother(forget);
  box.focus();
}

function grow() {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 2}px`;
}

byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  sendText();
});
attachMenu({
  box,
  list: byId('menu', HTMLElement),
  toggle: byId('open-menu', HTMLButtonElement),
  commands,
  suggest: (command, option, typed) => api.suggest(person, command, option, typed),
  send: sendText,
});
attach.addEventListener('click', () => chosen.click());
chosen.addEventListener('change', () => choose(chosen.files?.[0] ?? null));
box.addEventListener('input', grow);
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendText();
});
byId('start', HTMLButtonElement).addEventListener('click', () => {
  box.value = '/start';
  sendText();
  box.focus();
});
byId('forward', HTMLButtonElement).addEventListener('click', () =>
  perform(async () => {
    notify(words.onItsWay);
    const { brought } = await api.forward(person);
    if (!brought) notify(words.noReminder);
  }),
);
byId('new', HTMLButtonElement).addEventListener('click', () => confirmNew.showModal());
byId('confirm-no', HTMLButtonElement).addEventListener('click', () => confirmNew.close());
byId('confirm-yes', HTMLButtonElement).addEventListener('click', startOver);

onChangeElsewhere(() => (whoAmI() === person ? redraw() : becomeAnother()));

redraw();
scroll.scrollTop = scroll.scrollHeight;
listen();
// On a phone the keyboard would cover the conversation.
if (matchMedia('(hover: hover)').matches) box.focus();
