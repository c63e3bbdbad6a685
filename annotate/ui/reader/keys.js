// The keys of the desk: one list, which the help shows and the handler obeys. C and R are left
// to Streamlit. None fires while someone types, or with Ctrl, Meta or Alt.

const KEYS = [
  { keys: ["j", "ArrowRight"], shown: "j →", words: "next item", repeats: true, act: (desk) => desk.move(1) },
  { keys: ["k", "ArrowLeft"], shown: "k ←", words: "previous item", repeats: true, act: (desk) => desk.move(-1) },
  { keys: ["ArrowDown"], shown: "↓", words: "choose the next label", repeats: true, act: (desk) => desk.step(1) },
  { keys: ["ArrowUp"], shown: "↑", words: "choose the label before", repeats: true, act: (desk) => desk.step(-1) },
  { keys: ["e"], shown: "e", words: "annotator's error", act: (desk) => desk.judge("error") },
  { keys: ["o"], shown: "o", words: "the others are wrong", act: (desk) => desk.judge("others_wrong") },
  { keys: ["b"], shown: "b", words: "both acceptable", act: (desk) => desk.judge("both_acceptable") },
  { keys: ["g"], shown: "g", words: "guideline unclear", act: (desk) => desk.judge("guideline_unclear") },
  { keys: ["x"], shown: "x", words: "bad item", act: (desk) => desk.judge("bad_item") },
  { keys: ["s"], shown: "s", words: "exemplary: worth praising", act: (desk) => desk.praise() },
  { keys: ["a"], shown: "a", words: "for all who gave that label, or for one", act: (desk) => desk.everyone() },
  { keys: ["y"], shown: "y", words: "name the type of the error, or the change of the guideline", act: (desk) => desk.write(desk.refs.type) },
  { keys: ["p"], shown: "p", words: "cite a rule of the guideline", act: (desk) => desk.write(desk.refs.rule) },
  { keys: ["m"], shown: "m", words: "write to the annotator", act: (desk) => desk.write(desk.refs.message) },
  { keys: ["n"], shown: "n", words: "note on the item, for you alone", act: (desk) => desk.write(desk.refs.note) },
  { keys: ["t"], shown: "t", words: "tag the item", act: (desk) => desk.write(desk.refs.tag) },
  { keys: ["f"], shown: "f", words: "flag the item, or take the flag off", act: (desk) => desk.flag() },
  { keys: ["h"], shown: "h", words: "history of the item", act: (desk) => desk.history() },
  { keys: [..."0123456789"], shown: "0 – 9", words: "your answer, or your ruling once the labels are shown", act: (desk, key) => desk.digit(key) },
  { keys: [" "], shown: "space", words: "show the labels (blind mode)", act: (desk) => desk.reveal() },
  { keys: ["z"], shown: "z", words: "undo your last change", act: (desk) => desk.undo() },
  { keys: ["PageDown"], shown: "page down", words: "scroll the text", repeats: true, act: (desk) => desk.scroll(0.85) },
  { keys: ["PageUp"], shown: "page up", words: "scroll back", repeats: true, act: (desk) => desk.scroll(-0.85) },
  { keys: ["Home"], shown: "home", words: "to the beginning of the text", act: (desk) => desk.scrollTo(false) },
  { keys: ["End"], shown: "end", words: "to the end of the text", act: (desk) => desk.scrollTo(true) },
  { keys: ["+", "="], shown: "+", words: "larger text", repeats: true, act: (desk) => desk.resize(0.1) },
  { keys: ["-"], shown: "-", words: "smaller text", repeats: true, act: (desk) => desk.resize(-0.1) },
  { keys: ["/"], shown: "/", words: "search", act: () => outside("input[aria-label='Search']") },
  { keys: ["u"], shown: "u", words: "choose another queue", act: () => outside("[aria-label='Queue'] input, input[aria-label*='Queue']") },
  { keys: ["?"], shown: "?", words: "show these keys", act: (desk) => desk.help() },
];

const FIELD_KEYS = [
  ["Enter", "in a field: save and return to the keys"],
  ["Shift Enter", "in a field: new line"],
  ["Esc", "leave a field; the text stays"],
  ["/", "in a message: insert a phrase, a field of the item or a rule"],
];

const SWITCH = "input[type=checkbox], input[type=radio]";
const IN_TEXT = `input:not(${SWITCH}), textarea, select, [contenteditable]:not([contenteditable=false])`;
const OWN_KEYS = "[role=dialog], [role=listbox], [role=menu], [role=combobox], [role=radiogroup], [role=tablist], [role=slider], [role=grid], canvas";

// Whether a key pressed there means something else than to the desk.
function isTaken(desk, event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (desk.refs.keys.open || desk.refs.past.open) return true;
  const path = event.composedPath().filter((node) => node instanceof Element);
  if (path[0]?.matches(IN_TEXT)) return true;
  const away = awayDialog(); // goes by itself, and is no reason to drop a key
  if (!away && document.querySelector(AWAY)) return true;
  const inside = path.includes(desk.root);
  if (!inside && !away && path.some((node) => node.matches(OWN_KEYS))) return true;
  // What has the focus is pressed by space and Enter, and turned by arrows, as everywhere.
  if (path[0]?.matches("input[type=radio]") && event.key.startsWith("Arrow")) return true;
  return (event.key === " " || event.key === "Enter") && Boolean(path[0]?.matches(`button, a, summary, [role=tab], ${SWITCH}`));
}

function onKey(desk, event) {
  if (event.key === "?" && desk.refs.keys.open) return desk.refs.keys.close();
  if (isTaken(desk, event)) return;
  const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
  if (key === "Enter" && desk.commit()) return event.preventDefault();
  const found = KEYS.find((one) => one.keys.includes(key));
  if (!found || (event.repeat && !found.repeats)) return;
  event.preventDefault();
  found.act(desk, key);
}

// Keys inside a text field. They go no further: Streamlit cannot see that a field within a
// component is one, and would take letters for its shortcuts.
function onFieldKey(desk, event) {
  event.stopPropagation();
  if (event.isComposing || desk.menu?.onKey(event)) return;
  const leaves = event.key === "Escape" || (event.key === "Enter" && !event.shiftKey);
  if (!leaves || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (event.target === desk.refs.tag && event.key === "Enter") desk.tag(event.target.value);
  desk.leaves = true;
  event.target.blur();
  desk.leaves = false;
}

// Put the focus on a field of the page around the desk.
function outside(selector) {
  const field = document.querySelector(selector);
  field?.focus();
  field?.select?.();
}

function paintKeys(list) {
  for (const [shown, words] of [...KEYS.map((one) => [one.shown, one.words]), ...FIELD_KEYS]) {
    list.append(make("dt", {}, make("kbd", {}, shown)), make("dd", {}, words));
  }
}
