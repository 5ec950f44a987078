// Photos are made smaller on the phone before they are sent over a weak line.
(() => {
  "use strict";
  const LARGE = 1.5 * 1024 * 1024;
  const LONGEST_SIDE = 2600;
  const QUALITY = 0.85;
  const isPhone = window.matchMedia("(pointer: coarse)");

  const shrunk = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  };

  // What cannot be made smaller goes as it is: the server says what it thinks of it.
  const sendable = (file) =>
    file.type.startsWith("image/") && file.size > LARGE ? shrunk(file).catch(() => file) : file;

  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (!field.matches("input[type=file][data-shrinks]") || !isPhone.matches) return;
    if (![...field.files].some((file) => file.size > LARGE)) return;
    const button = field.form.querySelector("button[type=submit]");
    button.disabled = true;
    const files = new DataTransfer();
    for (const file of await Promise.all([...field.files].map(sendable))) files.items.add(file);
    field.files = files.files;
    button.disabled = false;
  });
})();
