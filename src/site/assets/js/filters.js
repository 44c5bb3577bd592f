// The filters: which links are shown.
import { byId, isolate, make } from "./dom.js";
import { FACETS } from "./state.js";

/** @typedef {{value: string, label: string, n: number}} Choice */

const CALLED = {source: "Article", kind: "Kind", relation: "Relation", stance: "Stance", by: "Who says so"};

/** What can be chosen of each facet, with the number of links. @param {import("./data.js").Book} book @returns {Record<string, Choice[]>} */
export function choicesOf(book) {
  /** @type {Record<string, Map<string, Choice>>} */
  const all = {source: new Map(), kind: new Map(), relation: new Map(), stance: new Map(), by: new Map()};
  /** @param {string} facet @param {string} value @param {string} label @param {Set<string>} seen */
  const count = (facet, value, label, seen) => {
    if (!value || seen.has(facet + value)) return;
    seen.add(facet + value);
    const choice = all[facet].get(value) ?? {value, label, n: 0};
    choice.n++;
    all[facet].set(value, choice);
  };
  for (const edge of book.edges) {
    const seen = new Set();
    count("relation", edge.relation, edge.relation, seen);
    for (const end of [edge.from, edge.to]) {
      const kind = book.kinds[book.nodes[end].kind] ?? "";
      count("kind", kind, kind, seen);
    }
    for (const e of edge.evidence) {
      const source = book.sources[e.source];
      count("source", source.id, `[${source.number}] ${source.title}`, seen);
      count("stance", e.stance, e.stance, seen);
      count("by", e.by, e.by, seen);
    }
  }
  const collator = new Intl.Collator("en", {numeric: true});
  return Object.fromEntries(FACETS.map((facet) => [facet, [...all[facet].values()].sort((a, b) => collator.compare(a.label, b.label))]));
}

/** @param {import("./data.js").Book} book @param {(facet: string, values: string[]) => void} onChange */
export function startFilters(book, onChange) {
  const form = /** @type {HTMLFormElement} */ (byId("filters"));
  const choices = choicesOf(book);
  for (const facet of FACETS) {
    if (choices[facet].length < 2) continue;
    const boxes = make("div", {class: "boxes", tabindex: "0", role: "group", "aria-label": CALLED[facet]});
    for (const choice of choices[facet]) {
      const box = make("input", {type: "checkbox", name: facet, value: choice.value});
      boxes.append(make("label", {}, box, " ", isolate(choice.label), make("span", {class: "n"}, ` ${choice.n}`)));
    }
    form.append(make("fieldset", {}, make("legend", {}, CALLED[facet]), boxes));
  }
  const dates = make("div", {class: "boxes dates"});
  for (const [name, label] of [["since", "from"], ["until", "to"]])
    dates.append(make("label", {}, `${label} `, make("input", {type: "text", name, inputmode: "numeric", size: "10",
      placeholder: "YYYY-MM-DD", pattern: "[0-9]{4}(-[0-9]{2}){0,2}", autocomplete: "off"})));
  form.append(make("fieldset", {}, make("legend", {}, "When it held"), dates));
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if (input.type === "checkbox") {
      const same = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input:checked")]);
      onChange(input.name, same.filter((i) => i.name === input.name).map((i) => i.value));
    } else if (input.validity.valid) {
      onChange(input.name, [input.value.trim()]);
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** Puts the boxes as the state says. @param {import("./state.js").State} state */
export function showFilters(state) {
  const form = /** @type {HTMLFormElement} */ (byId("filters"));
  for (const input of form.querySelectorAll("input")) {
    const name = /** @type {"source"} */ (input.name);
    if (input.type === "checkbox") input.checked = state[name].includes(input.value);
    else input.value = String(state[name]);
  }
}
