// A whole list on one page, form[data-sheet]: counts what is ticked into the button's words, asks for
// a reason where something goes back, and keeps what was ticked while the tab is open.
(() => {
  "use strict";
  const forms = () => document.querySelectorAll("form[data-sheet]");
  const boxes = (form, name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const say = (form, place, words) => {
    const found = form.querySelector(`[${place}]`);
    if (found) found.textContent = words;
  };

  const count = (form) => {
    const all = boxes(form, "listed").length;
    const back = boxes(form, "back").filter((box) => box.checked).length;
    const rest = all - back;
    const words = back === 0 ? form.dataset.everyone : rest === 0 ? form.dataset.nobody : form.dataset.others;
    say(form, "data-count", words.replace("{n}", rest === 0 ? all : rest));
    say(form, "data-undone-count", form.dataset.undone.replace("{n}", back));
    say(form, "data-changed", form.querySelectorAll(".diff").length);
    const seen = boxes(form, "visited");
    if (seen.length) say(form, "data-visited", `${seen.filter((box) => box.checked).length} / ${form.dataset.needed}`);
  };

  const reasons = (form) => {
    for (const box of boxes(form, "back")) {
      for (const reason of boxes(form, `because-${box.value}`)) reason.required = box.checked;
    }
  };

  // What was ticked survives a reload, a lost line and signing in again; never beyond the tab.
  const name = (form) => `sheet ${location.pathname} ${form.elements.step.value}`;
  const keep = (form) => {
    const kept = [...form.elements]
      .filter((field) => (field.checked && field.name !== "shown") || (field.matches(".words") && field.value))
      .map((field) => [field.name, field.value]);
    sessionStorage.setItem(name(form), JSON.stringify(kept));
  };
  const restore = (form) => {
    for (const [field, value] of JSON.parse(sessionStorage.getItem(name(form)) || "[]")) {
      for (const input of boxes(form, field)) {
        if (input.matches(".words")) input.value = value;
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
