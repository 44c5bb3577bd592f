// The drawing: moved, zoomed, parts of it shown and chosen. It was laid out beforehand; nothing is laid out here.
import { later } from "./dom.js";

const MOST = 12; // times larger than the whole
const FARTHEST = 1e7; // an address that asks for more is none of ours
const MANY = 600; // links from which a moved drawing is a moved picture until it rests
const READABLE = 0.95; // pixels a unit from which labels of links can be read

/** @typedef {{x: number, y: number, w: number, h: number}} Box */

export class Graph {
  /** @param {HTMLElement} frame @param {SVGSVGElement} svg @param {(box: string) => void} onMove */
  constructor(frame, svg, onMove) {
    this.frame = frame;
    this.svg = svg;
    const v = svg.viewBox.baseVal;
    /** @type {Box} */
    this.whole = {x: v.x, y: v.y, w: v.width, h: v.height};
    /** @type {Box} what is seen at first */
    this.home = {...this.whole};
    /** @type {Box} */
    this.box = {...this.whole};
    this.told = later(() => onMove(this.toString()), 250);
    /** @type {Map<number, {x: number, y: number}>} */
    this.pointers = new Map();
    this.dragged = false;
    this.asked = false;
    /** @type {(Box & {scale: number})|null} the box that is drawn */
    this.drawn = null;
    this.rest = later(() => this.drawNow(), 180);
    this.nodes = /** @type {SVGAElement[]} */ ([...svg.querySelectorAll("a.node")]);
    this.edges = /** @type {SVGAElement[]} */ ([...svg.querySelectorAll("a.edge")]);
    this.nodes.sort((a, b) => Number(a.dataset.i) - Number(b.dataset.i));
    this.edges.sort((a, b) => Number(a.dataset.i) - Number(b.dataset.i));
    /** @type {SVGElement|HTMLElement} what is moved while one drags */
    this.surface = svg;
    this.prepare();
    this.listen();
    new ResizeObserver(() => this.drawNow()).observe(frame);
  }

  /** What the way of drawing needs. */
  prepare() {
    this.addLines();
  }

  /**
   * Lines without the gaps that the drawing leaves for labels and crossings: thin ones for when no label can be read, and
   * wide, unseen ones, so that a finger hits them. A double line is a broad one with a narrow one upon it.
   */
  addLines() {
    for (const edge of this.edges) {
      const gaps = edge.querySelectorAll("path.gap");
      const stretches = [...(gaps.length ? gaps : edge.querySelectorAll("path"))];
      if (!stretches.length) continue;
      const d = stretches.map((p) => p.getAttribute("d") ?? "").join("").replace(/(?!^)M/g, "L");
      /** @param {string} name @param {string|null} width */
      const line = (name, width) => {
        const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
        path.setAttribute("class", name);
        path.setAttribute("d", d);
        const dashes = stretches[0].getAttribute("stroke-dasharray");
        if (width) path.setAttribute("stroke-width", width);
        if (dashes) path.setAttribute("stroke-dasharray", dashes);
        return path;
      };
      const width = stretches[0].getAttribute("stroke-width");
      const lines = gaps.length ? [line("whole-line", "4.5"), line("whole-line gap", "1.6")] : [line("whole-line", width)];
      edge.prepend(line("wide-line", null), ...lines);
    }
  }

  /** Pixels a unit of the drawing. */
  scale() {
    return Math.min(this.frame.clientWidth / this.box.w, this.frame.clientHeight / this.box.h) || 1;
  }

