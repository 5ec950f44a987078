// The way to a field of a stored file by part of its name: "wages", "2 health".
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  const box = document.querySelector("[data-find]");
  if (!form || !box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("datalist");
  const NOT_FOUND = "input[type=hidden], input[type=radio], #find, [data-find] *";

  const labelOf = (field) => {
    const label = field.labels && field.labels[0];
    const row = field.closest("[data-row]");
    const words = label ? label.firstChild.textContent.trim() : "";
    return row ? `${row.querySelector("[data-number]").textContent} ${words}` : words;
  };

  const named = () =>
    [...form.querySelectorAll("input, select, textarea")]
      .filter((field) => !field.matches(NOT_FOUND) && !field.closest("[data-leaving]"))
      .map((field) => [labelOf(field), field])
      .filter(([label]) => label);

  const match = (typed) => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const found = named().filter(([label]) => words.every((word) => label.toLowerCase().includes(word)));
    const exact = found.find(([label]) => label.toLowerCase() === typed.trim().toLowerCase());
    return words.length ? (exact || found[0] || [])[1] : null;
  };

  const open = (field) => {
    const hidden = field.closest(".later, [data-more], [data-no-number]");
    if (hidden) hidden.dataset.open = "";
    window.entryFocus.enter(field);
  };

  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    const field = match(input.value);
    input.setAttribute("aria-invalid", String(!field));
    if (!field) return;
    input.value = "";
    open(field);
  });
  input.addEventListener("focus", () => {
    list.replaceChildren(
      ...named().map(([label]) => {
        const option = document.createElement("option");
        option.value = label;
        return option;
      }),
    );
  });

  box.hidden = false;
  if (!document.querySelector("[data-focus]")) window.entryFocus.enter(input);
})();
