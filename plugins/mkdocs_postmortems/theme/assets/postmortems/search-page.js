// @ts-check
/* The page of the search: facets beside the results, the whole choice in the address. */

(() => {
  "use strict";

  const { engine } = postmortemEngine;
  const { Asking, element, excuse, incidentsFirst, outcome, plural, row } = postmortemSearch;
  const [AT_ONCE, FEW] = [10, 6];
  // What has no label of a facet: in the address an empty one, in the index a hyphen.
  const [NO_VALUE, NO_LABEL, NONE] = ["", "-", "none"];
  /** @type {Map<string, [string, [Order, number] | null]>} value in the address: name, and what is sorted by */
  const ORDERS = new Map([
    ["", ["relevance", null]],
    ["-date", ["newest", ["date", -1]]],
    ["date", ["oldest", ["date", 1]]],
    ["severity", ["most severe", ["severity", 1]]],
    ["-duration", ["longest impact", ["duration", -1]]],
  ]);

  /** @typedef {{name: string, title: string, labels: string[]}} Family */

  /** @param {string} label @returns {string} as it stands in the index, see search/facet.py */
  const indexed = (label) => (label === NO_VALUE ? NO_LABEL : `.${encodeURIComponent(label)}`);

  /** What is asked for: words, labels by facet as they stand in the index, order. */
  class Question {
    /** @param {Family[]} families */
    constructor(families) {
      this.families = families;
      this.words = "";
      this.order = "";
      /** @type {Map<string, Set<string>>} */
      this.chosen = new Map(families.map(({ name }) => [name, new Set()]));
      /** @type {string[]} */
      this.gone = [];
    }

    /** @param {string} query of an address */
    read(query) {
      const given = new URLSearchParams(query);
      this.words = (given.get("q") ?? "").trim();
      this.order = ORDERS.has(given.get("sort") ?? "") ? given.get("sort") ?? "" : "";
      this.gone = [];
      for (const { name, title, labels } of this.families) {
        this.chosen.get(name)?.clear();
        for (const label of given.getAll(name)) {
          if (label === NO_VALUE || labels.includes(label)) this.chosen.get(name)?.add(label);
          else this.gone.push(`${title.toLowerCase()} “${label}”`);
        }
      }
    }

    /** @returns {URLSearchParams} the labels alone, which the list of postmortems understands as well */
    get labels() {
      const query = new URLSearchParams();
      for (const [name, labels] of this.chosen) for (const label of labels) query.append(name, label);
      return query;
    }

    write() {
      const address = new URL(location.href);
      for (const name of [...this.chosen.keys(), "q", "sort"]) address.searchParams.delete(name);
      if (this.words) address.searchParams.set("q", this.words);
      for (const [name, label] of this.labels) address.searchParams.append(name, label);
      if (this.order) address.searchParams.set("sort", this.order);
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }

    /** @param {string} [without] a facet @returns {Record<string, {any: string[]}>} as Pagefind takes them */
    filters(without = "") {
      const set = [...this.chosen].filter(([name, labels]) => labels.size && name !== without);
      return Object.fromEntries(set.map(([name, labels]) => [name, { any: [...labels].map(indexed) }]));
    }
  }

  /** One facet: its labels with how many results each would leave. */
  class Facet {
    /** @param {Family} family @param {Question} question @param {() => void} changed */
    constructor({ name, title, labels }, question, changed) {
      this.name = name;
      this.question = question;
      this.opened = false;
      this.more = element("button", { type: "button", class: "pm-clear" });
      this.more.addEventListener("click", () => {
        this.opened = !this.opened;
        this.show(this.counts);
      });
      this.counts = /** @type {Record<string, number>} */ ({});
      this.options = [...labels, NO_VALUE].map((label) => {
        const box = element("input", { type: "checkbox" });
        const count = element("span", { class: "pm-facet__count" });
        const root = element("label", {}, box, element("bdi", {}, label || NONE), count);
        box.addEventListener("change", () => {
          const chosen = question.chosen.get(name);
          if (box.checked) chosen?.add(label);
          else chosen?.delete(label);
          changed();
        });
        return { label, key: indexed(label), box, count, root };
      });
      this.root = element("fieldset", {}, element("legend", {}, title), ...this.options.map(({ root }) => root), this.more);
      this.root.hidden = true;
    }

    /** @param {Record<string, number>} counts by label as in the index */
    show(counts) {
      this.counts = counts;
      const chosen = this.question.chosen.get(this.name) ?? new Set();
      const there = this.options.filter(({ key, label }) => counts[key] || chosen.has(label));
      const first = [...there].sort((a, b) => (counts[b.key] ?? 0) - (counts[a.key] ?? 0)).slice(0, FEW);
      for (const option of this.options) {
        const { key, label, box, count, root } = option;
        box.checked = chosen.has(label);
        count.textContent = (counts[key] ?? 0).toLocaleString("en");
        root.hidden = !there.includes(option) || !(this.opened || first.includes(option) || box.checked);
      }
      this.root.hidden = !there.length;
      this.more.hidden = there.length <= FEW;
      this.more.textContent = this.opened ? "Fewer" : `All ${there.length}`;
    }
  }

  /** The page: words, order and facets to results. */
  class SearchPage {
    /** @param {HTMLElement} root @param {Family[]} families */
    constructor(root, families) {
      this.root = root;
      this.question = new Question(families);
      /** @type {Answer | undefined} */
      this.answer = undefined;
      this.asking = new Asking();
      const changed = () => void this.show();
      this.input = element("input", { type: "search", class: "pm-field", "aria-label": "Search for", placeholder: "Words, a ticket, an error message", autocomplete: "off", spellcheck: "false" });
      this.order = element("select", { class: "pm-field" }, ...[...ORDERS].map(([value, [name]]) => element("option", { value }, name)));
      this.status = element("p", { class: "pm-search__status", role: "status" });
      this.clear = element("button", { type: "button", class: "pm-clear" }, "Clear filters");
      this.list = element("ol", { class: "pm-search__list" });
      this.more = element("button", { type: "button", class: "pm-more", hidden: "" });
      this.facets = families.map((family) => new Facet(family, this.question, changed));
      this.toggle = element("button", { type: "button", class: "pm-field pm-search__toggle", "aria-expanded": "false" }, "Filters");
      this.panel = element("div", { class: "pm-search__facets", role: "group", "aria-label": "Filters" }, ...this.facets.map((facet) => facet.root));
      this.listen(changed);
      const head = element("div", { class: "pm-search__head" }, this.input, element("label", {}, "Sort by ", this.order), this.toggle);
      const found = element("div", { class: "pm-search__found" }, this.status, this.clear, this.list, this.more);
      root.replaceChildren(head, this.panel, found);
      this.take();
    }

    /** @param {() => void} changed */
    listen(changed) {
      this.input.addEventListener("input", () => {
        this.question.words = this.input.value.trim();
        changed();
      });
      this.order.addEventListener("change", () => {
        this.question.order = this.order.value;
        changed();
      });
      this.clear.addEventListener("click", () => {
        this.question.chosen.forEach((labels) => labels.clear());
        this.question.gone = [];
        changed();
        this.input.focus();
      });
      this.more.addEventListener("click", () => void this.draw());
      this.toggle.addEventListener("click", () => {
        const opened = this.root.classList.toggle("pm-search--filters");
        this.toggle.setAttribute("aria-expanded", String(opened));
      });
    }

    /** Take the question from the address. */
    take() {
      this.question.read(location.search);
      this.input.value = this.question.words;
      this.order.value = this.question.order;
      void this.show();
    }

    async show() {
      const { question } = this;
      question.write();
      const lost = question.gone.map((one) => `There is no ${one} here any more. `).join("");
      this.clear.hidden = !Object.keys(question.filters()).length && !lost;
      try {
        const told = await this.asking.last((isLast) => this.ask(isLast));
        if (!told) return;
        this.answer = told.answer;
        for (const facet of this.facets) facet.show(told.counts[facet.name] ?? {});
        const rows = await Promise.all((this.answer?.results ?? []).slice(0, AT_ONCE).map((result) => result.data()));
        if (this.answer !== told.answer) return;
        this.list.replaceChildren(...(question.order ? rows : incidentsFirst(rows)).map(row));
        this.status.replaceChildren(lost, ...this.outcome());
        this.tellMore();
      } catch {
        this.list.replaceChildren();
        this.more.hidden = true;
        this.status.replaceChildren(lost, ...excuse());
      }
    }

    /** @param {() => boolean} isLast */
    async ask(isLast) {
      const { question } = this;
      const all = await engine.labels();
      if (!question.words) return { answer: undefined, counts: all };
      const [, sorted] = ORDERS.get(question.order) ?? ["", null];
      const answer = await engine.find(question.words, question.filters(), sorted);
      const counts = { ...answer.filters };
      // The labels of a facet are counted by all filters but those of the facet itself.
      for (const name of Object.keys(question.filters()))
        if (isLast()) counts[name] = (await engine.find(question.words, question.filters(name))).filters[name];
      return { answer, counts };
    }

    /** @returns {(Node | string)[]} */
    outcome() {
      const list = this.root.dataset.list ?? "";
      if (!this.answer) {
        const chosen = String(this.question.labels);
        const link = element("a", { href: chosen ? `${list}?${chosen}` : list }, chosen ? "the postmortems with these labels" : "the list of postmortems");
        return ["Write what to search for. Without words, see ", link, "."];
      }
      if (this.answer.results.length || this.answer.unknown) return [outcome(this.answer)];
      const without = this.answer.unfilteredResultCount;
      if (without) return [`No page with these filters has all of these words; ${plural(without, "page")} without them.`];
      return ["No page has all of these words. Fewer words find more; words in quotes must stand as they are."];
    }

    tellMore() {
      const left = (this.answer?.results.length ?? 0) - this.list.childElementCount;
      this.more.hidden = left <= 0;
      this.more.textContent = `${left.toLocaleString("en")} more`;
    }

    async draw() {
      const { answer } = this;
      const shown = this.list.childElementCount;
      const next = answer?.results.slice(shown, shown + AT_ONCE) ?? [];
      const rows = await Promise.all(next.map((result) => result.data()));
      if (answer !== this.answer || shown !== this.list.childElementCount) return;
      this.list.append(...rows.map(row));
      this.list.children[shown]?.querySelector("a")?.focus();
      this.tellMore();
    }
  }

  /** @type {SearchPage | null} */
  let page = null;
  const mount = () => {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-pm-search]"));
    if (!root || root === page?.root) return;
    const inside = root.querySelector("template");
    if (inside) page = new SearchPage(root, JSON.parse(inside.content.textContent ?? "[]"));
  };
  window.addEventListener("popstate", () => {
    if (page?.root.isConnected) page.take();
  });

  // Material would go back from another query of the same page, since it compares paths alone.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const other = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link?.search || link.hash || other || !page?.root.isConnected) return;
    if (link.origin + link.pathname !== location.origin + location.pathname) return;
    event.preventDefault();
    event.stopPropagation();
    /** @type {HTMLDialogElement | null} */ (link.closest("dialog"))?.close();
    if (link.href !== location.href) history.pushState(history.state, "", link.href);
    page.take();
  }, true);

  // Material replaces the page's content when it navigates by itself, and says so here; not on file://.
  /** @type {any} */ (window).document$?.subscribe(mount);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
})();
