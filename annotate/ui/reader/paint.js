// Painting: from what the desk knows to what is on the screen. Everything that comes from data
// is put in as text, never as markup.

const fill = (node, ...children) => node.replaceChildren(...children.filter(Boolean));

// Repaint a part only when what it shows has changed, so that focus and scrolling stay.
function once(node, print, paint) {
  if (node.dataset.print === print) return;
  node.dataset.print = print;
  paint();
}

function paintDesk(desk) {
  const { root, refs } = desk;
  const item = desk.item();
  root.dataset.item = item?.id ?? "";
  root.dataset.position = desk.count ? desk.position : -1;
  root.dataset.count = desk.count;
  refs.place.textContent = desk.count
    ? `${(desk.position + 1).toLocaleString("en")} of ${desk.count.toLocaleString("en")}`
    : "no items";
  refs.project.textContent = refs.project.title = desk.data.project;
  refs.queue.textContent = refs.queue.title = desk.data.queue.title;
  refs.previous.disabled = desk.position <= 0;
  refs.next.disabled = desk.position >= desk.count - 1;
  refs.undo.disabled = !desk.done.length;
  refs.progress.textContent = progressOf(desk);
  paintItem(desk, item);
  paintOnItem(desk, item);
  paintQuestions(desk, item);
  paintJudge(desk, item);
  paintFields(desk, item);
  paintSaved(desk);
}

function paintSaved(desk) {
  const { saved, words, tone } = desk.outbox.state();
  const { refs, root } = desk;
  root.dataset.saved = saved;
  if (refs.saved.textContent !== words) refs.saved.textContent = words;
  refs.saved.dataset.tone = tone;
  refs.problem.hidden = !desk.outbox.problem;
  if (refs.problem.textContent !== desk.outbox.problem) refs.problem.textContent = desk.outbox.problem;
  paintDisputes(refs.settle, desk.outbox, {
    about: (change) => desk.about(change),
    shown: (change, value) => desk.words(change, value),
    look: (change) => {
      const place = desk.placeOf(change.item_id);
      return place === undefined || place === desk.position ? null : () => desk.goTo(place);
    },
  });
}

// --- the item ----------------------------------------------------------------------------------

function progressOf(desk) {
  const { read, total } = desk.data.queue;
  return desk.count ? desk.pace.words(Math.min(total, read + desk.pace.ids.size), total) : "";
}

function paintItem(desk, item) {
  const { refs } = desk;
  const name = item ? `${desk.token}|${item.position}|${item.id}` : "none";
  const news = item ? JSON.stringify([item.spans.length, item.evidence.length, item.fields.map((field) => field.cell.src ?? "")]) : "";
  once(refs.item, `${name}|${news}`, () => {
    const top = refs.item.dataset.shown === name ? refs.item.scrollTop : 0;
    refs.item.dataset.shown = name;
    if (!item) {
      fill(refs.meta);
      const words = desk.count ? "…" : "There is nothing to read in this queue. Choose another one above.";
      fill(refs.texts, make("p", { class: "nothing" }, words));
      return;
    }
    const isMeta = ({ role, cell }) => role === "meta" && ["plain", "link"].includes(cell.kind) && cell.text.length <= 120 && !cell.text.includes("\n");
    fill(refs.meta, make("span", { class: "id", dir: "auto" }, item.id), ...item.fields.filter(isMeta).map(metaOf));
    const blocks = item.fields.filter((field) => !isMeta(field));
    const named = blocks.length > 1;
    fill(refs.texts, ...sideBySide(blocks).map((some) => (some.length > 1 ? pairOf(some) : blockOf(some[0], named))));
    if (!blocks.length) refs.texts.append(make("p", { class: "nothing" }, "This item has no text of its own."));
    paintMarks(desk, item);
    refs.item.scrollTop = top;
  });
}

function metaOf(field) {
  return make("span", { dir: "auto", title: field.title, "data-field": field.name }, field.cell.kind === "link" ? cellOf(field.cell) : field.cell.text);
}

function blockOf(field, named) {
  return make(
    "section",
    { class: field.role === "main" ? "block main" : "block", "data-field": field.name, "data-kind": field.cell.kind },
    named ? make("h3", { dir: "auto" }, field.title) : null,
    cellOf(field.cell),
  );
}

