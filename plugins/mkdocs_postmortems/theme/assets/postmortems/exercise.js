// @ts-check
/* One game day: played step by step, or as the facilitator's sheet (data: render/exercise.py).

What lies behind the incident is not in the page before the end. All text reaches the page as
text, never as HTML. */

/* exported postmortemExercise */
var postmortemExercise = (() => {
  "use strict";

  /** @typedef {{text: string, address: string}} Target */
  /** @typedef {{clock: string, elapsed: string, phases: string[], text: string}} Step */
  /** @typedef {{text: string, target: Target | null, said: string, scope: string}} Part */
  /**
   * @typedef {object} Exercise
   * @property {string} key
   * @property {{label: string, rank: number, meaning: string} | null} severity
   * @property {string} day
   * @property {string} zone
   * @property {Part[]} services
   * @property {string} found_by
   * @property {string} found_meaning
   * @property {Step[]} steps
   * @property {string[]} questions
   * @property {{incident: Target, facts: string, unseen: Step[], gap: string, trigger: Part | null, causes: Part[], lessons: {heading: string, points: string[]}[], actions: {title: string, state: string}[]}} ending
   */

  const { element, apart } = postmortemMenu;
  const LOWEST_RANK = 4;
  const QUESTION = "What would you do next?";

  /** @param {string} text */
  const continued = (text) => (/^.[a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

  /** @param {(Node | string)[][]} items */
  const list = (items) => element("ul", {}, ...items.map((item) => element("li", { dir: "auto" }, ...item)));

  /** Draws the pieces of one exercise. */
  class Drawing {
    /** @param {Exercise} exercise @param {string} base the site's root, from here */
    constructor(exercise, base) {
      this.exercise = exercise;
      this.base = base;
    }

    /** @param {Target} target */
    link(target) {
      return element("a", { href: this.base + target.address }, apart(target.text));
    }

    /** @returns {string} what tells the exercise apart and gives nothing away */
    get name() {
      const { day, severity, services } = this.exercise;
      const where = services.map((service) => service.text).join(", ");
      return `${day || "Day not known"}: ${[severity?.label ?? "no severity", where].filter(Boolean).join(", ")}`;
    }

    /** @returns {Node[]} what the responders began with */
    situation() {
      const { severity, services, found_by, found_meaning, zone } = this.exercise;
      const badge = element("span", { class: `pm-sev pm-sev--${Math.min(severity?.rank ?? 0, LOWEST_RANK)}` }, apart(severity?.label ?? "no severity"));
      const found = found_by ? ` Found by ${found_by}${found_meaning ? ` (${continued(found_meaning)})` : ""}.` : "";
      const first = element("p", {}, badge, severity?.meaning ? `: ${severity.meaning}.` : ".", `${found}${zone ? ` Times are in ${zone}.` : ""}`);
      return services.length ? [first, this.parts(services)] : [first];
    }

    /** @param {Part[]} parts */
    parts(parts) {
      return list(parts.map(({ text, target, said, scope }) => [
        target ? this.link(target) : apart(text),
        ...(scope ? [" ", element("span", { class: `pm-scope pm-scope--${scope}` }, scope)] : []),
        ...(said ? [": ", apart(said)] : []),
      ]));
    }

    /** @param {Step} step @returns {HTMLElement} its time and the phases reached */
    time({ clock, elapsed, phases }) {
      const marks = phases.flatMap((phase) => [" ", element("span", { class: "pm-mark" }, phase)]);
      const since = elapsed ? [" ", element("span", { class: "pm-none" }, elapsed)] : [];
      return element("p", { class: "pm-step__time" }, element("span", { class: "pm-clock" }, clock || "Time not recorded"), ...since, ...marks);
    }

    /** @param {Step} step @returns {Node[]} */
    step(step) {
      return [this.time(step), ...(step.text ? [element("p", { dir: "auto" }, step.text)] : [])];
    }

    /** @returns {Node[]} what is hidden until the end */
    ending() {
      const { incident, facts, unseen, gap, trigger, causes } = this.exercise.ending;
      /** @type {Node[]} */
      const found = [element("p", {}, element("strong", {}, this.link(incident)), ...(facts ? [` · ${facts}`] : []))];
      /** @type {(title: string, ...nodes: Node[]) => void} */
      const add = (title, ...nodes) => void found.push(element("h3", {}, title), ...nodes);
      if (unseen.length) add("Before anybody knew", ...unseen.flatMap((step) => this.step(step)));
      if (gap) add("Why it was not seen earlier", element("p", {}, apart(gap)));
      if (trigger) add("Trigger", element("p", {}, apart(trigger.text), ...(trigger.said ? [`: ${continued(trigger.said)}`] : [])));
      if (causes.length) add("Contributing factors", this.parts(causes));
      for (const { heading, points } of this.exercise.ending.lessons) add(heading || "Lessons", list(points.map((point) => [point])));
      this.promises(add);
      return found;
    }

    /** @param {(title: string, ...nodes: Node[]) => void} add */
    promises(add) {
      const { actions } = this.exercise.ending;
      if (actions.length) add("What changed since", list(actions.map(({ title, state }) => [apart(title), ": ", apart(state)])));
      else add("What changed since", element("p", {}, "No action was written down."));
    }

    questions() {
      return list(this.exercise.questions.map((question) => [question]));
    }
  }

  /** One exercise as it is played. */
  class Player {
    /** @param {Exercise} exercise @param {string} base */
    constructor(exercise, base) {
      this.drawing = new Drawing(exercise, base);
      this.steps = exercise.steps;
      this.shown = 0;
      this.heading = element("h2", { tabindex: "-1" }, apart(this.drawing.name));
      this.list = element("ol", { class: "pm-steps" });
      this.told = element("p", { class: "pm-count", role: "status", "aria-live": "polite" });
      this.button = element("button", { type: "button", class: "pm-next" });
      this.button.addEventListener("click", () => this.next());
      this.root = element("section", { class: "pm-player" }, this.heading, ...this.drawing.situation(), this.list, this.button, this.told);
      this.add();
    }

    /** The next step, or the end; the focus goes there. */
    next() {
      if (this.button.hidden) return;
      this.keepAnswer();
      const made = this.shown < this.steps.length ? this.add() : this.end();
      made.focus();
    }

    add() {
      const step = element("li", { tabindex: "-1", class: "pm-step" }, ...this.drawing.step(this.steps[this.shown]));
      this.shown += 1;
      const [at, of] = [this.shown, this.steps.length];
      if (at < of) step.append(element("label", { class: "pm-ask" }, QUESTION, element("textarea", { class: "pm-field", rows: "2" })));
      this.list.append(step);
      this.button.textContent = at < of ? "What happened next" : "What lay behind it";
      this.told.textContent = `Step ${at} of ${of}. Enter or → goes on.`;
      return step;
    }

    /** What was typed stands as text from then on; it is kept nowhere else. */
    keepAnswer() {
      const asked = this.list.querySelector("label.pm-ask");
      const said = asked?.querySelector("textarea")?.value.trim() ?? "";
      asked?.replaceWith(...(said ? [element("p", { class: "pm-answer", dir: "auto" }, `You: ${said}`)] : []));
    }

    end() {
      const heading = element("h2", { tabindex: "-1" }, "What lay behind it");
      const questions = element("h3", {}, "To talk about");
      this.root.append(heading, ...this.drawing.ending(), questions, this.drawing.questions());
      this.button.hidden = true;
      this.told.textContent = `The end, after ${this.steps.length} steps.`;
      return heading;
    }
  }

  /** @param {Exercise} exercise @param {string} base @returns {HTMLElement} everything in order, to be printed */
  const sheet = (exercise, base) => {
    const drawing = new Drawing(exercise, base);
    const { steps } = exercise;
    const heads = ["Time", "Tell", "What happened next", "Notes"].map((head) => element("th", { scope: "col" }, head));
    const rows = steps.map((step, at) => element("tr", {},
      element("th", { scope: "row", "data-label": "Time" }, ...drawing.time(step).childNodes),
      element("td", { dir: "auto", "data-label": "Tell" }, step.text || step.phases.join(", ")),
      element("td", { dir: "auto", "data-label": "Next" }, steps[at + 1]?.text || steps[at + 1]?.phases.join(", ") || "The end"),
      element("td", { class: "pm-notes" })));
    const table = element("table", { class: "pm-table pm-sheet__steps" },
      element("caption", { class: "pm-hidden" }, "Steps"), element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
    return element("section", { class: "pm-sheet" },
      element("h2", { tabindex: "-1" }, "Facilitator’s sheet: ", apart(drawing.name)),
      element("p", { class: "pm-note" }, `Tell one step, ask “${QUESTION}”, wait, then tell what happened next. Systems and conditions are the subject, never people.`),
      element("h3", {}, "Situation"), ...drawing.situation(),
      element("h3", {}, "Steps"), table,
      element("h3", {}, "Questions to ask"), drawing.questions(),
      element("h3", { class: "pm-sheet__turn" }, "What lay behind it"),
      element("div", { class: "pm-sheet__end" }, ...drawing.ending()));
  };

  return { Player, sheet, element };
})();
