// The reading desk as a component: it joins the desk to the page, the keys and the server.

const DESKS = new WeakMap();
const FIELDS = ["message", "note", "type", "rule", "tag"];
const SELECTORS = {
  place: ".place", project: ".project", queue: ".queue", saved: ".saved", problem: ".problem", settle: ".settle",
  item: ".item", meta: ".meta", texts: ".texts", questions: ".questions", judge: ".judge",
  to: ".to", message: "#message", note: "#note", keys: "dialog.help", past: "dialog.past",
  judging: ".judging", naming: ".naming", type: "#type", typeName: ".type-name", rule: "#rule", ruleText: ".rule-text",
  tag: "#tag", tags: ".tags", flag: "[data-do=flag]", menu: ".menu", progress: ".progress",
  previous: "[data-do=previous]", next: "[data-do=next]", undo: "[data-do=undo]",
};

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".desk");
  if (!DESKS.has(root)) DESKS.set(root, open(root, data));
  const desk = DESKS.get(root);
  desk.setState = setStateValue;
  update(desk, data);
  return () => {
    desk.close();
    DESKS.delete(root);
  };
}

function open(root, data) {
  const refs = Object.fromEntries(Object.entries(SELECTORS).map(([name, css]) => [name, root.querySelector(css)]));
  const desk = new Desk(root, refs, Outbox.of(data.scope));
  desk.data = data;
  desk.paint = () => paintDesk(desk);
  desk.moved = () => moved(desk);
  desk.owe = (field) => owe(desk, field, [field.value.length, field.value.length]);
  desk.remember = () => remember(desk);
  desk.help = () => refs.keys.showModal();
  desk.history = () => askPast(desk);
  desk.menu = new Menu(desk, refs.message, refs.menu);
  desk.resize((Number(stored("localStorage", (s) => s.getItem("annotate.size"))) || 1) - 1);
  desk.restored = recall(data);
  paintKeys(refs.keys.querySelector("dl"));
  listen(desk);
  const detach = connect(desk);
  const close = desk.close;
  desk.close = () => {
    desk.leaveFields();
    clearTimeout(desk.dwell);
    clearTimeout(desk.asking);
    clearTimeout(desk.addressing);
    close();
    detach();
  };
  return desk;
}

// --- the page ----------------------------------------------------------------------------------

function listen(desk) {
  const { root, refs } = desk;
  const key = (event) => (desk.field ? null : onKey(desk, event));
  // A dialog over the page may keep keys to itself, so they are caught on their way to it.
  const blind = (event) => (desk.field ? typedBlind(desk, event) : awayDialog() && onKey(desk, event));
  const size = () => fit(desk);
  // A switch that was clicked with the mouse keeps the focus, and space would turn it back.
  const clicked = (event) => event.detail && document.activeElement?.matches(SWITCH) && document.activeElement.blur();
  document.addEventListener("keydown", key);
  document.addEventListener("keydown", blind, true);
  document.addEventListener("click", clicked);
  window.addEventListener("resize", size);
  desk.close = () => {
    document.removeEventListener("keydown", key);
    document.removeEventListener("keydown", blind, true);
    document.removeEventListener("click", clicked);
    window.removeEventListener("resize", size);
  };
  const acts = {
    previous: () => desk.move(-1),
    next: () => desk.move(1),
    undo: () => desk.undo(),
    keys: () => desk.help(),
    "close-keys": () => refs.keys.close(),
    "close-past": () => refs.past.close(),
    history: () => desk.history(),
    flag: () => desk.flag(),
    larger: () => desk.resize(0.1),
    smaller: () => desk.resize(-0.1),
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    acts[button?.dataset.do]?.();
    if (button && event.detail) button.blur(); // after a click of the mouse the keys are the desk's
  });
  const completed = {
    type: () => (desk.namedKind() === "proposal" ? desk.names.proposals : desk.names.error_types),
    rule: () => desk.names.rules.map((one) => one.number),
    tag: () => desk.names.tags,
  };
  for (const name of FIELDS) {
    const field = refs[name];
    field.oninput = (event) => {
      if (completed[name]) complete(field, completed[name](), event);
      if (field === refs.message) desk.menu.look(event);
      desk.typed(field);
    };
    field.onblur = (event) => {
      desk.leaveFields();
      if (field === refs.tag) field.value = "";
      if (field === refs.message) desk.menu.close();
      remember(desk);
      interrupted(desk, field, event);
    };
    field.onfocus = () => remember(desk);
    field.oncompositionstart = () => (desk.composing = true);
    field.oncompositionend = () => ((desk.composing = false), desk.typed(field));
    field.onkeydown = (event) => onFieldKey(desk, event);
    field.onkeyup = field.onkeypress = (event) => event.stopPropagation();
  }
}

