// What a new row need not be told: values of the row above, what follows from the number, and a guess
// or two. A value that came by itself is pale ([data-kept] or [data-guessed]) until somebody confirms
// or changes it. In quick entry Enter passes over what was kept; a guess it stops at.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const { of, all, nameOf } = window.entryRows;
  const HOUSEHOLDER = "01", SPOUSE = "02", NOT_AT_SCHOOL = "01", NONE = "04", LOST = "03", PRE_SCHOOL = "06";
  const GENERATION = 16; // years between the ages of parent and child, at the least
  const SHARED = [
    "ethnic_group", "has_medical_insurance", "has_employee_medical", "has_serious_illness_insurance",
    "has_pension_insurance", "has_employee_pension", "receives_dibao", "speaks_mandarin",
  ];
  const year = Number(new URL(form.action).searchParams.get("year"));

  const isFree = (field) => field && (!field.value || "kept" in field.dataset || "guessed" in field.dataset);
  const offers = (field, value) => [...field.options].some((option) => option.value === value);

  // Nothing that somebody typed is ever replaced.
  const set = (field, value, how) => {
    if (!isFree(field) || (value && !offers(field, value))) return;
    field.value = value;
    delete field.dataset.kept;
    delete field.dataset.guessed;
    if (value) field.dataset[how] = "";
  };
  const keep = (field, value) => set(field, value, "kept");
  const guess = (field, value) => set(field, value, "guessed");

  const confirm = (field) => {
    delete field.dataset.kept;
    delete field.dataset.guessed;
  };

  const ageAtYearsEnd = (person) => year - person.born.getFullYear();

  const schoolAt = (age) => {
    if (age >= 25) return NOT_AT_SCHOOL;
    if (age < 3 || age > 14) return "";
    if (age < 6) return "02";
    return age < 12 ? "03" : { 12: "04", 13: "05", 14: "06" }[age];
  };

  const headOf = () => {
    const row = all().find((one) => of(one, "relation").value === HOUSEHOLDER);
    return row && window.entryNumbers.person(row);
  };
  const hasSpouse = (row) => all().some((one) => one !== row && of(one, "relation").value === SPOUSE);

  const relationTo = (head, person, row) => {
    const older = (head.born - person.born) / 31557600000;
    const isMale = person.sex === "1";
    if (older >= GENERATION) return isMale ? "11" : "12";
    if (older <= -GENERATION) return isMale ? "03" : "04";
    return head.sex !== person.sex && !hasSpouse(row) ? SPOUSE : "";
  };

  const isPupil = (row) => !["", NOT_AT_SCHOOL].includes(of(row, "school").value);
  const worksNot = (row) => [NONE, LOST].includes(of(row, "labour").value);

  // Rules L-02 and L-03: pupils and children are without labour.
  const settleLabour = (row) => {
    const person = window.entryNumbers.person(row);
    const isChild = person && ageAtYearsEnd(person) < 16;
    keep(of(row, "labour"), isPupil(row) || isChild ? NONE : "");
  };

  const settle = (row) => {
    const person = window.entryNumbers.person(row);
    if (!person) return;
    const head = headOf();
    if (head && row !== all()[0]) guess(of(row, "relation"), relationTo(head, person, row));
    const age = ageAtYearsEnd(person);
    guess(of(row, "school"), schoolAt(age));
    guess(of(row, "education"), age < 6 ? PRE_SCHOOL : "");
    settleLabour(row);
  };

  const begin = (row, above) => {
    if (!above) return keep(of(row, "relation"), HOUSEHOLDER);
    for (const name of SHARED) keep(of(row, name), of(above, name).value);
  };

  // What matters for one category alone is shown, and stopped at, for that one.
  const category = form.elements.proposed_category;
  const showOnlyFor = () => {
    for (const field of form.querySelectorAll("[data-for]")) {
      const isFor = field.dataset.for === category.value;
      field.toggleAttribute("data-stop", isFor);
      const place = field.closest(".later");
      if (place && isFor) place.dataset.open = "";
    }
  };
  category.addEventListener("change", showOnlyFor);
  showOnlyFor();

  document.addEventListener("row-added", (event) => begin(event.target, event.detail.above));
  form.addEventListener("input", (event) => {
    const field = event.target;
    const row = field.closest("[data-row]");
    confirm(field);
    if (!row) return;
    if (["id_number", "sex", "birth_date"].includes(nameOf(field))) settle(row);
    if (nameOf(field) === "school") settleLabour(row);
  });

  // The same field of the member above, or of the file that was entered last.
  const repeat = (field) => {
    const rows = all();
    const above = rows[rows.indexOf(field.closest("[data-row]")) - 1];
    const value = above ? of(above, nameOf(field)).value : field.dataset.above;
    if (!value) return false;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  // A row of somebody who is not on file yet; the first of a new file is the householder's.
  if (!form.elements.version && all().length === 1 && !of(all()[0], "name").value) begin(all()[0], null);

  window.entryCarry = { confirm, repeat, worksNot };
})();
