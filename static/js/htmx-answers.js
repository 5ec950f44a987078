// What htmx does not do by itself: the CSRF token, refusals that are worth showing, a lost line.
(() => {
  "use strict";
  const token = () => {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  };

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });

  // A session that has ended answers with the sign-in page: show that, not a hole in this page.
  const signedOut = (xhr) => xhr.responseURL && new URL(xhr.responseURL).pathname.startsWith("/accounts/login/");

  // 409 (stale form), 422 (refused step) and 429 (too often) carry the part with its reason: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (signedOut(event.detail.xhr)) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
    if ([400, 409, 422, 429].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  const say = (name) => {
    const template = document.getElementById(name);
    if (!template) return;
    const place = document.getElementById("main");
    place.prepend(template.content.cloneNode(true));
    place.firstElementChild.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => say("not-sent"));
  document.addEventListener("htmx:responseError", () => say("not-answered"));
})();
