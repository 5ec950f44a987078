// form[data-retry] is sent without leaving the page, so that a lost line loses nothing: it says that
// nothing was submitted and offers to try again. Its request id lets the server do it only once.
(() => {
  "use strict";
  const PATIENCE = 45000;

  const busy = (form, on) => {
    const button = form.querySelector("button[data-saving]");
    const words = button.querySelector("[data-count]");
    form.toggleAttribute("data-sending", on);
    if (on) {
      button.dataset.words = words.textContent;
      button.setAttribute("aria-busy", "true");
      words.textContent = button.dataset.saving;
    } else {
      button.removeAttribute("aria-busy");
      words.textContent = button.dataset.words;
    }
  };

  const notSent = (form) => {
    busy(form, false);
    const note = form.querySelector("[data-not-sent]");
    note.hidden = false;
    note.scrollIntoView({ block: "center" });
    const button = form.querySelector("button[data-saving]");
    button.querySelector("[data-count]").textContent = button.dataset.retryWords;
  };

  // The answer of a refused press is the same page with its reason: only its middle changes.
  const refused = async (form, response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.dispatchEvent(new Event("sheet:shown"));
    const said = document.querySelector("main [data-focus]");
    if (said) said.focus();
  };

  const send = async (form) => {
    busy(form, true);
    form.querySelector("[data-not-sent]").hidden = true;
    let response;
    try {
      response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      notSent(form);
      return;
    }
    if (response.redirected) {
      if (new URL(response.url).pathname.startsWith("/receipts/")) {
        form.dispatchEvent(new Event("sheet:done", { bubbles: true }));
      }
      location.assign(response.url);
    } else if (response.status === 422) await refused(form, response);
    else form.submit(); // the browser shows what the server has to say; the request id keeps it single
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-retry]")) return;
    event.preventDefault();
    if (!form.hasAttribute("data-sending")) send(form);
  });
})();
