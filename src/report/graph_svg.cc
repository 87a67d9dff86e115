// The order as a column, from the first module to the last, phases as bands behind it; each fact as
// an arc from the module that comes first to the one that needs it. Arcs that the order keeps lead
// down on the right, those that it breaks lead up on the left: what is wrong is seen by its side
// before its colour.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "graph/digraph.h"
#include "graph/reduction.h"
#include "report/arc_path.h"
#include "report/graph_view.h"
#include "report/xml_text.h"

namespace prereq {
namespace {

constexpr int kRow = 28;        // from one module to the next
constexpr int kBox = 20;        // height of a module
constexpr int kLane = 9;        // from one arc to the next one outside it
constexpr int kMostLanes = 60;  // arcs beyond share the outermost lane
constexpr int kBend = 6;        // radius of an arc's corners
constexpr int kMargin = 16;
constexpr int kLegendRow = 20;

constexpr std::string_view kStyle =
    "svg{font:13px system-ui,sans-serif;color:#1b1f24;background:#fff}"
    "text{fill:currentColor}"
    ".m rect{fill:#eef2f7;stroke:#8794a5}"
    ".m.p rect{fill:#f7f0e4}"
    ".m.x rect{fill:none;stroke-dasharray:4 3}"
    ".ph{fill:#6b7683;font-size:11px}"
    ".b{fill:#f2f6fb}.b.p{fill:#fbf5e9}"
    ".a path{fill:none;stroke:#3d5a80;stroke-width:1.4}"
    ".a .h{fill:#3d5a80;stroke:none}"
    ".a path.import{stroke-dasharray:6 3}"
    ".a path.prose{stroke-dasharray:1.5 3}"
    ".a path.path{stroke-dasharray:8 3 1.5 3}"
    ".a path.policy{stroke-width:2.6}"
    ".a.long{opacity:.35}"
    ".a.cycle path{stroke-width:4}.a.cycle path.x{stroke-width:2.2}"
    ".a.cycle path.in{stroke:#fff;stroke-width:1.6;stroke-dasharray:none}"
    ".a.broken path{stroke:#b3261e}"
    ".a.broken .h{fill:#fff;stroke:#b3261e}"
    ".a.broken .x{stroke:#b3261e;stroke-width:2.2}"
    ".m.dim,.a.dim{opacity:.12}.hit rect{stroke-width:3}"
    "@media (prefers-color-scheme:dark){svg{color:#e6e9ee;background:#15181d}"
    ".m rect{fill:#262c35}.m.p rect{fill:#332c20}.ph{fill:#9aa5b1}"
    ".b{fill:#1a1f27}.b.p{fill:#221d14}"
    ".a path{stroke:#8fb2e0}.a .h{fill:#8fb2e0}.a.cycle path.in{stroke:#15181d}"
    ".a.broken path,.a.broken .x{stroke:#ff8a80}.a.broken .h{fill:#15181d;stroke:#ff8a80}}";

// One arc between rows, counted from 0.
struct Arc {
  const std::vector<Source>* sources = nullptr;
  std::string before, after;        // names
  std::string before_id, after_id;  // of modules; x0, x1, … of what lies in another series
  std::size_t from = 0, to = 0;     // rows
  int lane = 0;
  bool broken = false, in_cycle = false, is_long = false;

  [[nodiscard]] std::size_t top() const { return std::min(from, to); }
  [[nodiscard]] std::size_t bottom() const { return std::max(from, to); }
};

// The kinds of fact that state it, each once, in the order of their rank.
std::vector<std::string_view> KindsOf(const std::vector<Source>& sources) {
  std::set<FactKind> kinds;
  for (const Source& source : sources) kinds.insert(source.kind);
  std::vector<std::string_view> names;
  for (const FactKind kind : kinds) names.push_back(FactKindName(kind));
  return names;
}

class Picture {
 public:
  explicit Picture(const GraphView& view)
      : view_(view), outside_(view.Beyond()), drawn_(view.Stated()) {
    const std::size_t above = outside_.places.size();
    for (std::size_t i = 0; i < view.modules.size(); ++i) rows_.emplace(view.modules[i], above + i);
    for (const ResolvedPhase& phase : view.facts.phases) {
      for (const ModuleId id : phase.modules) phases_.emplace(id, phase.name);
    }
    FindArcs();
    const int right = Lanes(false);
    const int left = Lanes(true);
    for (const ModuleId id : view.modules) {
      // Seven units a column are enough for every usual font at this size.
      const auto columns = DisplayWidth(Printable(view.Label(id))) + PhaseColumns(id);
      width_ = std::max(width_, static_cast<int>(columns) * 8 + 20);
    }
    for (const std::string& place : outside_.places) {
      width_ = std::max(width_, static_cast<int>(DisplayWidth(Printable(place))) * 8 + 20);
    }
    box_ = kMargin + (left + 1) * kLane + kBend;
    all_ = box_ + width_ + (right + 1) * kLane + kBend + kMargin;
  }

