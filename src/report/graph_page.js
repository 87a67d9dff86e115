"use strict";
// The picture.
const modules = [...document.querySelectorAll("svg .m")];
const arcs = [...document.querySelectorAll(".a[data-a]")];
const said = document.getElementById("said");
let scale = 1;
function zoom(by) {
  scale = Math.min(4, Math.max(0.25, scale * by));
  for (const svg of document.querySelectorAll("svg")) {
    svg.style.width = svg.viewBox.baseVal.width * scale + "px";
    svg.style.height = "auto";
  }
}
function show(keep, text) {
  for (const m of modules) m.classList.toggle("dim", keep !== null && !keep.has(m));
  for (const a of arcs) a.classList.toggle("dim", keep !== null && !keep.has(a));
  said.textContent = text;
}
function around(m) {
  const keep = new Set([m]);
  const svg = m.closest("svg");
  for (const a of arcs) {
    if (a.closest("svg") !== svg) continue;
    const [from, to] = [a.dataset.a, a.dataset.b];
    if (from !== m.dataset.m && to !== m.dataset.m) continue;
    keep.add(a);
    for (const other of modules) {
      if (other.closest("svg") === svg && (other.dataset.m === from || other.dataset.m === to)) {
        keep.add(other);
      }
    }
  }
  show(keep, m.querySelector("text").textContent + ": " + (keep.size - 1) + " facts and modules");
}
// For those who hear the page: each module says what it comes after and before.
for (const svg of document.querySelectorAll(".picture svg")) {
  svg.setAttribute("role", "group");
  const own = [...svg.querySelectorAll(".m")];
  const label = new Map(own.map((m) => [m.dataset.m, m.querySelector("text").textContent]));
  const beside = new Map(own.map((m) => [m.dataset.m, {after: [], before: []}]));
  for (const a of svg.querySelectorAll(".a[data-a]")) {
    beside.get(a.dataset.b)?.after.push(label.get(a.dataset.a));
    beside.get(a.dataset.a)?.before.push(label.get(a.dataset.b));
  }
  for (const m of own) {
    const says = Object.entries(beside.get(m.dataset.m)).filter(([, names]) => names.length > 0);
    m.setAttribute("aria-label", [label.get(m.dataset.m),
      ...says.map(([side, names]) => side + " " + names.join(", "))].join("; "));
  }
}
// One of several is a stop of the Tab key; the arrow keys lead to the others. `enter` is called with
// each and whether it is the one.
function rove(all, enter) {
  const settle = (one) => { for (const other of all()) enter(other, other === one); };
  const go = (from, key) => {
    const list = all(), at = list.indexOf(from);
    const to = {ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: list.length - 1}[key];
    if (to === undefined || !list[to]) return false;
    settle(list[to]);
    list[to].focus();
    return true;
  };
  if (all().length > 0) settle(all()[0]);
  return {settle, go};
}
for (const svg of document.querySelectorAll(".picture svg")) {
  const own = [...svg.querySelectorAll(".m")];
  const {settle, go} = rove(() => own, (m, is) => m.setAttribute("tabindex", is ? "0" : "-1"));
  for (const m of own) {
    m.setAttribute("role", "button");
    m.addEventListener("click", () => { settle(m); around(m); });
    m.addEventListener("keydown", (e) => {
      if (e.key === "Enter" || e.key === " ") { e.preventDefault(); around(m); }
      else if (e.key === "Escape") show(null, "");
      else if (go(m, e.key)) e.preventDefault();
    });
  }
}
document.getElementById("in").addEventListener("click", () => zoom(1.25));
document.getElementById("out").addEventListener("click", () => zoom(0.8));
document.getElementById("all").addEventListener("click", () => show(null, ""));
document.getElementById("find").addEventListener("input", (e) => {
  const wanted = e.target.value.toLowerCase();
  if (wanted === "") return show(null, "");
  const found = modules.filter((m) => m.textContent.toLowerCase().includes(wanted));
  show(new Set(found), found.length + " found");
  if (found.length > 0) found[0].scrollIntoView({block: "center"});
});

