// A large text field on the outbox: one key of the store, shown and changed.

const WRITERS = new WeakMap();

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".writer");
  if (!WRITERS.has(root)) WRITERS.set(root, open(root, data));
  const writer = WRITERS.get(root);
  writer.setState = setStateValue;
  writer.update(data);
  return () => {
    writer.close();
    WRITERS.delete(root);
  };
}

function open(root, data) {
  const outbox = Outbox.of(data.scope);
  const field = root.querySelector("textarea");
  const writer = { known: { value: "", revision: 0 } };
  writer.channel = {
    root,
    claims: (name) => name === keyText(writer.key),
    send: (message) => writer.setState("outbox", message),
    changed: () => writer.key && paint(),
  };

  const paint = () => {
    const pending = outbox.pending(writer.key);
    const value = String((pending ? pending.value : writer.known.value) ?? "").replace(/\r\n?/g, "\n");
    if (!writer.composing && field.value !== value) field.value = value;
    const { saved, words, tone } = outbox.state();
    const [status, problem] = [root.querySelector(".saved"), root.querySelector(".problem")];
    root.dataset.saved = field.dataset.saved = saved;
    status.dataset.tone = tone;
    if (status.textContent !== words) status.textContent = words;
    if (problem.textContent !== outbox.problem) problem.textContent = outbox.problem;
    paintDisputes(root.querySelector(".settle"), outbox, {
      about: ({ annotator_id, question }) => `What you wrote ${annotator_id ? `to ${annotator_id}` : question ? `(${question})` : ""}`.trim(),
      shown: (_, text) => String(text ?? ""),
    });
  };

  writer.update = (now) => {
    const { kind, item_id, annotator_id, question } = now;
    const key = { kind, item_id, annotator_id, question };
    const turned = keyText(key) !== field.dataset.key;
    writer.key = key;
    field.dataset.key = keyText(key);
    const label = root.querySelector("label");
    label.textContent = now.label;
    label.classList.toggle("unseen", now.label_hidden);
    field.placeholder = now.placeholder;
    field.dataset.testid = now.testid;
    if (turned) field.style.height = `${now.height}px`; // later the reader may have pulled at it
    if (turned || now.revision >= writer.known.revision) {
      writer.known = { value: now.value, revision: now.revision };
    }
    for (const one of outbox.hear(writer.channel, now.answer)) {
      const newer = keyText(one) === field.dataset.key && one.revision >= writer.known.revision;
      if (newer) writer.known = { value: one.value, revision: one.revision };
    }
    paint();
    if (turned) caret.back();
  };

  const typed = () => outbox.put(writer.key, field.value, writer.known.revision, { typed: true });
  field.oninput = () => (typed(), caret.keep());
  field.oncompositionstart = () => (writer.composing = true);
  field.oncompositionend = () => ((writer.composing = false), typed());
  field.onblur = () => caret.drop();
  field.onkeydown = (event) => {
    event.stopPropagation(); // Streamlit would take letters for its shortcuts
    if (event.key === "Escape" && !event.isComposing) field.blur();
  };
  field.onkeyup = field.onkeypress = (event) => event.stopPropagation();

  // Where the caret was when the page had to be loaded anew.
  const place = () => `annotate.writer|${data.scope}|${field.dataset.key}`;
  const caret = {
    keep: () => stored("sessionStorage", (s) => s.setItem(place(), JSON.stringify([field.selectionStart, field.selectionEnd, Date.now()]))),
    drop: () => stored("sessionStorage", (s) => s.removeItem(place())),
    back: () => {
      const [from, to, at] = stored("sessionStorage", (s) => JSON.parse(s.getItem(place()))) ?? [0, 0, 0];
      if (Date.now() - at > 60_000) return;
      outbox.ready.then(() => {
        paint();
        field.focus();
        field.setSelectionRange(from, to);
      });
    },
  };

  writer.close = outbox.attach(writer.channel);
  return writer;
}
