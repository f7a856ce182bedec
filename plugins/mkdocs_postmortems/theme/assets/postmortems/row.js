// @ts-check
/* The row that a page gives as a <template>: which of its columns are shown, and filling it. */

/* exported postmortemRow */
var postmortemRow = (() => {
  "use strict";

  const { element, apart, Menu } = postmortemMenu;

  /** @typedef {InstanceType<typeof postmortemColumns.Rows>} Rows */
  /** @typedef {InstanceType<typeof postmortemChoice.Choice>} Choice */

  /** Fills the row. */
  class Pattern {
    /** @param {HTMLTemplateElement} template @param {Rows} rows @param {string} base */
    constructor(template, rows, base) {
      this.whole = template.content;
      this.rows = rows;
      this.base = base;
      this.content = this.whole;
    }

    /** @returns {HTMLElement[]} the cells of all columns */
    get cells() {
      return [...this.whole.querySelectorAll("tr")[0].children].map((cell) => /** @type {HTMLElement} */ (cell));
    }

    /** @param {string[]} columns  those that are shown beside the title */
    keep(columns) {
      this.content = /** @type {DocumentFragment} */ (this.whole.cloneNode(true));
      for (const cell of this.content.querySelectorAll("td")) if (!columns.includes(cell.dataset.column ?? "")) cell.remove();
    }

    /** @param {number} row @returns {DocumentFragment} */
    fill(row) {
      const copy = /** @type {DocumentFragment} */ (this.content.cloneNode(true));
      for (const slot of /** @type {NodeListOf<HTMLElement>} */ (copy.querySelectorAll("[data-of], [data-at], [data-if], [data-unless]"))) {
        const { if: wanted, unless } = slot.dataset;
        if ((wanted && !this.rows.text(wanted, row)) || (unless && this.rows.text(unless, row))) slot.remove();
        else this.put(slot, row);
      }
      return copy;
    }

    /** @param {HTMLElement} slot @param {number} row */
    put(slot, row) {
      const { of: name, all, at, fragment, url, style, prefix, most } = slot.dataset;
      if (at) slot.setAttribute("href", this.base + this.rows.address(at, row) + (fragment ? `#${fragment}` : ""));
      if (!name) return;
      if (all !== undefined) return slot.replaceChildren(...this.links(name, row, Number(most ?? Infinity)));
      const told = this.rows.told(name, row);
      slot.replaceChildren(apart(told));
      if (slot instanceof HTMLTimeElement) slot.dateTime = told;
      if (url) {
        const address = this.rows.text(url, row);
        if (/^https?:\/\//i.test(address)) slot.setAttribute("href", address);
        else slot.replaceWith(...slot.childNodes);
      }
      if (style) slot.classList.add(`${prefix}${this.rows.text(style, row)}`);
    }

    /** @param {string} name @param {number} row @param {number} most @returns {(Node | string)[]} */
    links(name, row, most) {
      const labels = this.rows.labels(name, row).filter((at) => at >= 0);
      const made = labels.slice(0, most).flatMap((at, nth) => {
        const text = apart(this.rows.option(name, at));
        const page = this.rows.page(name, at);
        const link = page ? element("a", { href: this.base + page }, text) : text;
        return nth ? [", ", link] : [link];
      });
      if (labels.length <= most) return made;
      const names = this.rows.texts(name, row).slice(most).join(", ");
      return [...made, ", ", element("span", { class: "pm-none", title: names }, `+${labels.length - most}`)];
    }
  }

  /** The heads of the table, and the menu in which its columns are chosen. */
  class Heads {
    /** @param {HTMLTableElement} table @param {Pattern} pattern */
    constructor(table, pattern) {
      this.row = /** @type {HTMLTableSectionElement} */ (table.tHead).rows[0];
      this.pattern = pattern;
      const standing = new Map([...this.row.children].map((head) => [/** @type {HTMLElement} */ (head).dataset.column, head]));
      /** @type {Map<string, HTMLElement>} */
      this.heads = new Map(pattern.cells.map((cell) => {
        const name = cell.dataset.column ?? "";
        return [name, /** @type {HTMLElement} */ (standing.get(name) ?? this.make(name, cell))];
      }));
    }

    /** @param {string} name @param {HTMLElement} cell */
    make(name, cell) {
      const head = element("th", { scope: "col", "data-column": name, "data-sort": name }, cell.dataset.label ?? "");
      if (cell.classList.contains("pm-number")) head.classList.add("pm-number");
      return head;
    }

    /** @returns {string[]} the columns that can be chosen: all but the title */
    get optional() {
      return this.pattern.cells.filter((cell) => cell.localName === "td").map((cell) => cell.dataset.column ?? "");
    }

    /** @returns {string[]} those that are shown unless others are chosen */
    get usual() {
      return this.pattern.cells.filter((cell) => cell.localName === "td" && cell.dataset.extra === undefined).map((cell) => cell.dataset.column ?? "");
    }

    /** @param {string[]} columns */
    show(columns) {
      this.row.replaceChildren(...[...this.heads].filter(([name]) => columns.includes(name) || !this.optional.includes(name)).map(([, head]) => head));
      this.pattern.keep(columns);
    }

    /** @param {Choice} choice @param {() => void} changed */
    menu(choice, changed) {
      const boxes = this.optional.map((name) => {
        const box = element("input", { type: "checkbox", value: name });
        box.addEventListener("change", () => {
          choice.columns = boxes.filter(([one]) => one.checked).map(([one]) => one.value);
          changed();
        });
        const title = this.pattern.cells.find((cell) => cell.dataset.column === name)?.dataset.label ?? name;
        return /** @type {[HTMLInputElement, HTMLElement]} */ ([box, element("label", {}, box, title)]);
      });
      const menu = new Menu("Columns", () => boxes.forEach(([box]) => { box.checked = choice.columns.includes(box.value); }));
      menu.panel.append(element("div", { class: "pm-facet__options" }, ...boxes.map(([, label]) => label)));
      return menu;
    }
  }

  return { Pattern, Heads };
})();
