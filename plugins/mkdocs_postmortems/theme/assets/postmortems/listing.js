// @ts-check
/* Listings: a table whose rows can be filtered, searched and sorted, with the choice in the address.

Without this script the table is a plain list. With it, the rows that columns.js chooses are drawn
into the row that the page gives as a <template>. Nothing here knows what the rows are about. All
text reaches the page as text, never as HTML. */

(() => {
  "use strict";

  /** @typedef {InstanceType<typeof postmortemColumns.Rows>} Rows */
  /** @typedef {InstanceType<typeof postmortemColumns.Choice>} Choice */
  const CHUNK = 100;
  const MANY_OPTIONS = 15;

  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Record<string, string>, ...children: (Node | string)[]) => HTMLElementTagNameMap[K]} */
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** @param {string} text @returns {Node} the text kept apart, whichever way its script runs */
  const apart = (text) => element("bdi", {}, text);

  /** Fills the row that the page gives as a <template>. */
  class Pattern {
    /** @param {HTMLTemplateElement} template @param {Rows} rows @param {string} base */
    constructor(template, rows, base) {
      this.template = template;
      this.rows = rows;
      this.base = base;
    }

    /** @param {number} row @returns {DocumentFragment} */
    fill(row) {
      const copy = /** @type {DocumentFragment} */ (this.template.content.cloneNode(true));
      for (const slot of copy.querySelectorAll("[data-if], [data-unless]")) {
        const { if: wanted, unless } = /** @type {HTMLElement} */ (slot).dataset;
        if (wanted ? !this.rows.text(wanted, row) : this.rows.text(unless ?? "", row)) slot.remove();
      }
      for (const slot of /** @type {NodeListOf<HTMLElement>} */ (copy.querySelectorAll("[data-of]")))
        this.put(slot, slot.dataset.of ?? "", row);
      return copy;
    }

    /** @param {HTMLElement} slot @param {string} name @param {number} row */
    put(slot, name, row) {
      const { all, at, fragment, url, style } = slot.dataset;
      if (all !== undefined) return slot.replaceChildren(...this.links(name, row));
      const told = this.rows.told(name, row);
      slot.replaceChildren(apart(told));
      if (slot instanceof HTMLTimeElement) slot.dateTime = told;
      if (at) slot.setAttribute("href", this.base + this.rows.page(at, this.rows.labels(at, row)[0]) + (fragment ? `#${fragment}` : ""));
      if (url) {
        const address = this.rows.text(url, row);
        if (/^https?:\/\//i.test(address)) slot.setAttribute("href", address);
        else slot.replaceWith(...slot.childNodes);
      }
      if (style) slot.classList.add(`${slot.dataset.prefix}${this.rows.text(style, row)}`);
    }

    /** @param {string} name @param {number} row @returns {(Node | string)[]} */
    links(name, row) {
      return this.rows.labels(name, row).filter((at) => at >= 0).flatMap((at, nth) => {
        const text = apart(this.rows.option(name, at));
        const page = this.rows.page(name, at);
        const made = page ? element("a", { href: this.base + page }, text) : text;
        return nth ? [", ", made] : [made];
      });
    }
  }

  /** One facet: a button that opens the list of its options. */
  class Facet {
    /** @param {string} name @param {Choice} choice @param {() => void} changed */
    constructor(name, choice, changed) {
      this.name = name;
      this.choice = choice;
      this.changed = changed;
      const { columns } = choice.rows.data;
      this.title = columns[name].title;
      this.button = element("button", { type: "button", class: "pm-facet__button", "aria-expanded": "false" });
      this.panel = element("div", { class: "pm-facet__panel", role: "group", "aria-label": this.title });
      this.panel.hidden = true;
      this.options = this.makeOptions((columns[name].labels ?? []).length);
      this.root = element("div", { class: "pm-facet" }, this.button, this.panel);
      this.button.addEventListener("click", () => this.open(this.panel.hidden));
      this.root.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || this.panel.hidden) return;
        event.stopPropagation();
        this.open(false);
        this.button.focus();
      });
      this.root.addEventListener("focusout", (event) => {
        if (event.relatedTarget instanceof Node && !this.root.contains(event.relatedTarget)) this.open(false);
      });
    }

    /** @param {number} many */
    makeOptions(many) {
      const found = new Map();
      const list = element("div", { class: "pm-facet__options" });
      if (many > MANY_OPTIONS) this.panel.append(this.makeFinder(list));
      for (let at = -1; at < many; at++) {
        const box = element("input", { type: "checkbox" });
        const count = element("span", { class: "pm-facet__count" });
        const label = element("label", {}, box, apart(this.choice.rows.option(this.name, at)), count);
        box.addEventListener("change", () => {
          this.choice.set(this.name, at, box.checked);
          this.changed();
        });
        found.set(at, { box, count, label });
        if (at >= 0) list.append(label);
      }
      list.append(found.get(-1).label);
      this.panel.append(list);
      return found;
    }

    /** @param {HTMLElement} list */
    makeFinder(list) {
      const finder = element("input", { type: "search", class: "pm-field", placeholder: "Find", "aria-label": `Find in ${this.title.toLowerCase()}` });
      finder.addEventListener("input", () => {
        const wanted = finder.value.toLowerCase();
        for (const label of list.children) label.classList.toggle("pm-facet--unlike", !label.textContent?.toLowerCase().includes(wanted));
      });
      return finder;
    }

    /** @param {boolean} opened */
    open(opened) {
      this.panel.hidden = !opened;
      this.button.setAttribute("aria-expanded", String(opened));
    }

    /** @param {Map<number, number>} counts */
    show(counts) {
      const chosen = this.choice.chosen.get(this.name);
      const names = [...(chosen ?? [])].map((at) => this.choice.rows.option(this.name, at));
      if (names.length > 1) this.button.textContent = `${this.title}: ${names.length} chosen`;
      else this.button.replaceChildren(this.title, ...names.flatMap((name) => [": ", apart(name)]));
      this.button.classList.toggle("pm-facet__button--on", names.length > 0);
      for (const [at, { box, count, label }] of this.options) {
        const many = counts.get(at) ?? 0;
        box.checked = chosen?.has(at) ?? false;
        count.textContent = many.toLocaleString("en");
        label.hidden = !many && !box.checked;
      }
    }
  }

  /** One listing of the page: tools above, rows below. */
  class Listing {
    /** @param {HTMLElement} root @param {Rows["data"]} data */
    constructor(root, data) {
      this.rows = new postmortemColumns.Rows(data);
      this.choice = new postmortemColumns.Choice(this.rows);
      this.root = root;
      this.table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
      this.body = this.table.tBodies[0];
      this.pattern = new Pattern(/** @type {HTMLTemplateElement} */ (root.querySelector("template")), this.rows, root.dataset.base ?? "");
      this.facets = data.facets.map((name) => new Facet(name, this.choice, () => this.show()));
      this.query = element("input", { type: "search", class: "pm-field", placeholder: "Filter", "aria-label": `Filter ${data.noun[1]}` });
      this.count = element("p", { class: "pm-count", role: "status" });
      this.clear = element("button", { type: "button", class: "pm-clear" }, "Show all");
      this.order = element("select", { class: "pm-field" });
      /** @type {number[]} */
      this.shown = [];
      this.drawn = 0;
      root.prepend(this.makeTools());
      this.more = element("button", { type: "button", class: "pm-more" });
      this.more.addEventListener("click", () => this.draw());
      this.table.after(this.more);
      this.watch = new IntersectionObserver((seen) => {
        if (seen.some((entry) => entry.isIntersecting)) this.draw();
      }, { rootMargin: "600px" });
      root.querySelectorAll("[data-plain]").forEach((note) => note.remove());
      this.makeSorts();
      this.choice.read(location.search);
      this.query.value = this.choice.query;
      this.show();
    }

    makeTools() {
      this.query.addEventListener("input", () => {
        this.choice.query = this.query.value.trim();
        this.show();
      });
      this.clear.addEventListener("click", () => {
        this.choice.clear();
        this.query.value = "";
        this.show();
      });
      const facets = this.facets.map((facet) => facet.root);
      const order = element("label", { class: "pm-order" }, "Sort by", this.order);
      return element("div", { class: "pm-tools" }, this.query, ...facets, order, this.count, this.clear);
    }

    /** Buttons in the heads; where rows are cards and have none, a list of the same orders. */
    makeSorts() {
      this.order.append(element("option", { value: "" }, "as listed"));
      for (const head of this.table.querySelectorAll("th[data-sort]")) {
        const name = /** @type {HTMLElement} */ (head).dataset.sort ?? "";
        const title = head.textContent?.trim() ?? "";
        for (const [sort, sign] of [[name, "↑"], [`-${name}`, "↓"]])
          this.order.append(element("option", { value: sort }, `${title} ${sign}`));
        const button = element("button", { type: "button", class: "pm-sort" }, ...head.childNodes);
        button.addEventListener("click", () => {
          this.choice.sort = { [name]: `-${name}`, [`-${name}`]: "" }[this.choice.sort] ?? name;
          this.show();
        });
        head.replaceChildren(button);
      }
      this.order.addEventListener("change", () => {
        this.choice.sort = this.order.value;
        this.show();
      });
    }

    show() {
      const { shown, counts } = this.choice.apply();
      this.shown = shown;
      this.drawn = 0;
      this.body.replaceChildren();
      this.draw();
      for (const facet of this.facets) facet.show(counts.get(facet.name) ?? new Map());
      for (const head of this.table.querySelectorAll("th[data-sort]")) {
        const name = /** @type {HTMLElement} */ (head).dataset.sort;
        head.ariaSort = { [`${name}`]: "ascending", [`-${name}`]: "descending" }[this.choice.sort] ?? null;
      }
      this.order.value = this.choice.sort;
      this.tell();
      this.choice.write();
    }

    tell() {
      const { rows, noun } = this.rows.data;
      const [few, all] = [this.shown.length, rows].map((many) => many.toLocaleString("en"));
      const gone = this.choice.gone.map((name) => ` There is no ${name} here any more.`).join("");
      const found = few === all ? `${all} ${noun[Number(rows !== 1)]}` : `${few} of ${all} ${noun[1]}`;
      this.count.textContent = `${found}.${gone}`;
      this.clear.hidden = this.choice.empty && !gone;
    }

    draw() {
      const next = this.shown.slice(this.drawn, this.drawn + CHUNK);
      this.body.append(...next.map((row) => this.pattern.fill(row)));
      this.drawn += next.length;
      const left = this.shown.length - this.drawn;
      this.more.hidden = !left;
      // Watched anew, it tells also when it is in sight still.
      this.watch.unobserve(this.more);
      this.watch.observe(this.more);
      this.more.textContent = `${left.toLocaleString("en")} more`;
    }
  }

  /** @param {HTMLElement} root */
  const mount = async (root) => {
    if (root.dataset.mounted) return;
    root.dataset.mounted = "yes";
    const inside = root.querySelector("script[type='application/json']");
    try {
      const data = inside ? JSON.parse(inside.textContent ?? "") : await (await fetch(root.dataset.src ?? "")).json();
      if (root.isConnected) listings.add(new Listing(root, data));
    } catch {
      const why = "The filters need the site to be served; opened from a file, the list below is all there is.";
      root.prepend(element("p", { class: "pm-note" }, location.protocol === "file:" ? why : "The filters could not be loaded."));
    }
  };

  /** @type {Set<Listing>} */
  const listings = new Set();
  const mountAll = () => {
    for (const listing of listings) if (!listing.root.isConnected) listings.delete(listing);
    document.querySelectorAll("[data-pm-listing]").forEach((root) => void mount(/** @type {HTMLElement} */ (root)));
  };

  document.addEventListener("click", (event) => {
    for (const listing of listings)
      for (const facet of listing.facets)
        if (event.target instanceof Node && !facet.root.contains(event.target)) facet.open(false);
  });
  window.addEventListener("popstate", () => {
    for (const listing of listings) {
      if (!listing.root.isConnected) continue;
      listing.choice.read(location.search);
      listing.query.value = listing.choice.query;
      listing.show();
    }
  });

  // Material replaces the page's content when it navigates by itself, and says so here; not on file://.
  /** @type {any} */ (window).document$?.subscribe(mountAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
  else mountAll();
})();
