// @ts-check
/* The search: how a result looks, and the dialog that the box in the header opens.

What the engine gives back reaches the page as text, never as HTML. */

/* exported postmortemSearch */
var postmortemSearch = (() => {
  "use strict";

  const { engine, root } = postmortemEngine;
  const { element } = postmortemMenu;
  const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-pm-find]"));
  const SHORTEST = 2;
  const [AT_ONCE, SECTIONS] = [6, 3];
  const PAUSE = 80;
  /** @type {string[]} the configured ones, the worst first */
  const severities = JSON.parse(box?.dataset.pmFind ?? "[]");

  /** @param {Answer} answer @returns {string} how much was found */
  const outcome = ({ results, unknown }) => {
    if (unknown) return `No page has “${unknown.length > 40 ? `${unknown.slice(0, 40)}…` : unknown}”.`;
    return results.length ? plural(results.length, "result") : "No page has all of these words.";
  };

  /** @param {Found[]} found @returns {Found[]} of what is shown at once, postmortems before other pages */
  const incidentsFirst = (found) => found.sort((one, other) => Number(!one.filters.severity) - Number(!other.filters.severity));

  /** @returns {(Node | string)[]} why there is no result, and what to do */
  const excuse = () => {
    if (location.protocol === "file:")
      return ["The search needs a web server. In the folder of the site, run ", element("code", {}, "python -m http.server"), " and open http://localhost:8000/."];
    if (box?.hasAttribute("data-preview"))
      return ["The live preview makes the index after the pages. Search again in a moment."];
    return ["The index of this site is missing or could not be loaded. The log of the build says whether it was made; the folder ", element("code", {}, "pagefind"), " must be published with the site."];
  };

  /** @param {string} text @returns {string} */
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");

  /** @param {string} excerpt @returns {(Node | string)[]} with the words found in <mark> */
  const marked = (excerpt) => excerpt.split(/<mark>(.*?)<\/mark>/s).map((piece, at) =>
    at % 2 ? element("mark", {}, plain(piece)) : plain(piece));

  /** @param {Found} found @returns {string} the address of the page; a long one was cut, see document.py */
  const address = (found) => new URL(found.raw_url.replaceAll("%/", "").replace(/^\//, ""), root).href;

  /** @param {Found} found @returns {HTMLElement} what the page is, in a line */
  const facts = (found) => {
    const { severity, day, services, status } = found.meta;
    const line = element("span", { class: "pm-found__facts" });
    if (severity) line.append(element("span", { class: `pm-sev pm-sev--${rank(found)}` }, severity));
    for (const fact of [day, services, status]) if (fact) line.append(element("bdi", {}, fact));
    if (!line.childElementCount) line.append(element("span", {}, address(found).slice(root.href.length) || "/"));
    return line;
  };

  /** @param {Found} found @returns {number} of its severity; unknown ones have none, further ones share the last */
  const rank = (found) => Math.min(severities.indexOf(found.meta.severity) + 1, 4);

  /** @param {Found} found @returns {HTMLLIElement} */
  const row = (found) => {
    const page = address(found);
    const link = element("a", { href: page, class: "pm-found__title" }, element("bdi", {}, found.meta.title || page));
    const made = element("li", { class: "pm-found" }, link, facts(found));
    const parts = found.sub_results.filter((part) => part.anchor && part.anchor.element !== "h1");
    const best = [...parts].sort((a, b) => b.locations.length - a.locations.length).slice(0, SECTIONS);
    const shown = parts.filter((part) => best.includes(part));
    if (!shown.length) made.append(element("p", {}, ...marked(found.excerpt)));
    else made.append(element("ul", {}, ...shown.map((part) => section(page, part))));
    return made;
  };

  /** @param {string} page @param {Part} part @returns {HTMLLIElement} */
  const section = (page, part) => {
    const title = element("bdi", {}, part.title);
    const link = element("a", { href: `${page}#${encodeURIComponent(part.anchor?.id ?? "")}` }, title);
    // The excerpt of a section begins with its heading, which stands above it.
    const told = part.excerpt.startsWith(`${part.title}. `) ? part.excerpt.slice(part.title.length + 2) : part.excerpt;
    return element("li", {}, link, element("p", {}, ...marked(told)));
  };

  /** @param {number} many @param {string} one @returns {string} */
  const plural = (many, one) => `${many.toLocaleString("en")} ${one}${many === 1 ? "" : "s"}`;

  /** Runs one search after another, and only tells the outcome of the last one. */
  class Asking {
    constructor() {
      this.turn = 0;
    }

    /** @template T @param {(isLast: () => boolean) => Promise<T>} ask @returns {Promise<T | undefined>} */
    async last(ask) {
      const turn = ++this.turn;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (turn !== this.turn) return undefined;
      const told = await ask(() => turn === this.turn);
      return turn === this.turn ? told : undefined;
    }
  }

  /** The dialog that the box in the header opens. */
  class Finder {
    /** @param {HTMLAnchorElement} opener */
    constructor(opener) {
      this.page = opener.href;
      this.on = "";
      this.asking = new Asking();
      this.input = element("input", { type: "search", class: "pm-finder__input", "aria-label": "Search", placeholder: "Search", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search" });
      this.status = element("p", { class: "pm-finder__status", role: "status" });
      this.list = element("ol", { class: "pm-finder__list" });
      this.all = element("a", { class: "pm-finder__all", href: this.page }, "All results, with filters");
      const close = element("button", { type: "button", class: "pm-finder__close" }, "Close");
      close.addEventListener("click", () => this.close());
      this.root = element("dialog", { class: "pm-finder md-typeset", "aria-label": "Search" },
        element("div", { class: "pm-finder__head" }, this.input, close), this.status, this.list, element("p", {}, this.all));
      this.input.addEventListener("input", () => void this.search());
      this.root.addEventListener("keydown", (event) => this.press(event));
      this.root.addEventListener("click", (event) => {
        const link = event.target instanceof Element && event.target.closest("a");
        if (event.target === this.root || (link && !event.ctrlKey && !event.metaKey && !event.shiftKey)) this.close();
      });
      document.body.append(this.root);
    }

    open() {
      if (this.root.open) return;
      this.on = location.href;
      this.root.showModal();
      this.input.select();
      if (!this.input.value) this.status.textContent = "";
      engine.load().catch(() => this.status.replaceChildren(...excuse()));
    }

    close() {
      this.root.close();
    }

    /** Close it, unless it was opened for the page that is shown now, whose content came later. */
    leave() {
      if (this.on !== location.href) this.close();
    }

    async search() {
      const words = this.input.value.trim();
      this.all.href = words ? `${this.page}?${new URLSearchParams({ q: words })}` : this.page;
      this.pending = this.asking.last(async () => {
        if (words.length < SHORTEST) return { rows: [], said: "" };
        const answer = await engine.find(words);
        const found = incidentsFirst(await Promise.all(answer.results.slice(0, AT_ONCE).map((result) => result.data())));
        return { rows: found.map(row), said: outcome(answer) };
      });
      try {
        const told = await this.pending;
        if (!told) return;
        this.list.replaceChildren(...told.rows);
        this.status.textContent = told.said;
      } catch {
        this.list.replaceChildren();
        this.status.replaceChildren(...excuse());
      }
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      // The keys of the page, such as those to the next page, do not work in here.
      event.stopPropagation();
      const stops = /** @type {HTMLElement[]} */ ([this.input, ...this.root.querySelectorAll("ol a, .pm-finder__all")]);
      const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && at >= 0) {
        event.preventDefault();
        stops[(at + step + stops.length) % stops.length].focus();
      } else if (event.key === "Enter" && at === 0 && !event.isComposing) {
        event.preventDefault();
        void this.goToFirst();
      }
    }

    async goToFirst() {
      await this.pending?.catch(() => undefined);
      /** @type {HTMLAnchorElement | null} */ (this.list.querySelector("a"))?.click();
    }
  }

  /** @param {EventTarget | null} target @returns {boolean} */
  const isTyped = (target) => target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

  const opener = /** @type {HTMLAnchorElement | null} */ (box?.querySelector("a") ?? null);
  if (opener) {
    // The box outlives its page where only the content is replaced, so its address must not be relative.
    opener.href = opener.href;
    /** @type {Finder | null} */
    let finder = null;
    const open = () => (finder ??= new Finder(opener)).open();
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      open();
    });
    document.addEventListener("keydown", (event) => {
      if (!["/", "s", "f"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyped(event.target) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      open();
    });
    /** @type {any} */ (window).document$?.subscribe(() => finder?.leave());
  }

  return { Asking, element, excuse, incidentsFirst, outcome, plural, row };
})();
