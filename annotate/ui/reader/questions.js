// Painting the right column: the questions, who said what, and the verdict on one of them.

function paintQuestions(desk, item) {
  const { refs } = desk;
  const shown = item && item.questions.map((asked) => ({ ...asked, judged: judgedPrint(desk, item, asked) }));
  once(refs.questions, JSON.stringify([desk.token, item?.id, shown, desk.chosen, desk.draft]), () => {
    const focused = refs.questions.getRootNode().activeElement?.closest?.(".questions [data-focus]");
    const back = focused?.dataset.focus;
    fill(refs.questions, ...(item?.questions ?? []).map((asked) => questionOf(desk, item, asked)));
    if (back) refs.questions.querySelector(`[data-focus="${CSS.escape(back)}"]`)?.focus();
    refs.questions.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });
}

const judgedPrint = (desk, item, asked) =>
  [desk.answerKey(item, asked.name), desk.keyOf("ruling", item, asked.name)]
    .map((key) => desk.value(key))
    .concat((asked.labels ?? []).map((row) => rowState(desk, item, asked, row)));

const rowState = (desk, item, asked, row) =>
  ON_LABELS.map((kind) => desk.value(desk.keyOf(kind, item, asked.name, row.annotator)));

function questionOf(desk, item, asked) {
  const question = desk.data.questions.find((one) => one.name === asked.name);
  const hidden = asked.labels === null;
  const current = desk.chosen.question === asked.name;
  return make(
    "section",
    { class: current ? "question current" : "question", "aria-label": asked.name },
    make(
      "h3",
      {},
      make("button", { type: "button", class: "name", "data-focus": `q|${asked.name}`, onclick: () => desk.choose(asked.name, null) }, asked.name),
      make("span", { class: hidden || !divided(asked) ? "hint" : "hint warm" }, hidden ? "what would you say?" : split(asked)),
    ),
    optionsOf(desk, item, asked, question, hidden),
    hidden ? revealOf(desk, item, asked) : labelsOf(desk, item, asked),
  );
}

// Say in words how the labels stand to each other.
function split(asked) {
  const counts = countsOf(asked);
  if (counts.length < 2) return counts.length && counts[0][1] > 1 ? "all agree" : "";
  return counts[0][1] === counts[1][1] ? "⚑ no majority" : "⚑ they differ";
}

const divided = (asked) => countsOf(asked).length > 1;

