// A note with an undo button that goes away after ten seconds: toast(words, undoWords, undo).
(() => {
  "use strict";
  const SECONDS = 10;

  window.toast = (words, undoWords, undo) => {
    document.querySelector(".snack")?.remove();
    const note = document.createElement("div");
    note.className = "snack";
    note.setAttribute("role", "status");
    note.append(words);
    const close = setTimeout(() => note.remove(), SECONDS * 1000);
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = undoWords;
      button.addEventListener("click", () => {
        clearTimeout(close);
        note.remove();
        undo();
      });
      note.append(button);
    }
    document.body.append(note);
  };
})();
