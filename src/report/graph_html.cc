// The picture as a page of its own: search, zoom, and what one module needs. Without network; every
// name is text of the picture, none is part of a script.
#include "base/format.h"
#include "report/graph_view.h"

namespace prereq {
namespace {

constexpr std::string_view kHead =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'; script-src 'unsafe-inline'\">\n"
    "<title>prereq: order and facts</title>\n<style>\n"
    "body{margin:0;font:14px system-ui,sans-serif;color-scheme:light dark}\n"
    "nav{position:sticky;top:0;padding:8px 12px;background:Canvas;border-bottom:1px solid GrayText;"
    "display:flex;gap:8px;align-items:center}\n"
    "main{overflow:auto;padding:8px}\n.m{cursor:pointer}\n.m:focus{outline:2px solid Highlight}\n"
    "@media print{nav{display:none}}\n</style>\n</head>\n<body>\n<nav>\n"
    "<label>Find <input id=\"find\" type=\"search\" autocomplete=\"off\"></label>\n"
    "<button id=\"in\">Larger</button>\n<button id=\"out\">Smaller</button>\n"
    "<button id=\"all\">Show all</button>\n<output id=\"said\" aria-live=\"polite\"></output>\n"
    "</nav>\n<main>\n";

constexpr std::string_view kScript = R"js(</main>
<script>
"use strict";
const modules = [...document.querySelectorAll(".m")];
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
</script>
</body>
</html>
)js";

}  // namespace

std::string RenderGraphHtml(const std::vector<GraphView>& views) {
  std::string page(kHead);
  for (const GraphView& view : views) page += RenderGraphSvg(view);
  return page += kScript;
}

}  // namespace prereq
