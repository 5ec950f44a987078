// A workbook may be dropped on its area; a cell to put right is selected, so that typing replaces it.
(() => {
  "use strict";
  const mark = (event, on) => {
    const area = event.target.closest && event.target.closest(".drop-file");
    if (area) area.classList.toggle("over", on);
  };
  document.addEventListener("dragover", (event) => mark(event, true));
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => mark(event, false));

  // The name of the chosen file stands in the area, which hides the browser's own words.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-drop]")) {
      event.target.closest(".drop-file").classList.toggle("full", event.target.files.length > 0);
    }
  });

  const begin = (field) => {
    field.focus();
    field.select();
  };
  const open = (part) => {
    const field = part.querySelector("[data-selects]");
    if (field) begin(field);
  };
  document.addEventListener("htmx:load", (event) => open(event.detail.elt));
  open(document);
})();
