// Makes pages more pleasant. Everything works without it.

// Somebody who sent a form with mistakes must hear about them first.
document.getElementById("fouten")?.focus();

// A file that is too large is said at its field, before it is sent: what else was filled in would be lost with it.
function isTooLarge(input) {
  const found = [...input.files].some((file) => file.size > Number(input.dataset.most));
  const id = `${input.id}-te-groot`;
  document.getElementById(id)?.remove();
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((part) => part && part !== id);
  if (found) {
    const said = document.createElement("div");
    Object.assign(said, { id, className: "utrecht-form-field-error-message", textContent: input.dataset.tooLarge });
    said.setAttribute("role", "alert");
    input.before(said);
    described.push(id);
    input.setAttribute("aria-invalid", "true");
  } else input.removeAttribute("aria-invalid");
  input.setAttribute("aria-describedby", described.join(" "));
  return found;
}

for (const input of document.querySelectorAll("input[data-most]")) {
  input.addEventListener("change", () => isTooLarge(input));
}

// A second press of a button must not send a form twice. The button stays enabled, since a disabled one loses its name and its focus.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const tooLarge = [...form.querySelectorAll("input[data-most]")].find(isTooLarge);
  if (tooLarge) {
    event.preventDefault();
    tooLarge.focus();
    return;
  }
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("aria-disabled", "true");
});

// Who comes back with the browser's back button finds a form that can be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    form.querySelector("[aria-disabled]")?.removeAttribute("aria-disabled");
  }
});

// A form that a passkey answers is there where passkeys work. What asks the passkey is fetched at the first press: most sign in without.
if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.parentElement.querySelector("[data-passkey-missing]").hidden = true;
    form.addEventListener("submit", (event) => {
      // Kept from the guard against a second press: a passkey may be asked again after it was cancelled.
      event.preventDefault();
      event.stopPropagation();
      import(form.dataset.script).then(
        ({ answer }) => answer(form),
        () => { form.querySelector("[data-passkey-failed]").hidden = false; },
      );
    });
  }
}

// What only a script can do is there where scripts run. The script is fetched at the first press: most read on without it.
for (const part of document.querySelectorAll("[data-on-press]")) {
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => {
    import(part.dataset.onPress).then(
      ({ press }) => press(part),
      () => { part.querySelector("[data-not-fetched]").hidden = false; },
    );
  });
}
