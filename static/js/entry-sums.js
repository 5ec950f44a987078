// Net income and income a head while typing, beside the poverty line of the year.
(() => {
  "use strict";
  const board = document.querySelector("[data-sums]");
  const form = document.querySelector("form[data-entry]");
  if (!board || !form) return;
  const line = Number(board.dataset.line || 0);
  const SCALE = 1.25; // the line stands at four fifths of the bar

  const amount = (field) => Number(field.value.replaceAll(",", "").trim()) || 0;
  const written = (value) => {
    const text = value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return text.replace("-", "\u2212");
  };
  const write = (name, text) => {
    board.querySelector(`[data-sum=${name}]`).textContent = text;
  };

  const sumOf = (kind) =>
    [...form.querySelectorAll(`[data-kind=${kind}] input`)].reduce((sum, field) => sum + amount(field), 0);

  // Who has a name and is not being taken out.
  const people = () =>
    [...form.querySelectorAll("[data-row]")].filter((row) => {
      const leaving = row.querySelector("[name$=-left_on]");
      return row.querySelector("[name$=-name]").value.trim() && !(leaving && leaving.value);
    }).length;

  const compare = (head) => {
    if (!line) return;
    const share = Math.max(0, Math.min(100, (head / line / SCALE) * 100));
    board.querySelector("[data-bar]").setAttribute("width", share.toFixed(1));
    board.querySelector("[data-bar]").setAttribute("fill", head < line ? "#b97f24" : "#256a3d");
    board.querySelector("[data-below]").hidden = head >= line;
    board.querySelector("[data-above]").hidden = head < line;
    for (const place of board.querySelectorAll("[data-gap]")) place.textContent = written(Math.abs(line - head));
  };

  const count = () => {
    const kinds = ["wages", "business", "property", "transfer", "expenditure"];
    const sums = Object.fromEntries(kinds.map((kind) => [kind, sumOf(kind)]));
    const net = sums.wages + sums.business + sums.property + sums.transfer - sums.expenditure;
    const persons = people();
    const head = persons ? net / persons : 0;
    kinds.forEach((kind) => write(kind, written(sums[kind])));
    write("net", written(net));
    write("people", String(persons));
    write("head", written(head));
    compare(head);
  };

  form.addEventListener("input", count);
  document.addEventListener("rows-changed", count);
  count();
})();
