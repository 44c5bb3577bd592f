// The panel beside the drawing: who an entity is, what a link rests on. Its words are those of the page's own tables.
import { byId, copyOf, isolate, make } from "./dom.js";

/** @param {import("./data.js").Book} book @param {number} i @param {number} [other] the end that goes without saying */
function linkLine(book, i, other) {
  const edge = book.edges[i];
  const line = make("a", {href: `#sel=${encodeURIComponent(edge.el)}`, "data-sel": edge.el});
  if (other !== edge.from) line.append(isolate(book.nodes[edge.from].name), " ");
  line.append(make("span", {class: "relation"}, isolate(edge.relation)));
  if (other !== edge.to || edge.from === edge.to) line.append(" ", isolate(book.nodes[edge.to].name));
  const stance = byId(`row-${i}`)?.querySelector("td:nth-child(4) .line");
  if (stance && !stance.classList.contains("asserted")) line.append(" ", copyOf(stance));
  return make("li", {}, line);
}

function closeButton() {
  return make("button", {type: "button", class: "close", "data-close": true, "aria-label": "Close the details"}, "×");
}

/** @param {import("./data.js").Book} book @param {import("./data.js").Entity} node @param {boolean[]} shown */
function entityPanel(book, node, shown) {
  const out = document.createDocumentFragment();
  const page = byId(node.el)?.getAttribute("href") ?? "";
  out.append(closeButton(), make("p", {class: "kicker"}, book.kinds[node.kind] ?? ""), make("h2", {}, make("a", {href: page}, isolate(node.name))));
  const card = byId(`card-${node.index}`);
  if (card) out.append(copyOf(card));
  const links = node.edges.filter((i) => shown[i]);
  const hidden = node.edges.length - links.length;
  out.append(make("h3", {}, `${links.length} link${links.length === 1 ? "" : "s"}`),
    make("ul", {class: "links"}, ...links.map((i) => linkLine(book, i, node.index))));
  if (hidden) out.append(make("p", {class: "hint"}, `${hidden} more hidden by the filters`));
  return out;
}

/** @param {import("./data.js").Book} book @param {import("./data.js").Link} edge */
function linkPanel(book, edge) {
  const out = document.createDocumentFragment();
  /** @param {number} i */
  const end = (i) => make("a", {href: `#sel=${encodeURIComponent(book.nodes[i].el)}`, "data-sel": book.nodes[i].el}, isolate(book.nodes[i].name));
  const row = byId(`row-${edge.index}`);
  const stance = row?.querySelector("td:nth-child(4) .line");
  const kicker = make("p", {class: "kicker"}, "Link ");
  if (stance) kicker.append(copyOf(stance));
  out.append(closeButton(), kicker,
    make("h2", {}, end(edge.from), " ", make("span", {class: "relation"}, isolate(edge.relation)), " ", end(edge.to)));
  const words = row?.querySelector("td.words");
  if (words) for (const piece of words.children) out.append(copyOf(piece));
  const same = book.nodes[edge.from].edges.filter((i) => i !== edge.index &&
    (book.edges[i].to === edge.to || book.edges[i].from === edge.to));
  if (same.length) out.append(make("h3", {}, "Also between them"), make("ul", {class: "links"}, ...same.map((i) => linkLine(book, i))));
  return out;
}

/**
 * Shows what is chosen, or the page's own introduction.
 * @param {import("./data.js").Book} book @param {import("./data.js").Entity|null} node @param {import("./data.js").Link|null} edge
 * @param {boolean[]} shown
 */
export function showPanel(book, node, edge, shown) {
  const panel = /** @type {HTMLElement} */ (byId("panel"));
  const about = /** @type {HTMLElement} */ (byId("about"));
  panel.querySelector(".details")?.remove();
  about.hidden = !!(node || edge);
  panel.classList.toggle("open", !!(node || edge));
  if (!node && !edge) return;
  const details = make("div", {class: "details"});
  details.append(node ? entityPanel(book, node, shown) : linkPanel(book, /** @type {import("./data.js").Link} */ (edge)));
  panel.append(details);
  panel.scrollTop = 0;
}
