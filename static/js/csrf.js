// A page that was opened before signing in again is sent with the token of the new session.
(() => {
  "use strict";
  const renew = () => {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (!cookie) return;
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = cookie[1];
  };

  // Before anybody else hears of it: what is sent is read from the fields.
  document.addEventListener("submit", renew, true);
  document.addEventListener("htmx:configRequest", renew, true);
})();
