import { button, el, freshId } from './dom.js';
import { draw } from './rich.js';

/** @typedef {import('../protocol.ts').WirePart} WirePart */
/** @typedef {Extract<WirePart, { kind: 'question' }>} Question */
/** @typedef {import('./api.js').Input} Input */
/**
 * What a part may ask of the page: send an input (`echo` is how it reads as the person's own words), say a sentence.
 * @typedef {{ readonly act: (input: Input, echo: string, file?: File) => void, readonly notify: (sentence: string) => void, readonly words: Readonly<Record<import('../page-words.ts').PageWord, string>> }} Page
 */

/**
 * Draws one part of a reply.
 * @param {WirePart} part
 * @param {Page} page
 * @returns {HTMLElement}
 */
export function drawPart(part, page) {
  switch (part.kind) {
    case 'text':
      return el('div', { class: 'text' }, ...draw(part.body));
    case 'list': {
      const items = part.items.map((line) => el('li', {}, ...draw(line)));
      return titled(part.title, el(part.ordered ? 'ol' : 'ul', {}, ...items));
    }
    case 'checklist':
      return titled(part.title, drawChecklist(part.items, page));
    case 'facts':
      return titled(part.title, drawFacts(part.rows));
    case 'draft':
      return drawDraft(part, page);
    case 'picture':
      return el('figure', {}, el('img', { src: `data:image/png;base64,${part.png}`, alt: part.alt }));
    case 'file':
      return drawFile(part, page);
    case 'buttons':
      return el('div', { class: 'row' }, ...part.buttons.map((each) => drawButton(each, page)));
    case 'question':
      return drawQuestion(part, page);
  }
}

/** @param {readonly unknown[]} title @param {HTMLElement} body */
function titled(title, body) {
  const heading = el('h2', { id: freshId() }, ...draw(title));
  body.setAttribute('aria-labelledby', heading.id);
  return el('section', {}, heading, body);
}

/** @param {Extract<WirePart, { kind: 'checklist' }>['items']} items @param {Page} page */
function drawChecklist(items, { words }) {
  const rows = items.map(({ done, line }) => {
    const state = el('span', { class: 'unseen' }, `${done ? words.done : words.open} `);
    return el('li', { class: done ? 'done' : '' }, state, el('span', {}, ...draw(line)));
  });
  return el('ul', { class: 'checklist' }, ...rows);
}

/** @param {Extract<WirePart, { kind: 'facts' }>['rows']} rows */
function drawFacts(rows) {
  const lines = rows.map(({ label, value }) =>
    el('tr', {}, el('th', { scope: 'row' }, ...draw(label)), el('td', {}, ...draw(value))),
  );
  return el('table', {}, el('tbody', {}, ...lines));
}

/** @param {Extract<WirePart, { kind: 'draft' }>} part @param {Page} page */
function drawDraft(part, page) {
  const { words } = page;
  const { subject, mailto } = part;
  return el(
    'div',
    {},
    ...(subject ? [titled(subject.title, copied(subject.text, page, words.copySubject))] : []),
    titled(part.title, copied(part.body, page, words.copy)),
    ...(mailto ? [el('p', {}, el('a', { class: 'button', href: mailto }, words.mail))] : []),
  );
}

/** A text, and a button that copies it. @param {string} text @param {Page} page @param {string} label */
function copied(text, { words, notify }, label) {
  const copy = button(label, () => {
    navigator.clipboard.writeText(text).then(
      () => notify(words.copied),
      () => notify(words.copyFailed),
    );
  });
  const body = el('pre', { class: 'draft', dir: 'auto', tabindex: '0' }, text);
  return el('div', { role: 'group' }, body, el('div', { class: 'row' }, copy));
}

/** @param {Extract<WirePart, { kind: 'file' }>} part @param {Page} page */
function drawFile(part, { words }) {
  const link = el(
    'a',
    { class: 'button', download: part.name, href: `data:${part.mime};base64,${part.bytes}` },
    `${words.download} ${part.name}`,
  );
  return el('div', { class: 'file' }, el('p', {}, ...draw(part.caption)), link);
}

/** @param {Extract<WirePart, { kind: 'buttons' }>['buttons'][number]} each @param {Page} page */
function drawButton({ verb, id, label, style }, { act }) {
  return button(label, () => act({ kind: 'press', button: `${verb}:${id}` }, label), style ?? 'plain');
}

