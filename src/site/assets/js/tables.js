// Tables that are sorted by a click on a heading.
import { make } from "./dom.js";

/** @param {HTMLTableRowElement} row @param {number} column */
function keyOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent?.trim() ?? "";
}

/** @param {HTMLTableElement} table @param {number} column @param {boolean} down */
function sortRows(table, column, down) {
  const body = table.tBodies[0];
  const collator = new Intl.Collator("en", {numeric: true});
  const rows = [...body.rows].map((row) => ({row, key: keyOf(row, column)}));
  rows.sort((a, b) => (down ? -1 : 1) * collator.compare(a.key, b.key));
  body.append(...rows.map((r) => r.row));
}

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  const heads = [...(table.tHead?.rows[0].cells ?? [])];
  heads.forEach((head, column) => {
    const button = make("button", {type: "button"}, head.textContent ?? "");
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sortRows(table, column, down);
    });
  });
}

export function startTables() {
  for (const table of document.querySelectorAll("table.sortable")) makeSortable(/** @type {HTMLTableElement} */ (table));
}