  // What another layout has to place.
  [[nodiscard]] DotQuestion Question() const {
    DotQuestion question{width_, kBox, rows_.size() + outside_.places.size(), {}};
    for (const Arc& arc : arcs_) question.arcs.push_back({arc.from, arc.to, !arc.broken});
    return question;
  }

  // Everything stands where `layout`, which must outlive the picture, has it.
  void Use(const DotLayout& layout) { layout_ = &layout; }

  std::string Draw(std::string_view title) const {
    const int width = std::max(layout_ == nullptr ? all_ : layout_->width, 420);
    const std::size_t rows = outside_.places.size() + view_.modules.size();
    int height = (layout_ == nullptr ? 2 * kMargin + static_cast<int>(rows) * kRow
                                     : layout_->height + kMargin) +
                 kLegendRow / 2;
    const std::string legend = Legend(height, width);
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
        "height=\"{1}\" role=\"img\" aria-label=\"{2}\">\n<title>{2}</title>\n<style>{3}</style>\n",
        width, height, Xml(title), kStyle);
    if (layout_ == nullptr) svg += DrawBands();
    for (const Arc& arc : arcs_) svg += DrawArc(arc);
    for (std::size_t i = 0; i < outside_.places.size(); ++i) svg += DrawOutside(i);
    for (const ModuleId id : view_.modules) svg += DrawModule(id);
    return svg + legend + "</svg>\n";
  }

 private:
  void FindArcs() {
    const std::vector<int> parts = view_.Parts();
    std::vector<int> before, after;
    for (const Claim& claim : drawn_) {
      before.push_back(claim.before.value);
      after.push_back(claim.after.value);
    }
    // What the phases imply is stated all the same; only arcs make others superfluous.
    const std::vector<int> kept =
        ReducedArcs(Digraph(static_cast<int>(view_.facts.modules.size()), before, after));
    std::ranges::move(view_.MarkedPairs(), std::back_inserter(drawn_));
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      const Claim& claim = drawn_[i];
      if (!rows_.contains(claim.before) || !rows_.contains(claim.after)) continue;
      const bool in_cycle = parts[static_cast<std::size_t>(claim.before.value)] ==
                            parts[static_cast<std::size_t>(claim.after.value)];
      Arc arc{&claim.sources,
              view_.facts.module(claim.before).slug,
              view_.facts.module(claim.after).slug,
              fmt::format("{}", claim.before.value),
              fmt::format("{}", claim.after.value),
              rows_.at(claim.before),
              rows_.at(claim.after),
              0,
              view_.IsBroken(claim),
              in_cycle,
              false};
      arc.is_long = !arc.broken && i < before.size() &&
                    !std::ranges::binary_search(kept, static_cast<int>(i));
      arcs_.push_back(arc);
    }
    for (const OuterArc& one : outside_.arcs) {
      if (!rows_.contains(one.after)) continue;
      arcs_.push_back({&one.sources, outside_.places[one.place], view_.facts.module(one.after).slug,
                       fmt::format("x{}", one.place), fmt::format("{}", one.after.value), one.place,
                       rows_.at(one.after), 0, one.broken, false, false});
    }
    // What is dimmed is drawn first.
    std::ranges::stable_sort(arcs_, {}, [](const Arc& arc) {
      return std::tuple(!arc.is_long, arc.bottom() - arc.top(), arc.top());
    });
  }

  // Gives the arcs of one side lanes in which none crosses another's end; how many there are.
  int Lanes(bool broken) {
    std::vector<std::vector<const Arc*>> lanes;
    std::vector<Arc*> side;
    for (Arc& arc : arcs_) {
      if (arc.broken == broken) side.push_back(&arc);
    }
    std::ranges::stable_sort(side, {}, [](const Arc* arc) { return arc->bottom() - arc->top(); });
    for (Arc* arc : side) {
      std::size_t lane = 0;
      const auto meets = [&](const Arc* other) {
        return arc->top() < other->bottom() && other->top() < arc->bottom();
      };
      while (lane < lanes.size() && lane + 1 < kMostLanes &&
             std::ranges::any_of(lanes[lane], meets)) {
        ++lane;
      }
      if (lane == lanes.size()) lanes.emplace_back();
      lanes[lane].push_back(arc);
      arc->lane = static_cast<int>(lane);
    }
    return static_cast<int>(lanes.size());
  }

  [[nodiscard]] std::size_t PhaseColumns(ModuleId id) const {
    const auto phase = phases_.find(id);
    return phase == phases_.end() ? 0 : DisplayWidth(Printable(phase->second)) + 2;
  }
  static int Middle(std::size_t row) { return kMargin + static_cast<int>(row) * kRow + kRow / 2; }

