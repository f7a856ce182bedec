// @ts-check
/* Listings: a table whose rows can be filtered, searched and sorted, with the choice in the address.

Without this script the table is a plain list. With it, the rows that choice.js leaves are drawn
into the row that the page gives as a <template>. Nothing here knows what the rows are about. */

(() => {
  "use strict";

  const { format } = postmortemColumns;
  const { element } = postmortemMenu;
  const { Choice } = postmortemChoice;
  const { Pattern, Heads } = postmortemRow;

  const [FIRST, NEXT] = [30, 100]; // rows drawn at once: more than a screen, then as the reader goes on
  const UNTIL_WRITTEN = 300; // ms after the last key; browsers limit how often an address changes

  /** One listing of the page: tools above, rows below. */
  class Listing {
    /** @param {HTMLElement} root @param {InstanceType<typeof postmortemColumns.Rows>["data"]} data */
    constructor(root, data) {
      this.root = root;
      this.rows = new postmortemColumns.Rows(data);
      this.table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
      this.body = this.table.tBodies[0];
      this.pattern = new Pattern(/** @type {HTMLTemplateElement} */ (root.querySelector("template")), this.rows, root.dataset.base ?? "");
      this.heads = new Heads(this.table, this.pattern);
      this.choice = new Choice(this.rows, this.heads.usual, this.heads.optional, root.dataset.asOf ?? "");
      this.facets = data.facets.map((name) => new postmortemFacet.Facet(name, this.choice, () => this.change()));
      this.columns = this.heads.menu(this.choice, () => this.change());
      this.query = element("input", { type: "search", class: "pm-field", placeholder: "Filter", "aria-label": `Filter ${data.noun[1]}` });
      this.count = element("p", { class: "pm-count", role: "status" });
      this.clear = element("button", { type: "button", class: "pm-clear" }, "Show all");
      this.order = element("select", { class: "pm-field" });
      this.room = element("div", {});
      this.more = element("button", { type: "button", class: "pm-more" });
      this.nothing = element("p", { class: "pm-note" }, `No ${data.noun[0]} has all of this: take a filter off, or show all.`);
      /** @type {number[]} */
      this.shown = [];
      this.drawn = 0;
      this.writing = 0;
      this.watch = new IntersectionObserver((seen) => {
        if (seen.some((entry) => entry.isIntersecting)) this.draw();
      }, { rootMargin: "300px" });
      this.build();
      this.read();
    }

    get menus() {
      return [...this.facets.map((facet) => facet.menu), this.columns];
    }

    /** Puts what a script can do in the place of what stands there without one. */
    build() {
      this.root.querySelectorAll("[data-plain]").forEach((note) => note.remove());
      /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-script]")).forEach((part) => { part.hidden = false; });
      for (const group of [...this.table.tBodies].slice(1)) group.remove();
      this.table.before(this.makeTools(), this.makeState(), this.room);
      this.room.append(this.table);
      this.room.after(this.nothing, this.more);
      new ResizeObserver(() => this.fit()).observe(this.room);
      this.more.addEventListener("click", () => this.draw());
      this.makeSorts();
    }

    makeTools() {
      this.query.addEventListener("input", () => {
        this.choice.query = this.query.value.trim();
        this.show();
        clearTimeout(this.writing);
        this.writing = setTimeout(() => this.root.isConnected && this.choice.write(), UNTIL_WRITTEN);
      });
      this.clear.addEventListener("click", () => {
        this.choice.clear();
        this.query.value = "";
        this.change();
      });
      const filters = element("button", { type: "button", class: "pm-facet__button pm-filters", "aria-expanded": "false" }, "Filter and sort");
      const order = element("label", { class: "pm-order" }, "Sort by", this.order);
      const tools = element("div", { class: "pm-tools" }, this.query, filters, ...this.facets.map((facet) => facet.menu.root), order);
      filters.addEventListener("click", () => filters.setAttribute("aria-expanded", String(tools.classList.toggle("pm-tools--open"))));
      return tools;
    }

    /** How many rows are shown, and what can be done with them. */
    makeState() {
      const csv = element("button", { type: "button", class: "pm-facet__button", title: "Save these rows for a spreadsheet" }, "CSV");
      csv.addEventListener("click", () => this.save());
      return element("div", { class: "pm-tools pm-state" }, this.count, this.clear, this.columns.root, csv);
    }

    /** Buttons in the heads; where rows are cards and have none, a list of the same orders. */
    makeSorts() {
      this.order.append(element("option", { value: "" }, "as listed"));
      for (const head of this.heads.heads.values()) {
        const name = head.dataset.sort;
        if (!name) continue;
        const title = head.textContent?.trim() ?? "";
        for (const [sort, sign] of [[name, "↑"], [`-${name}`, "↓"]])
          this.order.append(element("option", { value: sort }, `${title} ${sign}`));
        const button = element("button", { type: "button", class: "pm-sort" }, ...head.childNodes);
        button.addEventListener("click", () => {
          this.choice.sort = { [name]: `-${name}`, [`-${name}`]: "" }[this.choice.sort] ?? name;
          this.change();
        });
        head.replaceChildren(button);
      }
      this.order.addEventListener("change", () => {
        this.choice.sort = this.order.value;
        this.change();
      });
    }

    /** Shows what the address of the page chooses. */
    read() {
      this.choice.read(location.search);
      this.query.value = this.choice.query;
      this.show();
    }

    change() {
      this.show();
      this.choice.write();
    }

    show() {
      const { shown, counts } = this.choice.apply();
      this.shown = shown;
      this.drawn = 0;
      this.heads.show(this.choice.columns);
      this.body.replaceChildren();
      this.draw();
      for (const facet of this.facets) facet.show(counts.get(facet.name) ?? new Uint32Array());
      for (const head of this.heads.heads.values()) {
        const name = head.dataset.sort;
        head.ariaSort = { [`${name}`]: "ascending", [`-${name}`]: "descending" }[this.choice.sort] ?? null;
      }
      this.order.value = this.choice.sort;
      this.tell();
      this.fit();
    }

    /** Lets the table scroll by itself where more columns are chosen than there is room for. */
    fit() {
      const wide = this.choice.columns.length > this.choice.usual.length && this.table.offsetWidth > this.room.clientWidth;
      this.room.classList.toggle("pm-room--wide", wide);
      const scrolls = { role: "region", tabindex: "0", "aria-label": "Rows" };
      for (const [name, value] of Object.entries(scrolls))
        if (wide) this.room.setAttribute(name, value);
        else this.room.removeAttribute(name);
    }

    tell() {
      const { rows, noun } = this.rows.data;
      const [few, all, hidden] = [this.shown.length, rows, rows - this.shown.length].map(format);
      const gone = this.choice.gone.map((name) => ` There is no ${name} here any more.`).join("");
      const found = few === all ? `${all} ${noun[Number(rows !== 1)]}` : `${few} of ${all} ${noun[1]}, ${hidden} hidden`;
      this.count.textContent = `${found}.${gone}`;
      this.clear.hidden = this.choice.empty && !gone;
      this.nothing.hidden = this.shown.length > 0;
      for (const view of /** @type {NodeListOf<HTMLAnchorElement>} */ (this.root.querySelectorAll(".pm-views a"))) {
        const same = new Choice(this.rows, this.choice.usual, this.choice.all, this.choice.asOf).read(view.search).sameAs(this.choice);
        view.ariaCurrent = same ? "true" : null;
      }
    }

    draw() {
      const next = this.shown.slice(this.drawn, this.drawn + (this.drawn ? NEXT : FIRST));
      this.body.append(...next.map((row) => this.pattern.fill(row)));
      this.drawn += next.length;
      const left = this.shown.length - this.drawn;
      this.more.hidden = !left;
      // Watched anew, it tells also when it is in sight still.
      this.watch.unobserve(this.more);
      this.watch.observe(this.more);
      this.more.textContent = `${format(left)} more`;
    }

    save() {
      const base = new URL(this.root.dataset.base ?? "", location.href).href;
      postmortemCsv.save(postmortemCsv.write(this.rows, this.shown, base), postmortemCsv.name(this.choice, this.choice.asOf));
    }
  }

  /** @param {HTMLElement} root */
  const mount = async (root) => {
    if (root.dataset.mounted) return;
    root.dataset.mounted = "yes";
    const { rows, src = "" } = root.dataset;
    try {
      const data = rows ? JSON.parse(rows) : await (await fetch(src)).json();
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
  const readAll = () => {
    for (const listing of listings) if (listing.root.isConnected) listing.read();
  };

  document.addEventListener("click", (event) => {
    for (const listing of listings)
      for (const menu of listing.menus)
        if (event.target instanceof Node && !menu.root.contains(event.target)) menu.open(false);
  });
  // A link to another choice on this page: no page needs to be loaded for it.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const other = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || other || ![...listings].some((listing) => listing.root.isConnected)) return;
    if (link.hash || link.origin + link.pathname !== location.origin + location.pathname || !link.hasAttribute("href")) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.href !== location.href) history.pushState(history.state, "", link.href);
    readAll();
  }, true);
  window.addEventListener("popstate", readAll);

  // Material replaces the page's content when it navigates by itself, and says so here; not on file://.
  /** @type {any} */ (window).document$?.subscribe(mountAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
  else mountAll();
})();
