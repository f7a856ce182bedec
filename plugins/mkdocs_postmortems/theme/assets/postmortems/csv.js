// @ts-check
/* The rows that are shown as CSV, safe to open in a spreadsheet. */

/* exported postmortemCsv */
var postmortemCsv = (() => {
  "use strict";

  /** @typedef {InstanceType<typeof postmortemColumns.Rows>} Rows */
  /** @typedef {InstanceType<typeof postmortemChoice.Choice>} Choice */

  // A spreadsheet would run what begins with one of these, also behind quotes, or behind a semicolon
  // where that parts cells: as in the files of data/.
  const FORMULA = /(^|;\s*)(?=[\t\r\n]|[\s"']*[=+\-@\uff0b\uff0d\uff1d\uff20])/g;
  const LONGEST_NAME = 100;

  /** @param {string} text @returns {string} one cell (RFC 4180); a formula stays text */
  const cell = (text) => {
    const safe = text.replace(FORMULA, "$1'");
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  /** @param {Rows} rows @param {string} name @param {number} row @returns {string} numbers as a program reads them */
  const value = (rows, name, row) => {
    const { kind, values } = rows.data.columns[name];
    if (kind === "duration") return values[row] === null ? "" : String(Math.round(values[row] / 0.6) / 100);
    if (kind === "count") return String(values[row]);
    return kind === "labels" ? rows.texts(name, row).join("; ") : rows.text(name, row);
  };

  /** @param {Rows} rows @param {number[]} shown @param {string} base  address of the root @returns {string} */
  const write = (rows, shown, base) => {
    const { columns, exported, leads } = rows.data;
    const heads = exported.map((name) => columns[name].title + (columns[name].kind === "duration" ? " (min)" : ""));
    const lines = shown.map((row) => [...exported.map((name) => value(rows, name, row)), base + rows.address(leads, row)]);
    const text = [[...heads, "Address"], ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
    return `\ufeff${text}\r\n`;
  };

  /** @param {Choice} choice @param {string} asOf @returns {string} a file name that says what is in it */
  const name = (choice, asOf) => {
    const { noun } = choice.rows.data;
    const chosen = choice.pairs.filter(([key]) => key !== "sort" && key !== "columns").map(([key, text]) => text || `no ${key}`);
    const words = [noun[1], asOf, ...chosen].join("-").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
    return `${words.slice(0, LONGEST_NAME).replace(/^-|-$/g, "")}.csv`;
  };

  /** @param {string} text @param {string} called */
  const save = (text, called) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = called;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  return { write, name, save };
})();
