// What the desk holds: the items around the one at hand, so that moving needs no server, and what
// is known of the store. What the server has not heard yet is in the outbox and goes before it.

const HELD = 400; // items kept around the one at hand
const HEAVY = 4_000_000; // characters of text kept
const AHEAD = 25; // places from the edge of what is held at which more is asked for

// What may be said about one label.
const ON_LABELS = ["verdict", "exemplary", "message", "error_type", "proposal", "rule"];

class Held {
  constructor(outbox) {
    this.outbox = outbox;
    this.items = new Map(); // place -> item
    this.known = new Map(); // item id -> key text -> {value, revision}
    this.position = 0;
    this.count = 0;
  }

  item() {
    return this.items.get(this.position);
  }

  placeOf(item_id) {
    return [...this.items.values()].find((item) => item.id === item_id)?.position;
  }

  keyOf(kind, item, question = "", annotator = "") {
    return { kind, item_id: item.id, annotator_id: annotator, question };
  }

  // An answer given blind is the reviewer's own; when an item comes back it is another answer.
  answerKey(item, question) {
    return this.keyOf(item.again ? "again" : "answer", item, question, this.data.reviewer);
  }

  // The tags on an item, also those that are on their way.
  tagsOf(item) {
    const mine = (key) => key.kind === "tag" && key.item_id === item.id;
    const stored = [...(this.known.get(item.id)?.keys() ?? [])].map((name) => JSON.parse(name)).filter((one) => one[0] === "tag").map((one) => one[3]);
    const waiting = [...this.outbox.changes()].filter(mine).map((change) => change.question);
    return [...new Set([...stored, ...waiting])].filter((tag) => this.value(this.keyOf("tag", item, tag))).sort();
  }

  value(key) {
    const pending = this.outbox.pending(key);
    return pending ? pending.value : this.knownOf(key).value;
  }

  knownOf(key) {
    return this.known.get(key.item_id)?.get(keyText(key)) ?? { value: null, revision: 0 };
  }

  learn(key, { value, revision }) {
    if (!this.known.has(key.item_id)) this.known.set(key.item_id, new Map());
    const about = this.known.get(key.item_id);
    const name = keyText(key);
    if (revision >= (about.get(name)?.revision ?? 0)) about.set(name, { value, revision });
  }

  receive(item) {
    this.items.set(item.position, item);
    this.learn(this.keyOf("note", item), item.note);
    this.learn(this.keyOf("flag", item), item.flag);
    for (const [tag, held] of Object.entries(item.tags)) this.learn(this.keyOf("tag", item, tag), held);
    for (const asked of item.questions) {
      this.learn(this.answerKey(item, asked.name), asked.answer);
      this.learn(this.keyOf("ruling", item, asked.name), asked.ruling);
      for (const row of asked.labels ?? []) {
        for (const kind of ON_LABELS) {
          this.learn(this.keyOf(kind, item, asked.name, row.annotator), row[kind]);
        }
      }
    }
  }

  // Forget the items farthest away, so that an afternoon of reading does not fill the memory.
  forget() {
    const far = [...this.items.values()].sort(
      (a, b) => Math.abs(a.position - this.position) - Math.abs(b.position - this.position),
    );
    let weight = 0;
    far.forEach((item, rank) => {
      weight += item.fields.reduce((sum, field) => sum + sizeOf(field.cell), 0);
      if (rank > 2 && (rank >= HELD || weight > HEAVY)) this.items.delete(item.position);
    });
    const left = new Set([...this.items.values()].map((item) => item.id));
    for (const id of this.known.keys()) if (!left.has(id)) this.known.delete(id);
  }

  // Whether there is not enough around the item at hand to go on for a moment.
  isShort() {
    for (let step = -AHEAD; step <= AHEAD; step += 1) {
      const place = this.position + step;
      if (place >= 0 && place < this.count && !this.items.has(place)) return true;
    }
    return false;
  }
}
