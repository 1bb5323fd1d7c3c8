/** @typedef {Node | string | null | undefined} Child */

/**
 * Makes an element. Text only ever becomes text nodes, so that words cannot turn into markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, string | boolean>>} [attributes] `true` sets an empty attribute, `false` none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * @param {string} label
 * @param {() => void} press
 * @param {string} [className]
 */
export function button(label, press, className = '') {
  const element = el('button', { type: 'button', class: className }, label);
  element.addEventListener('click', press);
  return element;
}

/**
 * The element of the page with this id, of this kind.
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} kind
 * @returns {E}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
}

let ids = 0;

/** A fresh id for a label or a description. */
export function freshId() {
  ids += 1;
  return `i${ids}`;
}
