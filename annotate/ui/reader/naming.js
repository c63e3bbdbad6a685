// Fields that complete what is typed, and the menu that a slash opens in a message.

// Complete what was typed at the end of a field to the first name that begins so; what was added
// is selected, so that the next keystroke replaces it.
function complete(field, names, event) {
  const typed = field.value;
  if (!event.inputType?.startsWith("insert") || field.selectionEnd !== typed.length || !typed) return;
  const like = typed.toLowerCase();
  const found = names.find((name) => name.length > typed.length && name.toLowerCase().startsWith(like));
  if (!found) return;
  field.value = found;
  field.setSelectionRange(typed.length, found.length);
}

const INSERTED = 400; // characters of a field of the item that are inserted

// The menu over a message: saved phrases, fields of the item, rules of the guideline.
class Menu {
  constructor(desk, field, list) {
    Object.assign(this, { desk, field, list, from: -1, at: 0, shown: [] });
  }

  get open() {
    return this.from >= 0;
  }

  // After each keystroke: a slash at the start of a word opens it, what follows narrows it.
  look(event) {
    const caret = this.field.selectionStart;
    if (!this.open && event.data === "/" && /(^|\s)$/.test(this.field.value.slice(0, caret - 1))) this.from = caret - 1;
    if (!this.open) return;
    const word = this.field.value.slice(this.from, caret);
    if (!word.startsWith("/") || word.includes("\n")) return this.close();
    const like = word.slice(1).toLowerCase();
    const found = this.choices().filter((one) => `${one.kind} ${one.name}`.toLowerCase().includes(like));
    // To keep the message stands last, and is in sight however many there are.
    this.shown = [...found.slice(0, 12), ...found.slice(12).filter((one) => one.keep)];
    this.at = Math.min(this.at, Math.max(0, this.shown.length - 1));
    this.paint();
  }

  choices() {
    const { names } = this.desk;
    const item = this.desk.item();
    const message = this.field.value.slice(0, Math.max(0, this.from)).trim();
    return [
      ...names.phrases.map((one) => ({ kind: "phrase", name: one.name, text: one.text })),
      ...names.rules.map((one) => ({ kind: "rule", name: `${one.number} ${one.text}`, text: `rule ${one.number}: ${one.text}` })),
      ...(item?.fields ?? []).map((one) => ({ kind: "field", name: one.title, text: `“${textIn(one.cell).slice(0, INSERTED)}”` })),
      ...(message ? [{ kind: "keep", name: "keep this message as a phrase", keep: message, text: "" }] : []),
    ];
  }

  onKey(event) {
    if (!this.open || event.target !== this.field) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.shown.length) % Math.max(1, this.shown.length);
    else if ((event.key === "Enter" || event.key === "Tab") && this.shown.length) this.take(this.shown[this.at]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    if (this.open) this.paint();
    return true;
  }

  take(choice) {
    this.field.setRangeText(choice.text, this.from, this.field.selectionStart, "end");
    this.close();
    this.desk.typed(this.field); // before anything repaints the field with what was typed until now
    if (choice.keep) this.desk.keepPhrase(choice.keep);
    this.field.focus();
  }

  close() {
    [this.from, this.at] = [-1, 0];
    this.paint();
  }

  paint() {
    this.list.hidden = !this.open;
    this.field.setAttribute("aria-expanded", String(this.open));
    if (!this.open) return;
    const rows = this.shown.map((one, place) => {
      const row = make("li", { role: "option", id: `insert-${place}`, "aria-selected": String(place === this.at), "data-testid": "insert" }, make("span", { class: "kind" }, one.kind), make("bdi", {}, one.name));
      row.onmousedown = (event) => (event.preventDefault(), this.take(one));
      return row;
    });
    fill(this.list, ...(rows.length ? rows : [make("li", { class: "nothing" }, "Nothing like that.")]));
    this.field.setAttribute("aria-activedescendant", `insert-${this.at}`);
    this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }
}

// The text of a cell, whatever it is drawn as.
function textIn(cell) {
  if (cell.text !== undefined) return cell.text;
  if (cell.html !== undefined) return new DOMParser().parseFromString(cell.html, "text/html").body.textContent.trim();
  return (cell.rows ?? cell.turns ?? []).map((parts) => parts.join(" ")).join("\n");
}