// Neighbours that are to be compared stand together, two and two.
function sideBySide(blocks) {
  const groups = [];
  for (const field of blocks) {
    const last = groups.at(-1);
    if (field.side && last?.length === 1 && last[0].side) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

function pairOf(fields) {
  const sides = fields.map((field) => blockOf(field, true));
  const pair = make("div", { class: "pair" }, ...sides);
  if (!markDifferences(...sides.map((side) => side.querySelector(".text")))) pair.append(make("p", { class: "nothing" }, "The two have too few words in common to mark the differences."));
  return pair;
}

function paintMarks(desk, item) {
  const words = [desk.data.queue.text, ...item.hits];
  for (const place of desk.refs.item.querySelectorAll("[data-field]")) {
    const spans = item.spans.filter((span) => span.field === place.dataset.field);
    const root = place.querySelector(".text, .code, .tree, .grid") ?? place;
    const { text } = textOf(root);
    const telling = item.evidence.filter((one) => one.field === place.dataset.field);
    mark(root, [...foundIn(text, words), ...evidenceIn(text, telling), ...spansIn(text, spans, root.matches(".plain"))]);
  }
}

// The flag and the tags, which stand with the item.
function paintOnItem(desk, item) {
  const { refs } = desk;
  const secret = !item || (item.again && desk.hidden(item)); // who sees an item again is not told so
  const flagged = Boolean(item && !secret && desk.value(desk.keyOf("flag", item)));
  refs.flag.setAttribute("aria-pressed", String(flagged));
  refs.flag.disabled = refs.tag.disabled = secret;
  const tags = secret ? [] : desk.tagsOf(item);
  once(refs.tags, JSON.stringify([item?.id, tags]), () =>
    fill(refs.tags, ...tags.map((tag) => make("button", { type: "button", class: "tag-on", "data-testid": "tag-on", title: "Take this tag off", onclick: () => desk.tag(tag) }, make("bdi", {}, tag), " ×"))),
  );
}

// --- the fields --------------------------------------------------------------------------------

function paintFields(desk, item) {
  const { refs } = desk;
  const row = desk.row();
  const others = desk.targets().length - 1;
  fill(refs.to, row ? "To " : "Message", row ? make("bdi", {}, row.annotator) : null, others > 0 ? `and ${others} more` : null, row ? make("kbd", {}, "m") : null);
  refs.message.placeholder = row
    ? "What would help them next time?"
    : item && desk.hidden(item) ? "Once you see the labels you can write to who gave them." : "";
  bind(desk, refs.message, row ? desk.keyOf("message", item, desk.chosen.question, row.annotator) : null);
  bind(desk, refs.note, item && !(item.again && desk.hidden(item)) ? desk.keyOf("note", item) : null);
  paintNaming(desk, row);
}

// What the verdict is called, and the rule that it cites.
function paintNaming(desk, row) {
  const { refs } = desk;
  const kind = desk.namedKind(row);
  refs.naming.hidden = !row;
  const words = kind === "proposal" ? "Change" : "Type";
  if (refs.typeName.textContent !== words) refs.typeName.textContent = words;
  refs.type.placeholder = kind ? "a name, completed as you type" : "after e or g";
  bind(desk, refs.type, kind ? desk.labelKey(kind, row) : null);
  bind(desk, refs.rule, row ? desk.labelKey("rule", row) : null);
  const cited = desk.names.rules.find((one) => one.number === refs.rule.value);
  const text = cited?.text ?? (refs.rule.value && desk.names.rules.length ? "There is no such rule in the guideline." : "");
  if (refs.ruleText.textContent !== text) refs.ruleText.textContent = text;
}

// A field shows one key. When it is given another, what was typed is long in the outbox.
function bind(desk, field, key) {
  const name = key ? keyText(key) : "";
  const moved = field.dataset.key !== name;
  field.boundTo = key;
  field.dataset.key = name;
  field.disabled = !key;
  // A text field turns every line end into a newline; compared otherwise, it would be set anew
  // with each paint and throw the caret to its end.
  const value = String((key && desk.value(key)) ?? "").replace(/\r\n?/g, "\n");
  if ((moved || !desk.composing) && field.value !== value) field.value = value;
}