// Parts of the page. Names reach it as text alone.
function part(name, text, ...children) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}
function marked(name, mark, text) {
  const element = part(name, text);
  element.className = mark;
  return element;
}
const counted = (count, one) => count + " " + one + (count === 1 ? "" : "s");

// The planner of `prereq serve`.
const token = new URLSearchParams(location.search).get("token");
async function ask(what, question) {
  let answer;
  try {
    answer = await fetch("/api/" + what, {
      method: "POST", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
      headers: {"Content-Type": "application/json", "X-Prereq-Token": token},
      body: JSON.stringify(question)});
  } catch {
    throw new Error("no answer: `prereq serve` has ended, or another one has its port");
  }
  if (answer.status === 403) {
    throw new Error("refused: `prereq serve` was started anew; open the address that it says now");
  }
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

function board(section) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const live = data.live === true;
  const list = section.querySelector("ol");
  const facts = section.querySelector(".facts");
  const verdict = section.querySelector("output");
  const items = () => [...list.children];
  const start = items();
  const words = new Map(data.modules.map((m) => [String(m.id), m.word]));
  const word = (li) => words.get(li.dataset.m);
  // The numbers of the places. An order without numbers means those that the page came with, and
  // where modules share numbers, none of these orders.
  let numbers = data.numbers;
  const wordAt = (li, i) => {
    const says = numbers !== data.numbers || new Set(numbers).size < data.modules.length;
    return (says && i in numbers ? numbers[i] + " " : "") + word(li);
  };
  const name = (li) => li.querySelector(".name").textContent;
  const kept = (li) => li.querySelector("input").checked;
  let dragged = null;

  // What is wrong: a text, the marks of modules, and a list of facts.
  function tell(text, bad, lines) {
    verdict.textContent = text;
    for (const li of start) {
      const is = bad.has(li.dataset.m);
      li.classList.toggle("bad", is);
      li.querySelector(".mark").textContent = is ? "✕ breaks a fact" : "";
    }
    facts.replaceChildren(...lines);
  }
  function number() {
    items().forEach((li, i) => {
      li.querySelector(".n").textContent = numbers[i] ?? "?";
      li.classList.toggle("moved", start[i] !== li);
    });
  }

  // From the facts that the page holds.
  function judge() {
    const place = new Map(items().map((li, i) => [li.dataset.m, i]));
    const last = place.size - 1;
    const apart = (f) => {
      // The modules of two phases that stand on the wrong side of one of the other phase.
      const at = (ids) => ids.map((id) => place.get(String(id))).filter((i) => i !== undefined);
      const last = Math.max(-1, ...at(f.earlier)), first = Math.min(place.size, ...at(f.later));
      return [...f.earlier.filter((id) => place.get(String(id)) > first),
              ...f.later.filter((id) => place.get(String(id)) < last)];
    };
    const broken = data.facts.filter((f) => {
      const at = place.get(String(f.module));
      if (f.kind === "phases") return apart(f).length > 0;
      if (f.kind === "before") return place.get(String(f.before)) >= place.get(String(f.after));
      if (f.kind === "within") return data.values[at] < f.low || data.values[at] > f.high;
      return f.kind === "first" ? at !== 0 : at !== last;
    });
    const bad = new Set(broken.flatMap((f) =>
      f.kind === "phases" ? apart(f) : [f.before, f.after, f.module]).map(String));
    tell(broken.length === 0 ? "This order keeps every fact."
                             : "This order breaks " + counted(broken.length, "fact") + ".",
         bad, broken.map((f) => part("li", f.text)));
  }

  // From the planner; what comes after a newer question is dropped.
  let asked = 0;
  let waits = null;
  const question = (more) => ({series: data.series, order: items().map(wordAt), ...more});
  async function request(what, more, use) {
    const mine = ++asked;
    clearTimeout(waits);
    section.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(what, question(more));
      if (mine === asked) use(answer);
    } catch (error) {
      if (mine === asked) tell(String(error.message), new Set(), []);
    }
    if (mine === asked) section.removeAttribute("aria-busy");
  }
  function lineOf(finding) {
    // The conclusions cite the facts by their numbers.
    const facts = finding.facts.map((fact) =>
      part("li", fact.kind + ": " + fact.text + " ", marked("code", "where", fact.where)));
    const line = part("li", finding.severity + ": " + finding.text + " ",
                      marked("code", "where", finding.where));
    if (facts.length > 0) line.append(part("ol", "", ...facts));
    line.append(...finding.because.map((reason) => part("div", reason)));
    return line;
  }
  const idOf = new Map(data.modules.map((m) => [m.word, String(m.id)]));
  function found(answer, text) {
    const bad = new Set(answer.findings.filter((f) => f.severity === "error")
                            .flatMap((f) => f.modules).map((w) => idOf.get(w)));
    tell(text, bad, answer.findings.map(lineOf));
  }
  function checked(answer) {
    const errors = answer.findings.filter((f) => f.severity === "error").length;
    const others = answer.findings.length - errors;
    found(answer, (answer.valid ? "This order is valid" : "This order breaks " + counted(errors, "rule")) +
                  (others > 0 ? "; " + counted(others, "warning") : "") + ".");
  }

  const proof = section.querySelector(".proof");
  const plan = section.querySelector(".plan");
  function look() {
    number();
    if (!live) return judge();
    proof.hidden = true;
    plan.replaceChildren();
    ++asked;
    clearTimeout(waits);
    waits = setTimeout(() => request("check", {}, checked), 80);
  }
  function arrange(order) {
    list.replaceChildren(...order);
    look();
  }
  function move(li, by) {
    const all = items();
    const to = all.indexOf(li) + by;
    if (to < 0 || to >= all.length) return;
    if (by < 0) all[to].before(li); else all[to].after(li);
    look();
    li.focus();
    said.textContent = name(li) + " is at place " + (to + 1) + " of " + all.length;
  }
  // The row that Tab leads to, and its controls.
  const {settle, go} = rove(items, (li, is) => {
    for (const one of [li, ...li.querySelectorAll("button,input")]) one.tabIndex = is ? 0 : -1;
  });
  for (const li of start) {
    const [up, down] = li.querySelectorAll("button");
    up.addEventListener("click", () => move(li, -1));
    down.addEventListener("click", () => move(li, 1));
    li.addEventListener("keydown", (e) => {
      if (e.target !== li || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
      e.preventDefault();
      if (e.altKey) return move(li, e.key === "ArrowUp" ? -1 : 1);
      go(li, e.key);
    });
    li.addEventListener("focusin", () => settle(li));
    li.addEventListener("dragstart", () => { dragged = li; });
    li.addEventListener("dragover", (e) => {
      if (!dragged || !list.contains(dragged)) return;
      e.preventDefault();
      if (dragged === li) return;
      const box = li.getBoundingClientRect();
      if (e.clientY < box.top + box.height / 2) li.before(dragged); else li.after(dragged);
      look();
    });
    li.addEventListener("drop", (e) => e.preventDefault());
    li.addEventListener("dragend", () => { dragged = null; });
  }

  // Without the planner: places stay with those that are kept; every other one goes to the first
  // module of the present order that waits for no other.
  function mend() {
    const all = items();
    const needs = new Map(all.map((li) => [li.dataset.m, new Set()]));
    const add = (before, after) => {
      if (needs.has(String(before))) needs.get(String(after))?.add(String(before));
    };
    for (const f of data.facts) {
      if (f.kind === "before") add(f.before, f.after);
      if (f.kind === "phases") f.later.forEach((after) => f.earlier.forEach((b) => add(b, after)));
    }
    const waiting = all.filter((li) => !kept(li));
    const placed = new Set();
    const order = [];
    for (const there of all) {
      const free = (li) => [...needs.get(li.dataset.m)].every((one) => placed.has(one));
      const next = kept(there) ? there : waiting.find(free);
      if (next === undefined) {
        verdict.textContent = "Found no order this way; `prereq suggest` says whether there is one.";
        return;
      }
      if (!kept(next)) waiting.splice(waiting.indexOf(next), 1);
      placed.add(next.dataset.m);
      order.push(next);
    }
    arrange(order);
  }
  function complete() {
    request("suggest", {keep: items().filter(kept).map(word)}, (answer) => {
      if (answer.order === null) return found(answer, "No valid order keeps those marked in these places.");
      const at = new Map(start.map((li) => [word(li), li]));
      list.replaceChildren(...answer.order.map((m) => at.get(m.module)));
      const given = answer.order.map((m) => m.number);
      numbers = String(given) === String(data.numbers) ? data.numbers : given;
      number();
      plan.replaceChildren();
      tell("The cheapest valid order: " + answer.cost + ".", new Set(), []);
      proof.textContent = answer.text + "\n" + answer.command;
      proof.hidden = false;
    });
  }

  function showPlan(answer) {
    plan.replaceChildren(part("h3", "The plan"), part("p", answer.headline + "."));
    if (answer.moves.length > 0) {
      const moves = answer.moves.map((m) => part("li", "", part("code", m.from), " → ", part("code", m.to)));
      plan.append(part("h4", "Renames"), part("ul", "", ...moves));
    }
    const edited = answer.files.filter((file) => file.lines.some((line) => line.startsWith("@@")));
    if (edited.length > 0) plan.append(part("h4", counted(edited.length, "edited file")));
    for (const file of edited) {
      const pre = part("pre");
      for (const line of file.lines.slice(file.lines.findIndex((line) => line.startsWith("---")))) {
        const mark = /^(\+\+\+|---|@@)/.test(line) ? "at" : {"+": "add", "-": "cut"}[line[0]];
        pre.append(mark ? marked("span", mark, line) : line, "\n");
      }
      plan.append(part("details", "", part("summary", "", part("code", file.path)), pre));
    }
    if (answer.cut) plan.append(part("p", "… and more, which `prereq plan` shows."));
    if (answer.tasks.length > 0) {
      const tasks = answer.tasks.map((task) => {
        const box = document.createElement("input");
        box.type = "checkbox";
        return part("li", "", part("label", "", box, " ", marked("code", "where", task.where), " " +
                    task.kind + ": " + task.text));
      });
      const todo = part("ul", "", ...tasks);
      todo.className = "tasks";
      plan.append(part("h4", "For a person to do"), todo);
    }
    plan.append(part("h4", "In a terminal"), part("pre", answer.command));
    said.textContent = "The plan is below the board";
    plan.scrollIntoView({block: "nearest"});
  }

  const text = section.querySelector("textarea");
  function copy() {
    text.value = items().map((li, i) => wordAt(li, i) + "\n").join("");
    text.hidden = false;
    text.select();
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).catch(() => {});
  }
  function reset() {
    numbers = data.numbers;
    arrange(start);
  }
  function apply() {
    verdict.textContent = "Answer the question in the terminal in which prereq serve runs.";
    request("apply", {}, (answer) => {
      if (answer.applied) return location.reload();
      verdict.textContent = "Nothing was changed; the terminal says more.";
    });
  }
  const actions = {copy, mend: live ? complete : mend, reset, apply,
                   plan: () => request("plan", {}, showPlan)};
  for (const button of section.querySelectorAll(".do button")) {
    button.addEventListener("click", actions[button.dataset.do]);
  }
  look();
}
for (const section of document.querySelectorAll("section")) board(section);
