// The eye beside a password shows and hides it.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const eye = event.target.closest("[data-reveals]");
    if (!eye) return;
    const field = document.getElementById(eye.dataset.reveals);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    eye.setAttribute("aria-pressed", String(!shown));
  });
})();
