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
  refs.queue.textContent = refs.queue.title = desk.data.queue.title;
  refs.previous.disabled = desk.position <= 0;
  refs.next.disabled = desk.position >= desk.count - 1;
  refs.undo.disabled = !desk.done.length;
  paintItem(desk, item);
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

function paintItem(desk, item) {
  const { refs } = desk;
  once(refs.item, item ? `${desk.token}|${item.position}|${item.id}` : "none", () => {
    refs.item.scrollTop = 0;
    if (!item) {
      fill(refs.meta);
      const words = desk.count ? "…" : "There is nothing to read in this queue. Choose another one above.";
      fill(refs.texts, make("p", { class: "nothing" }, words));
      return;
    }
    const texts = item.fields.filter((field) => field.text.trim());
    const isMeta = (field) => field.role === "meta" && field.text.length <= 120 && !field.text.includes("\n");
    fill(refs.meta, make("span", { class: "id", dir: "auto" }, item.id), ...texts.filter(isMeta).map(metaOf));
    const blocks = texts.filter((field) => !isMeta(field));
    const named = blocks.length > 1;
    fill(refs.texts, ...blocks.map((field) => blockOf(field, named)));
    if (!blocks.length) refs.texts.append(make("p", { class: "nothing" }, "This item has no text of its own."));
  });
}

function metaOf(field) {
  return make("span", { dir: "auto", title: field.name }, field.text);
}

function blockOf(field, named) {
  return make(
    "section",
    { class: field.role === "main" ? "block main" : "block" },
    named ? make("h3", {}, field.name) : null,
    make("div", { class: "text", dir: "auto" }, field.text),
  );
}

// --- the fields --------------------------------------------------------------------------------

function paintFields(desk, item) {
  const { refs } = desk;
  const row = desk.row();
  fill(refs.to, row ? "To " : "Message", row ? make("bdi", {}, row.annotator) : null, row ? make("kbd", {}, "m") : null);
  refs.message.placeholder = row
    ? "What would help them next time?"
    : item && desk.hidden(item) ? "Once you see the labels you can write to who gave them." : "";
  bind(desk, refs.message, row ? desk.keyOf("message", item, desk.chosen.question, row.annotator) : null);
  bind(desk, refs.note, item ? desk.keyOf("note", item) : null);
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
