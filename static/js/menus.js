// Menus are <details class="menu">: one open at a time, closed by Escape or a click elsewhere.
(() => {
  "use strict";
  const open = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches("details.menu.find") || !menu.open) return;
    menu.querySelector("input[type=search]").focus();
  }, true);
})();
