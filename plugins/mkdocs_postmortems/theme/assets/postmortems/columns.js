// @ts-check
/* The data behind a listing: columns of values (render/columns.py), and the choice among its rows.

Knows nothing of the page; listing.js draws what is chosen. */

/* exported postmortemColumns */
var postmortemColumns = (() => {
  "use strict";

  /**
   * @typedef {object} Column
   * @property {string} title
   * @property {"text" | "number" | "date" | "label" | "labels"} kind
   * @property {any[]} values  a value a row; of labels, indexes into `labels`, -1 for none
   * @property {string[]} [labels]
   * @property {(string | null)[]} [pages]  where each label leads, from the root of the site
   */

  /**
   * @typedef {object} Data
   * @property {number} rows
   * @property {[string, string]} noun
   * @property {Record<string, Column>} columns
   * @property {string[]} facets
   * @property {string[]} searched
   */

  // In the address no value is an empty one, which no label can be.
  const [NONE, NO_VALUE] = ["none", ""];

  /** Reads the columns of one table. */
  class Rows {
    /** @param {Data} data */
    constructor(data) {
      this.data = data;
      /** @type {string[] | null} */
      this.haystack = null;
    }

    /** @param {string} name @param {number} row @returns {string} the value as text, empty for none */
    text(name, row) {
      const column = this.data.columns[name];
      const value = column.values[row];
      if (column.kind === "labels") return value.map((/** @type {number} */ at) => column.labels?.[at]).join(", ");
      if (column.kind === "label") return column.labels?.[value] ?? "";
      return value === null ? "" : String(value);
    }

    /** @param {string} name @param {number} row @returns {string} the value as a reader sees it */
    told(name, row) {
      const { kind, values } = this.data.columns[name];
      return kind === "number" && values[row] !== null ? values[row].toLocaleString("en") : this.text(name, row);
    }

    /** @param {string} name @param {number} row @returns {number[]} indexes of its labels */
    labels(name, row) {
      const column = this.data.columns[name];
      const value = column.values[row];
      if (column.kind === "labels") return value.length ? value : [-1];
      return [value];
    }

    /** @param {string} name @param {number} at @returns {string} */
    option(name, at) {
      return this.data.columns[name].labels?.[at] ?? NONE;
    }

    /** @param {string} name @param {number} at @returns {string} where a label leads, empty for nowhere */
    page(name, at) {
      return this.data.columns[name].pages?.[at] ?? "";
    }

    /** @param {number} row @param {string[]} words @returns {boolean} */
    matches(row, words) {
      this.haystack ??= Array.from({ length: this.data.rows }, (_, at) =>
        this.data.searched.map((name) => this.text(name, at)).join("\n").toLowerCase());
      const text = this.haystack[row];
      return words.every((word) => text.includes(word));
    }

    /** @param {string} name @param {boolean} down @returns {(a: number, b: number) => number} absent values last */
    comparison(name, down) {
      const { kind, values } = this.data.columns[name];
      const absent = (/** @type {any} */ value) => value === null || value === -1;
      const compare = kind === "text" || kind === "labels"
        ? (/** @type {number} */ a, /** @type {number} */ b) => this.text(name, a).localeCompare(this.text(name, b), "en")
        : (/** @type {number} */ a, /** @type {number} */ b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : 0);
      const sign = down ? -1 : 1;
      return (a, b) => Number(absent(values[a])) - Number(absent(values[b])) || sign * compare(a, b) || a - b;
    }
  }

  /** What is chosen: options by facet, words, and the column to sort by. Lives in the address. */
  class Choice {
    /** @param {Rows} rows */
    constructor(rows) {
      this.rows = rows;
      /** @type {Map<string, Set<number>>} */
      this.chosen = new Map();
      /** @type {string[]} */
      this.gone = [];
      this.query = "";
      this.sort = "";
    }

    /** @param {string} address */
    read(address) {
      const given = new URLSearchParams(address);
      const { columns, facets } = this.rows.data;
      this.chosen.clear();
      this.gone = [];
      for (const facet of facets) {
        const known = new Map([[NO_VALUE, -1], ...(columns[facet].labels ?? []).map((label, at) => /** @type {[string, number]} */ ([label, at]))]);
        const found = new Set();
        for (const wanted of given.getAll(facet)) {
          const at = known.get(wanted);
          if (at === undefined) this.gone.push(`${columns[facet].title.toLowerCase()} “${wanted}”`);
          else found.add(at);
        }
        if (found.size) this.chosen.set(facet, found);
      }
      this.query = given.get("q") ?? "";
      const sort = given.get("sort") ?? "";
      this.sort = Object.hasOwn(columns, sort.replace(/^-/, "")) ? sort : "";
    }

    write() {
      const address = new URL(location.href);
      for (const name of [...this.rows.data.facets, "q", "sort"]) address.searchParams.delete(name);
      for (const [facet, chosen] of this.chosen)
        for (const at of chosen) address.searchParams.append(facet, at < 0 ? NO_VALUE : this.rows.option(facet, at));
      if (this.query) address.searchParams.set("q", this.query);
      if (this.sort) address.searchParams.set("sort", this.sort);
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }

    /** @param {string} facet @param {number} at @param {boolean} on */
    set(facet, at, on) {
      const chosen = this.chosen.get(facet) ?? new Set();
      if (on) chosen.add(at);
      else chosen.delete(at);
      if (chosen.size) this.chosen.set(facet, chosen);
      else this.chosen.delete(facet);
    }

    clear() {
      this.chosen.clear();
      this.gone = [];
      this.query = "";
    }

    get empty() {
      return !this.chosen.size && !this.query;
    }

    /**
     * The rows that are shown, and for each option of each facet how many rows it would show
     * beside what is chosen in the other facets.
     * @returns {{shown: number[], counts: Map<string, Map<number, number>>}}
     */
    apply() {
      const { data } = this.rows;
      const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
      const counts = new Map(data.facets.map((facet) => [facet, new Map()]));
      const shown = [];
      for (let row = 0; row < data.rows; row++) {
        if (words.length && !this.rows.matches(row, words)) continue;
        const failing = [];
        for (const [facet, chosen] of this.chosen)
          if (!this.rows.labels(facet, row).some((at) => chosen.has(at))) failing.push(facet);
        if (failing.length > 1) continue;
        if (!failing.length) shown.push(row);
        for (const facet of failing.length ? failing : data.facets) {
          const count = counts.get(facet);
          for (const at of this.rows.labels(facet, row)) count?.set(at, (count.get(at) ?? 0) + 1);
        }
      }
      if (this.sort) {
        const down = this.sort.startsWith("-");
        shown.sort(this.rows.comparison(down ? this.sort.slice(1) : this.sort, down));
      }
      return { shown, counts };
    }
  }

  return { Rows, Choice };
})();
