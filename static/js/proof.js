// Recomputes that an entry is in the register, in steps that the page shows, with nothing but what the browser itself can do. Formats:
// docs/register-formats.md. A portal that lies can serve another script as well: `/register/uitleg` says what this is worth.

const FULL = 256;
const HEIGHT = 8;
const FIELDS = "act,at,data,i,office,org,subject,v";
const PROOF = /^c2sp\.org\/tlog-proof@v1\nindex (0|[1-9]\d{0,14})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n([^]+)$/;
const NOTE = /^([^]+\n)\n((?:— \S+ [A-Za-z0-9+/]+=*\n)+)$/;
const HEAD = /^([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n/;
const KEY = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/;

const encode = (text) => new TextEncoder().encode(text);
const decode = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

// A step that does not end well says how it ends ("wrong", "open" when it could not be checked, "unreachable") and why.
function end(state, why, values = {}) {
  throw Object.assign(new Error(why), { state, values });
}
const wrong = (why, values) => end("wrong", why, values);

/** What `read` makes of it, or undefined where it is not what it should be. */
function attempt(read) {
  try { return read(); } catch { return undefined; }
}

async function ask(address) {
  const answer = await fetch(address).catch(() => end("unreachable", "unreachable", { address }));
  if (!answer.ok) end("unreachable", "refused", { address, status: answer.status });
  return new Uint8Array(await answer.arrayBuffer().catch(() => end("unreachable", "unreachable", { address })));
}

async function sha256(...pieces) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(pieces).arrayBuffer()));
}
// RFC 6962, section 2.1: what is hashed begins with another byte for a leaf than for a node, so that neither passes for the other.
const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

