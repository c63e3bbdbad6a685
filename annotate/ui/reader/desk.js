// The desk: what the reader does with the item at hand.

const DWELL = 1000; // ms on the screen after which an item counts as read

class Desk extends Held {
  constructor(root, refs, outbox) {
    super(outbox);
    Object.assign(this, { root, refs });
    this.chosen = { question: "", annotator: null };
    this.done = []; // what can be undone, newest last
    this.begun = new Map(); // field -> what it said when typing in it began
    this.all = false; // whether a verdict is meant for all who gave the chosen label
    this.names = { error_types: [], proposals: [], tags: [], phrases: [], rules: [] };
    this.pace = new Pace();
  }

  asked(item, question) {
    return item?.questions.find((one) => one.name === question);
  }

  question(name) {
    return this.data.questions.find((one) => one.name === name);
  }

  hidden(item) {
    return item.questions.some((asked) => asked.labels === null);
  }

  row() {
    return this.asked(this.item(), this.chosen.question)?.labels?.find((row) => row.annotator === this.chosen.annotator);
  }

  // --- moving ----------------------------------------------------------------------------------

  move(by) {
    this.goTo(this.position + by);
  }

  goTo(place) {
    const next = Math.max(0, Math.min(this.count - 1, place));
    if (next === this.position || !this.count) return;
    this.leaveFields();
    this.position = next;
    this.arrive();
  }

  arrive() {
    this.draft = null;
    this.all = false;
    this.chosen = this.firstChoice();
    this.paint();
    this.moved();
  }

  // What was looked for, else the first who differs, else the first.
  firstChoice() {
    const stops = this.stops();
    const { annotator, question } = this.data.queue;
    const wanted = stops.filter((stop) => !question || stop.question === question);
    const differs = (stop) => this.asked(this.item(), stop.question).labels?.some((row) => row.annotator === stop.annotator && row.differs);
    return (
      wanted.find((stop) => annotator && stop.annotator === annotator) ?? wanted.find(differs) ?? stops.find(differs) ??
      wanted[0] ?? stops[0] ?? { question: "", annotator: null }
    );
  }

  // Where up and down stop: each label that is shown, each question that has none to show.
  stops() {
    return (this.item()?.questions ?? []).flatMap((asked) =>
      asked.labels?.length
        ? inOrder(asked.labels).map((row) => ({ question: asked.name, annotator: row.annotator }))
        : [{ question: asked.name, annotator: null }],
    );
  }

  isChosen(stop) {
    return stop.question === this.chosen.question && stop.annotator === this.chosen.annotator;
  }

  step(by) {
    const stops = this.stops();
    const at = stops.findIndex((stop) => this.isChosen(stop));
    const next = stops[Math.max(0, Math.min(stops.length - 1, at + by))];
    if (!next) return;
    const follow = this.root.getRootNode().activeElement?.matches?.("[role=option]");
    this.choose(next.question, next.annotator);
    if (follow) this.refs.questions.querySelector("[aria-selected=true]")?.focus();
  }

  choose(question, annotator) {
    const stops = this.stops().filter((stop) => stop.question === question);
    this.leaveFields();
    this.chosen = stops.find((stop) => stop.annotator === annotator) ?? stops[0] ?? this.chosen;
    this.all = false;
    this.paint();
    this.remember();
  }

  scroll(share) {
    this.refs.item.scrollBy({ top: share * this.refs.item.clientHeight });
  }

  scrollTo(end) {
    this.refs.item.scrollTo({ top: end ? this.refs.item.scrollHeight : 0 });
  }

  // Larger or smaller text, kept in this browser.
  resize(by) {
    const size = Math.max(0.7, Math.min(2.2, (this.size ?? 1) + by));
    this.size = Math.round(size * 20) / 20;
    this.root.style.setProperty("--reading", this.size);
    stored("localStorage", (s) => s.setItem("annotate.size", String(this.size)));
  }

  // --- judging ---------------------------------------------------------------------------------

  // Make a change to the item at hand and remember what was there before.
  change(key, value, { typed = false, before = this.value(key) } = {}) {
    if (!typed) this.did([{ key, before }]);
    this.outbox.put(key, value, this.knownOf(key).revision, { typed });
    if (!this.hidden(this.item())) this.markRead();
    this.paint();
  }

  // One step to undo, of one change or of several that were made at once.
  did(changes) {
    if (changes.length) this.done.push({ changes, position: this.position, token: this.token });
  }

