#include "report/board.h"

#include <algorithm>
#include <vector>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "prereq/verdict.h"
#include "report/order_word.h"
#include "report/xml_text.h"

namespace prereq {
namespace {

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

Json FactJson(const Claim& claim) {
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

// Two phases one behind the other: a fact for all pairs of their modules.
Json StepJson(const PhaseStep& step) {
  Json fact{{"kind", "phases"},
            {"text", fmt::format("policy: {} comes after {} ({})", Printable(step.later),
                                 Printable(step.earlier), Show(step.where))},
            {"earlier", Json::array()},
            {"later", Json::array()}};
  for (const ModuleId id : step.before) fact["earlier"].push_back(id.value);
  for (const ModuleId id : step.after) fact["later"].push_back(id.value);
  return fact;
}

// The numbers of the places: those in use, and where some module of the whole has none yet, those
// that an order without numbers is read with.
std::vector<Number> PlacesOf(const GraphView& view) {
  std::vector<Number> places;
  for (const ModuleId id : view.modules) {
    const auto number = view.facts.order.number(id);
    if (number) places.push_back(*number);
  }
  const bool is_whole = view.modules.size() == view.facts.modules.size();
  return is_whole && places.size() < view.modules.size() ? AllowedNumbers(view.facts) : places;
}

constexpr std::string_view kHow =
    "<p class=\"how\">Drag a module, press its arrows, or hold Alt and press ↑ or ↓.</p>\n";
constexpr std::string_view kStaticActions =
    "<p class=\"do\"><button data-do=\"copy\">Copy this order</button> "
    "<button data-do=\"mend\">Mend</button> "
    "<button data-do=\"reset\">Back to today</button></p>\n"
    "<p class=\"how\">Mend makes a valid order near this one, in which those marked keep their "
    "places; <code>prereq suggest --keep</code> proves the cheapest. A copied order goes into "
    "<code>prereq plan --order -</code>.</p>\n";
constexpr std::string_view kApplyButton = "<button data-do=\"apply\">Apply …</button> ";
constexpr std::string_view kAsks =
    "Apply asks in the terminal, and nothing is written before you "
    "say yes there";
constexpr std::string_view kWritesNothing = "Nothing is written";

std::string LiveActions(std::string_view apply, std::string_view writes) {
  return fmt::format(
      "<p class=\"do\"><button data-do=\"copy\">Copy this order</button> "
      "<button data-do=\"mend\">Cheapest valid order</button> "
      "<button data-do=\"plan\">Show the plan</button> {}"
      "<button data-do=\"reset\">Back to today</button></p>\n"
      "<p class=\"how\">In the cheapest valid order those marked <em>keep</em> have the places "
      "that "
      "they have here. {}. Reload the page to read the files again.</p>\n",
      apply, writes);
}

}  // namespace

Json BoardJson(const GraphView& view) {
  Json board{{"series", EscapeInvalidUtf8(view.facts.series.name)},
             {"modules", Json::array()},
             {"numbers", Json::array()},
             {"values", Json::array()},
             {"facts", Json::array()}};
  for (const ModuleId id : view.modules) {
    const std::string& slug = view.facts.module(id).slug;
    board["modules"].push_back(Json{{"id", id.value},
                                    {"word", OrderWord(view.facts, std::nullopt, slug)},
                                    {"name", Printable(slug)}});
  }
  const Result<NamePattern> pattern = NamePattern::Parse(view.facts.series.pattern);
  for (const Number number : PlacesOf(view)) {
    board["numbers"].push_back(ShowNumber(number, pattern ? pattern->width() : 1));
    board["values"].push_back(number.value);
  }
  for (const auto& claims : {view.Stated(), view.places}) {
    for (const Claim& claim : claims) board["facts"].push_back(FactJson(claim));
  }
  for (const PhaseStep& step : view.steps) board["facts"].push_back(StepJson(step));
  return board;
}

std::string BoardSection(const GraphView& view, BoardKind kind, std::string_view name_of_part) {
  const std::string& name = view.facts.series.name;
  const bool live = kind != BoardKind::kAlone;
  std::string items;
  for (const ModuleId id : view.modules) {
    items += fmt::format(
        "<li draggable=\"true\" tabindex=\"-1\" data-m=\"{0}\"><span class=\"n\"></span> "
        "<span class=\"name\">{1}</span> <span class=\"mark\"></span> "
        "<button aria-label=\"{1} earlier\">▲</button> <button aria-label=\"{1} later\">▼</button> "
        "<label><input type=\"checkbox\" aria-label=\"keep {1} in its place\"> keep</label></li>\n",
        id.value, Xml(view.facts.module(id).slug));
  }
  Json data = BoardJson(view);
  data["live"] = live;
  std::string text = data.dump(-1, ' ', true, Json::error_handler_t::replace);
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    text.replace(at, 1, "\\u003c");
  }
  return fmt::format(
      "<section id=\"{}\">\n<h2>Board{}</h2>\n{}{}<div class=\"work\">\n<ol class=\"board\" "
      "aria-label=\"the modules in their order; Alt with an arrow key moves one\">\n{}</ol>\n"
      "<div class=\"side\">\n<output class=\"verdict\" aria-live=\"polite\"></output>\n"
      "<ul class=\"facts\"></ul>\n"
      "<textarea rows=\"8\" aria-label=\"the order, a module a line\" hidden></textarea>\n{}"
      "</div>\n</div>\n{}<script type=\"application/json\">{}</script>\n</section>\n",
      name_of_part, name.empty() ? "" : ": " + Xml(name), kHow,
      !live                          ? std::string(kStaticActions)
      : kind == BoardKind::kApplying ? LiveActions(kApplyButton, kAsks)
                                     : LiveActions("", kWritesNothing),
      items,
      live ? "<pre class=\"proof\" tabindex=\"0\" aria-label=\"the proof\" hidden></pre>\n" : "",
      live ? "<div class=\"plan\"></div>\n" : "", text);
}

}  // namespace prereq
