// [data-copy="id"] copies the text of that field. Offices work on plain http, where browsers keep
// the clipboard from pages: there the text is selected and copied the old way.
(() => {
  "use strict";
  const copied = async (field) => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(field.value);
      return true;
    }
    field.select();
    return document.execCommand("copy");
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    if (await copied(field).catch(() => false)) button.querySelector("span").textContent = button.dataset.copied;
    else field.select();
  });

  const open = () => {
    const field = location.hash && document.querySelector(location.hash);
    const fold = field && field.closest("details");
    if (fold) fold.open = true;
  };
  window.addEventListener("hashchange", open);
  open();
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
})();
