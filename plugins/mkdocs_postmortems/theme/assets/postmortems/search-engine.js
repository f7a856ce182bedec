// @ts-check
/* The engine of the search: one answer from the several indexes of the site.

Pagefind and its indexes (search/index.py) are loaded when the first search begins. search.js is the
dialog, search-page.js the page with the facets. */

/**
 * @typedef {object} Found  what Pagefind knows of one page
 * @property {string} raw_url  from the root of the site
 * @property {string} content
 * @property {string} excerpt
 * @property {Record<string, string>} meta
 * @property {Record<string, string[]>} filters
 * @property {Part[]} sub_results
 */

/**
 * @typedef {object} Part  a section of a page that has the words
 * @property {string} title
 * @property {string} excerpt
 * @property {{element: string, id: string}} [anchor]
 * @property {unknown[]} locations
 */

/** @typedef {{id: string, score: number, data: () => Promise<Found>}} Result */
/** @typedef {Record<string, Record<string, number>>} Counts  of pages, by facet and label */

/**
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {string} unknown  a word that no page has, for which there are no results
 * @property {number} unfilteredResultCount
 * @property {Counts} filters
 */

/** @typedef {"date" | "severity" | "duration"} Order */

/* exported postmortemEngine */
var postmortemEngine = (() => {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", script.src);
  const LONGEST = 300;
  // They stand on every page: to look for them takes long and leaves no page out.
  const IDLE = new Set("a an and are as at be by for from in is it of on or that the to was were with".split(" "));
  // What is exactly the word comes before what begins with it, and a long page loses little.
  const RANKING = { termSimilarity: 10, pageLength: 0.1, metaWeights: { title: 5, services: 2, severity: 1, day: 1, status: 1 } };
  /** @type {Order[]} as in search/fact.py */
  const ORDERS = ["date", "severity", "duration"];

  /** @param {string} words @returns {string} what of a query tells pages apart; a phrase is left as it is */
  const telling = (words) => {
    const asked = words.slice(0, LONGEST);
    if (document.documentElement.lang.slice(0, 2) !== "en" || asked.startsWith('"')) return asked;
    const kept = asked.split(/\s+/).filter((word) => !IDLE.has(word.toLowerCase()));
    return kept.length ? kept.join(" ") : asked;
  };

  /** @param {string} text @returns {string} without case and accents */
  const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  /** @param {string} part @returns {string} what must stand in a text: a number as it is, a word without its ending */
  const stem = (part) => (/\d/.test(part) ? part : part.slice(0, Math.max(3, part.length - 3)));

  /** @param {Counts[]} several @returns {Counts} labels are escaped, so none is the name of a property of objects */
  const added = (several) => {
    /** @type {Counts} */
    const sums = {};
    for (const counts of several)
      for (const [facet, labels] of Object.entries(counts)) {
        const sum = (sums[facet] ??= {});
        for (const [label, count] of Object.entries(labels)) sum[label] = (sum[label] ?? 0) + count;
      }
    return sums;
  };

  /** @param {string} path @returns {Promise<any>} */
  const read = async (path) => {
    const response = await fetch(new URL(`pagefind/${path}`, root));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };

  /** One index of the site. */
  class Shard {
    /** @param {string} path @param {any} pagefind */
    constructor(path, pagefind) {
      this.path = path;
      this.pagefind = pagefind;
      /** @type {Map<string, string>} the word that is missing, by words asked for */
      this.told = new Map();
      /** @type {Promise<Record<string, (number | null)[]>> | null} */
      this.reading = null;
    }

    /** @param {string} asked @param {object} filters @returns {Promise<Answer>} */
    async find(asked, filters) {
      const answer = await this.pagefind.search(asked, { filters });
      const unknown = answer.results.length ? await this.missing(asked, answer.results[0]) : "";
      return unknown ? { unknown, results: [], unfilteredResultCount: 0, filters: {} } : { ...answer, unknown };
    }

    /**
     * The first word that no page of this index has. Pagefind answers for one with what shares its
     * beginning, however short; so it is looked for in the first result, which would have every word.
     * @param {string} asked @param {Result} first @returns {Promise<string>}
     */
    async missing(asked, first) {
      if (asked.startsWith('"')) return "";
      const told = this.told.get(asked);
      if (told !== undefined) return told;
      const { content, meta } = await first.data();
      const text = bare([content, ...Object.values(meta)].join(" "));
      const stands = (/** @type {string} */ word) => (bare(word).match(/[\p{L}\p{N}]+/gu) ?? []).every((part) => text.includes(stem(part)));
      const unknown = asked.split(/\s+/).find((word) => !stands(word)) ?? "";
      this.told.set(asked, unknown);
      return unknown;
    }

    /** @returns {Promise<Record<string, (number | null)[]>>} what each incident is sorted by, by its id */
    orders() {
      this.reading ??= read(`${this.path}orders.json`).catch((error) => {
        this.reading = null;
        throw error;
      });
      return this.reading;
    }
  }

  /** Loads Pagefind once; what failed is tried again with the next search. */
  class Engine {
    constructor() {
      /** @type {Promise<Shard[]> | null} */
      this.loading = null;
      this.failed = 0;
    }

    /** @returns {Promise<Shard[]>} */
    load() {
      this.loading ??= this.start().catch((error) => {
        this.loading = null;
        this.failed += 1;
        throw error;
      });
      return this.loading;
    }

    /** @returns {Promise<Shard[]>} */
    async start() {
      // A browser remembers that an address failed, so another one is asked.
      const again = this.failed ? `?again=${this.failed}` : "";
      const [pagefind, paths] = await Promise.all([
        import(new URL(`pagefind/pagefind.js${again}`, root).href),
        /** @type {Promise<string[]>} */ (read(`shards.json${again}`)),
      ]);
      /** @param {string} path */
      const open = async (path) => {
        const instance = pagefind.createInstance({ basePath: new URL(`pagefind/${path}`, root).href });
        await instance.options({ ranking: RANKING });
        return new Shard(path, instance);
      };
      // Two that begin at once would each start the program, and one would read the memory of the other.
      const first = await open(paths[0]);
      return [first, ...await Promise.all(paths.slice(1).map(open))];
    }

    /** @param {string} words @param {object} [filters] @param {[Order, number] | null} [sorted] @returns {Promise<Answer>} */
    async find(words, filters = {}, sorted = null) {
      const shards = await this.load();
      const asked = telling(words);
      const answers = await Promise.all(shards.map((shard) => shard.find(asked, filters)));
      const results = answers.flatMap((answer) => answer.results);
      if (sorted) await this.sort(results, shards, ...sorted);
      else results.sort((one, other) => other.score - one.score);
      return {
        results,
        unknown: results.length ? "" : await this.unknown(asked, answers),
        unfilteredResultCount: answers.reduce((sum, answer) => sum + answer.unfilteredResultCount, 0),
        filters: added(answers.map((answer) => answer.filters)),
      };
    }

    /**
     * A word that is missing where the others stand can still be in another index.
     * @param {string} asked @param {Answer[]} answers @returns {Promise<string>}
     */
    async unknown(asked, answers) {
      const words = new Set(answers.map((answer) => answer.unknown));
      words.delete("");
      const [word] = words;
      if (!word || words.size > 1) return "";
      if (answers.every((answer) => answer.unknown) || word === asked) return word;
      return (await this.find(word)).results.length ? "" : word;
    }

    /** @param {Result[]} results @param {Shard[]} shards @param {Order} order @param {number} direction */
    async sort(results, shards, order, direction) {
      const orders = Object.assign({}, ...await Promise.all(shards.map((shard) => shard.orders())));
      const at = ORDERS.indexOf(order);
      // What is not known is last in every order.
      const place = (/** @type {Result} */ { id }) => direction * (orders[id]?.[at] ?? direction * Infinity);
      const places = new Map(results.map((result) => [result, place(result)]));
      const of = (/** @type {Result} */ result) => places.get(result) ?? Infinity;
      results.sort((one, other) => (of(one) === of(other) ? other.score - one.score : of(one) - of(other)));
    }

    /** @returns {Promise<Counts>} how often each label is on any page */
    async labels() {
      const shards = await this.load();
      return added(await Promise.all(shards.map((shard) => shard.pagefind.filters())));
    }
  }

  return { engine: new Engine(), root };
})();
