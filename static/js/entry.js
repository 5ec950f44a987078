// Typing a household file without the mouse: Enter walks the fields, Alt+N adds a member,
// Alt+Up and Alt+Down change the member, a field is selected when it is entered.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const FIELDS = "input:not([type=hidden], [type=checkbox]), select, textarea";

  const seen = (field) => field.offsetParent !== null && !field.disabled;
  const fields = () => [...form.querySelectorAll(FIELDS)].filter(seen);

  const enter = (field) => {
    if (!field) return;
    field.focus();
    if (field.select && field.type !== "date") field.select();
  };

  const rowOf = (field) => field.closest("[data-row]");
  const nameOf = (row) => row.querySelector("[name$=-name]");
  const isLastOfRows = (field) => {
    const row = rowOf(field);
    if (!row || row !== window.entryRows.last()) return false;
    return [...row.querySelectorAll(FIELDS)].filter(seen).at(-1) === field;
  };
  const isEmptyName = (field) => {
    const row = rowOf(field);
    return row && row === window.entryRows.last() && nameOf(row) === field && !field.value.trim();
  };
  const afterRows = () => form.querySelector("[data-amounts] input");

  // An empty name ends the list of members; the end of the last row begins another one.
  const next = (field) => {
    if (isEmptyName(field)) return enter(afterRows());
    if (isLastOfRows(field)) return enter(nameOf(window.entryRows.add()));
    const all = fields();
    return enter(all[all.indexOf(field) + 1]);
  };

  const otherRow = (field, step) => {
    const rows = window.entryRows.all();
    const here = rows.indexOf(rowOf(field));
    const there = rows[here + step];
    if (here < 0 || !there) return;
    const suffix = field.name.split("-").at(-1);
    enter(there.querySelector(`[name$="-${suffix}"]`));
  };

  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const field = event.target;
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && rowOf(field)) {
      event.preventDefault();
      otherRow(field, event.key === "ArrowUp" ? -1 : 1);
      return;
    }
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!field.matches(`${FIELDS}, [type=checkbox]`)) return;
    event.preventDefault();
    if (field.matches("[type=checkbox]")) enter(fields().find((other) => field.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING));
    else next(field);
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.code !== "KeyN") return;
    event.preventDefault();
    enter(nameOf(window.entryRows.add()));
  });

  // The groups of the chosen village only; without this script they stand under their village.
  const village = form.querySelector("#id_village");
  const group = form.querySelector("#id_group");
  if (village && group) {
    const headed = [...group.querySelectorAll("optgroup")];
    const offer = () => {
      const chosen = village.selectedOptions[0];
      const shown = headed.filter((part) => chosen && part.label === chosen.text);
      headed.forEach((part) => part.remove());
      group.append(...shown);
    };
    village.addEventListener("change", () => {
      group.value = "";
      offer();
    });
    offer();
  }

  const isNew = !form.elements.version;
  if (isNew && !document.querySelector("[data-focus]")) enter(fields().find((field) => !field.value));
})();
