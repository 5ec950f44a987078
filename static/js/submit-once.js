// A pressed button says that it saves, and cannot be pressed again before the server has answered.
(() => {
  "use strict";
  const busy = "aria-busy";

  const release = () => {
    for (const button of document.querySelectorAll(`button[${busy}]`)) {
      button.removeAttribute(busy);
      if (button.dataset.words) button.lastChild.textContent = button.dataset.words;
    }
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  };

  const hold = (form, button) => {
    form.dataset.sent = "yes";
    const pressed = button || form.querySelector("button.p");
    if (!pressed || !pressed.matches(".btn")) return;
    pressed.setAttribute(busy, "true");
    const words = document.body.dataset.saving;
    const text = pressed.lastChild;
    if (words && text.nodeType === Node.TEXT_NODE && pressed.matches(".p")) {
      pressed.dataset.words = text.textContent;
      text.textContent = words;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[data-again]")) return;
    if (form.dataset.sent) event.preventDefault();
    else hold(form, event.submitter);
  });

  // The page may come back from the browser's memory with its buttons still held.
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:afterRequest", release);
})();
