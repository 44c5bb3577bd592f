// Search as one types: entities by any of their forms, links by their words, articles by their titles.
import { fold } from "./data.js";
import { byId, isolate, make } from "./dom.js";

const MOST_HITS = 12;

/** @typedef {{el: string, text: string, kind: string, score: number}} Hit */

/** How well words fit: at the beginning, at the beginning of a word, anywhere; 0 not at all. @param {string} text @param {string} words */
function fit(text, words) {
  const at = text.indexOf(words);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return /[\p{L}\p{N}]/u.test(text[at - 1]) ? 1 : 2;
}

/** @type {WeakMap<import("./data.js").Book, {nodes: string[][], edges: string[]}>} the folded words of a book, folded once */
const FOLDED = new WeakMap();

/** @param {import("./data.js").Book} book */
function foldedWords(book) {
  let words = FOLDED.get(book);
  if (!words) {
    words = {
      nodes: book.nodes.map((node) => [node.name, ...node.forms].map(fold)),
      edges: book.edges.map((edge) => fold(linkText(book, edge))),
    };
    FOLDED.set(book, words);
  }
  return words;
}

/** @param {import("./data.js").Book} book @param {import("./data.js").Link} edge */
function linkText(book, edge) {
  return `${book.nodes[edge.from].name} ${edge.relation} ${book.nodes[edge.to].name}`;
}

/** @param {import("./data.js").Book} book @param {string} query @returns {Hit[]} */
export function findHits(book, query) {
  const words = fold(query.trim());
  /** @type {Hit[]} */
  const hits = [];
  if (!words) return hits;
  const folded = foldedWords(book);
  for (const node of book.nodes) {
    const score = Math.max(...folded.nodes[node.index].map((form, i) => fit(form, words) * (i ? 2 : 3)));
    if (score > 0) hits.push({el: node.el, text: node.name, kind: book.kinds[node.kind] ?? "", score: score * 100 + node.edges.length});
  }
  for (const edge of book.edges) {
    const score = fit(folded.edges[edge.index], words);
    if (score > 0) hits.push({el: edge.el, text: linkText(book, edge), kind: "link", score});
  }
  return hits.sort((a, b) => b.score - a.score);
}

/** @param {import("./data.js").Book} book @param {(q: string) => void} onQuery @param {(el: string) => void} onChoose */
export function startSearch(book, onQuery, onChoose) {
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  const list = /** @type {HTMLElement} */ (byId("hits"));
  let current = -1;
  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} i */
  const mark = (i) => {
    const all = options();
    current = all.length ? (i + all.length) % all.length : -1;
    all.forEach((option, k) => option.setAttribute("aria-selected", String(k === current)));
    if (current >= 0) {
      input.setAttribute("aria-activedescendant", all[current].id);
      all[current].scrollIntoView({block: "nearest"});
    }
  };
  const fill = () => {
    const hits = findHits(book, input.value);
    list.replaceChildren(...hits.slice(0, MOST_HITS).map((hit, i) => {
      const option = make("li", {role: "option", id: `hit-${i}`, "aria-selected": "false"}, isolate(hit.text),
        make("span", {class: "n"}, ` ${hit.kind}`));
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        close();
        onChoose(hit.el);
      });
      option.dataset.el = hit.el;
      return option;
    }));
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    current = -1;
    onQuery(input.value);
  };
  input.addEventListener("input", fill);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current - 1);
    else if (event.key === "Enter" && !list.hidden) {
      const el = options()[Math.max(current, 0)]?.dataset.el;
      close();
      if (el) onChoose(el);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
      onQuery(input.value);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
