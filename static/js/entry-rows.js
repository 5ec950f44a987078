// The rows of the members: added from the template, removed with an undo, taken out, numbered.
(() => {
  "use strict";
  const card = document.querySelector("[data-members]");
  if (!card) return;
  const table = card.querySelector("table.eg");
  const total = card.querySelector("[name=members-TOTAL_FORMS]");
  const template = card.querySelector("[data-row-template]");
  const all = () => [...table.querySelectorAll("[data-row]")];
  const last = () => all().at(-1);

  // A field of a row by its name: of(row, "health").
  const of = (row, name) => row.querySelector(`[name^=members-][name$="-${name}"]`);
  const nameOf = (field) => field.name.replace(/^members-\d+-/, "");

  const changed = () => {
    all().forEach((row, index) => {
      row.querySelector("[data-number]").textContent = index + 1;
    });
    card.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
  };

  const add = () => {
    const index = Number(total.value);
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(index));
    const row = holder.content.querySelector("[data-row]");
    const above = last();
    table.append(row);
    total.value = index + 1;
    window.htmx.process(row);
    changed();
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true, detail: { above } }));
    return row;
  };

  const remove = (row) => {
    const words = card.querySelector("[data-removed]");
    const after = row.nextElementSibling;
    row.remove();
    changed();
    window.toast(words.content.textContent.trim(), words.dataset.undo, () => {
      table.insertBefore(row, after);
      changed();
    });
  };

  const leave = (row) => {
    const leaving = row.querySelector("[data-leaving]");
    const opens = !("open" in leaving.dataset);
    leaving.toggleAttribute("data-open", opens);
    row.querySelector("[data-leave]").setAttribute("aria-expanded", String(opens));
    if (opens) leaving.querySelector("input").focus();
    else for (const field of leaving.querySelectorAll("input, select")) field.value = "";
    changed();
  };

  card.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("[data-row]");
    if (button.matches("[data-remove]")) remove(row);
    if (button.matches("[data-leave]")) leave(row);
    if (button.matches("[data-add]")) {
      event.preventDefault();
      of(add(), "name").focus();
    }
  });

  card.closest("form").classList.add("folds"); // what a button opens is folded only where it works
  for (const button of card.querySelectorAll("[data-leave]")) {
    const leaving = button.closest("[data-row]").querySelector("[data-leaving]");
    button.setAttribute("aria-expanded", String("open" in leaving.dataset));
  }
  changed();

  window.entryRows = { add, all, last, of, nameOf };
})();
