// Builds static/css/design-system.css, static/fonts/ and their licences from the design-system packages.
//
// The Utrecht component library and the voorbeeld tokens are made for every site and every theme: together they are 600 kB. This
// keeps the rules whose classes our templates use, and writes the value of each token into the place where it is used. Only the
// tokens that our own theme sets (static/css/gemportal.css) stay tokens, so that the theme and dark mode keep working.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { transform } from "lightningcss";
import postcss from "postcss";
import valueParser from "postcss-value-parser";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const packages = join(here, "node_modules");
const components = join(packages, "@utrecht", "component-library-css");
const tokens = join(packages, "@nl-design-system-unstable", "voorbeeld-design-tokens");
const noto = join(packages, "@fontsource-variable", "noto-sans");
const fonts = { latin: "noto-sans-latin", "latin-ext": "noto-sans-latin-ext" };

const read = (...path) => readFileSync(join(...path), "utf8");

/** The custom properties that a stylesheet sets, each with its (last) value. */
function properties(css) {
  const found = new Map();
  postcss.parse(css).walkDecls(/^--/, (declaration) => void found.set(declaration.prop, declaration.value));
  return found;
}

/** Colours that our theme leaves to the design system, and that therefore do not follow dark mode. */
const fixedColours = new Set();

/** Replaces every `var()` in a value. Gives null when a variable has neither a value nor a fallback: the declaration then means nothing. */
function resolve(value, scope) {
  const { own, live, theme } = scope;
  let meaningless = false;
  const visit = (nodes) =>
    nodes.map((node) => {
      if (node.type !== "function") return node;
      if (node.value !== "var") return { ...node, nodes: visit(node.nodes) };
      const name = node.nodes[0].value;
      if (own.has(name)) return { type: "word", value: `var(${name})` };
      const comma = node.nodes.findIndex((part) => part.type === "div" && part.value === ",");
      const fallback = comma < 0 ? null : resolve(valueParser.stringify(node.nodes.slice(comma + 1)), scope);
      const literal = (theme.has(name) ? resolve(theme.get(name), scope) : null) ?? fallback;
      if (live.has(name)) return { type: "word", value: literal === null ? `var(${name})` : `var(${name},${literal})` };
      if (literal === null) meaningless = true;
      if (theme.get(name)?.includes("--voorbeeld-kleuren")) fixedColours.add(name);
      return { type: "word", value: literal ?? "" };
    });
  const text = valueParser.stringify(visit(valueParser(value).nodes)).trim();
  return meaningless ? null : text;
}

/** The rules of the component library that our templates use, as a syntax tree. */
async function used() {
  const [result] = await new PurgeCSS().purge({
    content: [join(root, "templates", "**", "*.html")],
    css: [{ raw: read(components, "dist", "index.css") }],
    keyframes: true,
  });
  const tree = postcss.parse(result.css);
  tree.walkComments((comment) => comment.remove());
  // Rules for browsers that no longer exist.
  tree.walkAtRules("media", (rule) => void (rule.params.includes("-ms-") && rule.remove()));
  return tree;
}

/** Inlines the tokens until nothing changes: a declaration that fell away may leave another one without meaning. */
function inline(tree, theme, own) {
  for (let changed = true; changed; ) {
    changed = false;
    const live = new Set();
    tree.walkDecls(/^--/, (declaration) => void live.add(declaration.prop));
    const asked = new Set();
    tree.walkDecls((declaration) => {
      const value = resolve(declaration.value, { own, live, theme });
      for (const [, name] of (value ?? "").matchAll(/var\((--[\w-]+)/g)) asked.add(name);
      if (value === declaration.value) return;
      changed = true;
      if (value === null) declaration.remove();
      else declaration.value = value;
    });
    tree.walkDecls(/^--/, (declaration) => {
      if (asked.has(declaration.prop)) return;
      declaration.remove();
      changed = true;
    });
  }
  tree.walkRules((rule) => void (rule.nodes.length || rule.remove()));
  tree.walkAtRules((rule) => void (rule.nodes?.length === 0 && rule.remove()));
}

/** The tokens of the design system that our own stylesheet uses without setting them. */
function borrowed(css, theme, own) {
  const names = new Set([...css.matchAll(/var\((--(?:basis|utrecht|nl)-[\w-]+)/g)].map(([, name]) => name).filter((name) => !own.has(name)));
  const lines = [...names].sort().map((name) => {
    const value = theme.has(name) ? resolve(theme.get(name), { own, live: new Set(), theme }) : null;
    if (value === null) throw new Error(`static/css/gemportal.css uses ${name}, which the design system does not have`);
    return `${name}:${value}`;
  });
  return lines.length ? `:root{${lines.join(";")}}` : "";
}

/** Copies the fonts and gives their `@font-face` rules. The fingerprint is the one that `asset()` gives, so that a preload fits. */
function fontFaces() {
  mkdirSync(join(root, "static", "fonts"), { recursive: true });
  const faces = postcss.parse(read(noto, "wght.css"));
  faces.walkAtRules("font-face", (face) => {
    let subset;
    face.walkDecls("src", (declaration) => {
      subset = declaration.value.match(/noto-sans-([a-z-]+)-wght/)[1];
      if (!fonts[subset]) return;
      const file = `${fonts[subset]}.woff2`;
      copyFileSync(join(noto, "files", `noto-sans-${subset}-wght-normal.woff2`), join(root, "static", "fonts", file));
      const fingerprint = createHash("sha256").update(readFileSync(join(root, "static", "fonts", file))).digest("hex").slice(0, 12);
      declaration.value = `url(../fonts/${file}?v=${fingerprint}) format("woff2")`;
    });
    if (!fonts[subset]) face.remove();
  });
  faces.walkComments((comment) => comment.remove());
  return faces.toString();
}

const mine = read(root, "static", "css", "gemportal.css");
const own = properties(mine);
const theme = properties(read(tokens, "dist", "theme.css"));
const tree = await used();
inline(tree, theme, own);

const banner = "/*! NL Design System: Utrecht component library and voorbeeld tokens, EUPL-1.2 (licences/). Noto Sans, OFL-1.1. Built by tools/design; do not edit. */\n";
const { code } = transform({
  filename: "design-system.css",
  code: Buffer.from(fontFaces() + borrowed(mine, theme, own) + tree.toString()),
  minify: true,
});
const built = banner + code.toString() + "\n";
// The content security policy allows pictures from our own address only.
if (built.includes("data:")) throw new Error("a rule in use brings a picture inside the stylesheet, which our security policy forbids");
writeFileSync(join(root, "static", "css", "design-system.css"), built);

mkdirSync(join(root, "static", "licences"), { recursive: true });
copyFileSync(join(components, "LICENSE.md"), join(root, "static", "licences", "utrecht-component-library.md"));
copyFileSync(join(tokens, "LICENSE.md"), join(root, "static", "licences", "voorbeeld-design-tokens.md"));
copyFileSync(join(noto, "LICENSE"), join(root, "static", "licences", "noto-sans.txt"));

const kilobytes = (text) => (gzipSync(text, { level: 9 }).length / 1000).toFixed(1);
console.log(`design-system.css ${kilobytes(built)} kB, gemportal.css ${kilobytes(mine)} kB (compressed)`);
if (fixedColours.size) console.log(`not in our theme, so the same in dark mode: ${[...fixedColours].sort().join(", ")}`);
