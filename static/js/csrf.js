// A form that was opened before signing in again is sent with the token of the new session.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const field = event.target.elements.csrfmiddlewaretoken;
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    if (field && cookie) field.value = cookie[1];
  });
})();