// Streamlit puts a dialog over the page while the server is away; until it is closed again it takes
// the focus from the field, at its coming or at its going. What is typed meanwhile still belongs to
// the field, and must not become keys afterwards.
const AWAY = "[role=dialog][aria-modal=true], [data-testid=stDialog]";
const GOING = 1000; // ms after the dialog came, or went, in which it may still take the focus

function interrupted(desk, field, event) {
  const caret = [field.selectionStart, field.selectionEnd];
  const left = desk.leaves || event.relatedTarget?.closest?.(AWAY) === null; // by a key, or for something else
  const taken = () => owe(desk, field, caret);
  if (left) return;
  if (event.relatedTarget || Date.now() - (globalThis.__annotateCovered ?? 0) < GOING) taken();
  else setTimeout(() => document.querySelector(AWAY) && taken(), 50);
}

// The field has the keys until it can have the focus: under a dialog nothing else takes it.
function owe(desk, field, caret) {
  if (desk.field) return;
  desk.field = field;
  field.setSelectionRange(...caret);
  remember(desk);
  whenBack(() => {
    if (desk.field !== field) return; // left meanwhile
    desk.field = null;
    if (!field.disabled) field.focus();
  });
}

// Do something once no dialog lies over the page.
function whenBack(act) {
  if (!document.querySelector(AWAY)) return act();
  setTimeout(() => whenBack(act), 100);
}

// A key that was meant for the field that a dialog has taken the focus from.
function typedBlind(desk, event) {
  const { field } = desk;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const erases = event.key === "Backspace";
  const leaves = event.key === "Escape" || (event.key === "Enter" && !event.shiftKey);
  if (event.key.length !== 1 && !erases && !leaves) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (leaves) return (desk.field = null), remember(desk);
  const [from, to] = [field.selectionStart, field.selectionEnd];
  field.setRangeText(erases ? "" : event.key, erases && from === to ? Math.max(0, from - 1) : from, to, "end");
  desk.typed(field);
}

// The desk takes the height that the window leaves below what is above it.
function fit(desk) {
  const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop ?? 0;
  const top = desk.root.getBoundingClientRect().top + scrolled;
  desk.root.style.setProperty("--desk-height", `${Math.max(480, Math.round(window.innerHeight - top - 12))}px`);
}

// --- the history of an item --------------------------------------------------------------------

function askPast(desk) {
  const item = desk.item();
  if (!item) return;
  desk.asksPast = item.id;
  desk.outbox.post(desk.channel);
}

function showPast(desk, past) {
  if (!past || desk.asksPast !== past.item_id) return;
  desk.asksPast = "";
  const { past: dialog } = desk.refs;
  const rows = past.events.map((event) =>
    make("li", {}, make("time", { datetime: event.at }, new Date(event.at).toLocaleString()), " ", make("b", { dir: "auto" }, event.what), " ", make("bdi", {}, event.value === null ? "taken back" : desk.words(event, event.value)), event.reviewer ? make("span", { class: "by" }, " by ", make("bdi", {}, event.reviewer)) : null),
  );
  fill(dialog.querySelector("ol"), ...(rows.length ? rows : [make("li", {}, "Nothing yet.")]));
  if (!dialog.open) dialog.showModal();
}

// --- the server --------------------------------------------------------------------------------

function connect(desk) {
  const kinds = new Set([...ON_LABELS, "note", "flag", "tag", "ruling", "answer", "again", "read", "place", "phrase"]);
  desk.channel = {
    root: desk.root,
    claims: (name) => kinds.has(JSON.parse(name)[0]),
    send: (message) => {
      desk.askedAt = Date.now();
      desk.setState("outbox", { ...message, token: desk.token, place: desk.position, short: desk.isShort(), past: desk.asksPast ?? "" });
    },
    changed: () => desk.data.token && (desk.token ? desk.paint() : null),
    leaving: () => remember(desk),
    eager: true, // so that Python knows that this desk is on the screen
  };
  return desk.outbox.attach(desk.channel);
}

