// Lets the page of an entry check itself, and shows the steps of `proof.js`. Every sentence stands in the page already, hidden: `data-is` names
// the state that it is for, `data-on` the reason. Here they are shown, and their figures filled in.

const textOf = (name) => document.querySelector(`[data-shown=${name}]`)?.textContent;

/** What the page says of itself, for `prove` to hold against what it fetches. */
function claimOf({ dataset }) {
  const { register, index, origin, key, rotations } = dataset;
  return {
    register, origin, key,
    index: Number(index),
    rotations: rotations.split(" ").filter(Boolean).map(Number),
    shown: textOf("entry"),
    leaf: textOf("leaf"),
    part: "part" in dataset ? textOf("part") ?? true : undefined,
    // A browser that keeps nothing may refuse even to be asked.
    get memory() { return window.localStorage; },
  };
}

function fill(element, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const slot of element.querySelectorAll(`[data-fill="${name}"]`)) slot.textContent = value;
  }
}

function show(element, { state, why, values = {} }) {
  element.dataset.state = state;
  for (const label of element.querySelectorAll("[data-is]")) label.hidden = label.dataset.is !== state;
  for (const sentence of element.querySelectorAll("[data-on]")) sentence.hidden = sentence.dataset.on !== why;
  fill(element, values);
}

function showWalk(proof, steps) {
  const list = proof.querySelector("[data-walk]");
  list.replaceChildren(...steps.map((step) => {
    const item = proof.querySelector(`[hidden] > [data-side=${step.side}]`).cloneNode(true);
    fill(item, step);
    return item;
  }));
  list.parentElement.hidden = !steps.length;
}

async function check(proof) {
  const tell = (step, outcome) => {
    show(proof.querySelector(`[data-step=${step}]`), outcome);
    if (outcome.values?.steps) showWalk(proof, outcome.values.steps);
  };
  const program = await import(proof.dataset.program).catch(() => undefined);
  if (!program) return { state: "unreachable", why: "unreachable" };
  return program.prove(claimOf(proof), tell).catch(() => ({ state: "open", why: "broken" }));
}

/** Checks the entry, from the beginning each time. */
export async function press(proof) {
  const button = proof.querySelector("button");
  const verdict = proof.querySelector("[role=status]");
  // It stays enabled: a disabled button loses the focus.
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  for (const step of proof.querySelectorAll("[data-step]")) show(step, { state: "before", why: "before" });
  showWalk(proof, []);
  show(verdict, { state: "busy", why: "busy" });
  const found = await check(proof);
  const step = proof.querySelector(`[data-step="${found.step}"] strong`)?.textContent ?? "";
  // What is wrong stands at its step; the verdict says at which.
  const why = found.state === "wrong" ? "wrong" : found.why;
  show(verdict, { state: found.state, why, values: { ...found.values, step } });
  button.removeAttribute("aria-disabled");
}
