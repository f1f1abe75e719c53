"use strict";
// A table for people and, of the same rows, a file for programs.
const Table = (() => {
  const { element } = Detail;

  // `columns` are {key, label, cell?}: `cell` makes what is shown, where that is more than the text.
  function draw(caption, columns, rows) {
    const head = element("tr", "", ...columns.map((c) => { const th = element("th", "col-" + c.key, c.label); th.scope = "col"; return th; }));
    const body = rows.map((row) => element("tr", "", ...columns.map((c) => element("td", "col-" + c.key, c.cell ? c.cell(row) : Words.short(String(row[c.key] ?? ""), 200)))));
    return element("table", "", element("caption", "", caption), element("thead", "", head), element("tbody", "", ...body));
  }

  // RFC 4180; a cell that a spreadsheet would take for a formula is told apart by an apostrophe.
  function csv(columns, rows) {
    const quoted = (value) => {
      const text = String(value ?? "");
      const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return "\ufeff" + [columns.map((c) => c.key), ...rows.map((row) => columns.map((c) => row[c.key]))].map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
  }

  return { draw, csv };
})();
