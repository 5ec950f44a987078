// A whole list on one page, form[data-sheet]: counts what is ticked into the button's words, asks for
// a reason where something goes back, and keeps what was ticked while the tab is open.
(() => {
  "use strict";
  const forms = () => document.querySelectorAll("form[data-sheet]");
  const boxes = (form, name) => [...form.querySelectorAll(`[name="${name}"]`)];
  const say = (form, place, words) => {
    const found = form.querySelector(`[${place}]`);
    if (found) found.textContent = words;
  };

  const rows = (form) => [...form.querySelectorAll(".pick-row")];
  const ticked = (row) => row.querySelector(".back:checked, .out:checked") !== null;

  const count = (form) => {
    const all = rows(form);
    const gone = all.filter(ticked).length;
    const rest = all.length - gone;
    const words = gone === 0 ? form.dataset.everyone : rest === 0 ? form.dataset.nobody : form.dataset.others;
    say(form, "data-count", words.replace("{n}", rest === 0 ? all.length : rest));
    for (const row of all) {
      const category = row.querySelector("[data-usual]");
      row.classList.toggle("odd", ticked(row) || (category !== null && category.value !== category.dataset.usual));
    }
    say(form, "data-undone-count", form.dataset.undone.replace("{n}", form.querySelectorAll(".odd").length));
    say(form, "data-changed", form.querySelectorAll(".diff").length);
    const seen = boxes(form, "visited");
    if (seen.length) say(form, "data-visited", `${seen.filter((box) => box.checked).length} / ${form.dataset.needed}`);
  };

  const reasons = (form) => {
    for (const field of form.querySelectorAll(".why-not input[type=radio]")) {
      const way = field.closest(".of-back") ? ".back" : ".out";
      field.required = field.closest(".pick-row").querySelector(way).checked;
    }
  };

  // A household goes one way out, not two.
  const choose = (box) => {
    if (!box.checked || !box.matches(".back, .out")) return;
    for (const other of box.closest(".pick-row").querySelectorAll(".back, .out")) {
      if (other !== box) other.checked = false;
    }
  };

  // What was ticked survives a reload, a lost line and signing in again; never beyond the tab.
  const WRITTEN = ".words, [data-usual]";
  const isSaid = (field) =>
    field.matches("[data-usual]") ? field.value !== field.dataset.usual : field.matches(WRITTEN) && field.value;
  const name = (form) => `sheet ${location.pathname} ${form.elements.step.value}`;
  const keep = (form) => {
    const kept = [...form.elements]
      .filter((field) => (field.checked && field.name !== "shown") || isSaid(field))
      .map((field) => [field.name, field.value]);
    sessionStorage.setItem(name(form), JSON.stringify(kept));
  };
  const restore = (form) => {
    for (const [field, value] of JSON.parse(sessionStorage.getItem(name(form)) || "[]")) {
      for (const input of boxes(form, field)) {
        if (input.matches(WRITTEN)) input.value = value;
        else if (input.value === value) input.checked = true;
      }
    }
  };

  const show = (form) => {
    reasons(form);
    count(form);
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-sheet]");
    if (!form) return;
    choose(event.target);
    keep(form);
    show(form);
  });
  document.addEventListener("sheet:done", (event) => sessionStorage.removeItem(name(event.target)));
  document.addEventListener("sheet:shown", () => forms().forEach(show));
  forms().forEach((form) => {
    restore(form);
    show(form);
  });
})();