  draw() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      if (this.edges.length < MANY || !this.drawn) return this.drawNow();
      this.movePicture(this.drawn);
      this.rest();
    });
  }

  drawNow() {
    const {x, y, w, h} = this.box;
    this.drawn = {...this.box, scale: this.scale()};
    this.svg.style.transform = "";
    this.svg.setAttribute("viewBox", `${x.toFixed(2)} ${y.toFixed(2)} ${w.toFixed(2)} ${h.toFixed(2)}`);
    this.svg.classList.toggle("far", this.scale() < READABLE);
    this.svg.style.setProperty("--far", Math.max(1, 1 / this.scale()).toFixed(3)); // by this a label grows that is to be read from afar
  }

  /** Moves what was drawn, as it is: thousands of lines are not drawn anew at each step. @param {Box & {scale: number}} drawn */
  movePicture(drawn) {
    const s = this.scale(), now = this.box;
    const dx = (drawn.x + drawn.w / 2 - now.x - now.w / 2) * s, dy = (drawn.y + drawn.h / 2 - now.y - now.h / 2) * s;
    this.surface.style.transform = `translate(${dx.toFixed(1)}px, ${dy.toFixed(1)}px) scale(${(s / drawn.scale).toFixed(4)})`;
  }

  /** @param {Box} box @param {boolean} [quiet] */
  setBox(box, quiet = false) {
    const w = Math.min(Math.max(box.w, this.whole.w / MOST), this.whole.w * 3);
    const k = w / box.w;
    const h = box.h * k;
    const cx = Math.min(Math.max(box.x + box.w / 2, this.whole.x), this.whole.x + this.whole.w);
    const cy = Math.min(Math.max(box.y + box.h / 2, this.whole.y), this.whole.y + this.whole.h);
    this.box = {x: cx - w / 2, y: cy - h / 2, w, h};
    this.draw();
    if (!quiet) this.told();
  }

  fit() {
    this.setBox({...this.whole});
  }

  /** On a narrow screen the whole is too small to be read: it begins at the entity with the most links. @param {SVGGraphicsElement} hub */
  setHome(hub) {
    if (this.frame.clientWidth < 600 && this.whole.w > 2 * this.frame.clientWidth) {
      const at = this.placeOf([hub]), w = this.frame.clientWidth / 0.6, h = (w * this.whole.h) / this.whole.w;
      if (at) this.home = {x: (at.x0 + at.x1) / 2 - w / 2, y: (at.y0 + at.y1) / 2 - h / 2, w, h};
    }
    this.goHome();
  }

  goHome() {
    this.setBox({...this.home}, true);
  }

  /** @param {number} factor more than 1 is nearer @param {number} [px] @param {number} [py] a place of the frame that stays */
  zoom(factor, px = this.frame.clientWidth / 2, py = this.frame.clientHeight / 2) {
    const s = this.scale();
    const left = this.box.x + this.box.w / 2 + (px - this.frame.clientWidth / 2) / s;
    const top = this.box.y + this.box.h / 2 + (py - this.frame.clientHeight / 2) / s;
    const {x, y, w, h} = this.box;
    this.setBox({x: left - (left - x) / factor, y: top - (top - y) / factor, w: w / factor, h: h / factor});
  }

  /** @param {number} dx @param {number} dy pixels */
  pan(dx, dy) {
    const s = this.scale();
    this.setBox({...this.box, x: this.box.x - dx / s, y: this.box.y - dy / s});
  }

  /** Where elements are in the drawing, or null. @param {SVGGraphicsElement[]} elements */
  placeOf(elements) {
    let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
    const moved = /** @type {SVGGElement|null} */ (this.svg.querySelector("g"))?.transform.baseVal.consolidate()?.matrix;
    const dx = moved?.e ?? 0, dy = moved?.f ?? 0;
    for (const element of elements) {
      const b = element.getBBox();
      if (b.width === 0 && b.height === 0) continue;
      x0 = Math.min(x0, b.x), y0 = Math.min(y0, b.y), x1 = Math.max(x1, b.x + b.width), y1 = Math.max(y1, b.y + b.height);
    }
    return x0 > x1 ? null : {x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy};
  }

  /** Where an element is in the window. @param {Element} element */
  rectOf(element) {
    return element.getBoundingClientRect();
  }

  /** @param {SVGAElement} element */
  focusOn(element) {
    element.focus({preventScroll: true});
  }

  /** Brings elements into view, near enough to be read. @param {SVGGraphicsElement[]} elements */
  show(elements) {
    const at = this.placeOf(elements);
    if (!at) return;
    const {x0, y0, x1, y1} = at;
    const ratio = this.frame.clientHeight / Math.max(1, this.frame.clientWidth);
    const least = Math.min(this.whole.w, this.frame.clientWidth / 1.1);
    const w = Math.max((x1 - x0) * 1.3, ((y1 - y0) * 1.3) / ratio, least);
    this.setBox({x: (x0 + x1) / 2 - w / 2, y: (y0 + y1) / 2 - (w * ratio) / 2, w, h: w * ratio});
  }

  toString() {
    const {x, y, w, h} = this.box, home = this.home;
    if (Math.abs(w - home.w) < 1 && Math.abs(x - home.x) < 1 && Math.abs(y - home.y) < 1) return "";
    return [x + w / 2, y + h / 2, w].map((n) => Math.round(n)).join(",");
  }

  /** @param {string} at as toString wrote it */
  restore(at) {
    const [cx, cy, w] = at.split(",").map(Number);
    if (!(w > 0 && w < FARTHEST && Math.abs(cx) < FARTHEST && Math.abs(cy) < FARTHEST)) return this.goHome();
    const h = (w * this.whole.h) / this.whole.w;
    this.setBox({x: cx - w / 2, y: cy - h / 2, w, h}, true);
  }

  listen() {
    this.frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      const r = this.frame.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.clientX - r.left, event.clientY - r.top);
    }, {passive: false});
    this.frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.pointers.set(event.pointerId, {x: event.clientX, y: event.clientY});
      if (this.pointers.size === 1) this.dragged = false;
    });
    this.frame.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"])
      this.frame.addEventListener(name, (event) => this.pointers.delete(/** @type {PointerEvent} */ (event).pointerId));
    this.svg.addEventListener("dragstart", (event) => event.preventDefault());
    this.frame.addEventListener("dblclick", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) return;
      const r = this.frame.getBoundingClientRect();
      this.zoom(1.8, event.clientX - r.left, event.clientY - r.top);
    });
  }

  /** One finger or the mouse moves, two zoom. @param {PointerEvent} event */
  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = {x: event.clientX, y: event.clientY};
    if (this.pointers.size === 1) {
      if (!this.dragged && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
      this.dragged = true;
      this.frame.setPointerCapture?.(event.pointerId);
      this.pan(now.x - before.x, now.y - before.y);
    } else {
      this.dragged = true;
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const r = this.frame.getBoundingClientRect();
        const was = Math.hypot(before.x - other.x, before.y - other.y), is = Math.hypot(now.x - other.x, now.y - other.y);
        if (was > 0) this.zoom(is / was, (now.x + other.x) / 2 - r.left, (now.y + other.y) / 2 - r.top);
      }
    }
    this.pointers.set(event.pointerId, now);
  }

  /** Shows only what passes; entities without a link that is shown are faint. @param {boolean[]} links @param {boolean[]} entities */
  setShown(links, entities) {
    this.edges.forEach((edge, i) => edge.classList.toggle("off", !links[i]));
    this.nodes.forEach((node, i) => node.classList.toggle("faint", !entities[i]));
  }

  /** Marks what is chosen and what it touches. @param {Set<Element>} chosen @param {Set<Element>} near */
  setChosen(chosen, near) {
    this.svg.classList.toggle("chosen", chosen.size > 0);
    for (const element of [...this.nodes, ...this.edges]) {
      element.classList.toggle("is", chosen.has(element));
      element.classList.toggle("near", near.has(element));
    }
  }
}
