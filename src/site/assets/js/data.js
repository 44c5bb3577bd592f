// What the page says about itself: the JSON that the generator put into it (see src/site/data.c).

/**
 * @typedef {{source: number, stance: string, by: string, since: string, until: string}} Evidence
 * @typedef {{index: number, el: string, name: string, kind: number, forms: string[], edges: number[]}} Entity
 * @typedef {{index: number, el: string, from: number, to: number, relation: string, evidence: Evidence[]}} Link
 * @typedef {{index: number, number: number, id: string, title: string}} Source
 * @typedef {{kinds: (string|null)[], sources: Source[], nodes: Entity[], edges: Link[]}} Book
 */

/** @param {any} raw @returns {Book} */
export function readBook(raw) {
  /** @type {Book} */
  const book = {
    kinds: raw.kinds,
    sources: raw.sources.map((/** @type {any[]} */ s, /** @type {number} */ index) => ({index, number: s[0], id: s[1], title: s[2]})),
    nodes: raw.nodes.map((/** @type {any[]} */ n, /** @type {number} */ index) => (
      {index, el: n[0], name: n[1], kind: n[2], forms: n[3], edges: []})),
    edges: raw.edges.map((/** @type {any[]} */ e, /** @type {number} */ index) => (
      {index, el: e[0], from: e[1], to: e[2], relation: e[3], evidence: e[4].map((/** @type {any[]} */ v) => (
        {source: v[0], stance: v[1], by: v[2], since: v[3], until: v[4]}))})),
  };
  for (const edge of book.edges) {
    book.nodes[edge.from].edges.push(edge.index);
    if (edge.to !== edge.from) book.nodes[edge.to].edges.push(edge.index);
  }
  return book;
}

/** Letters alone, without case and marks: by these people search. @param {string} s */
export function fold(s) {
  return s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
