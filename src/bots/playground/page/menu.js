import { el, freshId } from './dom.js';
import { propose } from './proposals.js';

/** @typedef {import('./proposals.js').CommandSpec} CommandSpec */
/** @typedef {import('./proposals.js').Proposal} Proposal */
/** @typedef {import('./proposals.js').Suggest} Suggest */

/**
 * Ties the list of proposals to the composer: it opens on `/`, arrows move, Enter or a click takes, Esc closes.
 * @param {{ box: HTMLTextAreaElement, list: HTMLElement, toggle: HTMLButtonElement, commands: readonly CommandSpec[], suggest: Suggest, send: () => void }} parts
 */
export function attachMenu({ box, list, toggle, commands, suggest, send }) {
  /** @type {readonly Proposal[]} */
  let proposals = [];
  let active = -1;
  let asked = 0;

  function close() {
    asked += 1;
    proposals = [];
    render();
  }

  /** @param {number} index */
  function choose(index) {
    const proposal = proposals[index];
    if (!proposal) return;
    box.value = proposal.text;
    box.focus();
    if (!proposal.complete) return void refresh();
    close();
    send();
  }

  async function refresh() {
    asked += 1;
    const mine = asked;
    const found = await propose(box.value, commands, suggest).catch(() => []);
    if (mine !== asked) return;
    proposals = found;
    // Enter takes the first command, but never swaps a typed option for one that was not chosen.
    active = /\s/.test(box.value) ? -1 : 0;
    render();
  }

  function render() {
    const rows = proposals.map(({ label, detail }, index) => {
      const row = el(
        'div',
        { role: 'option', id: freshId(), 'aria-selected': String(index === active) },
        el('b', {}, label),
        el('span', {}, detail),
      );
      row.addEventListener('pointerdown', (event) => event.preventDefault());
      row.addEventListener('click', () => choose(index));
      return row;
    });
    list.replaceChildren(...rows);
    list.hidden = rows.length === 0;
    toggle.setAttribute('aria-expanded', String(!list.hidden));
    const chosen = rows[active];
    if (chosen) {
      box.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else box.removeAttribute('aria-activedescendant');
  }

  /** @param {number} step */
  function move(step) {
    active = (active + step + proposals.length) % proposals.length;
    render();
  }

  /** What a key does while the list is open. @type {Readonly<Record<string, () => void>>} */
  const always = { ArrowDown: () => move(1), ArrowUp: () => move(active < 0 ? 0 : -1), Escape: close };
  /** What it does once a proposal stands out. @type {Readonly<Record<string, () => void>>} */
  const onProposal = { Enter: () => choose(active), Tab: fill };

  function fill() {
    const text = proposals[active]?.text;
    if (text === undefined) return;
    box.value = `${text.trimEnd()} `;
    void refresh();
  }

  box.addEventListener('input', () => void refresh());
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    const does = always[event.key] ?? (active >= 0 ? onProposal[event.key] : undefined);
    if (!does || list.hidden || event.shiftKey || event.isComposing) return;
    does();
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  toggle.addEventListener('pointerdown', (event) => event.preventDefault());
  toggle.addEventListener('click', () => {
    if (!list.hidden) return close();
    if (box.value.trim() === '') box.value = '/';
    box.focus();
    void refresh();
  });
}
