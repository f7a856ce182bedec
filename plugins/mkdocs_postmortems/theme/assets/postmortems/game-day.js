// @ts-check
/* The page of all game days: choose one, pick one at random, play it (exercise.js), share it.

What is shown follows from the address: `?incident=1f0c7a2e`, which gives nothing away, with
`&sheet` the facilitator's sheet, else the choice. Without this script the page holds a few exercises as folded text. */

(() => {
  "use strict";

  /** @typedef {[key: string, day: string, severity: number, services: number[], found: string, events: number]} Offer  labels by their numbers */
  /** @typedef {{severity: string[], service: string[], rows: Offer[]}} Offers */
  /** @typedef {"severity" | "service"} Facet */
  const CHUNK = 20;
  /** @type {[Facet, string][]} */
  const FACETS = [["severity", "Severity"], ["service", "Service"]];

  const { element } = postmortemExercise;

  /** @param {Facet} name @param {Offer} offer @returns {number[]} */
  const labels = (name, offer) => (name === "severity" ? [offer[2]] : offer[3]);

  /** @param {Offer[]} offers @param {string} [but] not this one again, where there is another @returns {string} */
  const pick = (offers, but) => {
    const others = offers.filter(([key]) => key !== but);
    const from = others.length ? others : offers;
    return from[Math.floor(Math.random() * from.length)][0];
  };

  /** The list of all exercises, and what it is filtered by. */
  class Chooser {
    /** @param {Offers} offers @param {GameDay} game */
    constructor(offers, game) {
      this.offers = offers;
      this.game = game;
      this.keys = new Set(offers.rows.map(([key]) => key));
      this.selects = FACETS.map(([name, title]) => this.makeSelect(name, title));
      this.list = element("ul", { class: "pm-plain pm-exercises" });
      this.count = element("p", { class: "pm-count", role: "status" });
      this.more = element("button", { type: "button", class: "pm-more" });
      this.more.addEventListener("click", () => this.draw());
      this.random = game.button("Pick one at random", () => game.open(pick(this.shown)));
      const labels = this.selects.map(({ title, select }) => element("label", { class: "pm-choose" }, title, select));
      this.root = element("section", {}, element("div", { class: "pm-tools" }, ...labels, this.random, this.count), this.list, this.more);
      /** @type {Offer[]} */
      this.shown = [];
    }

    /** @param {Facet} name @param {string} title */
    makeSelect(name, title) {
      const select = element("select", { class: "pm-field" });
      select.addEventListener("change", () => {
        const address = new URL(location.href);
        for (const gone of ["incident", "sheet", name]) address.searchParams.delete(gone);
        if (select.value) address.searchParams.set(name, select.value);
        history.replaceState(history.state, "", address);
        this.show();
      });
      return { name, title, select };
    }

    /** What the address asks for: an exercise, a severity, a service; what is not there is said. */
    show() {
      const given = new URLSearchParams(location.search);
      const gone = given.get("incident");
      const told = gone ? [`There is no exercise “${gone}” here any more: its postmortem was renamed or removed, or its timeline is too short.`] : [];
      /** @type {Map<Facet, number>} */
      const chosen = new Map();
      for (const { name } of this.selects) {
        const wanted = given.get(name);
        if (!wanted) continue;
        const at = this.offers[name].indexOf(wanted);
        if (at < 0) told.push(`There is no ${name} “${wanted}” here any more.`);
        else chosen.set(name, at);
      }
      for (const { name, select } of this.selects) this.fill(name, select, chosen);
      this.shown = this.offers.rows.filter((row) => [...chosen].every(([name, at]) => labels(name, row).includes(at)));
      this.list.replaceChildren();
      this.draw();
      const [many, all] = [this.shown.length, this.offers.rows.length];
      const found = many < all ? `${many.toLocaleString("en")} of ${all.toLocaleString("en")} exercises.` : `${all.toLocaleString("en")} exercise${all === 1 ? "" : "s"}.`;
      this.count.textContent = [...told, found].join(" ");
      this.random.disabled = !many;
    }

    /** Each option with how many exercises it would leave. @param {Facet} name @param {HTMLSelectElement} select @param {Map<Facet, number>} chosen */
    fill(name, select, chosen) {
      const others = [...chosen].filter(([other]) => other !== name);
      const counts = new Map();
      for (const row of this.offers.rows)
        if (others.every(([other, at]) => labels(other, row).includes(at)))
          for (const at of labels(name, row)) counts.set(at, (counts.get(at) ?? 0) + 1);
      const options = this.offers[name].flatMap((label, at) => {
        const many = counts.get(at) ?? 0;
        return many || chosen.get(name) === at ? [element("option", { value: label }, `${label} (${many.toLocaleString("en")})`)] : [];
      });
      select.replaceChildren(element("option", { value: "" }, "all"), ...options);
      select.value = this.offers[name][chosen.get(name) ?? -1] ?? "";
    }

    draw() {
      const begin = this.list.children.length;
      this.list.append(...this.shown.slice(begin, begin + CHUNK).map((row) => element("li", {}, ...this.row(row))));
      const left = this.shown.length - this.list.children.length;
      this.more.hidden = !left;
      this.more.textContent = `${left.toLocaleString("en")} more`;
    }

    /** @param {Offer} offer @returns {Node[]} */
    row([key, day, severity, services, found, events]) {
      const what = [this.offers.severity[severity] ?? "no severity", ...services.map((at) => this.offers.service[at])];
      const link = this.game.link(key, "", element("bdi", {}, `${day || "Day not known"}: ${what.join(", ")}`));
      return [link, element("span", { class: "pm-sub" }, `${events} events${found ? `, found by ${found}` : ""}`)];
    }
  }

  /** The page: shows what the address says. */
  class GameDay {
    /** @param {HTMLElement} root @param {Offers} offers */
    constructor(root, offers) {
      this.root = root;
      this.base = root.dataset.base ?? "";
      this.chooser = new Chooser(offers, this);
      this.place = element("div", { class: "pm-game__place" });
      /** @type {InstanceType<typeof postmortemExercise.Player> | null} */
      this.player = null;
      root.replaceChildren(this.place);
    }

    /** @param {string} text @param {() => void} pressed */
    button(text, pressed) {
      const made = element("button", { type: "button", class: "pm-clear" }, text);
      made.addEventListener("click", pressed);
      return made;
    }

    /** @param {string} key @param {string} more @param {...(Node | string)} children */
    link(key, more, ...children) {
      const made = element("a", { href: `${location.pathname}${key ? `?incident=${key}${more}` : ""}` }, ...children);
      made.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        // Material would take it for a page that is shown already.
        event.preventDefault();
        event.stopPropagation();
        this.open(key, more);
      });
      return made;
    }

    /** @param {string} key @param {string} [more] */
    open(key, more = "") {
      history.pushState(null, "", `${location.pathname}${key ? `?incident=${key}${more}` : ""}`);
      void this.show(true);
    }

    /** @param {boolean} [focus] */
    async show(focus = false) {
      const given = new URLSearchParams(location.search);
      const key = given.get("incident") ?? "";
      this.player = null;
      if (!this.chooser.keys.has(key)) return this.choose(focus);
      const asked = location.search;
      let made;
      try {
        const answer = await fetch(`${this.base}data/game-days/${key}.json`);
        made = this.made(await answer.json(), given.has("sheet"));
      } catch {
        made = element("p", { class: "pm-note" }, "This exercise could not be loaded.");
      }
      if (asked !== location.search || !this.root.isConnected) return;
      this.place.replaceChildren(this.tools(key, given.has("sheet")), made);
      if (focus) made.querySelector("h2")?.focus();
    }

    /** @param {boolean} focus */
    choose(focus) {
      this.chooser.show();
      this.place.replaceChildren(this.chooser.root);
      if (focus) this.chooser.selects[0]?.select.focus();
    }

    /** @param {any} exercise @param {boolean} sheet @returns {HTMLElement} */
    made(exercise, sheet) {
      if (sheet) return postmortemExercise.sheet(exercise, this.base);
      this.player = new postmortemExercise.Player(exercise, this.base);
      return this.player.root;
    }

    /** @param {string} key @param {boolean} sheet */
    tools(key, sheet) {
      const other = sheet ? [this.link(key, "", "Play it"), this.button("Print", () => window.print())] : [this.link(key, "&sheet", "Facilitator’s sheet")];
      const again = sheet ? [] : [this.button("Start again", () => void this.show(true))];
      const random = this.button("Pick another at random", () => this.open(pick(this.chooser.offers.rows, key)));
      return element("div", { class: "pm-tools" }, this.link("", "", "All exercises"), ...other, ...again, random);
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      const at = event.target instanceof Element ? event.target : document.body;
      if (!this.player || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((at !== document.body && !this.root.contains(at)) || at.closest("input, textarea, select")) return;
      if (event.key !== "ArrowRight" && (event.key !== "Enter" || at.closest("a, button"))) return;
      event.preventDefault();
      this.player.next();
    }
  }

  /** @type {GameDay | null} */
  let game = null;

  /** @param {HTMLElement} root */
  const mount = async (root) => {
    if (root.dataset.mounted) return;
    root.dataset.mounted = "yes";
    if (location.protocol === "file:") return;
    const { offers, src } = root.dataset;
    try {
      const all = offers ? JSON.parse(offers) : await (await fetch(src ?? "")).json();
      if (!root.isConnected) return;
      game = new GameDay(root, all);
      await game.show();
    } catch {
      root.prepend(element("p", { class: "pm-note" }, "The other exercises could not be loaded."));
    }
  };

  const mountAll = () => {
    const root = document.querySelector("[data-pm-game-day]");
    if (root instanceof HTMLElement) void mount(root);
  };

  document.addEventListener("keydown", (event) => {
    if (game?.root.isConnected) game.press(event);
  });
  window.addEventListener("popstate", () => {
    if (game?.root.isConnected) void game.show(true);
  });

  // Material replaces the page's content when it navigates by itself, and says so here; not on file://.
  /** @type {any} */ (window).document$?.subscribe(mountAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
  else mountAll();
})();
