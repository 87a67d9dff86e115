#include "app/trial_claims.h"

#include <algorithm>
#include <tuple>

#include "base/format.h"
#include "base/text.h"
#include "series/named_module.h"

namespace prereq {
namespace {

class TrialClaims {
 public:
  explicit TrialClaims(const LoadedSeries& series) : series_(series), graph_(series.graph) {}

  void Keep(const std::string& name) {
    const std::optional<ModuleId> id = Find(name, "--keep");
    if (!id) return;
    const std::optional<Number> number = series_.facts.order.number(*id);
    if (!number) {
      Fail(Error::Code::kInvalid,
           fmt::format("--keep: `{}` has no number to keep", Printable(Trim(name))));
      return;
    }
    Claim claim;
    claim.kind = Claim::Kind::kWindow;
    claim.module = *id;
    claim.low = claim.high = *number;
    Add(std::move(claim), fmt::format("--keep {}", Trim(name)));
  }

  void Before(const std::string& pair) {
    const std::vector<std::string_view> names = Split(pair, ',');
    if (names.size() != 2) {
      Fail(Error::Code::kInvalid,
           fmt::format("--before expects two modules as A,B, found `{}`", Printable(pair)));
      return;
    }
    const std::optional<ModuleId> before = Find(std::string(names[0]), "--before");
    const std::optional<ModuleId> after = Find(std::string(names[1]), "--before");
    if (!before || !after) return;
    if (*before == *after) {
      Fail(Error::Code::kInvalid,
           fmt::format("--before expects two modules as A,B, found `{}` twice",
                       Printable(series_.graph.slug(*before))));
      return;
    }
    Claim claim;
    claim.before = *before;
    claim.after = *after;
    Add(std::move(claim), "--before " + pair);
  }

  // Claims stay sorted as Graph promises.
  Result<Graph, Errors> Finish() {
    if (!errors_.empty()) return std::move(errors_);
    std::ranges::stable_sort(graph_.claims, {}, [](const Claim& claim) {
      const bool precedence = claim.kind == Claim::Kind::kPrecedence;
      return std::tuple(!precedence, precedence ? claim.before : claim.module,
                        precedence ? claim.after : ModuleId{static_cast<int>(claim.kind)});
    });
    return std::move(graph_);
  }

 private:
  std::optional<ModuleId> Find(const std::string& name, std::string_view option) {
    Result<ModuleId> id = FindNamedModule(series_.facts, std::string(Trim(name)));
    if (id) return *id;
    errors_.push_back(id.error());
    errors_.back().message = fmt::format("{}: {}", option, id.error().message);
    return std::nullopt;
  }
  void Fail(Error::Code code, std::string message) {
    errors_.push_back({code, std::move(message), {}, {}});
  }
  void Add(Claim claim, std::string text) {
    claim.sources.push_back({FactKind::kPolicy, std::move(text), "", {"<command line>", 0, 0}});
    graph_.claims.push_back(std::move(claim));
  }

  const LoadedSeries& series_;
  Graph graph_;
  Errors errors_;
};

}  // namespace

Result<Graph, Errors> GraphWithTrials(const SuggestOptions& options, const LoadedSeries& series) {
  TrialClaims trials(series);
  for (const std::string& slug : options.keep) trials.Keep(slug);
  for (const std::string& pair : options.before) trials.Before(pair);
  return trials.Finish();
}

}  // namespace prereq