  toggle(kind, value) {
    const row = this.row();
    if (!row) return;
    const next = this.value(this.labelKey(kind, row)) === value ? null : value;
    this.spread(kind, next, this.targets());
    this.markRead();
    this.paint();
  }

  labelKey(kind, row) {
    return this.keyOf(kind, this.item(), this.chosen.question, row.annotator);
  }

  // Those whom a verdict is meant for: the chosen one, or all who gave that label.
  targets() {
    const row = this.row();
    if (!row || !this.all) return row ? [row] : [];
    return this.asked(this.item(), this.chosen.question).labels.filter((one) => one.label === row.label && one.status === row.status);
  }

  // Say the same of several labels, as one step to undo.
  spread(kind, value, rows) {
    const changes = rows.map((row) => this.labelKey(kind, row)).filter((key) => this.value(key) !== value).map((key) => ({ key, before: this.value(key) }));
    for (const { key } of changes) this.outbox.put(key, value, this.knownOf(key).revision);
    this.did(changes);
  }

  everyone() {
    if (!this.row()) return;
    this.all = !this.all;
    this.paint();
  }

  // What the verdict may be called: an error's type, or the change of the guideline it speaks for.
  namedKind(row = this.row()) {
    const verdict = row && this.value(this.labelKey("verdict", row));
    return { error: "error_type", guideline_unclear: "proposal" }[verdict] ?? null;
  }

  flag() {
    const item = this.item();
    if (!item) return;
    const key = this.keyOf("flag", item);
    this.change(key, this.value(key) ? null : true);
  }

  tag(name) {
    const item = this.item();
    if (!item || !name.trim()) return;
    const key = this.keyOf("tag", item, name.trim());
    if (!this.names.tags.includes(key.question)) this.names.tags.push(key.question);
    this.change(key, this.value(key) ? null : true);
  }

  judge(verdict) {
    this.toggle("verdict", verdict);
  }

  praise() {
    this.toggle("exemplary", true);
  }

  digit(key) {
    const options = this.question(this.chosen.question)?.options ?? [];
    const option = options.find((one, place) => digitOf(options, place) === key);
    if (option !== undefined) this.answer(this.chosen.question, option);
  }

  // An answer before the labels are shown, a ruling after.
  answer(name, option) {
    const item = this.item();
    const asked = this.asked(item, name);
    if (!asked) return;
    if (this.chosen.question !== name) this.choose(name, null);
    const hidden = asked.labels === null;
    const key = hidden ? this.answerKey(item, name) : this.keyOf("ruling", item, name);
    const now = this.value(key);
    if (!this.question(name).several) return this.say(key, now === option ? null : option, hidden);
    const members = new Set(hidden ? this.draft?.members : membersOf(now));
    if (!members.delete(option)) members.add(option);
    if (hidden) {
      this.draft = { key, members: [...members] }; // a set is answered as a whole, with Enter
      return this.paint();
    }
    this.say(key, members.size ? JSON.stringify([...members].sort()) : null, false);
  }

  // Enter ends the choice of a set in blind mode; false when there is none to end.
  commit() {
    if (!this.draft) return false;
    const { key, members } = this.draft;
    this.draft = null;
    this.say(key, JSON.stringify(members.sort()), true);
    return true;
  }

  say(key, value, hidden) {
    this.change(key, value);
    if (!hidden) return;
    const next = this.item().questions.find((one) => one.labels === null && this.value(this.answerKey(this.item(), one.name)) === null);
    if (next) this.choose(next.name, null);
  }

  // Ask to see the labels without answering: kept as an empty answer, so that none given after
  // it is taken for one that was given blind.
  reveal() {
    const item = this.item();
    if (!item) return;
    for (const asked of item.questions) {
      const key = this.answerKey(item, asked.name);
      if (asked.labels === null && this.value(key) === null) this.outbox.put(key, "", this.knownOf(key).revision);
    }
    this.paint();
  }

  undo() {
    const last = this.done.pop();
    if (!last) return;
    const { changes, position, token } = last;
    if (token === this.token && position !== this.position) this.goTo(position);
    for (const { key, before } of changes) this.outbox.put(key, before, this.knownOf(key).revision);
    const [{ key }] = changes;
    if (ON_LABELS.includes(key.kind)) this.choose(key.question, key.annotator_id);
    this.paint();
  }

