// The few ways in which the page is built. Text goes in as text, never as mark-up.

/** @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * An element with attributes and children; strings are text.
 * @param {string} tag @param {Record<string, string|boolean>} [attributes] @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A name that keeps its direction of writing to itself. @param {string} text */
export function isolate(text) {
  return make("bdi", {}, text);
}

/** A copy without ids, which would be there twice. @param {Element} element @returns {HTMLElement} */
export function copyOf(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  copy.removeAttribute("id");
  for (const child of copy.querySelectorAll("[id]")) child.removeAttribute("id");
  return copy;
}

/** @template {unknown[]} A @param {(...args: A) => void} run @param {number} wait milliseconds @returns {(...args: A) => void} */
export function later(run, wait) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), wait);
  };
}
