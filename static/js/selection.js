// Counts the ticked rows of a [data-selection] part into its [data-selected]; .pick-all ticks all.
(() => {
  "use strict";
  const rows = (part) => [...part.querySelectorAll("input.pick")];

  const count = (part) => {
    const ticked = rows(part).filter((box) => box.checked).length;
    for (const place of part.querySelectorAll("[data-selected]")) place.textContent = ticked;
    for (const act of part.querySelectorAll("[data-needs-selection]")) act.hidden = ticked === 0;
    const all = part.querySelector("input.pick-all");
    if (!all) return;
    all.checked = ticked > 0 && ticked === rows(part).length;
    all.indeterminate = ticked > 0 && !all.checked;
  };

  const countAll = () => document.querySelectorAll("[data-selection]").forEach(count);

  document.addEventListener("change", (event) => {
    const part = event.target.closest("[data-selection]");
    if (!part) return;
    if (event.target.matches("input.pick-all")) {
      for (const box of rows(part)) box.checked = event.target.checked;
    }
    count(part);
  });
  window.addEventListener("pageshow", countAll);
  document.addEventListener("htmx:load", countAll);
})();