/** @param {Question} question @param {Page} page */
function drawQuestion(question, page) {
  const { words, act } = page;
  const { token } = question;
  const ask = el('div', { class: 'text ask', id: freshId() }, ...draw(question.ask));
  const answer = drawAnswer(question, page, ask.id);
  const around = [
    question.keep !== undefined &&
      button(
        question.keep,
        () => act({ kind: 'press', button: `keepvalue:${token}` }, question.keep ?? ''),
        'quiet',
      ),
    question.canGoBack &&
      button(words.back, () => act({ kind: 'press', button: `back:${token}` }, words.back), 'quiet'),
    question.optional &&
      button(words.skip, () => act({ kind: 'press', button: `skip:${token}` }, words.skip), 'quiet'),
  ].filter((each) => each !== false);
  const row = around.length > 0 ? el('div', { class: 'row' }, ...around) : null;
  return el('div', { class: 'question', role: 'group', 'aria-labelledby': ask.id }, ask, answer, row);
}

/** @param {Question} question @param {Page} page @param {string} askId */
function drawAnswer(question, page, askId) {
  switch (question.input.type) {
    case 'typed':
      return drawBox(question, page, askId);
    case 'file':
      return drawChooser(question, page, askId);
    default:
      return drawChoices(question, page);
  }
}

/** @param {Question} question @param {Page} page @param {string} askId */
function drawChooser({ token, input }, { act, words }, askId) {
  const { accepts, hint } = input.type === 'file' ? input : { accepts: [], hint: '' };
  const help = el('p', { class: 'hint', id: freshId() }, hint);
  const chooser = el('input', {
    type: 'file',
    accept: accepts.join(','),
    'aria-labelledby': askId,
    'aria-describedby': help.id,
    required: true,
  });
  const send = el('button', { type: 'submit', class: 'main' }, words.send);
  const form = el('form', { class: 'box' }, chooser, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [file] = chooser.files ?? [];
    if (file) act({ kind: 'answer', token, value: '' }, file.name, file);
  });
  return el('div', {}, form, help);
}

/** @param {Question} question @param {Page} page */
function drawChoices({ token, input }, { act }) {
  if (input.type === 'typed' || input.type === 'file') return el('div');
  const picked = input.type === 'many' ? input.picked : null;
  const buttons = (input.type === 'list' ? input.entries : input.choices).map(({ value, label }) => {
    const press = button(
      label,
      () => act({ kind: 'press', button: `answer:${token}.${value}` }, label),
      'choice',
    );
    if (picked) press.setAttribute('aria-pressed', String(picked.includes(value)));
    return press;
  });
  const choices = el('div', { class: 'choices' }, ...buttons);
  if (input.type === 'choice') return choices;
  const ready = button(
    input.ready,
    () => act({ kind: 'press', button: `ready:${token}` }, input.ready),
    'main',
  );
  const { add } = input.type === 'list' ? input : { add: null };
  const more =
    add === null
      ? null
      : button(add, () => act({ kind: 'press', button: `answer:${token}.add` }, add), 'plain');
  return el('div', { class: 'many' }, choices, el('div', { class: 'row' }, more, ready));
}

const LONG = 120;

/** @param {Question} question @param {Page} page @param {string} askId */
function drawBox({ token, input }, { act, words }, askId) {
  const typed = input.type === 'typed' ? input : { example: '', maxLength: 0, long: false, initial: '' };
  const help = el(
    'p',
    { class: 'hint', id: freshId() },
    typed.example && `${words.example} ${typed.example}`,
  );
  const name = { 'aria-labelledby': askId, 'aria-describedby': help.id, required: true, dir: 'auto' };
  const { long = false, initial = '', maxLength } = typed;
  const rows = long ? '12' : '3';
  const box =
    long || maxLength > LONG ? el('textarea', { ...name, rows }) : el('input', { ...name, type: 'text' });
  box.value = initial;
  const send = el('button', { type: 'submit', class: 'main' }, words.send);
  const form = el('form', { class: 'box', autocomplete: 'off' }, box, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act({ kind: 'answer', token, value: box.value }, box.value);
  });
  return el('div', {}, form, help);
}
