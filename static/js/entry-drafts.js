// What is typed is kept on the server while it is typed: 0.8 seconds after the last change, when the page
// is hidden or left, and again and again after a failure. In the browser itself nothing is ever stored.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  const words = document.querySelector("template[data-drafts]");
  if (!form || !words) return;
  const PAUSE = 800, AGAIN = 10000, MOST_KEPT_ALIVE = 60000; // browsers let 64 KiB outlive their page
  const said = words.dataset;
  const state = document.querySelector("[data-draft-state]");
  const trouble = document.querySelector("[data-draft-trouble]"); // in the bar that is always in sight
  const discard = document.getElementById("discard-draft");
  let timer, running, failed = false, over = false;

  const typed = () => {
    const fields = new URLSearchParams(new FormData(form));
    for (const name of ["csrfmiddlewaretoken", "shown"]) fields.delete(name);
    return fields.toString();
  };
  let kept = typed();
  const hasChanged = () => typed() !== kept;

  const tell = (text, isWrong = false) => {
    state.textContent = text;
    state.classList.toggle("bad", isWrong);
    trouble.textContent = isWrong ? text : "";
  };

  const token = () => {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
  };
  const send = (body, isLeaving) =>
    fetch(said.drafts, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token() },
      keepalive: isLeaving && body.length < MOST_KEPT_ALIVE,
    });

  const SIGNED_OUT = 401;
  const why = (answer) => {
    if (!answer) return said.offline;
    return { [SIGNED_OUT]: said.signedOut, 413: said.tooLarge }[answer.status] || said.refused;
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  };

  const keep = async (isLeaving = false) => {
    clearTimeout(timer);
    if (over || "sent" in form.dataset || (running && isLeaving !== true) || !hasChanged()) return;
    const body = typed();
    if (isLeaving !== true) tell(said.keeping);
    running = true;
    const answer = await send(body, isLeaving === true).catch(() => null);
    running = false;
    failed = !(answer && answer.ok);
    if (over) return;
    if (failed) {
      tell(why(answer), true);
      later(AGAIN);
      return;
    }
    kept = body;
    tell(answer.status === 200 ? (await answer.json()).said : "");
    if (hasChanged()) later(PAUSE);
  };

  for (const kind of ["input", "change", "rows-changed"]) form.addEventListener(kind, () => later(PAUSE));
  window.addEventListener("online", () => later(0));
  window.addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });

  // A question of the form's after the session has ended would lead away from what is typed.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status !== SIGNED_OUT) return;
    event.preventDefault();
    later(0);
  });

  // Leaving is held up only for what would be lost.
  window.addEventListener("beforeunload", (event) => {
    if (failed && !over && !("sent" in form.dataset) && hasChanged()) event.preventDefault();
  });

  // Whoever discards the draft does not want it kept once more on the way out.
  discard.addEventListener("submit", () => {
    over = true;
    clearTimeout(timer);
  });

  // A form that came back unsaved is kept as it is; one that was continued is checked as it is.
  if ("typed" in said) {
    kept = "";
    later(0);
  }
  if ("continued" in said) {
    window.addEventListener("load", () => form.dispatchEvent(new Event("change", { bubbles: true })));
  }
})();
