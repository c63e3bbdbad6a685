// The outbox: every change that the server has not acknowledged yet. See docs/reader-protocol.md.
//
// A change lies on the shelf (localStorage) from the keystroke that made it until its
// acknowledgement comes back, so a refresh, a crash or a stopped server loses nothing. One outbox
// serves all durable fields of a tab; each field is a channel, through which its component talks
// to the server.

const OUTBOX = {
  typed: 350, // ms of rest after a keystroke before it is sent
  longest: 2000, // ms that steady typing may put off sending
  again: 2000, // ms after which what was not acknowledged is sent again
  silent: 5000, // ms without any answer after which the page is loaded anew
  patient: 60000, // ms that a script which is still running is waited for
  idle: 1500, // ms without a key before the page is loaded anew: no key shall fall into the gap
  held: 2500, // ms that a click elsewhere waits for what was typed before it
  most: 200, // changes in one message
  heaviest: 2_000_000, // characters in one message, unless one change alone is longer
};

// Where one is read, where it was read from: bookkeeping, which nobody waits for.
const QUIET = new Set(["read", "place"]);

const keyText = (key) =>
  JSON.stringify([key.kind, key.item_id || "", key.annotator_id || "", key.question || ""]);

// While it has no server Streamlit lays a dialog over the whole page, which takes the focus and
// every key. The fields say themselves that the server is away and keep what is done meanwhile, so
// the dialog is closed as soon as it comes and one goes on.
function uncovers() {
  let covered = false;
  const close = () => {
    const dialog = awayDialog();
    if (dialog || covered) globalThis.__annotateCovered = Date.now(); // at its coming and at its going
    covered = Boolean(dialog);
    dialog?.querySelector("button")?.click();
  };
  const observer = new MutationObserver(close);
  observer.observe(document.body, { childList: true });
  return observer;
}

function awayDialog() {
  const dialog = document.querySelector("[data-testid=stDialog] [role=dialog]");
  return dialog?.querySelector("h2")?.textContent === "Connection error" ? dialog : null;
}

async function answers() {
  try {
    return (await fetch("_stcore/health", { cache: "no-store" })).ok;
  } catch {
    return false; // still away: what is typed stays here, and the next tick asks again
  }
}

class Outbox {
  static of(scope) {
    const all = (globalThis.__annotateOutboxes ??= new Map());
    if (!all.has(scope)) all.set(scope, new Outbox(scope));
    return all.get(scope);
  }

  constructor(scope) {
    this.shelf = new Shelf(scope);
    this.lines = new Map(); // key text -> changes to that key, oldest first: [sent, waiting]
    this.channels = new Set();
    this.problem = "";
    this.seq = 0;
    this.backSince = null; // since when a server that did not hear this page answers to others
    this.looked = false; // whether what lies on the shelf was taken over: before, nothing is “saved”
    this.ready = this.shelf.settled.then(() => this.adopt()).then(() => (this.looked = true));
    setInterval(() => this.tick(), 500);
    globalThis.__annotateUncovers ??= uncovers();
    window.addEventListener("keydown", () => (this.keyAt = Date.now()), true);
    document.addEventListener("click", (event) => this.goFirst(event), true);
    window.addEventListener("beforeunload", (event) => {
      if (this.shelf.unkept.size) event.preventDefault(); // the only case in which leaving loses text
    });
  }

  // --- changes -------------------------------------------------------------------------------

  // Put a value at a key. `base` is the revision of what was shown when it was changed.
  put(key, value, base, { typed = false } = {}) {
    const name = keyText(key);
    const line = this.lines.get(name) ?? [];
    const last = line.at(-1);
    if (last && (last.theirs || !last.sent)) {
      last.value = value; // not on its way: still the same change
      this.shelf.keep(last);
    } else {
      const { kind, item_id = "", annotator_id = "", question = "" } = key;
      const change = { id: crypto.randomUUID(), kind, item_id, annotator_id, question, value, base };
      // An id never changes its value once it was sent, and one change of a key travels at a
      // time: a later edit waits and is based on the revision that the first one is given.
      if (last) change.base = null;
      line.push(Object.assign(change, { seq: Date.now() + (this.seq += 0.001) }));
      this.lines.set(name, line);
      this.shelf.keep(change);
    }
    this.tell();
    this.soon(name, typed);
  }

  // The change to a key that is still to be acknowledged, the newest one; undefined without.
  pending(key) {
    return this.lines.get(keyText(key))?.at(-1);
  }

  *changes() {
    for (const line of this.lines.values()) yield* line;
  }

  soon(name, typed) {
    const channel = this.channelOf(name);
    if (!channel) return;
    clearTimeout(channel.timer);
    const now = Date.now();
    channel.since ??= now;
    const wait = typed ? Math.min(OUTBOX.typed, channel.since + OUTBOX.longest - now) : 0;
    channel.timer = setTimeout(() => this.post(channel), Math.max(0, wait));
  }

