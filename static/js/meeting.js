// form[data-meeting]: says beside the numbers whether the quorum is reached, and shows in the empty
// fields how many voted for a household when the rest of those present did.
(() => {
  "use strict";
  const form = document.querySelector("form[data-meeting]");
  if (!form) return;
  const whole = (field) => Number.parseInt(field.value, 10) || 0;

  const quorum = () => {
    const place = form.querySelector("[data-quorum-says]");
    const entitled = whole(form.elements.entitled);
    const present = whole(form.elements.present);
    if (!entitled) return;
    const [parts, of] = form.dataset.quorum.split("/").map(Number);
    const needed = Math.ceil((entitled * parts) / of);
    const words = present >= needed ? place.dataset.valid : place.dataset.short;
    place.textContent = words.replace("{needed}", needed).replace("{entitled}", entitled);
  };

  const rest = () => {
    const present = whole(form.elements.present);
    for (const field of form.querySelectorAll("[data-for]")) {
      const pk = field.name.slice("for-".length);
      const others = ["against", "abstained", "recused"]
        .map((name) => whole(form.elements[`${name}-${pk}`]))
        .reduce((sum, votes) => sum + votes);
      field.placeholder = present ? Math.max(present - others, 0) : "";
    }
  };

  const show = () => {
    quorum();
    rest();
  };
  // Ticking who signed the sheet counts those present.
  form.addEventListener("change", (event) => {
    if (event.target.name !== "attended") return;
    form.elements.present.value = form.querySelectorAll("input[name=attended]:checked").length;
    show();
  });
  form.addEventListener("input", show);
  show();
})();
