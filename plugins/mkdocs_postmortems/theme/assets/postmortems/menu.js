// @ts-check
/* Elements, and a button that opens a panel of boxes to tick. All text stays text, never HTML. */

/* exported postmortemMenu */
var postmortemMenu = (() => {
  "use strict";

  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Record<string, string>, ...children: (Node | string)[]) => HTMLElementTagNameMap[K]} */
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** @param {string} text @returns {Node} the text kept apart, whichever way its script runs */
  const apart = (text) => element("bdi", {}, text);

  /** A button that opens the panel below it; Escape, a click outside or leaving it close the panel. */
  class Menu {
    /** @param {string} title @param {() => void} opening  fills the panel */
    constructor(title, opening) {
      this.opening = opening;
      this.button = element("button", { type: "button", class: "pm-facet__button", "aria-expanded": "false" }, title);
      this.panel = element("div", { class: "pm-facet__panel", role: "group", "aria-label": title });
      this.panel.hidden = true;
      this.root = element("div", { class: "pm-facet" }, this.button, this.panel);
      this.button.addEventListener("click", () => this.open(this.panel.hidden));
      this.root.addEventListener("keydown", (event) => this.press(event));
      this.root.addEventListener("focusout", (event) => {
        if (event.relatedTarget instanceof Node && !this.root.contains(event.relatedTarget)) this.open(false);
      });
    }

    /** @param {boolean} opened */
    open(opened) {
      if (opened === !this.panel.hidden) return;
      this.panel.hidden = !opened;
      this.button.setAttribute("aria-expanded", String(opened));
      if (!opened) return;
      this.opening();
      this.panel.style.left = "0";
      const beyond = this.panel.getBoundingClientRect().right - document.documentElement.clientWidth;
      if (beyond > 0) this.panel.style.left = `${-beyond - 4}px`;
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && !this.panel.hidden) {
        event.stopPropagation();
        this.open(false);
        this.button.focus();
      } else if (step) {
        event.preventDefault();
        this.open(true);
        const stops = [...this.panel.querySelectorAll("input")].filter((input) => input.offsetParent);
        const at = stops.findIndex((input) => input === document.activeElement);
        (stops[at + step] ?? this.button).focus();
      }
    }
  }

  return { element, apart, Menu };
})();
