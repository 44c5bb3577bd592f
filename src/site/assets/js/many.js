// The drawing of a book with thousands of links: the same shapes, read from the page, upon a canvas. A canvas draws anew in a
// tenth of the time that elements need; what it cannot do, to be read and to be gone through, the tables do.
import { later, make } from "./dom.js";
import { Graph } from "./graph.js";

const READABLE_LINE = 0.95, LEAST_TEXT = 3.5; // pixels a unit from which links have labels; of a name that is drawn
const DIM = {edge: 0.13, node: 0.25, faint: 0.18};

/** @typedef {{x0: number, y0: number, x1: number, y1: number}} Extent */
/** @typedef {{x: number, y: number, size: number, bold: boolean, words: string}} Words */
/** @typedef {{path: Path2D, hollow: boolean, dash: number[], width: number, gap: boolean}} Stretch */
/** @typedef {{el: SVGAElement, at: Extent, path: Path2D, kind: string, words: Words[]}} DrawnNode */
/** @typedef {{el: SVGAElement, at: Extent, whole: Path2D, double: boolean, lines: Stretch[], heads: Stretch[], colour: string, words: Words[]}} DrawnEdge */

/** @param {Element} element @param {string} name */
const numbers = (element, name) => (element.getAttribute(name) ?? "").match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];

/** @param {Extent} at @param {number[]} all x and y in turn */
function widen(at, all) {
  for (let i = 0; i + 1 < all.length; i += 2) {
    at.x0 = Math.min(at.x0, all[i]), at.x1 = Math.max(at.x1, all[i]);
    at.y0 = Math.min(at.y0, all[i + 1]), at.y1 = Math.max(at.y1, all[i + 1]);
  }
}

/** The outline of a shape; the place that it takes is added to `at`. @param {Element} shape @param {Extent} at */
function outline(shape, at) {
  const number = (/** @type {string} */ name) => Number(shape.getAttribute(name));
  if (shape.tagName === "ellipse") {
    const path = new Path2D(), [cx, cy, rx, ry] = ["cx", "cy", "rx", "ry"].map(number);
    path.ellipse(cx, cy, rx, ry, 0, 0, 2 * Math.PI);
    widen(at, [cx - rx, cy - ry, cx + rx, cy + ry]);
    return path;
  }
  if (shape.tagName === "path") {
    widen(at, numbers(shape, "d"));
    return new Path2D(shape.getAttribute("d") ?? "");
  }
  const all = numbers(shape, "points"), path = new Path2D();
  widen(at, all);
  for (let i = 0; i + 1 < all.length; i += 2) path.lineTo(all[i], all[i + 1]);
  if (shape.tagName === "polygon") path.closePath();
  return path;
}

/** @param {Element} element @returns {Words[]} */
function wordsOf(element) {
  return [...element.querySelectorAll("text")].map((text) => ({x: Number(text.getAttribute("x")), y: Number(text.getAttribute("y")),
    size: Number(text.getAttribute("font-size")) || 8, bold: text.getAttribute("font-weight") === "bold", words: text.textContent ?? ""}));
}

/** @param {SVGAElement} el @param {string} prefix */
const classOf = (el, prefix) => [...el.classList].find((name) => name.length === 2 && name.startsWith(prefix)) ?? `${prefix}0`;
const nowhere = () => ({x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity});

/** @param {SVGAElement} el @returns {DrawnNode} */
function readNode(el) {
  const at = nowhere(), path = new Path2D();
  for (const shape of el.querySelectorAll("ellipse, polygon, path, polyline")) path.addPath(outline(shape, at));
  return {el, at, path, kind: classOf(el, "k"), words: wordsOf(el)};
}

