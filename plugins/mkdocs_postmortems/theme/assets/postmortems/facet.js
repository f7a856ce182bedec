// @ts-check
/* One facet of a listing: a button that opens the list of its options, each with its count. */

/* exported postmortemFacet */
var postmortemFacet = (() => {
  "use strict";

  const { format } = postmortemColumns;
  const { element, apart, Menu } = postmortemMenu;
  const MANY_OPTIONS = 15;
  const MOST_OPTIONS = 300;

  /** @typedef {InstanceType<typeof postmortemChoice.Choice>} Choice */

  /** The options are drawn when the panel opens: there may be thousands. */
  class Facet {
    /** @param {string} name @param {Choice} choice @param {() => void} changed */
    constructor(name, choice, changed) {
      this.name = name;
      this.choice = choice;
      this.changed = changed;
      const { title, labels = [] } = choice.rows.data.columns[name];
      this.title = title;
      this.many = labels.length;
      this.menu = new Menu(title, () => this.draw());
      this.finder = element("input", { type: "search", class: "pm-field", placeholder: "Find", "aria-label": `Find in ${title.toLowerCase()}` });
      this.finder.addEventListener("input", () => this.draw());
      this.list = element("div", { class: "pm-facet__options" });
      this.rest = element("p", { class: "pm-facet__rest" });
      this.menu.panel.append(...(this.many > MANY_OPTIONS ? [this.finder] : []), this.list, this.rest);
      /** @type {Map<number, {box: HTMLInputElement, count: HTMLElement, label: HTMLElement}>} */
      this.options = new Map();
      /** @type {Uint32Array} how many rows each option would show, that for no label first */
      this.counts = new Uint32Array(this.many + 1);
    }

    /** @param {Uint32Array} counts */
    show(counts) {
      this.counts = counts;
      const names = [...(this.choice.chosen.get(this.name) ?? [])].map((at) => this.choice.rows.option(this.name, at));
      if (names.length > 1) this.menu.button.textContent = `${this.title}: ${names.length} chosen`;
      else this.menu.button.replaceChildren(this.title, ...names.flatMap((name) => [": ", apart(name)]));
      this.menu.button.classList.toggle("pm-facet__button--on", names.length > 0);
      // Without options there is nothing to choose, but what the address chose can be taken back.
      this.menu.root.hidden = !this.many && !names.length;
      if (this.menu.panel.hidden) return;
      for (const at of this.options.keys()) this.option(at);
    }

    /** Lists the options that would show something; of too many those that would show most. */
    draw() {
      const wanted = this.finder.value.trim().toLowerCase();
      const found = [...this.counts.keys()].map((at) => at - 1).filter((at) =>
        this.isOffered(at) && (!wanted || this.choice.rows.option(this.name, at).toLowerCase().includes(wanted)));
      const most = found.length > MOST_OPTIONS
        ? [...found].sort((a, b) => this.counts[b + 1] - this.counts[a + 1] || a - b).slice(0, MOST_OPTIONS).sort((a, b) => a - b)
        : found;
      // Rows without a label stand last.
      const order = [...most.filter((at) => at >= 0), ...most.filter((at) => at < 0)];
      this.list.replaceChildren(...order.map((at) => this.option(at).label));
      const left = found.length - most.length;
      this.rest.hidden = !left && found.length > 0;
      this.rest.textContent = left ? `${format(left)} more that are rarer: find them by name` : "Nothing found";
    }

    /** @param {number} at @returns {boolean} */
    isOffered(at) {
      return this.counts[at + 1] > 0 || Boolean(this.choice.chosen.get(this.name)?.has(at));
    }

    /** @param {number} at @returns {{box: HTMLInputElement, count: HTMLElement, label: HTMLElement}} as it stands now */
    option(at) {
      const option = this.options.get(at) ?? this.makeOption(at);
      option.box.checked = this.choice.chosen.get(this.name)?.has(at) ?? false;
      option.count.textContent = format(this.counts[at + 1]);
      option.label.hidden = !this.isOffered(at);
      return option;
    }

    /** @param {number} at */
    makeOption(at) {
      const box = element("input", { type: "checkbox" });
      const count = element("span", { class: "pm-facet__count" });
      const label = element("label", {}, box, apart(this.choice.rows.option(this.name, at)), count);
      box.addEventListener("change", () => {
        this.choice.set(this.name, at, box.checked);
        this.changed();
      });
      const option = { box, count, label };
      this.options.set(at, option);
      return option;
    }
  }

  return { Facet };
})();
