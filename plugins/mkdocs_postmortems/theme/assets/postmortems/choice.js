// @ts-check
/* What is chosen in a listing, and the rows that this leaves. Lives in the address of the page. */

/* exported postmortemChoice */
var postmortemChoice = (() => {
  "use strict";

  /** @typedef {InstanceType<typeof postmortemColumns.Rows>} Rows */

  // In the address no value is an empty one, which no label can be.
  const NO_VALUE = "";
  // Not `q`: where Material's own search is kept, that opens it.
  const TEXT = "text";

  /** Options by facet, words, the column to sort by, the columns to show. */
  class Choice {
    /** @param {Rows} rows @param {string[]} shown  the columns that are shown unless others are chosen @param {string[]} all  those that can be chosen @param {string} asOf  the date on which everything is read */
    constructor(rows, shown, all, asOf) {
      this.rows = rows;
      this.asOf = asOf;
      this.usual = shown;
      this.all = all;
      /** @type {Map<string, Set<number>>} */
      this.chosen = new Map();
      /** @type {string[]} */
      this.gone = [];
      this.query = "";
      this.sort = "";
      this.columns = shown;
    }

    /** @param {string} address @returns {this} */
    read(address) {
      const given = new URLSearchParams(address);
      const { columns, facets } = this.rows.data;
      this.chosen.clear();
      this.gone = [];
      for (const facet of facets) {
        const { labels = [], title } = columns[facet];
        const known = new Map([NO_VALUE, ...labels].map((label, at) => [label, at - 1]));
        const found = new Set();
        for (const written of given.getAll(facet)) {
          const wanted = facet === "year" ? this.year(written) : written;
          const at = known.get(wanted);
          if (at === undefined) this.gone.push(`${title.toLowerCase()} “${wanted}”`);
          else found.add(at);
        }
        if (found.size) this.chosen.set(facet, found);
      }
      this.query = given.get(TEXT) ?? given.get("q") ?? "";
      this.sort = this.known("order", [given.get("sort") ?? ""], (name) => Object.hasOwn(columns, name.replace(/^-/, "")))[0] ?? "";
      const wanted = this.known("column", (given.get("columns") ?? "").split(","), (name) => this.all.includes(name));
      this.columns = wanted.length ? this.all.filter((name) => wanted.includes(name)) : this.usual;
      return this;
    }

    /** @param {string} written @returns {string} the year that `this` and `last` stand for, as in saved views */
    year(written) {
      const ago = ["this", "last"].indexOf(written);
      return ago < 0 ? written : String(Number(this.asOf.slice(0, 4)) - ago);
    }

    /** @param {string} noun @param {string[]} names @param {(name: string) => boolean} exists */
    known(noun, names, exists) {
      const given = names.filter(Boolean);
      this.gone.push(...given.filter((name) => !exists(name)).map((name) => `${noun} “${name}”`));
      return given.filter(exists);
    }

    /** @returns {[string, string][]} the names and values that stand for it in an address */
    get pairs() {
      /** @type {[string, string][]} */
      const pairs = [];
      for (const [facet, chosen] of this.chosen)
        for (const at of chosen) pairs.push([facet, at < 0 ? NO_VALUE : this.rows.option(facet, at)]);
      if (this.query) pairs.push([TEXT, this.query]);
      if (this.sort) pairs.push(["sort", this.sort]);
      if (this.columns.join() !== this.usual.join()) pairs.push(["columns", this.columns.join()]);
      return pairs;
    }

    write() {
      const address = new URL(location.href);
      for (const name of [...this.rows.data.facets, TEXT, "q", "sort", "columns"]) address.searchParams.delete(name);
      for (const [name, value] of this.pairs) address.searchParams.append(name, value);
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }

    /** @param {Choice} other @returns {boolean} whether both choose the same rows in the same order */
    sameAs(other) {
      const key = (/** @type {Choice} */ one) =>
        JSON.stringify([one.pairs.filter(([name]) => name !== "columns").sort(), one.gone]);
      return key(this) === key(other);
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
     * beside what is chosen in the other facets; the first number is that of rows without a label.
     * @returns {{shown: number[], counts: Map<string, Uint32Array>}}
     */
    apply() {
      const { data } = this.rows;
      const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
      const counts = new Map(data.facets.map((facet) => [facet, new Uint32Array((data.columns[facet].labels ?? []).length + 1)]));
      const counted = [...counts].map(([facet, count]) => ({ values: data.columns[facet].values, chosen: this.chosen.get(facet), count }));
      const asked = counted.filter(({ chosen }) => chosen);
      const shown = [];
      for (let row = 0; row < data.rows; row++) {
        if (words.length && !this.rows.matches(row, words)) continue;
        const failing = asked.filter(({ values, chosen }) => !has(values[row], chosen));
        if (failing.length > 1) continue;
        if (!failing.length) shown.push(row);
        for (const { values, count } of failing.length ? failing : counted) add(count, values[row]);
      }
      if (this.sort) {
        const down = this.sort.startsWith("-");
        shown.sort(this.rows.comparison(down ? this.sort.slice(1) : this.sort, down));
      }
      return { shown, counts };
    }
  }

  /** @param {number | number[]} value @param {Set<number> | undefined} chosen */
  const has = (value, chosen) => {
    if (typeof value === "number") return chosen?.has(value);
    return value.length ? value.some((at) => chosen?.has(at)) : chosen?.has(-1);
  };

  /** @param {Uint32Array} count @param {number | number[]} value */
  const add = (count, value) => {
    if (typeof value === "number") count[value + 1]++;
    else if (!value.length) count[0]++;
    else for (const at of value) count[at + 1]++;
  };

  return { Choice };
})();
