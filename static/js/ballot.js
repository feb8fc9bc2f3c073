// Makes ballots pleasant to fill in: says how many points are left, and moves options up and down. What is sent are the fields
// themselves, as they are without this script; the server judges them.

const words = (text, values) => text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);

function countPoints(paper) {
  const left = paper.querySelector("output");
  const show = () => {
    const spent = [...paper.querySelectorAll("input")].reduce((sum, input) => sum + (Number(input.value) || 0), 0);
    const n = Number(paper.dataset.points) - spent;
    const { one, none, over, left: some } = left.dataset;
    left.value = words(n < 0 ? over : n === 0 ? none : n === 1 ? one : some, { n: Math.abs(n) });
    left.classList.toggle("left--over", n < 0);
  };
  left.hidden = false;
  paper.addEventListener("input", show);
  show();
}

function makeMovable(list) {
  const texts = list.dataset;
  list.classList.add("order--movable");
  const status = list.parentElement.querySelector("[role=status]");
  const options = [...list.children].map((row, at) => ({
    row, at, select: row.querySelector("select"), title: row.querySelector("label").lastChild.textContent.trim(),
  }));
  const place = (option) => Number(option.select.value);

  // The options on the list from first to last; those that share a place stand together.
  function tiers() {
    const found = Map.groupBy ? Map.groupBy(options, place) : new Map(options.map((o) => [place(o), options.filter((p) => place(p) === place(o))]));
    found.delete(0);
    return [...found].sort(([a], [b]) => a - b).map(([, tier]) => tier);
  }

  function write(order) {
    for (const option of options) option.select.value = "";
    order.forEach((tier, at) => { for (const option of tier) option.select.value = at + 1; });
  }

  // Past the whole of the place beside it; out of a shared place, to just before or after the others; below the last, off the list.
  function move(option, by) {
    const order = tiers();
    const at = order.findIndex((tier) => tier.includes(option));
    if (at < 0) order.push([option]);
    else {
      const others = order[at].filter((other) => other !== option);
      order.splice(at, 1, ...(others.length ? [others] : []));
      const to = others.length ? at + (by > 0) : at + by;
      if (to <= order.length) order.splice(Math.max(to, 0), 0, [option]);
    }
    write(order);
  }

  // Where each option has a place of its own, choosing a taken one makes room.
  function choose(option) {
    const to = place(option);
    if (!("strict" in texts)) return;
    option.select.value = "";
    const order = tiers();
    if (to) order.splice(to - 1, 0, [option]);
    write(order);
  }

  function show(moved) {
    const focused = document.activeElement;
    const rows = [...options].sort((a, b) => (place(a) || Infinity) - (place(b) || Infinity) || a.at - b.at);
    if (rows.some(({ row }, at) => list.children[at] !== row)) list.append(...rows.map(({ row }) => row));
    const order = tiers();
    for (const option of options) {
      const on = place(option) > 0;
      option.row.classList.toggle("order__row--off", !on);
      option.up.firstChild.textContent = on ? texts.up : texts.on;
      option.up.setAttribute("aria-label", `${option.up.textContent}: ${option.title}`);
      option.up.setAttribute("aria-disabled", String(order[0]?.length === 1 && order[0][0] === option));
      option.down.hidden = !on;
    }
    if (!moved) return;
    // A row that was put elsewhere lost the focus; a button that went away gives it to the one beside it.
    (focused.hidden ? moved.up : focused).focus();
    const at = order.findIndex((tier) => tier.includes(moved));
    status.textContent = words(at < 0 ? texts.off : texts.placed, { title: moved.title, place: at + 1, n: order.length });
  }

  function addButton(option, text, by) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "utrecht-button utrecht-button--secondary-action order__button";
    button.textContent = text;
    button.setAttribute("aria-label", `${text}: ${option.title}`);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      move(option, by);
      show(option);
    });
    option.select.after(button);
    return button;
  }

  for (const option of options) {
    option.down = addButton(option, texts.down, 1);
    option.up = addButton(option, texts.up, -1);
    option.select.addEventListener("change", () => { choose(option); show(option); });
  }
  show();
}

document.querySelectorAll("[data-points]").forEach(countPoints);
document.querySelectorAll("[data-order]").forEach(makeMovable);
