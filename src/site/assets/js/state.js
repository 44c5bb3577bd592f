// What is seen, as the part of the address behind "#": so a view can be sent to somebody, and back and forward work.

/**
 * @typedef {{view: string, sel: string, q: string, at: string, since: string, until: string,
 *            source: string[], kind: string[], relation: string[], stance: string[], by: string[]}} State
 */

/** The facets that one chooses from. */
export const FACETS = /** @type {const} */ (["source", "kind", "relation", "stance", "by"]);
const WORDS = /** @type {const} */ (["view", "sel", "q", "since", "until", "at"]);

/** @returns {State} */
export function emptyState() {
  return {view: "", sel: "", q: "", at: "", since: "", until: "", source: [], kind: [], relation: [], stance: [], by: []};
}

/** @param {string} hash @returns {State} */
export function parseState(hash) {
  const state = emptyState();
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  for (const key of WORDS) state[key] = params.get(key) ?? "";
  for (const key of FACETS) state[key] = [...new Set(params.getAll(key))].sort();
  return state;
}

/** @param {State} state */
export function formatState(state) {
  const params = new URLSearchParams();
  for (const key of WORDS.slice(0, 3)) if (state[key]) params.set(key, state[key]);
  for (const key of FACETS) for (const value of [...state[key]].sort()) params.append(key, value);
  for (const key of WORDS.slice(3)) if (state[key]) params.set(key, state[key]);
  return params.toString();
}

/** Whether any filter is set. @param {State} state */
export function isFiltered(state) {
  return FACETS.some((key) => state[key].length > 0) || state.since !== "" || state.until !== "";
}

/** A date as far as it is written, to be compared with another one that may be written less far. @param {string} a @param {string} b */
function compareDates(a, b) {
  const n = Math.min(a.length, b.length);
  const x = a.slice(0, n), y = b.slice(0, n);
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * Whether a piece of evidence is wanted. Evidence without a date is left out where a date is asked for.
 * @param {State} state @param {import("./data.js").Book} book @param {import("./data.js").Evidence} e
 */
function wantsEvidence(state, book, e) {
  if (state.source.length && !state.source.includes(book.sources[e.source].id)) return false;
  if (state.stance.length && !state.stance.includes(e.stance)) return false;
  if (state.by.length && !state.by.includes(e.by)) return false;
  if ((state.since || state.until) && !e.since && !e.until) return false;
  if (state.since && e.until && compareDates(e.until, state.since) < 0) return false;
  if (state.until && e.since && compareDates(e.since, state.until) > 0) return false;
  return true;
}

/**
 * Whether a link is shown: both ends of the kinds asked for, and any evidence that is wanted.
 * @param {State} state @param {import("./data.js").Book} book @param {import("./data.js").Link} edge
 */
export function wantsLink(state, book, edge) {
  if (state.relation.length && !state.relation.includes(edge.relation)) return false;
  if (state.kind.length) {
    for (const end of [edge.from, edge.to])
      if (!state.kind.includes(book.kinds[book.nodes[end].kind] ?? "")) return false;
  }
  const byEvidence = state.source.length || state.stance.length || state.by.length || state.since || state.until;
  return !byEvidence || edge.evidence.some((e) => wantsEvidence(state, book, e));
}
