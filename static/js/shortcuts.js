// "/" searches, "?" lists the keys, a key named in data-key presses its link or button.
(() => {
  "use strict";
  const stored = "single-keys-off";
  let prefix = "";

  const off = () => localStorage.getItem(stored) === "yes";
  const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
  const press = (key) => {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
    if (target) target.click();
    return Boolean(target);
  };
  const search = () => {
    const field = document.getElementById("search");
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  };
  const list = () => {
    const dialog = document.getElementById("shortcuts");
    if (!dialog) return false;
    dialog.showModal();
    return true;
  };

  const single = (key) => {
    const combined = prefix + key;
    prefix = key === "g" ? "g " : "";
    if (key === "/") return search();
    if (key === "?") return list();
    return press(combined);
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "Enter" && press("ctrl enter")) event.preventDefault();
      return;
    }
    if (off() || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (single(event.key.toLowerCase())) event.preventDefault();
  });

  const choice = document.querySelector("[data-keys-off]");
  if (choice) {
    choice.checked = off();
    choice.addEventListener("change", () => {
      localStorage.setItem(stored, choice.checked ? "yes" : "no");
    });
  }

  const wrong = document.querySelector("[data-focus]");
  if (wrong) wrong.focus();
})();