  // --- sending ---

  // A channel: {claims(key text) -> bool, send(message), changed(), leaving?(), eager?}; an eager
  // one says hello to the server even when there is nothing to send.
  attach(channel) {
    Object.assign(channel, { heard: 0, sent: 0, unheardSince: 0, at: 0 });
    this.channels.add(channel);
    this.ready.then(() => {
      this.tell();
      if (channel.eager || this.sendable(channel)) this.post(channel);
    });
    return () => {
      clearTimeout(channel.timer);
      this.channels.delete(channel);
    };
  }

  // The field that a change belongs to, else any that can reach the server.
  channelOf(name) {
    const channels = [...this.channels];
    return channels.find((channel) => channel.claims(name)) ?? channels[0];
  }

  // Send everything of a channel that may go; an empty message asks for an answer alone.
  post(channel) {
    clearTimeout(channel.timer);
    channel.since = null;
    if (!this.channels.has(channel)) return;
    const changes = [];
    let weight = 0;
    for (const [name, [first]] of this.lines) {
      if (!first || first.theirs || first.refused || this.channelOf(name) !== channel) continue;
      weight += String(first.value).length;
      if (changes.length && (changes.length >= OUTBOX.most || weight > OUTBOX.heaviest)) break;
      if (!first.sent) {
        first.sent = true;
        this.shelf.keep(first); // before it leaves: after a crash it must come back as it was sent
      }
      const { id, kind, item_id, annotator_id, question, value, base } = first;
      changes.push({ id, kind, item_id, annotator_id, question, value, base: base ?? 0 });
    }
    const now = Date.now();
    channel.at = now;
    channel.sent = Math.max(now, channel.sent + 1); // rises over reloads and remounts
    channel.unheardSince ||= now;
    channel.send({ n: channel.sent, changes });
  }

  // A click on the page around a field may come to the server before what was typed a moment ago,
  // or together with it, and then Streamlit drops one of the two. So what was typed goes first:
  // the click waits for the acknowledgement, and for a while at the most.
  goFirst(event) {
    const target = event.composedPath()[0];
    const ours = [...this.channels].some((one) => event.composedPath().includes(one.root));
    if (event === this.passing || ours || !(target instanceof Element) || !this.underway()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const channel of this.channels) if (this.sendable(channel)) this.post(channel);
    const { clientX, clientY, button, ctrlKey, metaKey, shiftKey } = event;
    const like = { bubbles: true, cancelable: true, composed: true, view: window, clientX, clientY, button, ctrlKey, metaKey, shiftKey };
    const until = Date.now() + OUTBOX.held;
    const pass = () => {
      if (this.underway() && Date.now() < until) return setTimeout(pass, 20);
      this.passing = new MouseEvent("click", like);
      target.dispatchEvent(this.passing);
    };
    setTimeout(pass, 20);
  }

  // Whether something is still to be sent or acknowledged, and the server may take it soon.
  underway() {
    return [...this.channels].some((channel) => this.sendable(channel));
  }

  // The server's answer {heard, acks, problem}; returns what is known of keys from now on.
  hear(channel, answer) {
    const known = [];
    if (answer.heard > channel.heard) {
      channel.heard = answer.heard;
      channel.unheardSince = answer.heard >= channel.sent ? 0 : Date.now();
      this.backSince = null;
      this.problem = answer.problem;
      stored("sessionStorage", (s) => s.removeItem("annotate.reloads"));
    }
    for (const ack of answer.acks) {
      const line = [...this.lines.values()].find((one) => one[0]?.id === ack.id);
      if (!line) continue; // told before
      if (!ack.refused) known.push({ ...line[0], value: ack.value, revision: ack.revision });
      this.acknowledged(line, ack);
    }
    this.tell();
    for (const [name, [first]] of this.lines) {
      if (!first.sent && !first.theirs && !first.refused) this.soon(name, true);
    }
    return known;
  }

  acknowledged(line, ack) {
    const [first, next] = line;
    if (ack.refused) {
      first.refused = ack.refused;
      this.shelf.keep(first);
    } else if (ack.ok) {
      if (next) {
        next.base = ack.revision;
        this.shelf.keep(next); // before the first is forgotten, so that a crash between finds a base
      }
      this.drop(first);
    } else {
      const mine = next ?? first;
      if (next) this.drop(first); // the later edit holds all of what I wrote
      mine.theirs = { value: ack.value, revision: ack.revision };
      this.shelf.keep(mine);
      if ((mine.value ?? "") === (ack.value ?? "")) this.drop(mine);
    }
  }

