// The question that is asked when a text was changed elsewhere, or could not be stored. Nothing
// is decided for the reader: both texts stay on the screen until one button is pressed.

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") node.onclick = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined)); // text stays text
  return node;
};

const TEXTS = new Set(["message", "note", "letter", "setting"]);

// Show the first open question in `box`. `about(change)` names what was changed, `shown(change,
// value)` writes a value as a person would, `look(change)`
// is what leads there, null where nothing does.
function paintDisputes(box, outbox, { about, shown, look }) {
  const open = outbox.disputed();
  const first = open[0];
  const print = first ? JSON.stringify([first.id, first.value, first.theirs, first.refused, open.length]) : "";
  if (box.dataset.print === print) return;
  box.dataset.print = print;
  box.hidden = !first;
  if (!first) return box.replaceChildren();
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-label", "Changed elsewhere");
  const more = open.length > 1 ? ` (${open.length - 1} more after this one)` : "";
  box.replaceChildren(
    make("p", {}, first.refused ? first.refused : `${about(first)} was also changed elsewhere, in another tab or by another reviewer. Which one should stay?${more}`),
    make(
      "div",
      { class: "versions" },
      version("Yours", shown(first, first.value), "mine"),
      first.theirs ? version("Theirs, saved", shown(first, first.theirs.value), "theirs") : null,
    ),
    make("div", { class: "choices" }, ...choices(first, outbox), look?.(first) ? button("Show it", look(first)) : null),
  );
}

function version(title, text, testid) {
  return make(
    "div",
    { class: "version" },
    make("strong", {}, title),
    make("div", { class: "words", dir: "auto", "data-testid": `conflict-${testid}` }, text || "(empty)"),
  );
}

function choices(change, outbox) {
  if (change.refused) {
    return [
      button("Try again", () => outbox.settle(change, change.value)),
      button("Discard mine", () => (outbox.drop(change), outbox.tell())),
    ];
  }
  const { value, theirs } = change;
  const both = TEXTS.has(change.kind) && value && theirs.value;
  return [
    button("Keep mine", () => outbox.settle(change, value), "keep-mine"),
    button("Keep theirs", () => outbox.settle(change, theirs.value), "keep-theirs"),
    both ? button("Keep both", () => outbox.settle(change, `${theirs.value}\n\n${value}`), "keep-both") : null,
  ].filter(Boolean);
}

function button(words, act, testid) {
  return make("button", { type: "button", onclick: act, "data-testid": testid }, words);
}
