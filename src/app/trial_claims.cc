#include "app/trial_claims.h"

#include <algorithm>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "series/named_module.h"

namespace prereq {
namespace {

class TrialClaims {
 public:
  explicit TrialClaims(const LoadedSeries& series) : series_(series) {}

  // `A` keeps its number, `A=7` gets that one.
  void Keep(const std::string& wish) {
    const auto [name, asked] = SplitWish(wish);
    const std::optional<ModuleId> id = Find(name, "--keep");
    if (!id) return;
    const std::optional<Number> number = asked ? asked : series_.facts.order.number(*id);
    if (!number) {
      Fail(Error::Code::kInvalid,
           fmt::format("--keep: `{}` has no number to keep", Printable(Trim(name))));
      return;
    }
    Place(*id, *number, fmt::format("--keep {}", Trim(wish)));
  }

  void Place(ModuleId id, Number number, std::string text) {
    Claim claim;
    claim.kind = Claim::Kind::kWindow;
    claim.module = id;
    claim.low = claim.high = number;
    Add(std::move(claim), std::move(text));
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
    Graph graph = series_.graph;
    if (tried_.empty()) return graph;
    std::vector<Claim> all = graph.claims.listed();
    for (const Claim& trial : tried_) ListPair(graph, trial, all);
    all.insert(all.end(), tried_.begin(), tried_.end());
    std::ranges::stable_sort(all, {}, [](const Claim& claim) {
      const bool precedence = claim.kind == Claim::Kind::kPrecedence;
      return std::tuple(!precedence, precedence ? claim.before : claim.module,
                        precedence ? claim.after : ModuleId{static_cast<int>(claim.kind)});
    });
    graph.claims = Claims(std::move(all), graph.claims.steps(), graph.module_count());
    return graph;
  }

 private:
  struct Wish {
    std::string name;
    std::optional<Number> number;
  };
  // What follows the last `=` is a number unless a module has the whole for its name.
  [[nodiscard]] Wish SplitWish(const std::string& wish) const {
    const std::size_t sign = wish.rfind('=');
    if (sign == std::string::npos || FindNamedModule(series_.facts, std::string(Trim(wish)))) {
      return {wish, std::nullopt};
    }
    const std::string as_name = std::string(Trim(wish.substr(sign + 1))) + "_x";
    const SplitName split = SplitNumberedName(as_name);
    if (!split.number || split.rest != "x") return {wish, std::nullopt};
    return {wish.substr(0, sign), split.number};
  }
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
    claim.sources.push_back({FactKind::kPolicy, std::move(text), "", {kWishPlace, 0, 0}});
    tried_.push_back(std::move(claim));
  }
  // What a phase says of the pair stays a claim of its own beside the trial.
  static void ListPair(const Graph& graph, const Claim& trial, std::vector<Claim>& all) {
    if (trial.kind != Claim::Kind::kPrecedence) return;
    const PhaseStep* step = graph.claims.StepFrom(trial.before);
    if (step == nullptr || !std::ranges::binary_search(step->after, trial.after)) return;
    const ClaimId id = graph.claims.IdOfPair(trial.before, trial.after);
    const bool is_listed = std::ranges::any_of(all, [&](const Claim& one) {
      return one.kind == Claim::Kind::kPrecedence && one.before == trial.before &&
             one.after == trial.after;
    });
    if (id.value >= 0 && !is_listed) all.push_back(graph.claim(id));
  }

  const LoadedSeries& series_;
  std::vector<Claim> tried_;
  Errors errors_;
};

}  // namespace

Result<Graph, Errors> GraphWithTrials(const SuggestOptions& options, const LoadedSeries& series) {
  TrialClaims trials(series);
  for (const std::string& wish : options.keep) trials.Keep(wish);
  for (const auto& [id, number] : options.places) {
    trials.Place(id, number,
                 fmt::format("--keep {}={}", series.graph.slug(id), ShowNumber(number)));
  }
  for (const std::string& pair : options.before) trials.Before(pair);
  return trials.Finish();
}

}  // namespace prereq
