// Lets forms be answered by a passkey: asks the server for the question, the passkey for the answer, and sends that with the form.

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable(question) {
  const known = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  return {
    ...question,
    challenge: toBytes(question.challenge),
    ...(question.user && { user: { ...question.user, id: toBytes(question.user.id) } }),
    ...(question.allowCredentials && { allowCredentials: known(question.allowCredentials) }),
    ...(question.excludeCredentials && { excludeCredentials: known(question.excludeCredentials) }),
  };
}

function sendable({ id, rawId, type, response }) {
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = toText(response[name]);
  }
  return JSON.stringify({ id, rawId: toText(rawId), type, response: said });
}

async function ask(form) {
  const token = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const reply = await fetch(form.dataset.question, { method: "POST", body: token });
  if (!reply.ok) throw new Error(`the question came with ${reply.status}`);
  const publicKey = readable(await reply.json());
  form.elements.answer.value = sendable(await navigator.credentials[form.dataset.passkey]({ publicKey }));
}

/** Answers the form by a passkey and sends it; says so in the form when no answer came. */
export async function answer(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  failed.hidden = true;
  try {
    await ask(form);
    form.submit();
  } catch {
    failed.hidden = false;
  } finally {
    form.removeAttribute("aria-busy");
  }
}
