// Typing a household file without the mouse: Enter walks the fields (in quick entry those that nearly
// every form has filled in), Alt+N adds a member, Alt+Up and Alt+Down change the member, Ctrl+' repeats
// what stands above, Ctrl+S saves, Esc leaves the field; a field is selected when it is entered.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const FIELDS = "input:not([type=hidden], [type=radio]), select, textarea";
  const rows = window.entryRows;
  const isQuick = () => form.dataset.shown === "quick";
  const seen = (field) => field.offsetParent !== null && !field.disabled;
  const fields = () => [...form.querySelectorAll(FIELDS)].filter(seen);

  const enter = (field) => {
    if (!field) return;
    field.focus();
    if (field.select && field.type !== "date") field.select();
  };

  const rowOf = (field) => field.closest("[data-row]");
  const isIdle = (field) => {
    const row = rowOf(field);
    return row && ["work_region", "work_months"].includes(rows.nameOf(field)) && window.entryCarry.worksNot(row);
  };
  const isStop = (field) => {
    if (!isQuick()) return true;
    if (isIdle(field) && !field.value) return false;
    return "stop" in field.dataset && !("kept" in field.dataset);
  };

  const isEmptyName = (field) => {
    const row = rowOf(field);
    return row && row === rows.last() && rows.of(row, "name") === field && !field.value.trim();
  };
  const isNumberMissing = (field) => {
    const row = rowOf(field);
    return row && rows.of(row, "id_number") === field && !field.value && rows.of(row, "name").value.trim();
  };
  const afterRows = () => fields().find((field) => field.closest("[data-amounts]") && isStop(field));
  const follows = (field, other) => field.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;

  // An empty name ends the list of members; the end of the last row begins another one.
  const next = (field) => {
    if (isEmptyName(field)) return enter(afterRows());
    if (isNumberMissing(field)) rowOf(field).querySelector("[data-no-number]").dataset.open = "";
    const row = rowOf(field);
    const stop = fields().find((other) => follows(field, other) && isStop(other));
    if (row && row === rows.last() && rowOf(stop || form) !== row) return enter(rows.of(rows.add(), "name"));
    return enter(stop);
  };

  const otherRow = (field, step) => {
    const all = rows.all();
    const there = all[all.indexOf(rowOf(field)) + step];
    if (there) enter(rows.of(there, rows.nameOf(field)));
  };

  const press = (selector) => {
    const button = document.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  };

  const withAlt = (event, field) => {
    if (event.code === "KeyN") return enter(rows.of(rows.add(), "name")), true;
    if (event.code === "KeyR") return enter(form.elements.reason), Boolean(form.elements.reason);
    if (event.code === "KeyF") return enter(document.getElementById("find")), true;
    if (!["ArrowUp", "ArrowDown"].includes(event.key) || !rowOf(field)) return false;
    otherRow(field, event.key === "ArrowUp" ? -1 : 1);
    return true;
  };
  const withControl = (event, field) => {
    if (event.code === "KeyS") return press("[data-save]");
    if (event.key === "'" || event.code === "Quote") return field.matches(FIELDS) && window.entryCarry.repeat(field);
    return false;
  };
  const alone = (event, field) => {
    if (event.key === "Escape" && field.matches(FIELDS)) return field.blur(), true;
    if (event.key !== "Enter" || !form.contains(field) || !field.matches(FIELDS) || field.id === "find") return false;
    window.entryCarry.confirm(field);
    next(field);
    return true;
  };

  // 229: the key belongs to whoever is composing Chinese.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    const control = event.ctrlKey || event.metaKey;
    const heard = event.altKey && !control ? withAlt : control && !event.altKey ? withControl : alone;
    if (heard(event, event.target)) event.preventDefault();
  });

  // Quick entry and all fields: at once here, and remembered by the server with the next request.
  const choices = [...document.querySelectorAll("[data-show]")];
  for (const choice of choices) {
    choice.addEventListener("click", (event) => {
      event.preventDefault();
      form.dataset.shown = form.elements.shown.value = choice.value;
      for (const one of choices) one.setAttribute("aria-pressed", String(one === choice));
      form.elements.shown.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

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
      delete group.dataset.kept;
      offer();
    });
    offer();
  }

  window.entryFocus = { enter, fields, seen };
  const isNew = !form.elements.version;
  if (isNew && !document.querySelector("[data-focus]")) enter(fields().find(isStop));
})();