function countsOf(asked) {
  const counts = new Map();
  for (const row of asked.labels) {
    if (row.status === "submitted" && row.label !== null) counts.set(row.shown, (counts.get(row.shown) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function optionsOf(desk, item, asked, question, hidden) {
  const kind = hidden ? "answer" : "ruling";
  const value = desk.value(hidden ? desk.answerKey(item, asked.name) : desk.keyOf("ruling", item, asked.name));
  const mine = desk.value(desk.answerKey(item, asked.name));
  const first = item.again && !hidden ? asked.first : null;
  const facts = [
    hidden ? null : make("span", { class: "what" }, "your ruling"),
    asked.gold ? make("span", { class: "gold" }, "◆ gold: ", make("bdi", {}, asked.gold)) : null,
    !hidden && mine ? make("span", { class: "mine" }, "you answered: ", make("bdi", {}, desk.shown(asked.name, mine))) : null,
    first ? make("span", { class: "mine" }, first === mine ? "as the first time" : "the first time: ", first === mine ? null : make("bdi", {}, desk.shown(asked.name, first))) : null,
  ];
  const options = question.options.length > 12 && !question.several ? pickOf : buttonsOf;
  return make(
    "div",
    { class: "options" },
    make("div", { class: "facts" }, ...facts.filter(Boolean)),
    options(desk, asked, question, kind, value),
  );
}

function buttonsOf(desk, asked, question, kind, value) {
  const drafted = kind === "answer" && desk.draft?.key.question === asked.name ? desk.draft.members : null;
  const members = question.several ? drafted ?? membersOf(value) : [value];
  const buttons = question.options.map((option, place) =>
    make(
      "button",
      {
        type: "button",
        class: "option",
        "data-testid": "option",
        "data-answer": option,
        "data-focus": `o|${asked.name}|${option}`,
        "aria-pressed": String(members.includes(option)),
        onclick: () => desk.answer(asked.name, option),
      },
      keyMark(question.options, place),
      make("bdi", {}, option),
    ),
  );
  const label = `${kind === "ruling" ? "Your ruling" : "Your answer"} on ${asked.name}`;
  if (drafted) buttons.push(make("button", { type: "button", class: "option done", onclick: () => desk.commit() }, make("kbd", {}, "⏎"), "that is my answer"));
  return make("div", { class: "buttons", role: "group", "aria-label": label }, ...buttons);
}

// The key beside an answer; an answer that is its own key needs none.
function keyMark(options, place) {
  const digit = digitOf(options, place);
  return digit === null || digit === options[place] ? null : make("kbd", {}, digit);
}

// Many answers (free numbers): a list to choose from.
function pickOf(desk, asked, question, kind, value) {
  const pick = make("select", { "aria-label": `Your ${kind} on ${asked.name}`, "data-focus": `p|${asked.name}` });
  pick.append(make("option", { value: "" }, "–"), ...question.options.map((option) => make("option", { value: option }, option)));
  pick.value = value ?? "";
  pick.onchange = () => desk.answer(asked.name, pick.value || value);
  return pick;
}

function revealOf(desk, item, asked) {
  const said = desk.value(desk.keyOf("answer", item, asked.name)) !== null;
  if (said) return make("p", { class: "nothing" }, "…");
  return make(
    "button",
    { type: "button", class: "reveal", "data-testid": "reveal", "data-focus": "reveal", onclick: () => desk.reveal() },
    make("kbd", {}, "space"),
    " show what they said, without answering",
  );
}

function labelsOf(desk, item, asked) {
  if (!asked.labels.length) return make("p", { class: "nothing" }, "Nobody labelled this.");
  const counts = countsOf(asked);
  const tally = asked.labels.length > 6 && counts.length > 1 ? counts.map(([shown, n]) => `${n} × ${shown}`).join(" · ") : "";
  return make(
    "div",
    {},
    tally ? make("p", { class: "tally", dir: "auto" }, tally) : null,
    ...groupsOf(desk, item, asked).map(([name, rows]) =>
      make("ul", { role: "listbox", "aria-label": name === null ? `Labels on ${asked.name}` : `${name} on ${asked.name}` }, ...rows),
    ),
  );
}

const CROWD = 12; // labels of one question beyond which they are grouped

// A few labels one under the other; many by what they say, with their names on demand.
function groupsOf(desk, item, asked) {
  const row = (one) => rowOf(desk, item, asked, one, asked.labels.indexOf(one));
  if (asked.labels.length <= CROWD) return [[null, asked.labels.map(row)]];
  const groups = new Map();
  for (const one of asked.labels) {
    const name = one.status === "submitted" ? one.shown || "–" : one.status;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([name, rows]) => {
      const open = desk.chosen.question === asked.name && rows.some((one) => one.annotator === desk.chosen.annotator);
      const judged = rows.filter((one) => rowState(desk, item, asked, one).some(Boolean)).length;
      const words = [`${rows.length} ×`, make("bdi", {}, name), judged ? make("span", { class: "judged" }, `${judged} judged`) : null];
      const head = make("li", { role: "none", class: rows[0].differs ? "crowd differs" : "crowd" }, make("button", { type: "button", "aria-expanded": String(open), "data-testid": "group", "data-focus": `g|${asked.name}|${name}`, onclick: () => desk.choose(asked.name, rows[0].annotator) }, ...words.filter(Boolean).flatMap((one) => [one, " "])));
      return [name, [head, ...(open ? rows.map(row) : [])]];
    });
}

function rowOf(desk, item, asked, row, place) {
  const [verdict, exemplary, message, type, proposal, rule] = rowState(desk, item, asked, row);
  const name = { error: type, guideline_unclear: proposal }[verdict];
  const meant = desk.all && desk.targets().includes(row);
  const chosen = desk.chosen.question === asked.name && desk.chosen.annotator === row.annotator;
  const first = desk.chosen.question !== asked.name && place === 0;
  const mark = desk.data.verdicts.find((one) => one.value === verdict);
  const aside = row.status === "submitted" ? null : row.status;
  return make(
    "li",
    {
      role: "option",
      "data-testid": "label-row",
      "data-annotator": row.annotator,
      "data-verdict": verdict ?? "",
      "data-exemplary": exemplary ? "true" : "false",
      "data-focus": `r|${asked.name}|${row.annotator}`,
      "aria-selected": String(chosen),
      tabindex: chosen || first ? "0" : "-1",
      class: [row.differs ? "differs" : "", aside ? "aside" : "", meant ? "meant" : ""].join(" ").trim() || null,
      title: row.time ? `labelled ${row.time}` : null,
      onclick: () => desk.choose(asked.name, row.annotator),
    },
    make("span", { class: "who" }, make("bdi", {}, row.annotator), row.kind === "model" ? make("span", { class: "kind" }, "model") : null),
    make("span", { class: "label" }, row.differs ? make("span", { class: "flag", title: "differs from the majority" }, "≠ ") : null, make("bdi", {}, row.shown || "–"), row.differs ? make("span", { class: "unseen" }, " (differs)") : null),
    make("span", { class: "seconds" }, aside ?? seconds(row.seconds)),
    row.doubt ? make("span", { class: "doubt", "data-testid": "doubt", title: row.doubt.why, dir: "auto" }, row.doubt.short) : null,
    mark || exemplary || message || rule
      ? make(
          "span",
          { class: "said" },
          mark ? make("span", { class: "verdict" }, `${mark.mark} ${mark.short}`, name ? ": " : null, name ? make("bdi", {}, name) : null) : null,
          rule ? make("span", { class: "cited" }, "§ ", make("bdi", {}, rule)) : null,
          exemplary ? make("span", { class: "star" }, "★ exemplary") : null,
          message ? make("span", { class: "has-message", title: message }, "✉ message") : null,
        )
      : null,
    row.comment ? make("span", { class: "comment", dir: "auto" }, row.comment) : null,
  );
}

const seconds = (value) => (value === null ? "" : value < 100 ? `${+value.toFixed(value < 10 ? 1 : 0)} s` : `${Math.round(value / 60)} min`);

// --- the verdict on the chosen label -----------------------------------------------------------

function paintJudge(desk, item) {
  const { refs } = desk;
  const row = desk.row();
  const state = row && rowState(desk, item, { name: desk.chosen.question }, row);
  const { judging } = refs;
  const others = desk.asked(item, desk.chosen.question)?.labels?.filter((one) => row && one.label === row.label && one.status === row.status).length ?? 0;
  refs.judge.hidden = !row;
  once(judging, JSON.stringify([item?.id, desk.chosen, row?.shown, state, desk.all, others]), () => {
    if (!row) return fill(judging);
    const focused = judging.getRootNode().activeElement?.closest?.(".judge [data-focus]")?.dataset.focus;
    const [verdict, exemplary] = state;
    const buttons = desk.data.verdicts.map((one) =>
      judgeButton(one.key, `${one.mark} ${one.short}`, one.words, verdict === one.value, () => desk.judge(one.value), one.value),
    );
    buttons.push(judgeButton("s", "★ exemplary", "worth praising", Boolean(exemplary), () => desk.praise(), "exemplary"));
    const about = desk.all ? [`all ${others} who said `] : [make("bdi", {}, row.annotator), " said "];
    const whom = desk.all ? `only ${row.annotator}` : `all ${others}`;
    const all = others > 1 ? make("button", { type: "button", class: "all", "data-focus": "all", "data-testid": "all", "aria-pressed": String(desk.all), onclick: () => desk.everyone() }, make("kbd", {}, "a"), make("bdi", {}, whom)) : null;
    fill(
      judging,
      make("div", { class: "about" }, make("p", {}, ...about, make("bdi", { class: "label" }, row.shown || "nothing")), all),
      make("div", { class: "verdicts" }, ...buttons),
    );
    if (focused) judging.querySelector(`[data-focus="${focused}"]`)?.focus();
  });
}

function judgeButton(key, words, title, pressed, act, name) {
  return make(
    "button",
    { type: "button", title, "data-focus": name, "data-testid": `verdict-${name}`, "aria-pressed": String(pressed), onclick: act },
    make("kbd", {}, key),
    make("span", {}, words),
  );
}