  // The middle of the left side of a module.
  [[nodiscard]] DotLayout::Point LeftOf(std::size_t row) const {
    if (layout_ == nullptr) return {box_, Middle(row)};
    return {layout_->nodes[row].x - width_ / 2, layout_->nodes[row].y};
  }

  std::string DrawModule(ModuleId id) const {
    const DotLayout::Point at = LeftOf(rows_.at(id));
    const auto phase = phases_.find(id);
    const std::string label = Xml(view_.Label(id));
    std::string svg = fmt::format(
        "<g class=\"m{}\" data-m=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" "
        "rx=\"4\"/><text x=\"{}\" y=\"{}\">{}</text>",
        phase != phases_.end() && IsOddPhase(phase->second) ? " p" : "", id.value, at.x,
        at.y - kBox / 2, width_, kBox, at.x + 8, at.y + 4, label);
    if (phase != phases_.end()) {
      svg += fmt::format("<text class=\"ph\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>",
                         at.x + width_ - 8, at.y + 4, Xml(phase->second));
    }
    return svg + fmt::format("<title>{}</title></g>\n", label);
  }

  // A band for each run of modules of one phase.
  std::string DrawBands() const {
    std::string svg;
    for (std::size_t i = 0; i < view_.modules.size();) {
      const auto phase = phases_.find(view_.modules[i]);
      std::size_t end = i + 1;
      const auto goes_on = [&] {
        const auto next = phases_.find(view_.modules[end]);
        return next != phases_.end() && next->second == phase->second;
      };
      while (phase != phases_.end() && end < view_.modules.size() && goes_on()) ++end;
      if (phase != phases_.end()) {
        const std::size_t row = outside_.places.size() + i;
        svg += fmt::format(
            "<rect class=\"b{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title>"
            "</rect>\n",
            IsOddPhase(phase->second) ? " p" : "", kMargin / 2, Middle(row) - kRow / 2,
            all_ - kMargin, static_cast<int>(end - i) * kRow, Xml(Said(phase->second)));
      }
      i = end;
    }
    return svg;
  }

  // "Part 2: policy: comes after Part 1  prereq.yaml:9:3"
  [[nodiscard]] std::string Said(const std::string& phase) const {
    const auto step = std::ranges::find(view_.steps, phase, &PhaseStep::later);
    if (step == view_.steps.end()) return phase;
    return fmt::format("{}\npolicy: comes after {}  {}", phase, step->earlier, Show(step->where));
  }

  std::string DrawOutside(std::size_t row) const {
    const DotLayout::Point at = LeftOf(row);
    const std::string label = Xml(outside_.places[row]);
    return fmt::format(
        "<g class=\"m x\" data-m=\"x{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" "
        "rx=\"4\"/><text x=\"{}\" y=\"{}\">{}</text><title>{}</title></g>\n",
        row, at.x, at.y - kBox / 2, width_, kBox, at.x + 8, at.y + 4, label, label);
  }

  // Phases one behind the other get two shades in turn.
  [[nodiscard]] bool IsOddPhase(const std::string& name) const {
    const std::vector<ResolvedPhase>& phases = view_.facts.phases;
    const auto at = std::ranges::find(phases, name, &ResolvedPhase::name);
    return (at - phases.begin()) % 2 == 1;
  }

  [[nodiscard]] ArcPath PathOf(const Arc& arc, int pieces) const {
    if (layout_ != nullptr) {
      return ArcAlongCurves(layout_->arcs[static_cast<std::size_t>(&arc - arcs_.data())], pieces);
    }
    const int x = arc.broken ? box_ : box_ + width_;
    const int out = x + (arc.broken ? -1 : 1) * (kBend + (arc.lane + 1) * kLane);
    const int down = arc.from < arc.to ? 3 : -3;
    return ArcBesideColumn(x, out, Middle(arc.from) + down, Middle(arc.to) - down, pieces);
  }

