// Marking parts of what is drawn: what was searched for, what annotators marked, where two texts
// differ. Marks are wrapped around text that is there already; no text is made or lost.

// The text below a node and where each of its text nodes begins in it.
function textOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  return { text, nodes };
}

// Wrap ranges {start, end, name, title} of the text below `root` into marks; they may overlap.
function mark(root, ranges) {
  const wanted = ranges.filter((one) => one.end > one.start);
  if (!wanted.length) return;
  const edges = [...new Set(wanted.flatMap((one) => [one.start, one.end]))].sort((a, b) => a - b);
  const { nodes } = textOf(root);
  for (const [node, offset] of nodes) {
    const end = offset + node.length;
    const over = wanted.filter((one) => one.start < end && one.end > offset);
    if (!over.length) continue;
    const cuts = [offset, ...edges.filter((edge) => edge > offset && edge < end), end];
    const pieces = cuts.slice(1).map((stop, place) => piece(node.data.slice(cuts[place] - offset, stop - offset), over.filter((one) => one.start < stop && one.end > cuts[place])));
    node.replaceWith(...pieces);
  }
}

function piece(text, over) {
  if (!over.length) return document.createTextNode(text);
  const titles = over.map((one) => one.title).filter(Boolean).join("; ");
  return make("mark", { class: over.map((one) => one.name).join(" "), title: titles || null }, text);
}

// --- what was searched for ---------------------------------------------------------------------

const MOST_FOUND = 2000;

function foundIn(text, words) {
  const known = words.filter(Boolean).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  if (!known.length) return [];
  const found = [];
  for (const match of text.matchAll(new RegExp(known.sort((a, b) => b.length - a.length).join("|"), "giu"))) {
    found.push({ start: match.index, end: match.index + match[0].length, name: "found" });
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}

// --- what annotators marked --------------------------------------------------------------------

function spansIn(text, spans, exact) {
  return spans.flatMap((span) => {
    const fits = exact && text.slice(span.start, span.end) === span.text;
    const start = fits ? span.start : text.indexOf(span.text);
    if (start < 0) return [];
    const all = span.who.length === span.of;
    const words = `${span.label}: ${span.who.join(", ")}${all ? "" : ` (${span.who.length} of ${span.of} who marked)`}`;
    return [{ start, end: start + span.text.length, name: all ? "span" : "span some", title: words }];
  });
}

// --- words that speak for one of the answers ----------------------------------------------------

function evidenceIn(text, words) {
  const wanted = new Map(words.map((one) => [one.word, one]));
  if (!wanted.size) return [];
  return [...text.matchAll(/[\p{L}\p{M}]{3,}/gu)].flatMap((match) => {
    const one = wanted.get(match[0].toLowerCase());
    return one ? [{ start: match.index, end: match.index + match[0].length, name: "evidence", title: `more often where it is ${one.label} (${one.question})` }] : [];
  });
}

// --- two texts side by side --------------------------------------------------------------------

const MOST_EDITS = 1500; // beyond that the texts have little in common
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function wordsOf(text) {
  if (UNSPACED.test(text) && globalThis.Intl?.Segmenter) {
    return [...new Intl.Segmenter("und", { granularity: "word" }).segment(text)]
      .filter((one) => one.segment.trim())
      .map((one) => ({ word: one.segment, start: one.index, end: one.index + one.segment.length }));
  }
  return [...text.matchAll(/[\p{L}\p{M}\p{N}'’_]+|[^\s\p{L}\p{M}\p{N}]/gu)].map((match) => ({ word: match[0], start: match.index, end: match.index + match[0].length }));
}

// The places in `a` and `b` of words that the other has not, by the shortest edit (Myers, 1986);
// null where the two have too little in common for marks to help.
function differences(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const path = shortest(x, y);
  if (!path) return null;
  const [left, right] = path;
  const common = a.length - left.length;
  if (Math.min(a.length, b.length) > 8 && common < 0.25 * Math.min(a.length, b.length)) return null;
  return [left.map((place) => place + head), right.map((place) => place + head)];
}

function shortest(x, y) {
  const most = Math.min(x.length + y.length, MOST_EDITS);
  const at = new Int32Array(2 * most + 3);
  const trail = [];
  for (let d = 0; d <= most; d += 1) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at[most + k] < at[most + k + 2]);
      let i = down ? at[most + k + 2] : at[most + k] + 1;
      while (i < x.length && i - k < y.length && x[i] === y[i - k]) i += 1;
      at[most + k + 1] = i;
      if (i >= x.length && i - k >= y.length) return edits(trail, x.length, y.length, most);
    }
    trail.push(at.slice(most - d, most + d + 3)); // from k = -d - 1 to k = d + 1
  }
  return null;
}

function edits(trail, i, j) {
  const [left, right] = [[], []];
  for (let d = trail.length; d > 0; d -= 1) {
    const before = trail[d - 1]; // holds k at index k + d
    const k = i - j;
    const reach = (one) => before[one + d] ?? -1;
    const down = k === -d || (k !== d && reach(k - 1) < reach(k + 1));
    const from = down ? k + 1 : k - 1;
    const start = reach(from);
    if (down) right.push(start - from);
    else left.push(start);
    [i, j] = [start, start - from];
  }
  return [left.reverse(), right.reverse()];
}

// Mark where two drawn texts differ; whether there was something to compare.
function markDifferences(left, right) {
  const texts = [left, right].map((node) => wordsOf(textOf(node).text));
  const found = differences(...texts.map((words) => words.map((one) => one.word)));
  if (!found) return false;
  [left, right].forEach((node, side) => {
    const ranges = found[side].map((place) => ({ ...texts[side][place], name: "differs-here", title: "only here" }));
    mark(node, joined(ranges));
  });
  return true;
}

// Neighbouring words that differ are one mark.
function joined(ranges) {
  const whole = [];
  for (const one of ranges) {
    const last = whole.at(-1);
    if (last && one.start - last.end <= 1) last.end = one.end;
    else whole.push({ ...one });
  }
  return whole;
}
