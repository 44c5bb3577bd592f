// Puts the page together. What is seen is a function of the state in the address, and of nothing else.
import { readBook } from "./data.js";
import { byId, make } from "./dom.js";
import { showFilters, startFilters } from "./filters.js";
import { Graph } from "./graph.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { ManyGraph } from "./many.js";
import { showPanel } from "./panel.js";
import { findHits, startSearch } from "./search.js";
import { emptyState, formatState, isFiltered, parseState, wantsLink } from "./state.js";
import { startTables } from "./tables.js";
import { startTheme } from "./theme.js";

function makeTools() {
  const tools = /** @type {HTMLElement} */ (byId("tools"));
  tools.append(
    make("div", {class: "search"},
      make("label", {class: "unseen", for: "search"}, "Search entities and links"),
      make("input", {id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
        "aria-controls": "hits", "aria-autocomplete": "list", placeholder: "Search a name or a link  ( / )"}),
      make("ul", {id: "hits", role: "listbox", "aria-label": "Found", hidden: true})),
    make("details", {id: "filter-box"}, make("summary", {}, "Filters", make("span", {id: "n-filters", class: "badge"})),
      make("form", {id: "filters", "aria-label": "Filters"})),
    make("button", {type: "button", id: "reset", hidden: true}, "Show everything"),
    make("p", {id: "status", role: "status"}),
    make("div", {class: "zoom", role: "group", "aria-label": "Zoom"},
      make("button", {type: "button", id: "nearer", "aria-label": "Nearer"}, "+"),
      make("button", {type: "button", id: "farther", "aria-label": "Farther"}, "−"),
      make("button", {type: "button", id: "fit", "aria-label": "The whole graph", title: "The whole graph"}, "⤢")),
    make("div", {class: "views", role: "group", "aria-label": "View"},
      make("button", {type: "button", id: "as-graph", "aria-pressed": "true"}, "Graph"),
      make("button", {type: "button", id: "as-table", "aria-pressed": "false"}, "Table")));
  tools.hidden = false;
  /** @type {HTMLElement} */ (document.querySelector(".keys")).hidden = false;
}