/** The one spelling of a value (RFC 8785, without floats). Not by `JSON.stringify` alone, which puts keys that look like numbers first. */
function spell(value) {
  if (Array.isArray(value)) return `[${value.map(spell)}]`;
  if (!value || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${spell(value[key])}`)}}`;
}

/** What an entry says; undefined unless it is laid out and spelled as entries are. */
function entryIn(bytes) {
  const told = attempt(() => JSON.parse(decode(bytes)));
  const fields = Object.keys(told ?? {}).filter((name) => name !== "private").sort();
  return String(fields) === FIELDS && spell(told) === decode(bytes) ? told : undefined;
}

/** A signed note: its text, and who says to have signed it. */
function noteIn(whole) {
  const [, text, lines] = NOTE.exec(whole) ?? [];
  const signatures = attempt(() => lines.slice(0, -1).split("\n").map((line) => {
    const [, name, encoded] = line.split(" ");
    return { name, value: fromBase64(encoded) };
  }));
  return signatures && { text, signatures };
}

/** What a checkpoint says: the log of this origin has this size, and this root. */
function headIn(note) {
  const [, origin, size, root] = HEAD.exec(note?.text) ?? [];
  return root && { origin, size: Number(size), root: fromBase64(root) };
}

/** Whether the key `name+hash+key` signed the note; ends open where the browser does not know Ed25519. */
async function signed(key, { text, signatures }) {
  const [, name, mark, encoded] = KEY.exec(key) ?? [];
  const ours = signatures.filter((one) => one.name === name && hex(one.value.slice(0, 4)) === mark);
  if (!ours.length) return false;
  const verifier = await crypto.subtle.importKey("raw", fromBase64(encoded).slice(1), "Ed25519", false, ["verify"])
    .catch(() => end("open", "unsupported"));
  for (const { value } of ours) {
    if (!await crypto.subtle.verify("Ed25519", verifier, value.slice(4), encode(text))) return false;
  }
  return true;
}

/** The root that the hashes lead to (RFC 9162, section 2.1.3.2), with each step there; undefined when there are too many or too few. */
async function walk(index, size, leaf, hashes) {
  let [place, last, result] = [index, size - 1, leaf];
  const steps = [];
  for (const hash of hashes) {
    if (!last) return undefined;
    const left = place % 2 === 1 || place === last;
    result = await (left ? nodeHash(hash, result) : nodeHash(result, hash));
    // The last of a row that has no neighbour goes up unchanged.
    while (left && place % 2 === 0 && place) [place, last] = [place / 2, Math.floor(last / 2)];
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    steps.push({ side: left ? "left" : "right", hash: hex(hash), result: hex(result) });
  }
  return last ? undefined : { root: result, steps };
}

/** `5` is `005`, `1234067` is `x001/x234/067`. */
function placeOf(number) {
  const groups = [String(number % 1000).padStart(3, "0")];
  while ((number = Math.floor(number / 1000))) groups.unshift(`x${String(number % 1000).padStart(3, "0")}`);
  return groups.join("/");
}

/** Reads the hash of any complete subtree of a log of this size from its tiles, each fetched once. */
function hashesIn(register, size) {
  const tiles = new Map();
  return async (level, index) => {
    const height = level % HEIGHT;
    const row = (level - height) / HEIGHT;
    const first = index * 2 ** height;
    const number = Math.floor(first / FULL);
    const width = Math.min(FULL, Math.floor(size / FULL ** row) - number * FULL);
    const address = `${register}/tile/${row}/${placeOf(number)}${width < FULL ? `.p/${width}` : ""}`;
    const tile = tiles.get(address) ?? await ask(address);
    tiles.set(address, tile);
    if (tile.length !== width * 32) wrong("tile");
    const at = (first % FULL) * 32;
    let hashes = Array.from({ length: 2 ** height }, (_, one) => tile.slice(at + one * 32, at + one * 32 + 32));
    while (hashes.length > 1) {
      hashes = await Promise.all(hashes.filter((_, one) => one % 2 === 0).map((left, pair) => nodeHash(left, hashes[2 * pair + 1])));
    }
    return hashes[0];
  };
}

const splitOf = (width) => 2 ** Math.floor(Math.log2(width - 1));

async function treeHash(from, to, hashAt) {
  const level = Math.log2(to - from);
  if (Number.isInteger(level)) return hashAt(level, from / 2 ** level);
  const middle = from + splitOf(to - from);
  return nodeHash(await treeHash(from, middle, hashAt), await treeHash(middle, to, hashAt));
}

/** The roots over the first `older` entries and over those up to `to`, from the same hashes: if both hold, nothing in between was changed. */
async function roots(older, to, hashAt, from = 0) {
  if (to <= older) return Array(2).fill(await treeHash(from, to, hashAt));
  const middle = from + splitOf(to - from);
  if (older <= middle) {
    const [was, left] = await roots(older, middle, hashAt, from);
    return [was, await nodeHash(left, await treeHash(middle, to, hashAt))];
  }
  const left = await treeHash(from, middle, hashAt);
  const [was, is] = await roots(older, to, hashAt, middle);
  return [await nodeHash(left, was), await nodeHash(left, is)];
}

/** Whether each key from `trusted` on signed for the next, up to the key of today. */
async function handedOver(trusted, { register, origin, key, rotations }) {
  for (const index of rotations) {
    const data = entryIn(await ask(`${register}/${index}.json`))?.data;
    if (data?.from !== trusted) continue;
    const note = noteIn(data.note);
    if (note?.text !== `gemportal key rotation\n${origin}\n${data.to}\n${index}\n` || !await signed(trusted, note)) return false;
    trusted = data.to;
  }
  return trusted === key;
}

// Each step reads what it needs from the claim and from what was found before, and gives what the page shows of it.
const STEPS = {
  async entry({ register, index, shown }, found) {
    found.entry = await ask(`${register}/${index}.json`);
    found.told = entryIn(found.entry) ?? wrong("malformed");
    if (found.told.i !== index) wrong("other", { other: found.told.i });
    if (shown !== undefined && decode(found.entry) !== shown) wrong("shown");
    return { length: found.entry.length };
  },

  async leaf({ leaf }, found) {
    found.leaf = await leafHash(found.entry);
    if (leaf !== undefined && hex(found.leaf) !== leaf) wrong("shown", { hash: hex(found.leaf) });
    return { hash: hex(found.leaf) };
  },

  async proof({ register, index }, found) {
    const whole = await ask(`${register}/${index}.tlog-proof`);
    const [, other, lines, note] = PROOF.exec(attempt(() => decode(whole))) ?? wrong("malformed");
    found.checkpoint = note;
    found.note = noteIn(note) ?? wrong("malformed");
    found.head = headIn(found.note) ?? wrong("malformed");
    found.hashes = lines.split("\n").slice(0, -1).map(fromBase64);
    if (Number(other) !== index) wrong("other", { other });
    if (index >= found.head.size) wrong("outside", { size: found.head.size });
    return { number: found.hashes.length, size: found.head.size };
  },

  async path({ index }, found) {
    found.walked = await walk(index, found.head.size, found.leaf, found.hashes) ?? wrong("length");
    return { result: hex(found.walked.root), steps: found.walked.steps };
  },

  async root({ origin }, { head, walked }) {
    if (head.origin !== origin) wrong("origin", { origin: head.origin });
    if (hex(head.root) !== hex(walked.root)) wrong("different", { root: hex(head.root) });
    return { size: head.size };
  },

  async signature({ key }, { note }) {
    if (!await signed(key, note)) wrong("unsigned");
  },

  async part({ register, index, part }, { told }) {
    if (!told.private) wrong("unbound");
    const answer = await ask(`${register}/${index}/part`).catch((error) => {
      if (error.values?.status === 404) end("open", "gone");
      throw error;
    });
    const line = attempt(() => JSON.parse(decode(answer)));
    if (line?.i !== index || typeof line.part !== "string" || typeof line.salt !== "string") wrong("malformed");
    if (hex(await sha256(fromHex(line.salt), encode(line.part))) !== told.private) wrong("changed");
    if (part !== true && line.part !== part) wrong("shown");
  },

  async kept(claim, { checkpoint, head }) {
    const place = `register ${claim.origin}`;
    const kept = attempt(() => JSON.parse(claim.memory.getItem(place)));
    if (kept === undefined) end("open", "forgetful");
    const before = headIn(noteIn(kept?.note));
    if (before) {
      if (kept.key !== claim.key && !await handedOver(kept.key, claim)) wrong("key");
      if (before.size > head.size) wrong("shorter", { before: before.size, size: head.size });
      const [was, is] = before.size === head.size
        ? [head.root, head.root]
        : await roots(before.size, head.size, hashesIn(claim.register, head.size));
      if (hex(is) !== hex(head.root)) wrong("tile");
      if (hex(was) !== hex(before.root)) wrong("rewritten", { before: before.size });
    }
    // Only a register that was found right is remembered: what was kept stays, to be shown to others.
    const now = JSON.stringify({ key: claim.key, note: checkpoint });
    attempt(() => { claim.memory.setItem(place, now); return true; }) ?? end("open", "forgetful");
    return before ? { before: before.size } : { why: "first" };
  },
};

/**
 * Checks one entry, and says with `tell(step, {state, why, values})` what came of each step. It stops at the first that is wrong.
 *
 * A claim has `register` (address), `index`, `origin`, `key`, `rotations` (indexes of the entries that brought another key), `memory` (as
 * localStorage); and what the page shows, where it does: `shown` (the entry), `leaf` (its hash), `part` (true where it is only linked to).
 */
export async function prove(claim, tell = () => {}) {
  if (!globalThis.crypto?.subtle) return { state: "open", why: "insecure" };
  const found = {};
  let state = "right";
  for (const [step, check] of Object.entries(STEPS)) {
    if (step === "part" && claim.part === undefined) continue;
    tell(step, { state: "busy", why: "before" });
    try {
      const { why = "right", ...values } = await check(claim, found) ?? {};
      tell(step, { state: "right", why, values });
    } catch (error) {
      const ended = { state: error.state ?? "wrong", why: error.state ? error.message : "malformed", values: error.values };
      tell(step, ended);
      if (ended.state !== "open") return { step, ...ended };
      state = "open";
    }
  }
  return { state, why: state };
}