function update(desk, data) {
  const fresh = desk.token !== data.token;
  const told = !fresh && desk.jump !== data.jump;
  const here = desk.item();
  desk.data = data;
  desk.jump = data.jump;
  desk.count = data.queue.count;
  if (data.names) desk.names = data.names;
  showPast(desk, data.past);
  if (fresh) {
    desk.leaveFields();
    desk.items.clear();
    desk.pace.counted();
    desk.token = data.token;
    desk.position = desk.restored?.token === data.token ? desk.restored.position : data.position;
  } else if (told) {
    desk.leaveFields();
    desk.position = data.position;
  }
  for (const item of data.items) desk.receive(item);
  for (const known of desk.outbox.hear(desk.channel, data.answer)) desk.learn(known, known);
  desk.forget();
  fit(desk);
  if (fresh || told || (!here && desk.item())) desk.arrive();
  else reshow(desk);
  restore(desk);
}

// The same item, told anew: in blind mode its labels may have come.
function reshow(desk) {
  if (!desk.stops().some((stop) => desk.isChosen(stop))) {
    const shown = desk.stops().find((stop) => stop.question === desk.chosen.question);
    desk.chosen = desk.item()?.questions.some((asked) => asked.labels === null) && shown ? shown : desk.firstChoice();
  }
  desk.paint();
  dwell(desk);
  if (desk.isShort()) ask(desk);
}

// --- after each move ---------------------------------------------------------------------------

function moved(desk) {
  remember(desk);
  dwell(desk);
  if (desk.isShort()) ask(desk);
  const item = desk.item();
  if (!item) return;
  if (item.again) return; // where the queue was left is where the item stood first
  const place = { kind: "place", question: desk.data.queue.name };
  desk.outbox.put(place, { item_id: item.id, queue: desk.data.queue.name }, 0, { typed: true });
  clearTimeout(desk.addressing);
  desk.addressing = setTimeout(() => address(desk), 250); // browsers allow few changes a second
}

function dwell(desk) {
  clearTimeout(desk.dwell);
  const item = desk.item();
  if (item) desk.dwell = setTimeout(() => !document.hidden && desk.item() === item && desk.markRead(), DWELL);
}

// Ask for the items around: at most every 80 ms, and not twice in a row for the same place.
function ask(desk) {
  if (desk.askedFor === desk.position && Date.now() - desk.askedAt < OUTBOX.again) return;
  clearTimeout(desk.asking);
  const wait = Math.max(0, (desk.askedAt ?? 0) + 80 - Date.now());
  const post = () => {
    desk.askedFor = desk.position;
    desk.outbox.post(desk.channel);
  };
  desk.asking = setTimeout(post, wait);
}

// The address names the item at hand: for a refresh, and to be copied.
function address(desk) {
  const item = desk.item();
  const url = new URL(window.location.href);
  if (!item) return;
  globalThis.__annotateAddressed = item.id;
  if (url.searchParams.get("item") === item.id) return;
  url.searchParams.set("item", item.id);
  history.replaceState(history.state, "", url);
}

// --- the place, kept over a refresh ------------------------------------------------------------

const shelf = (data) => `annotate.desk|${data.scope}`;

function remember(desk) {
  const item = desk.item();
  if (!item) return;
  const active = desk.field ?? desk.root.getRootNode().activeElement;
  const field = FIELDS.map((name) => desk.refs[name]).find((one) => one === active);
  const focus = field && { id: field.id, from: field.selectionStart, to: field.selectionEnd };
  const text = JSON.stringify({ token: desk.token, position: desk.position, id: item.id, chosen: desk.chosen, focus, at: Date.now() });
  stored("sessionStorage", (s) => s.setItem(shelf(desk.data), text));
}

// A refresh goes on where it was, and so does a desk that is built anew after the connection was
// lost: the address says then what the desk itself wrote there last, a little behind where it is.
// Who comes by a link goes where it leads.
function recall(data) {
  const [entry] = performance.getEntriesByType("navigation");
  const refreshed = !globalThis.__annotateOpened && entry?.type !== "navigate";
  globalThis.__annotateOpened = true;
  const named = new URL(window.location.href).searchParams.get("item");
  const own = named !== null && named === globalThis.__annotateAddressed;
  return refreshed || own ? stored("sessionStorage", (s) => JSON.parse(s.getItem(shelf(data)))) : null;
}

function restore(desk) {
  const { restored } = desk;
  if (!restored || restored.id !== desk.item()?.id) return;
  desk.restored = null;
  if (desk.stops().some((stop) => stop.question === restored.chosen.question && stop.annotator === restored.chosen.annotator)) {
    desk.chosen = restored.chosen;
    desk.paint();
  }
  const field = restored.focus && desk.refs[restored.focus.id];
  if (field && !field.disabled && Date.now() - restored.at < 60_000) {
    desk.outbox.ready.then(() => {
      desk.paint();
      whenBack(() => {
        field.focus();
        field.setSelectionRange(restored.focus.from, restored.focus.to);
      });
    });
  }
}