  std::string DrawArc(const Arc& arc) const {
    // Each kind has a piece of the way, so that all are seen.
    const std::vector<std::string_view> kinds = KindsOf(*arc.sources);
    const ArcPath path = PathOf(arc, static_cast<int>(kinds.size()));
    std::string svg =
        fmt::format("<g class=\"a {}{}{}{}\" data-a=\"{}\" data-b=\"{}\">", Join(kinds, " "),
                    arc.broken ? " broken" : "", arc.in_cycle ? " cycle" : "",
                    arc.is_long ? " long" : "", arc.before_id, arc.after_id);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      svg += fmt::format("<path class=\"{}\" d=\"{}\"/>", kinds[i], path.pieces[i]);
    }
    if (arc.in_cycle) svg += Inner(path.whole);
    svg += fmt::format("<polygon class=\"h\" points=\"{}\"/>", path.head);
    if (arc.broken) svg += Cross(path.middle.x, path.middle.y);
    std::string said = fmt::format("{} before {}", arc.before, arc.after);
    if (arc.broken) said += ", which the order breaks";
    if (arc.in_cycle) said += ", part of a cycle";
    svg += "<title>" + Xml(said);
    for (const Source& source : *arc.sources) {
      svg += "\n" + Xml(fmt::format("{}: {}  {}", FactKindName(source.kind), source.text,
                                    Show(source.where)));
    }
    return svg + "</title></g>\n";
  }

  // A cross over an arc or a sample of one, and the light middle of a double line.
  static std::string Cross(int x, int y) {
    return fmt::format("<path class=\"x\" d=\"M{} {}l8 8m0 -8l-8 8\"/>", x - 4, y - 4);
  }
  static std::string Inner(const std::string& path) {
    return fmt::format("<path class=\"in\" d=\"{}\"/>", path);
  }

  struct Sample {
    std::vector<std::string_view> kinds;
    std::string_view mark, text;
  };
  // Only what the picture shows.
  [[nodiscard]] std::vector<Sample> Samples() const {
    std::map<std::string_view, Sample> kinds;
    std::map<std::string_view, Sample> marks;
    for (const Arc& arc : arcs_) {
      const std::vector<std::string_view> own = KindsOf(*arc.sources);
      for (const std::string_view kind : own) kinds.emplace(kind, Sample{{kind}, "", kind});
      if (own.size() > 1) marks.emplace("all", Sample{own, "", "stated by several kinds"});
      const std::vector<std::string_view> plain = {"metadata"};
      if (arc.is_long) marks.emplace("long", Sample{plain, " long", "follows from others"});
      if (arc.broken) marks.emplace("broken", Sample{plain, " broken", "broken by the order"});
      if (arc.in_cycle) marks.emplace("cycle", Sample{plain, " cycle", "part of a cycle"});
    }
    std::vector<Sample> samples;
    for (const auto& all : {kinds, marks}) {
      for (const auto& [name, sample] : all) samples.push_back(sample);
    }
    return samples;
  }

  // The legend from `y` on, which becomes the height of all.
  std::string Legend(int& y, int width) const {
    constexpr int kLine = 26;
    std::string svg;
    int x = kMargin;
    const auto place = [&](std::string_view text) {
      const int wide = 48 + static_cast<int>(DisplayWidth(text)) * 8;
      if (x > kMargin && x + wide > width - kMargin) {
        x = kMargin;
        y += kLegendRow;
      }
      const int at = x;
      x += wide;
      return at;
    };
    const auto label = [&](int at, std::string_view text) {
      return fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", at + kLine + 6, y + 4, text);
    };
    for (const Sample& sample : Samples()) {
      const int at = place(sample.text);
      svg += fmt::format("<g class=\"a {}{}\">", Join(sample.kinds, " "), sample.mark);
      const auto count = static_cast<int>(sample.kinds.size());
      for (int i = 0; i < count; ++i) {
        svg += fmt::format("<path class=\"{}\" d=\"M{} {}h{}\"/>",
                           sample.kinds[static_cast<std::size_t>(i)], at + kLine * i / count, y,
                           kLine / count);
      }
      if (sample.mark == " broken") svg += Cross(at + kLine / 2, y);
      if (sample.mark == " cycle") svg += Inner(fmt::format("M{} {}h{}", at, y, kLine));
      svg += "</g>" + label(at, sample.text);
    }
    if (!phases_.empty() && layout_ == nullptr) {
      const int at = place("phase");
      svg += fmt::format("<rect class=\"b p\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\"/>", at,
                         y - 7, kLine);
      svg += label(at, "phase");
    }
    y += kMargin;
    return svg;
  }

  const GraphView& view_;
  const DotLayout* layout_ = nullptr;  // null: the column
  const Outside outside_;              // stands above the modules
  std::vector<Claim> drawn_;           // to which the arcs point
  std::map<ModuleId, std::size_t> rows_;
  std::map<ModuleId, std::string> phases_;
  std::vector<Arc> arcs_;
  int width_ = 80;  // of a module
  int box_ = 0;     // its left edge
  int all_ = 0;     // width of the picture
};

}  // namespace

Result<DotLayout> LayOutByDot(const GraphView& view) { return AskDot(Picture(view).Question()); }

std::string RenderGraphSvg(const GraphView& view, const DotLayout* layout) {
  const std::string& name = view.facts.series.name;
  Picture picture(view);
  if (layout != nullptr) picture.Use(*layout);
  return picture.Draw(name.empty() ? std::string("order and facts") : name);
}

}  // namespace prereq
