// The shelf: where changes lie in the browser's local storage, and which of them belong to this tab.

// Storage that is forbidden (some private windows) throws on being touched at all.
const stored = (storage, act, otherwise = null) => {
  try {
    return act(window[storage]);
  } catch {
    return otherwise;
  }
};

class Shelf {
  constructor(scope) {
    this.prefix = `annotate.outbox|${scope}|`;
    this.unkept = new Set(); // ids of changes that could not be put there
    this.mine = new Set(); // changes put there since this page was loaded
    this.tab = stored("sessionStorage", (s) => s.getItem("annotate.tab")) || crypto.randomUUID();
    this.settled = this.settle();
  }

  keep(change) {
    change.tab = this.tab;
    this.mine.add(change);
    const name = this.prefix + change.id;
    const text = JSON.stringify(change);
    const kept = stored("localStorage", (s) => (s.setItem(name, text), true), false);
    if (kept) {
      this.unkept.delete(change.id);
      return;
    }
    stored("localStorage", (s) => s.removeItem(name)); // an older text under this id would lie
    this.unkept.add(change.id);
  }

  drop(change) {
    stored("localStorage", (s) => s.removeItem(this.prefix + change.id));
    this.unkept.delete(change.id);
    this.mine.delete(change);
  }

  // A tab holds a lock on its id as long as it lives. A duplicated tab comes with a copy of the
  // id, finds the lock taken, and becomes another tab.
  async settle() {
    if (!navigator.locks) return;
    globalThis.__annotateTab ??= lockTab(this.tab).then(async (free) => {
      const id = free ? this.tab : crypto.randomUUID();
      if (!free) await lockTab(id);
      stored("sessionStorage", (s) => s.setItem("annotate.tab", id));
      return id;
    });
    this.tab = await globalThis.__annotateTab;
    for (const change of this.mine) this.keep(change);
  }

  // Give `take` what this tab left before it was loaded anew and what tabs left that are gone,
  // oldest first. One tab at a time, since two must not go on with the same change.
  async left(take) {
    if (!navigator.locks) return take(this.lying(() => true));
    await navigator.locks.request("annotate.adopt", async () => {
      const { held } = await navigator.locks.query();
      const alive = new Set(held.map((lock) => lock.name));
      take(this.lying((tab) => tab === this.tab || !alive.has(tabLock(tab))));
    });
  }

  lying(isMine) {
    return stored("localStorage", (s) => Object.keys(s), [])
      .filter((name) => name.startsWith(this.prefix))
      .map((name) => stored("localStorage", (s) => JSON.parse(s.getItem(name))))
      .filter((change) => change && isMine(change.tab))
      .sort((a, b) => a.seq - b.seq);
  }
}

const tabLock = (id) => `annotate.tab.${id}`;

// Take the lock of a tab id and keep it as long as the page lives; false where it is taken.
const lockTab = (id) =>
  new Promise((resolve) => {
    navigator.locks.request(tabLock(id), { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise(() => {}) : null;
    });
  });
