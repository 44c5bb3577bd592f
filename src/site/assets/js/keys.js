// The keyboard in the drawing: one stop for Tab, arrows from entity to entity, Shift and arrows through an entity's links.

/** @param {import("./graph.js").Graph} graph @param {SVGGraphicsElement} element */
function centre(graph, element) {
  const r = graph.rectOf(element);
  return {x: r.left + r.width / 2, y: r.top + r.height / 2};
}

/**
 * The next element in a direction: near, and rather ahead than aside.
 * @param {import("./graph.js").Graph} graph @param {SVGAElement} from @param {SVGAElement[]} all @param {string} key
 */
function neighbour(graph, from, all, key) {
  const a = centre(graph, from);
  let best = null, least = Infinity;
  for (const element of all) {
    if (element === from) continue;
    const b = centre(graph, element), dx = b.x - a.x, dy = b.y - a.y;
    const ahead = key === "ArrowRight" ? dx : key === "ArrowLeft" ? -dx : key === "ArrowDown" ? dy : -dy;
    const aside = Math.abs(key === "ArrowRight" || key === "ArrowLeft" ? dy : dx);
    if (ahead <= 0) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [element, cost];
  }
  return best;
}

/**
 * @param {import("./graph.js").Graph} graph @param {import("./data.js").Book} book
 * @param {() => boolean[]} shown which links are
 */
export function startKeys(graph, book, shown) {
  let current = graph.nodes[0];
  for (const element of [...graph.nodes, ...graph.edges]) element.setAttribute("tabindex", "-1");
  /** @param {SVGAElement|null|undefined} element */
  const go = (element) => {
    if (!element) return;
    current?.setAttribute("tabindex", "-1");
    current = element;
    current.setAttribute("tabindex", "0");
    graph.focusOn(current);
    const r = graph.rectOf(current), f = graph.frame.getBoundingClientRect();
    if (r.left < f.left || r.right > f.right || r.top < f.top || r.bottom > f.bottom)
      graph.pan((f.left + f.right - r.left - r.right) / 2, (f.top + f.bottom - r.top - r.bottom) / 2);
  };
  current?.setAttribute("tabindex", "0");
  /** Through the links of the entity, or of the start of the link, that has the focus. @param {number} step */
  const through = (step) => {
    const i = Number(current.dataset.i), isNode = current.classList.contains("node");
    const node = book.nodes[isNode ? i : book.edges[i].from];
    const links = node.edges.filter((k) => shown()[k]);
    if (!links.length) return;
    const at = isNode ? (step > 0 ? -1 : 0) : links.indexOf(i);
    go(graph.edges[links[(at + step + links.length) % links.length]]);
  };
  // at the frame: an SVG element with such a listener would be a stop of its own
  graph.frame.addEventListener("focusin", (event) => {
    const element = event.target instanceof Element ? event.target.closest("a") : null;
    if (element instanceof SVGAElement && element !== current && graph.svg.contains(element)) {
      current?.setAttribute("tabindex", "-1");
      current = element;
      current.setAttribute("tabindex", "0");
    }
  });
  graph.frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && event.shiftKey) through(event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1);
    else if (arrow && current.classList.contains("edge")) {
      const edge = book.edges[Number(current.dataset.i)];
      go(graph.nodes[event.key === "ArrowRight" || event.key === "ArrowDown" ? edge.to : edge.from]);
    } else if (arrow) go(neighbour(graph, current, graph.nodes.filter((n) => !n.classList.contains("faint")), event.key));
    else if (event.key === "+" || event.key === "=") graph.zoom(1.3);
    else if (event.key === "-") graph.zoom(1 / 1.3);
    else if (event.key === "0") graph.fit();
    else return;
    event.preventDefault();
  });
  return go;
}
