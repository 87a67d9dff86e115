// The picture as a page of its own: search, zoom, what one module needs, and a board on which
// another order is tried out. Without network; names are text of the page or strings of its data,
// never markup or code.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "documents/json.h"
#include "report/graph_view.h"
#include "report/order_word.h"
#include "report/xml_text.h"

namespace prereq {
namespace {

constexpr std::string_view kHead =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'; script-src 'unsafe-inline'\">\n"
    "<title>prereq: order and facts</title>\n<style>\n"
    ":root{color-scheme:light dark}\nbody{margin:0;font:14px system-ui,sans-serif}\n"
    "nav{position:sticky;top:0;padding:8px 12px;background:Canvas;border-bottom:1px solid GrayText;"
    "display:flex;gap:8px;align-items:center}\n"
    "main{overflow:auto;padding:8px}\n.m{cursor:pointer}\n.m:focus{outline:2px solid Highlight}\n"
    "section{padding:8px 12px;max-width:60rem}\n"
    "ol.board{list-style:none;padding:0;max-width:30rem}\n"
    "ol.board li{display:flex;gap:8px;align-items:center;border:1px solid GrayText;"
    "border-radius:4px;margin:2px 0;padding:2px 8px;cursor:grab}\n"
    "ol.board li:focus{outline:2px solid Highlight}\n"
    "ol.board li.moved .n{font-weight:bold;text-decoration:underline}\n"
    "ol.board li.bad::after{content:\"\\2715\";color:#b3261e;margin-left:auto}\n"
    ".n{min-width:2.5em;text-align:right}\n"
    "@media print{nav,section button{display:none}}\n</style>\n</head>\n<body>\n<nav>\n"
    "<label>Find <input id=\"find\" type=\"search\" autocomplete=\"off\"></label>\n"
    "<button id=\"in\">Larger</button>\n<button id=\"out\">Smaller</button>\n"
    "<button id=\"all\">Show all</button>\n<output id=\"said\" aria-live=\"polite\"></output>\n"
    "</nav>\n<main>\n";

constexpr std::string_view kScript = R"js(</main>
<script>
"use strict";
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
for (const m of modules) {
  m.setAttribute("tabindex", "0");
  m.setAttribute("role", "button");
  m.addEventListener("click", () => around(m));
  m.addEventListener("keydown", (e) => {
    if (e.key === "Enter" || e.key === " ") { e.preventDefault(); around(m); }
  });
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
for (const section of document.querySelectorAll("section")) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const list = section.querySelector("ol");
  const out = section.querySelector(".facts");
  const items = () => [...list.children];
  const start = items();
  let dragged = null;
  function look() {
    const number = new Map();
    items().forEach((li, i) => {
      number.set(li.dataset.m, i);
      li.querySelector(".n").textContent = data.numbers[i];
      li.classList.toggle("moved", start[i] !== li);
    });
    const last = items().length - 1;
    const broken = data.facts.filter((f) => {
      const at = number.get(String(f.module));
      if (f.kind === "before") return number.get(String(f.before)) >= number.get(String(f.after));
      if (f.kind === "within") return data.values[at] < f.low || data.values[at] > f.high;
      return f.kind === "first" ? at !== 0 : at !== last;
    });
    const bad = new Set(broken.flatMap((f) => [f.before, f.after, f.module].map(String)));
    for (const li of items()) li.classList.toggle("bad", bad.has(li.dataset.m));
    out.replaceChildren(...broken.map((f) => {
      const line = document.createElement("li");
      line.textContent = f.text;
      return line;
    }));
    section.querySelector("output").textContent =
      broken.length === 0 ? "This order keeps every fact." : "This order breaks " +
      broken.length + (broken.length === 1 ? " fact." : " facts.");
  }
  function move(li, by) {
    const all = items();
    const to = all.indexOf(li) + by;
    if (to < 0 || to >= all.length) return;
    if (by < 0) all[to].before(li); else all[to].after(li);
    look();
    li.focus();
  }
  for (const li of start) {
    const [up, down] = li.querySelectorAll("button");
    up.addEventListener("click", () => move(li, -1));
    down.addEventListener("click", () => move(li, 1));
    li.addEventListener("keydown", (e) => {
      if (e.target !== li || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
      e.preventDefault();
      if (e.altKey) return move(li, e.key === "ArrowUp" ? -1 : 1);
      const next = e.key === "ArrowUp" ? li.previousElementSibling : li.nextElementSibling;
      if (next) next.focus();
    });
    li.addEventListener("dragstart", () => { dragged = li; });
    li.addEventListener("dragover", (e) => {
      if (!dragged || dragged === li || !list.contains(dragged)) return;
      e.preventDefault();
      const box = li.getBoundingClientRect();
      if (e.clientY < box.top + box.height / 2) li.before(dragged); else li.after(dragged);
      look();
    });
    li.addEventListener("drop", (e) => e.preventDefault());
    li.addEventListener("dragend", () => { dragged = null; });
  }
  // Places stay with those that are kept; every other one goes to the first module of the present
  // order that waits for nobody.
  function mend() {
    const all = items();
    const before = data.facts.filter((f) => f.kind === "before");
    const kept = (li) => li.querySelector("input").checked;
    const waiting = all.filter((li) => !kept(li));
    const placed = new Set();
    const order = [];
    for (const [i, there] of all.entries()) {
      const free = (li) => before.every((f) =>
        String(f.after) !== li.dataset.m || placed.has(String(f.before)) ||
        !all.some((other) => other.dataset.m === String(f.before)));
      const next = kept(there) ? there : waiting.find(free);
      if (next === undefined) {
        section.querySelector("output").textContent =
          "Found no order this way; `prereq suggest` says whether there is one.";
        return;
      }
      if (!kept(next)) waiting.splice(waiting.indexOf(next), 1);
      placed.add(next.dataset.m);
      order.push(next);
    }
    list.replaceChildren(...order);
    look();
  }
  const [copy, repair, reset] = section.querySelectorAll(":scope > p button");
  repair.addEventListener("click", mend);
  const text = section.querySelector("textarea");
  copy.addEventListener("click", () => {
    text.value = items().map((li) => data.words[li.dataset.m] + "\n").join("");
    text.hidden = false;
    text.select();
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).catch(() => {});
  });
  reset.addEventListener("click", () => { list.replaceChildren(...start); look(); });
  look();
}
</script>
</body>
</html>
)js";

// What a fact says, where, and why.
std::string Said(const Claim& claim) {
  std::string text;
  for (const Source& source : claim.sources) {
    text += fmt::format("{}{}: {} ({}){}", text.empty() ? "" : "; ", FactKindName(source.kind),
                        Printable(source.text), Show(source.where),
                        source.because.empty() ? "" : ", because " + Printable(source.because));
  }
  return text;
}

Json FactOf(const Claim& claim) {
  Json fact{{"text", Said(claim)}};
  switch (claim.kind) {
    case Claim::Kind::kPrecedence:
      fact["kind"] = "before";
      fact["before"] = claim.before.value;
      fact["after"] = claim.after.value;
      return fact;
    case Claim::Kind::kWindow:
      fact["kind"] = "within";
      fact["low"] = claim.low.value;
      fact["high"] = claim.high.value;
      break;
    case Claim::Kind::kFirst:
      fact["kind"] = "first";
      break;
    case Claim::Kind::kLast:
      fact["kind"] = "last";
      break;
  }
  fact["module"] = claim.module.value;
  return fact;
}

// The modules as a list to be moved, with what the script has to know of them.
std::string Board(const GraphView& view) {
  Json data{{"numbers", Json::array()},
            {"values", Json::array()},
            {"words", Json::object()},
            {"facts", Json::array()}};
  std::string items;
  for (const ModuleId id : view.modules) {
    const auto number = view.facts.order.number(id);
    if (!number) continue;
    const std::string& slug = view.facts.module(id).slug;
    const std::string label = view.Label(id);
    data["numbers"].push_back(Printable(label.substr(0, label.find(' '))));
    data["values"].push_back(number->value);
    data["words"][std::to_string(id.value)] = OrderWord(view.facts, std::nullopt, slug);
    items += fmt::format(
        "<li draggable=\"true\" tabindex=\"0\" data-m=\"{0}\"><span class=\"n\"></span> "
        "<span>{1}</span> <button aria-label=\"{1} earlier\">▲</button> "
        "<button aria-label=\"{1} later\">▼</button> <label><input type=\"checkbox\"> keep"
        "</label></li>\n",
        id.value, Xml(slug));
  }
  for (const auto* claims : {&view.precedences, &view.places}) {
    for (const Claim& claim : *claims) data["facts"].push_back(FactOf(claim));
  }
  std::string text = data.dump(-1, ' ', true, Json::error_handler_t::replace);
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    text.replace(at, 1, "\\u003c");
  }
  return fmt::format(
      "<section>\n<h2>Board</h2>\n<p>Drag a module, press its arrows, or hold Alt and press ↑ or "
      "↓. <button>Copy this order</button> <button>Mend</button> <button>Back to "
      "today</button></p>\n"
      "<p>Mend makes a valid order near this one, in which those marked keep their places; "
      "<code>prereq suggest --keep</code> proves the cheapest. A copied order goes into "
      "<code>prereq plan --order -</code>.</p>\n"
      "<ol class=\"board\">\n{}</ol>\n<output aria-live=\"polite\"></output>\n"
      "<ul class=\"facts\"></ul>\n<textarea rows=\"8\" cols=\"40\" hidden></textarea>\n"
      "<script type=\"application/json\">{}</script>\n</section>\n",
      items, text);
}

}  // namespace

std::string RenderGraphHtml(const std::vector<GraphView>& views) {
  std::string page(kHead);
  for (const GraphView& view : views) page += RenderGraphSvg(view) + Board(view);
  return page += kScript;
}

}  // namespace prereq
