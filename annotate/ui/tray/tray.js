// The evidence tray. What is chosen, moved or dropped shows at once and is then told the server.

const TRAYS = new WeakMap();
const AGAIN = 5000; // ms after which what was not stored is told once more, as after a restart

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".tray");
  if (!TRAYS.has(root)) TRAYS.set(root, open(root));
  const tray = TRAYS.get(root);
  tray.tell = (plan) => setStateValue("plan", plan);
  tray.update(data);
  const again = setInterval(() => tray.again(), 1000);
  return () => clearInterval(again);
}

const made = (tag, props = {}, ...children) => {
  const { dataset, ...rest } = props;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, dataset);
  node.append(...children.filter((child) => child != null));
  return node;
};

const same = (a, b) => a[0] === b[0] && a[1] === b[1];
const of = (row) => [row.item, row.question];

function open(root) {
  // `since` numbers the newest change, `at` the newest message, which may say it once more.
  const tray = { data: { groups: [] }, chosen: [], dropped: [], closed: new Set(), since: 0, at: 0, wait: 0 };

  tray.update = (data) => {
    tray.data = data;
    if (data.n < tray.since) return paint(); // what was told and is not stored yet is newer
    tray.since = 0;
    tray.chosen = data.chosen.map((one) => [...one]);
    tray.dropped = data.dropped.map((one) => [...one]);
    paint();
  };

  const tell = () => {
    tray.at = Math.max(Date.now(), tray.at + 1);
    tray.tell({ chosen: tray.chosen, dropped: tray.dropped, n: tray.at });
  };
  const commit = () => {
    tell();
    tray.since = tray.at;
    tray.wait = AGAIN;
    paint();
  };
  tray.again = () => {
    if (!tray.since || Date.now() - tray.at < tray.wait) return;
    tray.wait *= 2; // a slow page is not to be started anew all the time
    tell();
  };
  const without = (list, ref) => list.filter((one) => !same(one, ref));
  const has = (list, ref) => list.some((one) => same(one, ref));
  const choose = (ref) => {
    const was = has(tray.chosen, ref);
    tray.chosen = without(tray.chosen, ref);
    tray.dropped = without(tray.dropped, ref);
    if (!was) tray.chosen.push(ref);
    commit();
  };
  const drop = (ref) => {
    const was = has(tray.dropped, ref);
    tray.chosen = without(tray.chosen, ref);
    tray.dropped = was ? without(tray.dropped, ref) : [...tray.dropped, ref];
    commit();
  };
  const put = (ref, at) => {
    const rest = without(tray.chosen, ref);
    rest.splice(Math.max(0, Math.min(at, rest.length)), 0, ref);
    tray.chosen = rest;
    commit();
  };
  const move = (ref, by) => {
    const at = tray.chosen.findIndex((one) => same(one, ref));
    if (at >= 0) put(ref, at + by);
  };

  const rows = () => [...root.querySelectorAll("details[open] .row, .chosen .row")];
  const keys = (event, row) => {
    const ref = of(row);
    const act = {
      " ": () => choose(ref),
      x: () => drop(ref),
      Enter: () => (location.href = row.href),
      ArrowUp: () => (event.altKey ? move(ref, -1) : step(-1)),
      ArrowDown: () => (event.altKey ? move(ref, 1) : step(1)),
      k: () => step(-1),
      j: () => step(1),
    }[event.key];
    if (!act || event.target !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const step = (by) => {
    const all = rows();
    all[all.indexOf(root.querySelector(".row:focus")) + by]?.focus();
  };

  const line = (row, place) => {
    const ref = of(row);
    const isChosen = has(tray.chosen, ref);
    const box = made("input", { type: "checkbox", checked: isChosen, ariaLabel: `Show ${row.item} in the letter` });
    box.onchange = () => choose(ref);
    const link = made("a", { href: row.href, target: "_self", textContent: row.item, title: "Open the item at the reading desk" });
    const what = made("div", { className: "what", dir: "auto" }, link, " ", made("span", { className: "answer", textContent: row.answer }), made("div", { className: "text", textContent: row.said || row.text }));
    const acts = made("div", { className: "acts" });
    if (place != null) {
      acts.append(button("↑", `Move ${row.item} up`, () => move(ref, -1)), button("↓", `Move ${row.item} down`, () => move(ref, 1)));
    } else {
      const dropped = has(tray.dropped, ref);
      acts.append(button(dropped ? "↩" : "×", dropped ? `Allow ${row.item} again` : `Never show ${row.item}`, () => drop(ref)));
    }
    const item = made("li", { className: `row${has(tray.dropped, ref) ? " dropped" : ""}`, tabIndex: 0, dataset: { item: row.item, question: row.question } }, box, what, acts);
    item.onkeydown = (event) => keys(event, row);
    if (place != null) draggable(item, ref, place);
    return item;
  };

  const button = (sign, label, onclick) => made("button", { type: "button", textContent: sign, ariaLabel: label, title: label, onclick });

  const draggable = (item, ref, place) => {
    item.draggable = true;
    item.ondragstart = () => (tray.held = ref);
    item.ondragover = (event) => (event.preventDefault(), item.classList.add("over"));
    item.ondragleave = () => item.classList.remove("over");
    item.ondrop = (event) => (event.preventDefault(), tray.held && put(tray.held, place), (tray.held = null));
  };

  const like = (group) => {
    const parts = [];
    if (group.right) parts.push(made("span", {}, "Done right: ", made("a", { href: group.right.href, target: "_self", textContent: group.right.item })));
    if (group.elsewhere) parts.push(made("span", {}, parts.length ? " · " : "", "right by others: ", made("a", { href: group.elsewhere_href, target: "_self", textContent: group.elsewhere })));
    return parts.length ? made("div", { className: "like" }, ...parts) : null;
  };

  const chapter = (group, number) => {
    const about = [group.question, group.rule && `rule ${group.rule}`, group.n].filter(Boolean).join(" · ");
    const name = `${group.title}|${about}`;
    const summary = made("summary", {}, `${group.title} `, made("span", { className: "about", textContent: `(${about})` }));
    const node = made("details", { open: tray.closed.has(name) ? false : number < 2 || tray.closed.has(`+${name}`) }, summary, made("ul", {}, ...group.rows.map((row) => line(row))), like(group));
    node.ontoggle = () => {
      tray.closed.delete(node.open ? name : `+${name}`);
      tray.closed.add(node.open ? `+${name}` : name);
    };
    return node;
  };

  const paint = () => {
    const focus = root.querySelector(".row:focus");
    const kept = focus && [focus.dataset.item, focus.dataset.question, !!focus.closest(".chosen")];
    const known = new Map(tray.data.groups.flatMap((group) => group.rows).map((row) => [JSON.stringify(of(row)), row]));
    const chosen = tray.chosen.map((ref) => known.get(JSON.stringify(ref))).filter(Boolean);
    const parts = [];
    if (chosen.length) {
      parts.push(made("div", { className: "chosen" }, made("h3", { textContent: `Chosen, in this order (${chosen.length})` }), made("ul", {}, ...chosen.map(line))));
    }
    if (!tray.data.groups.length) {
      parts.push(made("p", { className: "hint", textContent: "Nothing yet. Read some of their items and judge their labels." }));
    }
    root.replaceChildren(...parts, ...tray.data.groups.map(chapter));
    if (kept) {
      const again = [...root.querySelectorAll(".row")].filter((row) => row.dataset.item === kept[0] && row.dataset.question === kept[1]);
      (again.find((row) => !!row.closest(".chosen") === kept[2]) ?? again[0])?.focus();
    }
  };
  return tray;
}
