// Makes pages more pleasant. Everything works without it.

// Somebody who sent a form with mistakes must hear about them first.
document.getElementById("fouten")?.focus();

// A second press of a button must not send a form twice. The button stays enabled, since a disabled one loses its name and its focus.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
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