/** @param {import("./data.js").Book} book @param {SVGSVGElement} svg */
function startExplorer(book, svg) {
  makeTools();
  const stage = /** @type {HTMLElement} */ (document.querySelector(".stage"));
  const links = /** @type {HTMLElement} */ (byId("links"));
  const panel = /** @type {HTMLElement} */ (byId("panel"));
  const rows = book.edges.map((edge) => byId(`row-${edge.index}`));
  const byEl = new Map([...book.nodes, ...book.edges].map((thing) => [thing.el, thing]));
  let state = emptyState();
  /** @type {boolean[]} */
  let shown = book.edges.map(() => true);

  /** @param {Partial<import("./state.js").State>} change @param {boolean} [replace] */
  const set = (change, replace = false) => {
    if (formatState(parseState(location.hash)) !== formatState(state)) read(); // an address of which no event has told yet
    const hash = formatState({...state, ...change});
    if (hash === formatState(state)) return;
    if (replace) {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      state = parseState(hash);
    } else {
      location.hash = hash;
      read();
    }
  };
  const frame = /** @type {HTMLElement} */ (byId("graph"));
  const graph = new (frame.classList.contains("many") ? ManyGraph : Graph)(frame, svg, (at) => set({at}, true));

  const filter = () => {
    shown = book.edges.map((edge) => wantsLink(state, book, edge));
    const filtered = isFiltered(state);
    const entities = book.nodes.map((node) => !filtered || node.edges.some((i) => shown[i]));
    graph.setShown(shown, entities);
    rows.forEach((row, i) => row && (row.hidden = !shown[i]));
    const n = shown.filter(Boolean).length;
    /** @type {HTMLElement} */ (byId("status")).textContent = filtered
      ? `${n} of ${book.edges.length} links shown` : `${n} links, ${book.nodes.length} entities`;
    const set = ["source", "kind", "relation", "stance", "by"].reduce((sum, key) => sum + state[/** @type {"by"} */ (key)].length, 0) +
      (state.since ? 1 : 0) + (state.until ? 1 : 0);
    /** @type {HTMLElement} */ (byId("n-filters")).textContent = set ? String(set) : "";
    /** @type {HTMLElement} */ (byId("reset")).hidden = !filtered;
    showFilters(state);
  };

  /** @param {boolean} follow whether to bring it into view */
  const choose = (follow) => {
    const thing = byEl.get(state.sel);
    const node = thing && "forms" in thing ? thing : null, edge = thing && "relation" in thing ? thing : null;
    const is = new Set(), near = new Set();
    if (node) {
      is.add(graph.nodes[node.index]);
      for (const i of node.edges) if (shown[i]) near.add(graph.edges[i]).add(graph.nodes[book.edges[i].from]).add(graph.nodes[book.edges[i].to]);
    } else if (edge) {
      is.add(graph.edges[edge.index]);
      near.add(graph.nodes[edge.from]).add(graph.nodes[edge.to]);
    } else if (state.q) {
      for (const hit of findHits(book, state.q)) {
        const found = byEl.get(hit.el);
        if (found && "forms" in found) is.add(graph.nodes[found.index]);
      }
    }
    graph.setChosen(is, near);
    showPanel(book, node, edge, shown);
    document.title = document.title.replace(/^.* · /, "");
    if (node) document.title = `${node.name} · ${document.title}`;
    if (edge) document.title = `${book.nodes[edge.from].name} ${edge.relation} ${book.nodes[edge.to].name} · ${document.title}`;
    if (follow && (node || edge)) graph.show(/** @type {SVGAElement[]} */ (edge ? [...is, ...near] : [...is]));
  };

  const view = () => {
    const table = state.view === "table";
    stage.hidden = table;
    links.hidden = !table;
    document.body.classList.toggle("as-table", table);
    byId("as-table")?.setAttribute("aria-pressed", String(table));
    byId("as-graph")?.setAttribute("aria-pressed", String(!table));
  };

  let begun = false;
  const read = () => {
    const before = state;
    state = parseState(location.hash);
    if (begun && formatState(state) === formatState(before)) return;
    begun = true;
    const search = /** @type {HTMLInputElement} */ (byId("search"));
    if (search !== document.activeElement) search.value = state.q;
    view();
    filter();
    choose(state.sel !== before.sel && !state.at);
    if (state.at && state.at !== graph.toString()) graph.restore(state.at);
    else if (!state.at && !state.sel && before.at) graph.goHome();
  };

  startFilters(book, (facet, values) => set(facet === "since" || facet === "until" ? {[facet]: values[0]} : {[facet]: values}));
  startSearch(book, (q) => {
    set({q}, true);
    if (!state.sel) choose(false);
  }, (el) => {
    set({sel: el, q: "", at: "", view: ""});
    panel.focus({preventScroll: true});
  });
  const focus = startKeys(graph, book, () => shown);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const drawn = target?.closest("#drawing a"), inPanel = target?.closest("[data-sel]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (drawn) {
      event.preventDefault();
      if (graph.dragged) return void (graph.dragged = false);
      set({sel: drawn.id, q: "", at: graph.toString()});
      if (matchMedia("(max-width: 760px)").matches) panel.scrollIntoView({block: "start"});
    } else if (inPanel instanceof HTMLElement) {
      event.preventDefault();
      set({sel: inPanel.dataset.sel ?? "", at: ""});
      panel.focus({preventScroll: true});
    } else if (target?.closest("[data-close]")) {
      clear();
    } else if (target?.closest("#graph") && state.sel) {
      if (graph.dragged) return void (graph.dragged = false);
      set({sel: "", at: graph.toString()});
    }
    const box = /** @type {HTMLDetailsElement} */ (byId("filter-box"));
    if (box.open && target && !box.contains(target) && !target.closest("#reset")) box.open = false;
  });
  const clear = () => {
    const el = byId(state.sel);
    set({sel: "", at: graph.toString()});
    if (el instanceof SVGAElement) focus(el);
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    const box = /** @type {HTMLDetailsElement} */ (byId("filter-box"));
    if (event.key === "Escape" && box.open) {
      box.open = false;
      /** @type {HTMLElement} */ (box.querySelector("summary")).focus();
    } else if (event.key === "Escape" && state.sel) clear();
    else if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("search")?.focus();
    }
  });
  byId("reset")?.addEventListener("click", () => set({...emptyState(), view: state.view, sel: state.sel, at: state.at}));
  byId("as-table")?.addEventListener("click", () => set({view: "table"}));
  byId("as-graph")?.addEventListener("click", () => set({view: ""}));
  byId("nearer")?.addEventListener("click", () => graph.zoom(1.4));
  byId("farther")?.addEventListener("click", () => graph.zoom(1 / 1.4));
  byId("fit")?.addEventListener("click", () => graph.fit());
  window.addEventListener("hashchange", read);
  const hub = book.nodes.reduce((most, node) => (node.edges.length > most.edges.length ? node : most), book.nodes[0]);
  if (hub) graph.setHome(graph.nodes[hub.index]);
  read();
}

document.documentElement.classList.add("js");
startTheme();
startTables();
const data = byId("data"), drawing = byId("drawing");
if (data && drawing instanceof SVGSVGElement) startExplorer(readBook(JSON.parse(data.textContent ?? "{}")), drawing);
startLive();