/** @param {SVGAElement} el @returns {DrawnEdge} */
function readEdge(el) {
  const at = nowhere();
  /** @param {Element} shape @returns {Stretch} */
  const stretch = (shape) => ({path: outline(shape, at), hollow: shape.getAttribute("fill") === "none", dash: numbers(shape, "stroke-dasharray"),
    width: Number(shape.getAttribute("stroke-width")) || 1, gap: shape.classList.contains("gap")});
  const paths = [...el.querySelectorAll("path")], gaps = paths.filter((path) => path.classList.contains("gap"));
  const d = (gaps.length ? gaps : paths).map((path) => path.getAttribute("d") ?? "").join("").replace(/(?!^)M/g, "L");
  return {el, at, whole: new Path2D(d), double: gaps.length > 0, lines: paths.map(stretch), heads: [...el.querySelectorAll("polygon, polyline")].map(stretch),
    colour: classOf(el, "c"), words: wordsOf(el)};
}

export class ManyGraph extends Graph {
  /** @param {HTMLElement} frame @param {SVGSVGElement} svg @param {(box: string) => void} onMove */
  constructor(frame, svg, onMove) {
    super(frame, svg, onMove);
    this.drawnNodes = this.nodes.map(readNode);
    this.drawnEdges = this.edges.map(readEdge);
    const moved = /** @type {SVGGElement|null} */ (this.svg.querySelector("g"))?.transform.baseVal.consolidate()?.matrix;
    this.shift = {x: moved?.e ?? 0, y: moved?.f ?? 0};
    /** @type {boolean[]} */
    this.shownEdges = [];
    /** @type {boolean[]} */
    this.shownNodes = [];
    /** @type {Set<Element>} */
    this.chosen = new Set();
    /** @type {Set<Element>} */
    this.near = new Set();
    /** @type {SVGAElement|null} */
    this.focused = null;
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", {id: "canvas"}));
    this.voice = make("p", {class: "unseen", role: "status"});
    this.frame.append(this.canvas, this.voice);
    for (const [name, value] of [["tabindex", "0"], ["role", "application"], ["aria-label",
      "Graph of entities and links; arrows go from entity to entity, Enter opens. The table has the same links."]]) this.frame.setAttribute(name, value);
    this.surface = this.canvas;
    this.again = later(() => this.drawNow(), 40); // who types fast sees it drawn once
    this.canvas.addEventListener("click", (event) => {
      const hit = this.dragged ? null : this.hit(event.clientX, event.clientY);
      if (!hit) return;
      event.stopPropagation();
      const {ctrlKey, metaKey, shiftKey} = event;
      hit.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey}));
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!event.buttons) this.canvas.style.cursor = this.hit(event.clientX, event.clientY) ? "pointer" : "";
    });
    for (const what of ["focus", "blur"]) this.frame.addEventListener(what, () => this.again());
    this.frame.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.focused) this.focused.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
    });
    new MutationObserver(() => this.again()).observe(document.documentElement, {attributes: true, attributeFilter: ["data-theme"]});
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.again());
  }

  /** @override */
  prepare() {}

  /** Where the origin of the drawing is on the canvas, in pixels. */
  origin() {
    const s = this.scale(), {x, y, w, h} = this.box;
    return {x: this.frame.clientWidth / 2 - (x + w / 2 - this.shift.x) * s, y: this.frame.clientHeight / 2 - (y + h / 2 - this.shift.y) * s};
  }

  /** The part of the drawing that is seen. @returns {Extent} */
  seen() {
    const s = this.scale(), o = this.origin();
    return {x0: -o.x / s, y0: -o.y / s, x1: (this.frame.clientWidth - o.x) / s, y1: (this.frame.clientHeight - o.y) / s};
  }

  /** @param {Element} element @returns {Extent} */
  extentOf(element) {
    const i = Number(/** @type {SVGAElement} */ (element).dataset.i);
    return (element.classList.contains("node") ? this.drawnNodes : this.drawnEdges)[i].at;
  }

  /** The element at a place of the window: an entity, else a line that is near. @param {number} px @param {number} py */
  hit(px, py) {
    const r = this.frame.getBoundingClientRect(), s = this.scale(), o = this.origin(), x = (px - r.left - o.x) / s, y = (py - r.top - o.y) / s;
    const near = 5 / s;
    /** @param {Extent} at @param {number} by */
    const within = (at, by) => x >= at.x0 - by && x <= at.x1 + by && y >= at.y0 - by && y <= at.y1 + by;
    const node = this.drawnNodes.find((n) => within(n.at, 0));
    if (node) return node.el;
    const context = this.canvas.getContext("2d");
    if (!context) return null;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.lineWidth = 2 * near;
    context.setLineDash([]);
    const edge = this.drawnEdges.find((e, i) => this.shownEdges[i] !== false && within(e.at, near) && context.isPointInStroke(e.whole, x, y));
    context.restore();
    return edge?.el ?? null;
  }

  /** @override */
  drawNow() {
    const context = this.canvas.getContext("2d"), density = window.devicePixelRatio || 1;
    const width = Math.round(this.frame.clientWidth * density), height = Math.round(this.frame.clientHeight * density);
    if (!context || !width || !height) return;
    this.drawn = {...this.box, scale: this.scale()};
    this.canvas.style.transform = "";
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    const s = this.scale(), o = this.origin(), style = getComputedStyle(document.documentElement);
    /** @type {Map<string, string>} */
    const colours = new Map();
    /** @param {string} name */
    const colour = (name) => {
      if (!colours.has(name)) colours.set(name, style.getPropertyValue(`--${name}`).trim());
      return colours.get(name) ?? "";
    };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(s * density, 0, 0, s * density, o.x * density, o.y * density);
    context.textAlign = "center";
    context.lineJoin = "round";
    const v = this.seen(), outside = (/** @type {Extent} */ at) => at.x1 < v.x0 || at.x0 > v.x1 || at.y1 < v.y0 || at.y0 > v.y1;
    const rank = (/** @type {Element} */ el) => (this.chosen.has(el) ? 2 : this.near.has(el) ? 1 : 0);
    const edges = this.drawnEdges.filter((e, i) => this.shownEdges[i] !== false && !outside(e.at));
    const far = s < READABLE_LINE;
    if (far) this.drawFar(context, edges.filter((e) => rank(e.el) === 0), colour);
    for (const level of far ? [1, 2] : [0, 1, 2]) for (const e of edges) if (rank(e.el) === level) this.drawEdge(context, e, level, s, colour);
    const focused = far && edges.find((e) => e.el === this.focused && rank(e.el) === 0);
    if (focused) this.drawEdge(context, focused, 0, s, colour);
    this.drawnNodes.forEach((n, i) => { if (!outside(n.at)) this.drawNode(context, n, rank(n.el), this.shownNodes[i] === false, s, colour); });
  }

  /**
   * Lines that are not chosen, seen from afar: those that look alike are one stroke, for thousands of strokes take long.
   * @param {CanvasRenderingContext2D} context @param {DrawnEdge[]} edges @param {(name: string) => string} colour
   */
  drawFar(context, edges, colour) {
    /** @type {Map<string, {lines: Path2D, heads: Path2D, edge: DrawnEdge}>} */
    const alike = new Map();
    for (const edge of edges) {
      const key = `${edge.colour} ${edge.double} ${edge.lines[0]?.width} ${edge.lines[0]?.dash}`;
      const group = alike.get(key) ?? {lines: new Path2D(), heads: new Path2D(), edge};
      alike.set(key, group);
      group.lines.addPath(edge.whole);
      for (const head of edge.heads) group.heads.addPath(head.path);
    }
    context.globalAlpha = this.chosen.size ? DIM.edge : 1;
    for (const {lines, heads, edge} of alike.values()) {
      context.strokeStyle = context.fillStyle = colour(edge.colour);
      context.lineWidth = edge.double ? 4.5 : edge.lines[0]?.width ?? 1;
      context.setLineDash(edge.lines[0]?.dash ?? []);
      context.stroke(lines);
      context.fill(heads);
      if (!edge.double) continue;
      context.strokeStyle = colour("paper");
      context.lineWidth = 1.6;
      context.setLineDash([]);
      context.stroke(lines);
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {DrawnEdge} e @param {number} level @param {number} s @param {(name: string) => string} colour */
  drawEdge(context, e, level, s, colour) {
    const far = s < READABLE_LINE, focused = e.el === this.focused && document.activeElement === this.frame;
    context.globalAlpha = this.chosen.size && level === 0 && !focused ? DIM.edge : 1;
    const ink = focused ? colour("focus") : colour(e.colour), paper = colour("paper");
    /** @param {Path2D} path @param {string} stroke @param {number} width @param {number[]} dash */
    const line = (path, stroke, width, dash) => {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke(path);
    };
    const [first] = e.lines;
    if (far || level === 2 || focused) {
      line(e.whole, ink, focused ? 4 : e.double ? 4.5 : level === 2 ? 3 : first?.width ?? 1, first?.dash ?? []);
      if (e.double) line(e.whole, paper, 1.6, []);
    } else {
      for (const stretch of e.lines) line(stretch.path, stretch.gap ? paper : ink, stretch.width, stretch.dash);
    }
    for (const head of e.heads) {
      context.fillStyle = head.hollow ? paper : ink;
      context.fill(head.path);
      line(head.path, ink, head.width, []);
    }
    if (far && level === 0 && !focused) return;
    for (const text of e.words) this.drawWords(context, text, level === 2 ? Math.max(11, 11 / s) : text.size, level > 0 ? 5 : 0, level === 2, s, colour);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {DrawnNode} n @param {number} level @param {boolean} faint @param {number} s
   * @param {(name: string) => string} colour
   */
  drawNode(context, n, level, faint, s, colour) {
    const focused = n.el === this.focused && document.activeElement === this.frame;
    context.globalAlpha = faint ? DIM.faint : this.chosen.size && level === 0 && !focused ? DIM.node : 1;
    context.fillStyle = colour(n.kind);
    context.strokeStyle = focused ? colour("focus") : colour(`${n.kind}l`);
    context.lineWidth = focused ? 4 : level === 2 ? 3 : 1.1;
    context.setLineDash([]);
    context.fill(n.path);
    context.stroke(n.path);
    for (const text of n.words) this.drawWords(context, text, text.size, 0, false, s, colour);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {Words} text @param {number} size @param {number} halo
   * @param {boolean} bold @param {number} s
   * @param {(name: string) => string} colour
   */
  drawWords(context, text, size, halo, bold, s, colour) {
    if (size * s < LEAST_TEXT) return;
    context.font = `${text.bold || bold ? "bold " : ""}${size}px Arial, Helvetica, "Liberation Sans", sans-serif`;
    if (halo) {
      context.strokeStyle = colour("paper");
      context.lineWidth = halo;
      context.setLineDash([]);
      context.strokeText(text.words, text.x, text.y);
    }
    context.fillStyle = colour("ink");
    context.fillText(text.words, text.x, text.y);
  }

  /** @override @param {SVGGraphicsElement[]} elements */
  placeOf(elements) {
    const at = nowhere();
    for (const element of elements) {
      const e = this.extentOf(element);
      if (e.x0 <= e.x1) widen(at, [e.x0 + this.shift.x, e.y0 + this.shift.y, e.x1 + this.shift.x, e.y1 + this.shift.y]);
    }
    return at.x0 > at.x1 ? null : at;
  }

  /** @override @param {Element} element */
  rectOf(element) {
    const at = this.extentOf(element), s = this.scale(), o = this.origin(), r = this.frame.getBoundingClientRect();
    return new DOMRect(r.left + o.x + at.x0 * s, r.top + o.y + at.y0 * s, (at.x1 - at.x0) * s, (at.y1 - at.y0) * s);
  }

  /** @override @param {SVGAElement} element */
  focusOn(element) {
    this.focused = element;
    this.voice.textContent = element.getAttribute("aria-label");
    this.frame.focus({preventScroll: true});
    this.again();
  }

  /** @override @param {boolean[]} links @param {boolean[]} entities */
  setShown(links, entities) {
    this.shownEdges = links;
    this.shownNodes = entities;
    this.nodes.forEach((node, i) => node.classList.toggle("faint", !entities[i]));
    this.again();
  }

  /** @override @param {Set<Element>} chosen @param {Set<Element>} near */
  setChosen(chosen, near) {
    this.chosen = chosen;
    this.near = near;
    this.again();
  }
}
