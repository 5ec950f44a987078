// form[data-find]: shows only the rows of the list on the page whose name begins or goes on like this.
// The list is all that is searched: nothing is asked of the server.
(() => {
  "use strict";
  const form = document.querySelector("form[data-find]");
  const typed = form.querySelector("input");
  const rows = [...document.querySelectorAll("tr[data-name]")];
  const others = document.querySelector("details");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  typed.addEventListener("input", () => {
    const wanted = typed.value.replace(/\s+/g, "").toLowerCase();
    if (wanted && others) others.open = true;
    for (const row of rows) {
      row.hidden = ![row.dataset.name, row.dataset.pinyin].some((name) => name.includes(wanted));
    }
  });
})();