  // End a conflict or a refusal with the value that the reader chose.
  settle(change, value) {
    const base = change.theirs ? change.theirs.revision : change.base ?? 0;
    const same = change.theirs && (value ?? "") === (change.theirs.value ?? "");
    this.drop(change);
    if (same) this.tell();
    else this.put(change, value, base);
  }

  // --- keeping -------------------------------------------------------------------------------

  drop(change) {
    this.shelf.drop(change);
    const name = keyText(change);
    const line = (this.lines.get(name) ?? []).filter((one) => one !== change);
    if (line.length) this.lines.set(name, line);
    else this.lines.delete(name);
  }

  // Take over what lies on the shelf and belongs to no other tab.
  adopt() {
    return this.shelf.left((left) => {
      const here = new Set([...this.changes()].map((change) => change.id));
      const busy = new Set(this.lines.keys());
      // What is typed here goes first; what was left behind about the same key comes after it.
      const found = left.filter((change) => !here.has(change.id) && !busy.has(keyText(change)));
      for (const change of found) {
        if (change.theirs || change.refused) this.renew(change);
        const name = keyText(change);
        this.lines.set(name, [...(this.lines.get(name) ?? []), change]);
        this.shelf.keep(change);
      }
      if (found.length) this.tell();
    });
  }

  // Ask again about a change that was in conflict: under a new id, as its text may have changed.
  renew(change) {
    this.shelf.drop(change);
    Object.assign(change, { id: crypto.randomUUID(), sent: false });
    delete change.theirs;
    delete change.refused;
  }

  // --- time ----------------------------------------------------------------------------------

  tick() {
    const now = Date.now();
    for (const channel of this.channels) {
      const due = now - channel.at >= OUTBOX.again;
      if (due && (channel.unheardSince || this.sendable(channel))) this.post(channel);
      if (channel.unheardSince && now - channel.unheardSince > OUTBOX.silent) this.revive(channel);
    }
    if (now - (this.adoptedAt ?? 0) > OUTBOX.again && this.channels.size) {
      this.adoptedAt = now;
      this.adopt();
    }
    this.tell();
  }

  sendable(channel) {
    return [...this.lines].some(
      ([name, [first]]) => !first.theirs && !first.refused && this.channelOf(name) === channel,
    );
  }

  // No answer for long. A server that is back is found by Streamlit, which runs the page again. Where
  // it answers and the page is still not heard, the page is loaded anew; what was typed is kept.
  async revive(channel) {
    if (this.reviving) return;
    this.reviving = true;
    const back = await answers();
    this.reviving = false;
    const now = Date.now();
    const app = document.querySelector("[data-testid=stApp]");
    const working = app?.dataset.testScriptState === "running" && now - channel.unheardSince < OUTBOX.patient;
    this.backSince = back && !working ? this.backSince ?? now : null;
    const silent = channel.unheardSince && now - channel.unheardSince > OUTBOX.silent;
    if (!this.backSince || !silent || now - this.backSince < OUTBOX.silent || this.shelf.unkept.size) return;
    if (now - (this.keyAt ?? 0) < OUTBOX.idle && now - this.backSince < OUTBOX.patient) return;
    const [count, last] = stored("sessionStorage", (s) => JSON.parse(s.getItem("annotate.reloads"))) ?? [0, 0];
    if (now - last < Math.min(60000, 3000 * 2 ** count)) return;
    stored("sessionStorage", (s) => s.setItem("annotate.reloads", JSON.stringify([count + 1, now])));
    for (const one of this.channels) one.leaving?.();
    location.reload();
  }

  // --- what the reader is told ---------------------------------------------------------------

  tell() {
    for (const channel of this.channels) channel.changed();
  }

  // {saved, words, tone}: how things stand, in a few words.
  state() {
    const open = [...this.changes()].filter((change) => !QUIET.has(change.kind));
    const silent = [...this.channels].some(
      (one) => one.unheardSince && Date.now() - one.unheardSince > 3000,
    );
    const asked = open.some((change) => change.theirs || change.refused);
    const saved = this.looked && !open.length;
    const kept = "not saved yet: what you typed is kept in this browser";
    if (this.shelf.unkept.size) {
      return { saved: false, tone: "warn", words: "not saved yet, and this browser cannot keep it: leave this tab open" };
    }
    if (this.problem) return { saved, tone: "warn", words: kept };
    if (silent) {
      const words = open.length ? "not saved yet: the server does not answer; what you typed is kept in this browser" : "the server does not answer";
      return { saved, tone: "warn", words };
    }
    if (asked) return { saved: false, tone: "warn", words: "not saved yet: please choose" };
    return saved ? { saved, tone: "calm", words: "✓ saved" } : { saved, tone: "busy", words: "saving…" };
  }

  // Changes that need the reader's decision.
  disputed() {
    return [...this.changes()].filter((change) => change.theirs || change.refused);
  }
}
