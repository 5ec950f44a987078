// What the checks say stands under its row or field, not only in the list beside the form.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  const checks = document.getElementById("checks");
  if (!form || !checks) return;
  const ICONS = "svg";

  const forget = () => {
    for (const note of form.querySelectorAll("[data-said]")) note.remove();
    for (const field of form.querySelectorAll("[data-found]")) {
      field.removeAttribute("aria-invalid");
      delete field.dataset.found;
    }
    // What the server wrote when it refused to save: empty fields are still to be filled in.
    for (const note of form.querySelectorAll(".msg [id$=_error], .why[id$=_error]")) {
      const field = document.getElementById(note.id.replace(/_error$/, ""));
      if (!field || !field.value) continue;
      field.removeAttribute("aria-invalid");
      (note.closest(".msg") || note).remove();
    }
  };

  const icon = (line) => line.querySelector(ICONS).cloneNode(true);

  const inRow = (row, line) => {
    const note = document.createElement("tr");
    note.className = "msg";
    const cell = document.createElement("td");
    cell.colSpan = 11;
    const box = document.createElement("div");
    box.className = `m ${line.className}`;
    const where = document.createElement("b");
    where.textContent = line.querySelector("a").textContent;
    box.append(icon(line), where, ` ${line.querySelector("[data-text]").textContent}`);
    cell.append(box);
    note.append(document.createElement("td"), cell);
    const first = row.querySelector("tr");
    const before = [...row.querySelectorAll(":scope > .msg")].at(-1) || first;
    before.after(note);
    return note;
  };

  const underField = (field, line) => {
    const note = document.createElement("div");
    note.className = `why ${line.className}`;
    const words = document.createElement("span");
    words.textContent = line.querySelector("[data-text]").textContent;
    note.append(icon(line), words);
    field.after(note);
    return note;
  };

  // The answer to a number stands under the number itself.
  const isSaidAlready = (field, line) => {
    const answer = field.closest("td").querySelector(".un");
    return answer && answer.textContent.includes(line.querySelector("[data-text]").textContent);
  };

  const place = (line) => {
    const field = document.getElementById(line.dataset.at);
    if (!field || !line.matches(".e, .w")) return;
    const hidden = field.closest(".later, [data-more], [data-no-number]");
    if (hidden) hidden.dataset.open = "";
    const row = field.closest(".fld") ? null : field.closest("[data-row]");
    if (row && isSaidAlready(field, line)) return;
    const note = row ? inRow(row, line) : underField(field, line);
    note.dataset.said = "";
    if (!line.matches(".e")) return;
    field.setAttribute("aria-invalid", "true");
    field.dataset.found = "";
  };

  const count = () => {
    const counted = checks.querySelector("[data-counted]");
    const head = form.querySelector("[data-counts]");
    head.replaceChildren(...(counted ? [counted.content.cloneNode(true)] : []));
  };

  // The form is on its way to be saved: what it holds is checked there.
  checks.addEventListener("htmx:beforeRequest", (event) => {
    if ("sent" in form.dataset) event.preventDefault();
  });
  // Half a number is no wrong number.
  checks.addEventListener("htmx:configRequest", (event) => {
    const field = document.activeElement;
    if (form.contains(field) && field.id) event.detail.parameters.set("typing", field.id);
  });
  checks.addEventListener("htmx:afterSwap", () => {
    forget();
    for (const line of checks.querySelectorAll("li[data-at]")) place(line);
    count();
  });
  count();
})();
