// A private number that was shown is masked again: after its time, by a click, by Escape.
(() => {
  "use strict";
  const hide = (shown) => {
    const masked = shown.querySelector("template").content.firstElementChild.cloneNode(true);
    shown.replaceWith(masked);
    window.htmx.process(masked);
    return masked;
  };

  const watch = (shown) => {
    const seconds = Number(shown.dataset.hidesAfter);
    window.setTimeout(() => shown.isConnected && hide(shown), seconds * 1000);
  };

  document.addEventListener("htmx:load", (event) => {
    const part = event.detail.elt;
    if (part.matches("[data-hides-after]")) watch(part);
    part.querySelectorAll("[data-hides-after]").forEach(watch);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-masks]");
    if (!button) return;
    event.preventDefault();
    hide(button.closest("[data-secret]")).querySelector("button").focus();
  });

  document.addEventListener("keydown", (event) => {
    const open = event.target.closest("[data-secret]");
    if (event.key === "Escape" && open) hide(open).querySelector("button").focus();
  });

  // Whoever comes back with the arrow of the browser finds it masked.
  window.addEventListener("pagehide", () => document.querySelectorAll("[data-hides-after]").forEach(hide));
})();
