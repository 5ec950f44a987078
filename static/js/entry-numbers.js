// Numbers of documents while they are typed: full-width digits become plain ones, the server is asked
// on the last digit, and what the digits say by themselves is known at once.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const NUMBER = "[name$=-id_number]";
  const ASKED_WHILE_TYPING = 18; // the other lengths (15, 20, 22) are asked about on leaving

  const plain = (text) =>
    text
      .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
      .replace(/[xＸｘ]/g, "X")
      .replace(/[bＢｂ]/g, "B")
      .replace(/\s/g, "");

  const isMasked = (text) => text.includes("*");

  // Birth date and sex; nothing of what is wrong or not complete.
  const read = (text) => {
    const old = text.match(/^\d{6}(\d{2})(\d{2})(\d{2})\d{2}(\d)$/);
    const now = text.match(/^\d{6}(\d{4})(\d{2})(\d{2})\d{2}(\d)[\dX]/);
    const found = old || now;
    if (!found) return null;
    const year = Number(old ? `19${found[1]}` : found[1]);
    return {
      born: new Date(year, Number(found[2]) - 1, Number(found[3])),
      sex: Number(found[4]) % 2 ? "1" : "2",
    };
  };

  const normalise = (field) => {
    const text = plain(field.value);
    if (text !== field.value) field.value = text;
  };

  const ask = (field) => {
    if (field.dataset.asked === field.value || isMasked(field.value)) return;
    field.dataset.asked = field.value;
    window.htmx.trigger(field, "number-typed");
  };

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches(NUMBER) || event.isComposing) return;
    normalise(field);
    if (field.value.length === ASKED_WHILE_TYPING) ask(field);
  });
  // In the capture phase: whoever listens to the same change reads the plain number.
  form.addEventListener(
    "change",
    (event) => {
      if (!event.target.matches(NUMBER)) return;
      normalise(event.target);
      ask(event.target);
    },
    true,
  );

  // Somebody whom the number does not tell is told by what is typed instead of it.
  const person = (row) => {
    const of = (name) => window.entryRows.of(row, name).value;
    const read_ = isMasked(of("id_number")) ? null : read(of("id_number"));
    if (read_) return read_;
    const said = row.querySelector("[data-born]");
    if (said) return { born: new Date(said.dataset.born), sex: said.dataset.sex };
    if (of("sex") && of("birth_date")) return { born: new Date(of("birth_date")), sex: of("sex") };
    return null;
  };

  window.entryNumbers = { person };
})();
