// The graph in words and as JSON.
#include "base/format.h"
#include "base/json_marks.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/json.h"
#include "files/json_text.h"
#include "report/graph_view.h"

namespace prereq {
namespace {

std::string LinesOfSources(std::string_view said, const std::vector<Source>& sources) {
  std::string text;
  for (const Source& source : sources) {
    text += fmt::format("    {}  {}  {}\n", said, FactKindName(source.kind), Show(source.where));
    if (!source.because.empty()) {
      text += fmt::format("      because: {}\n", Printable(source.because));
    }
  }
  return text;
}

Json SourcesJson(const std::vector<Source>& sources) {
  Json json = Json::array();
  for (const Source& source : sources) {
    Json one = {{"kind", FactKindName(source.kind)}, {"text", EscapeInvalidUtf8(source.text)}};
    if (!source.because.empty()) one["because"] = EscapeInvalidUtf8(source.because);
    one["where"] = LocationJson(source.where);
    json.push_back(std::move(one));
  }
  return json;
}

Json PlaceJson(const GraphView& view, const Claim& claim) {
  Json json = {{"module", EscapeInvalidUtf8(view.facts.module(claim.module).slug)}};
  switch (claim.kind) {
    case Claim::Kind::kFirst:
      json["place"] = "first";
      break;
    case Claim::Kind::kLast:
      json["place"] = "last";
      break;
    default:
      json["place"] = "window";
      json["low"] = ShowNumber(claim.low);
      json["high"] = ShowNumber(claim.high);
  }
  json["sources"] = SourcesJson(claim.sources);
  return json;
}

Json SeriesJson(const GraphView& view) {
  const auto slug = [&](ModuleId id) { return EscapeInvalidUtf8(view.facts.module(id).slug); };
  Json json = {{"series", EscapeInvalidUtf8(view.facts.series.name)},
               {"modules", Json::array()},
               {"precedences", Json::array()},
               {"places", Json::array()},
               {"waived", Json::array()},
               {"across", Json::array()},
               {"drivers", Json::array()}};
  for (const ModuleId id : view.modules) {
    const Module& module = view.facts.module(id);
    const auto number = view.facts.order.number(id);
    Json one = {{"slug", slug(id)}, {"number", number ? Json(ShowNumber(*number)) : Json(nullptr)}};
    if (!module.title.empty()) one["title"] = EscapeInvalidUtf8(module.title);
    if (!module.path.empty()) one["path"] = EscapeInvalidUtf8(module.path);
    json["modules"].push_back(std::move(one));
  }
  for (const Claim& claim : view.precedences) {
    json["precedences"].push_back({{"before", slug(claim.before)},
                                   {"after", slug(claim.after)},
                                   {"broken", view.IsBroken(claim)},
                                   {"sources", SourcesJson(claim.sources)}});
  }
  for (const Claim& claim : view.places) json["places"].push_back(PlaceJson(view, claim));
  for (const Dependency& one : view.waived) {
    json["waived"].push_back({{"before", slug(one.prerequisite)},
                              {"after", slug(one.dependent)},
                              {"kind", FactKindName(one.kind)},
                              {"where", LocationJson(one.where)}});
  }
  for (const NeedAcross& one : view.across) {
    json["across"].push_back({{"before", EscapeInvalidUtf8(one.prerequisite)},
                              {"after", slug(one.dependent)},
                              {"broken", one.backwards},
                              {"kind", FactKindName(one.kind)},
                              {"text", EscapeInvalidUtf8(one.text)},
                              {"where", LocationJson(one.where)}});
  }
  for (const DriverOrder& driver : view.drivers) {
    Json run = Json::array();
    for (const DriverOrder::Entry& entry : driver.entries) run.push_back(slug(entry.module));
    json["drivers"].push_back(
        {{"runs", std::move(run)}, {"where", LocationJson(driver.entries.front().where)}});
  }
  return json;
}

}  // namespace

std::string RenderGraphText(const GraphView& view) {
  std::string text;
  auto precedence = view.precedences.begin();
  auto place = view.places.begin();
  auto across = view.across.begin();
  for (const ModuleId id : view.modules) {
    text += Printable(view.Label(id)) + "\n";
    for (; precedence != view.precedences.end() && precedence->after == id; ++precedence) {
      const std::string said = fmt::format("after {}", Printable(view.Label(precedence->before)));
      text += LinesOfSources(view.IsBroken(*precedence) ? said + " (broken)" : said,
                             precedence->sources);
    }
    for (; place != view.places.end() && place->module == id; ++place) {
      text += LinesOfSources(Printable(place->sources.front().text), place->sources);
    }
    for (; across != view.across.end() && across->dependent == id; ++across) {
      text += fmt::format("    after {}{}  {}  {}\n", Printable(across->prerequisite),
                          across->backwards ? " (broken)" : "", FactKindName(across->kind),
                          Show(across->where));
    }
  }
  if (!view.waived.empty()) text += "waived\n";
  for (const Dependency& one : view.waived) {
    text +=
        fmt::format("    {} needs {}  {}  {}\n", Printable(view.facts.module(one.dependent).slug),
                    Printable(view.facts.module(one.prerequisite).slug), FactKindName(one.kind),
                    Show(one.where));
  }
  if (!view.drivers.empty()) text += "run in this order\n";
  for (const DriverOrder& driver : view.drivers) {
    std::vector<std::string> run;
    for (const DriverOrder::Entry& entry : driver.entries) {
      run.push_back(Printable(view.Label(entry.module)));
    }
    text += fmt::format("    {}  path  {}\n", Join(run, ", "), Show(driver.entries.front().where));
  }
  return text;
}

std::string RenderGraphJson(const std::vector<GraphView>& views) {
  Json json = {{"version", 1}, {"series", Json::array()}};
  for (const GraphView& view : views) json["series"].push_back(SeriesJson(view));
  return EscapeMarks(json.dump(2)) + "\n";
}

}  // namespace prereq
