// The rows of the members: added from the template, removed with an undo, taken out, folded.
(() => {
  "use strict";
  const card = document.querySelector("[data-members]");
  if (!card) return;
  const table = card.querySelector("table.eg");
  const total = card.querySelector("[name=members-TOTAL_FORMS]");
  const template = card.querySelector("[data-row-template]");
  const all = () => [...table.querySelectorAll("[data-row]")];
  const last = () => all().at(-1);
  let isQuick = true;

  const changed = () => {
    all().forEach((row, index) => {
      row.querySelector("[data-number]").textContent = index + 1;
    });
    card.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
  };

  // In quick entry the second line of a row is folded, unless something is to be corrected in it.
  const fold = (row) => {
    const more = row.querySelector("[data-more]");
    more.hidden = isQuick && !("open" in more.dataset);
    const leaving = row.querySelector("[data-leaving]");
    if (!leaving) return;
    leaving.hidden = !("open" in leaving.dataset);
    row.querySelector("[data-leave]").setAttribute("aria-expanded", String(!leaving.hidden));
  };

  const isUsed = (part) =>
    part.querySelector("[aria-invalid]") || [...part.querySelectorAll("input, select")].some((field) => field.value);

  const foldFacts = () => {
    for (const part of document.querySelectorAll("[data-further]")) part.hidden = isQuick && !isUsed(part);
  };

  // What a family mostly shares comes along from the row above.
  const carry = (from, to) => {
    if (!from) return;
    const suffix = "[name$=-ethnic_group]";
    to.querySelector(suffix).value = from.querySelector(suffix).value;
  };

  const add = () => {
    const index = Number(total.value);
    const copy = template.innerHTML.replaceAll("__prefix__", String(index));
    const holder = document.createElement("template");
    holder.innerHTML = copy;
    const row = holder.content.querySelector("[data-row]");
    carry(last(), row);
    table.append(row);
    total.value = index + 1;
    fold(row);
    window.htmx.process(row);
    changed();
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
    if (leaving.hidden) {
      leaving.dataset.open = "";
      fold(row);
      leaving.querySelector("input").focus();
      return;
    }
    for (const field of leaving.querySelectorAll("input")) field.value = "";
    delete leaving.dataset.open;
    fold(row);
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
      add().querySelector("[name$=-name]").focus();
    }
  });

  const lines = document.querySelector("[data-lines]");
  const show = (quick) => {
    isQuick = quick;
    lines.querySelector("[data-quick]").setAttribute("aria-pressed", String(quick));
    lines.querySelector("[data-full]").setAttribute("aria-pressed", String(!quick));
    lines.querySelector("[data-quick]").classList.toggle("on", quick);
    lines.querySelector("[data-full]").classList.toggle("on", !quick);
    all().forEach(fold);
    foldFacts();
  };
  lines.hidden = false;
  lines.addEventListener("click", (event) => {
    if (event.target.matches("[data-quick], [data-full]")) show(event.target.matches("[data-quick]"));
  });
  show(true);
  changed();

  window.entryRows = { add, all, last };
})();
