// @ts-check
/* The data behind a listing: columns of values (render/columns.py). Knows nothing of the page. */

/* exported postmortemColumns */
var postmortemColumns = (() => {
  "use strict";

  /**
   * @typedef {object} Column
   * @property {string} title
   * @property {"text" | "link" | "number" | "count" | "date" | "duration" | "label" | "labels"} kind
   * @property {any[]} values  a value a row; of labels, indexes into `labels`, -1 for none
   * @property {string[]} [labels]
   * @property {(string | null)[]} [pages]  where each label leads, from the root of the site
   * @property {number[]} [at]  of a link, the page of each row; `*` in it stands for the text
   */

  /**
   * @typedef {object} Data
   * @property {number} rows
   * @property {[string, string]} noun
   * @property {Record<string, Column>} columns
   * @property {string[]} facets
   * @property {string[]} searched
   * @property {string[]} exported
   * @property {string} leads  the column whose page is that of the row
   */

  const NONE = "none";
  const { format } = new Intl.NumberFormat("en");

  /** @param {number} seconds @returns {string} as duration_text of render/phase.py writes it */
  const duration = (seconds) => {
    if (seconds < 0) return `\u2212${duration(-seconds)}`;
    const two = (/** @type {number} */ amount, /** @type {number} */ per, /** @type {string} */ large, /** @type {string} */ small) =>
      `${Math.floor(amount / per)} ${large}${amount % per ? ` ${amount % per} ${small}` : ""}`;
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    return minutes < 24 * 60 ? two(minutes, 60, "h", "min") : two(Math.round(seconds / 3600), 24, "d", "h");
  };

  /** Reads the columns of one table. */
  class Rows {
    /** @param {Data} data */
    constructor(data) {
      this.data = data;
      /** @type {string[] | null} */
      this.haystack = null;
      /** @type {Map<string, (number | null)[]>} */
      this.ranks = new Map();
    }

    /** @param {string} name @param {number} row @returns {string[]} the texts of its labels */
    texts(name, row) {
      const { labels = [] } = this.data.columns[name];
      return this.labels(name, row).filter((at) => at >= 0).map((at) => labels[at]);
    }

    /** @param {string} name @param {number} row @returns {string} the value as text, empty for none */
    text(name, row) {
      const { kind, labels, values } = this.data.columns[name];
      const value = values[row];
      if (kind === "labels") return this.texts(name, row).join(", ");
      if (kind === "label") return labels?.[value] ?? "";
      return value === null || (kind === "count" && !value) ? "" : String(value);
    }

    /** @param {string} name @param {number} row @returns {string} the value as a reader sees it */
    told(name, row) {
      const { kind, values } = this.data.columns[name];
      const value = values[row];
      if (typeof value !== "number" || kind === "label") return this.text(name, row);
      return kind === "duration" ? duration(value) : format(value);
    }

    /** @param {string} name @param {number} row @returns {number[]} indexes of its labels */
    labels(name, row) {
      const { kind, values } = this.data.columns[name];
      const value = values[row];
      return kind === "label" ? [value] : value.length ? value : [-1];
    }

    /** @param {string} name @param {number} at @returns {string} */
    option(name, at) {
      return this.data.columns[name].labels?.[at] ?? NONE;
    }

    /** @param {string} name @param {number} at @returns {string} where a label leads, empty for nowhere */
    page(name, at) {
      return this.data.columns[name].pages?.[at] ?? "";
    }

    /** @param {string} name @param {number} row @returns {string} where the value of a row leads */
    address(name, row) {
      const { at, values } = this.data.columns[name];
      if (!at) return this.page(name, this.labels(name, row)[0]);
      return this.page(name, at[row]).replace("*", () => encodeURIComponent(values[row]));
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
      const ranks = this.ranks.get(name) ?? this.rank(name);
      this.ranks.set(name, ranks);
      const sign = down ? -1 : 1;
      return (a, b) => {
        const [one, other] = [ranks[a], ranks[b]];
        if (one === null || other === null) return Number(one === null) - Number(other === null) || a - b;
        return sign * (one - other) || a - b;
      };
    }

    /** @param {string} name @returns {(number | null)[]} the place of each row by its value, null for none */
    rank(name) {
      const { kind, values } = this.data.columns[name];
      if (kind === "label") return values.map((value) => (value < 0 ? null : value));
      if (kind === "number" || kind === "count" || kind === "duration") return values;
      const texts = values.map((_, row) => this.text(name, row));
      const { compare } = new Intl.Collator("en");
      const place = new Map([...new Set(texts)].sort(kind === "date" ? undefined : compare).map((text, at) => [text, at]));
      return texts.map((text) => (text ? place.get(text) ?? null : null));
    }
  }

  return { Rows, format };
})();