  // Read is what was on the screen with its labels for a while, or was judged. A first read by
  // chance replaces one by a rule, never the other way round.
  markRead() {
    const item = this.item();
    if (!item || this.hidden(item)) return;
    const probability = this.data.linked === item.id ? null : item.probability;
    if (item.read && (item.read.probability !== null || probability === null)) return;
    if (!item.read) this.pace.read(item.id);
    item.read = { probability };
    this.outbox.put(this.keyOf("read", item), { queue: this.data.queue.name, probability }, 0, { typed: true });
  }

  // --- writing ---------------------------------------------------------------------------------

  write(field) {
    if (field.disabled) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    if (this.root.getRootNode().activeElement !== field) this.owe(field);
  }

  typed(field) {
    if (!field.boundTo) return;
    if (!this.begun.has(field)) this.begun.set(field, this.value(field.boundTo));
    this.change(field.boundTo, field.value || null, { typed: true });
    this.remember();
  }

  // What was typed into a field in one go is one step to undo. What was meant for all who gave
  // the label goes to the others too, but never over what one of them was told before.
  leaveFields() {
    const begun = [...this.begun];
    this.begun.clear();
    for (const [field, before] of begun) {
      const key = field.boundTo;
      const value = key && this.value(key);
      if (!key || before === value) continue;
      const others = ON_LABELS.includes(key.kind) ? this.targets().map((row) => this.labelKey(key.kind, row)) : [];
      const same = others.filter((other) => other.annotator_id !== key.annotator_id && (this.value(other) || null) === (before || null));
      const changes = [{ key, before }, ...same.map((other) => ({ key: other, before: this.value(other) }))];
      for (const other of same) this.outbox.put(other, value, this.knownOf(other).revision);
      this.did(changes);
      this.rememberName(key.kind, value);
    }
  }

  // A name that was made up while reading is offered from then on.
  rememberName(kind, value) {
    const names = { error_type: this.names.error_types, proposal: this.names.proposals }[kind];
    if (names && value && !names.includes(value)) names.push(value);
  }

  // Keep a text for other messages.
  keepPhrase(text) {
    const name = text.trim().split("\n")[0].slice(0, 40);
    if (!name) return;
    this.names.phrases = [...this.names.phrases.filter((one) => one.name !== name), { name, text: text.trim() }];
    const key = { kind: "phrase", item_id: "", annotator_id: "", question: name };
    this.outbox.put(key, text.trim(), this.knownOf(key).revision);
  }

  // --- in words --------------------------------------------------------------------------------

  shown(question, value) {
    return this.question(question)?.several ? membersOf(value).join(", ") || "(none)" : String(value);
  }

  about({ kind, item_id, annotator_id, question }) {
    const things = {
      message: `Your message to ${annotator_id}`,
      verdict: `Your verdict on ${annotator_id}`,
      exemplary: `“Exemplary” for ${annotator_id}`,
      note: "Your note",
      ruling: `Your ruling on ${question}`,
      answer: `Your answer on ${question}`,
      again: `Your second answer on ${question}`,
      error_type: `The type of ${annotator_id}’s error`,
      proposal: "The change of the guideline",
      rule: `The rule cited for ${annotator_id}`,
      tag: `The tag ${question}`,
      flag: "Your flag",
    };
    return item_id ? `${things[kind] ?? "A change"}, item ${item_id},` : `What you wrote to ${annotator_id || question}`;
  }

  words({ kind, question }, value) {
    if (value === null || value === "") return "(nothing)";
    if (kind === "verdict") return this.data.verdicts.find((one) => one.value === value)?.words ?? value;
    if (kind === "exemplary") return "exemplary";
    return ["ruling", "answer", "again"].includes(kind) ? this.shown(question, value) : String(value);
  }
}

// The labels in the order in which they stand on the screen: many are grouped by what they say.
function inOrder(labels) {
  if (labels.length <= CROWD) return labels;
  const name = (one) => (one.status === "submitted" ? one.shown || "–" : one.status);
  const counts = new Map();
  for (const one of labels) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1);
  const places = new Map([...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).map((one, place) => [one, place]));
  return [...labels].sort((a, b) => places.get(name(a)) - places.get(name(b)));
}

// The key of an answer: its own digit where the answers are digits, else its place.
function digitOf(options, place) {
  if (options.every((one) => /^[0-9]$/.test(one))) return options[place];
  return place < 9 ? String(place + 1) : null;
}

function membersOf(value) {
  try {
    const members = JSON.parse(value ?? "[]");
    return Array.isArray(members) ? members.map(String) : [];
  } catch {
    return [];
  }
}
