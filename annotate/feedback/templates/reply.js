// Makes a file of what the reader chose and wrote. Nothing leaves the page but that file.
(() => {
  "use strict";
  const form = document.getElementById("reply");
  const replies = [...document.querySelectorAll(".reply")];
  const said = document.getElementById("reply-said");
  let unsaved = false;

  for (const part of [form, ...replies]) part.hidden = false;

  const chosen = (part) => [...part.querySelectorAll("input:checked")].map((one) => one.value);
  const text = (part, name) => (part.querySelector(`[name="${name}"]`)?.value || "").trim();

  document.addEventListener("input", (event) => {
    unsaved = true;
    const part = event.target.closest(".reply");
    const reason = part?.querySelector(".reason");
    if (reason) reason.hidden = !chosen(part).includes("object");
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  // A closed part is not printed; the answers should be.
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });

  const example = (part) => {
    const [opinion] = chosen(part);
    const reason = opinion === "object" ? text(part, "reason") : "";
    return opinion && { item: part.dataset.item, question: part.dataset.question, opinion, reason };
  };
  const practice = (part) => {
    const answers = part.dataset.free ? [text(part, "answer")].filter(Boolean) : chosen(part);
    return answers.length && { item: part.dataset.item, question: part.dataset.question, answers };
  };
  const all = (kind, read) =>
    replies.filter((part) => part.dataset.kind === kind).map(read).filter(Boolean);

  const reply = () => {
    const prediction = form.querySelector('[name="prediction"]');
    const known = prediction.value !== "" && prediction.checkValidity();
    return {
      format: "annotate-reply",
      version: 1,
      project: form.dataset.project,
      annotator: form.dataset.annotator,
      round: form.dataset.round,
      made: new Date().toISOString(),
      examples: all("example", example),
      practice: all("practice", practice),
      prediction: known ? Number(prediction.value) : null,
      remark: text(form, "remark"),
    };
  };

  const complaint = (made) => {
    const without = made.examples.filter((one) => one.opinion === "object" && !one.reason);
    if (without.length) {
      return form.dataset.reason.replace("{items}", without.map((one) => one.item).join(", "));
    }
    const prediction = form.querySelector('[name="prediction"]');
    if (!prediction.reportValidity()) return prediction.validationMessage;
    const empty = !made.examples.length && !made.practice.length;
    return empty && made.prediction === null && !made.remark ? form.dataset.empty : "";
  };

  document.getElementById("reply-save").addEventListener("click", () => {
    const made = reply();
    said.textContent = complaint(made);
    if (said.textContent) return;
    const file = new Blob([JSON.stringify(made, null, 2)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = form.dataset.file;
    link.click();
    URL.revokeObjectURL(link.href);
    unsaved = false;
    said.textContent = form.dataset.saved.replace("{file}", form.dataset.file);
  });
})();
