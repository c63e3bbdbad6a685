// Drawing the cells of an item. Text goes in as text. What the server sends as HTML was made safe
// there; here it is parsed without being part of the page, and only what is known is copied.

const SAFE_TAGS = new Set(
  ("A ABBR B BLOCKQUOTE BR CAPTION CODE DD DEL DETAILS DIV DL DT EM H1 H2 H3 H4 H5 H6 HR I INS KBD LI MARK OL P PRE Q S SAMP SMALL" +
    " SPAN STRONG SUB SUMMARY SUP TABLE TBODY TD TFOOT TH THEAD TR U UL VAR").split(" "),
);
const SAFE_ATTRIBUTES = ["dir", "lang", "colspan", "rowspan"];
const DEEPEST = 60; // levels of a tree that are drawn
const WIDEST = 1000; // members of one level

function safeNodes(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html"); // inert: it runs and fetches nothing
  return [...parsed.body.childNodes].map(safeCopy).filter(Boolean);
}

function safeCopy(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  if (node.tagName === "IMG") return make("span", { class: "no-picture" }, `[picture: ${node.getAttribute("alt") || "not shown"}]`);
  const children = [...node.childNodes].map(safeCopy).filter(Boolean);
  if (!SAFE_TAGS.has(node.tagName)) return make("span", {}, ...children);
  const copy = document.createElement(node.tagName.toLowerCase());
  for (const name of SAFE_ATTRIBUTES) if (node.hasAttribute(name)) copy.setAttribute(name, node.getAttribute(name));
  if (node.tagName === "A") linked(copy, node.getAttribute("href"));
  copy.append(...children);
  return copy;
}

// Only a click follows a link, and where it leads is not told who sent it.
function linked(anchor, href) {
  if (!/^(https?:|mailto:)/i.test(href ?? "")) return;
  anchor.href = anchor.title = href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer nofollow";
  anchor.referrerPolicy = "no-referrer";
}

const CELLS = {
  plain: (cell) => make("div", { class: "text plain", dir: "auto" }, cell.text),
  html: (cell) => make("div", { class: "text rich", dir: "auto" }, ...safeNodes(cell.html)),
  code: (cell) => make("pre", { class: "code", dir: "ltr", tabindex: "0", "aria-label": "Code" }, make("code", {}, cell.text)),
  json: (cell) => make("div", { class: "tree", dir: "ltr" }, treeOf(JSON.parse(cell.text), null, 0)),
  chat: chatOf,
  table: tableOf,
  media: mediaOf,
  link: (cell) => {
    const anchor = make("a", { class: "text" }, cell.text);
    linked(anchor, cell.text);
    return anchor;
  },
};

function cellOf(cell) {
  const drawn = CELLS[cell.kind](cell);
  if (!cell.cut) return drawn;
  return make("div", {}, drawn, make("p", { class: "cut" }, `… and ${cell.cut.toLocaleString("en")} more characters, which are in the data.`));
}

const sizeOf = (cell) => (cell.text ?? cell.html ?? "").length + (cell.turns ?? cell.rows ?? []).reduce((sum, parts) => sum + parts.join("").length, 0) + (cell.src ?? "").length;

const READS_LEFT = new Set(["assistant", "gpt", "bot", "agent", "model", "ai"]);

function chatOf(cell) {
  const turns = cell.turns.map(([who, html]) =>
    make(
      "li",
      { class: READS_LEFT.has(who.toLowerCase()) ? "turn answer" : /^(system|tool|function)$/i.test(who) ? "turn aside" : "turn" },
      make("div", { class: "who", dir: "auto" }, who),
      make("div", { class: "said rich", dir: "auto" }, ...safeNodes(html)),
    ),
  );
  return make("ol", { class: "text chat", "aria-label": `A chat of ${turns.length} turns` }, ...turns);
}

function tableOf(cell) {
  const [names, ...rows] = cell.rows;
  const row = (cells, tag) => make("tr", {}, ...cells.map((one) => make(tag, { dir: "auto", scope: tag === "th" ? "col" : null }, one)));
  return make(
    "div",
    { class: "grid", tabindex: "0", role: "region", "aria-label": "Table" },
    make("table", {}, make("thead", {}, row(names, "th")), make("tbody", {}, ...rows.map((one) => row(one, "td")))),
    cell.more ? make("p", { class: "cut" }, `… and ${cell.more.toLocaleString("en")} more rows, which are in the data.`) : null,
  );
}

function treeOf(value, name, depth) {
  const label = name === null ? null : make("span", { class: "key" }, `${name}: `);
  if (value === null || typeof value !== "object") {
    return make("div", { class: `leaf ${value === null ? "null" : typeof value}` }, label, make("bdi", {}, typeof value === "string" ? value : String(value)));
  }
  const members = Object.entries(value);
  const count = Array.isArray(value) ? `[${members.length}]` : `{${members.length}}`;
  if (!members.length || depth >= DEEPEST) return make("div", { class: "leaf" }, label, count);
  const shown = members.slice(0, WIDEST).map(([key, one]) => treeOf(one, key, depth + 1));
  if (members.length > WIDEST) shown.push(make("p", { class: "cut" }, `… and ${(members.length - WIDEST).toLocaleString("en")} more`));
  return make("details", { open: depth < 2 }, make("summary", {}, label, make("span", { class: "count" }, count)), ...shown);
}

function mediaOf(cell) {
  if (!cell.src) return make("p", { class: "no-picture" }, make("bdi", {}, cell.text), " ", cell.later ? "…" : cell.why);
  const attributes = { src: cell.src, referrerpolicy: "no-referrer", class: "media" };
  const drawn = {
    image: () => make("img", { ...attributes, alt: `Picture: ${cell.text.slice(0, 120)}`, decoding: "async" }),
    audio: () => make("audio", { ...attributes, controls: true, preload: "metadata", "aria-label": cell.text.slice(0, 120) }),
    video: () => make("video", { ...attributes, controls: true, preload: "metadata", "aria-label": cell.text.slice(0, 120) }),
  }[cell.media]();
  const figure = make("figure", {}, drawn);
  drawn.onerror = () => fill(figure, make("p", { class: "no-picture" }, make("bdi", {}, cell.text), " could not be shown."));
  return figure;
}
