#include "solver/reason_words.h"

#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kNamedModules = 3;  // of a larger core; the rest is a count
constexpr std::size_t kNamedClaims = 3;

class Sentence {
 public:
  Sentence(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
           const KeepCore& core)
      : facts_(facts), graph_(graph), slots_(slots), core_(core) {
    const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
    width_ = pattern ? pattern->width() : 1;
  }

  [[nodiscard]] std::string Numbered(ModuleId id) const {
    const auto number = facts_.order.number(id);
    return number ? fmt::format("`{}_{}`", ShowNumber(*number, width_), graph_.slug(id))
                  : fmt::format("`{}`", graph_.slug(id));
  }

  // "`05_a` cannot stay", "`01_a` and `02_b` cannot both stay", "… while `01_b` and 4 more stay"
  [[nodiscard]] std::string WhoCannotStay(ModuleId moved) const {
    if (core_.modules.size() == 2) {
      return fmt::format("{} and {} cannot both stay", Numbered(core_.modules[0]),
                         Numbered(core_.modules[1]));
    }
    std::vector<ModuleId> others = core_.modules;
    std::erase(others, moved);
    std::string text = Numbered(moved) + " cannot stay";
    if (others.empty()) return text;
    return fmt::format("{} while {} stay", text,
                       Several(others, [&](ModuleId id) { return Numbered(id); }));
  }

  // What forbids it; "" where nothing is to be said.
  [[nodiscard]] std::string Why() const {
    if (core_.claims.empty()) return WithoutClaims();
    std::vector<std::string> claims;
    for (const ClaimId id : core_.claims) {
      if (claims.size() == kNamedClaims) {
        claims.push_back(fmt::format("{} more", core_.claims.size() - kNamedClaims));
        break;
      }
      const Claim& claim = graph_.claim(id);
      claims.push_back(claim.sources.empty() ? "a constraint" : claim.sources.front().text);
    }
    std::string text = fmt::format(": {}", Join(claims, ", "));
    const std::vector<ModuleId> squeezed = Squeezed();
    if (squeezed.empty()) return text;
    return fmt::format(
        "{}; that leaves {} for {}", text, squeezed.size() == 1 ? "no number" : "too few numbers",
        Several(squeezed, [&](ModuleId id) { return fmt::format("`{}`", graph_.slug(id)); }));
  }

 private:
  template <class Name>
  static std::string Several(const std::vector<ModuleId>& modules, Name name) {
    std::vector<std::string> names;
    for (const ModuleId id : modules) {
      if (names.size() == kNamedModules) break;
      names.push_back(name(id));
    }
    std::string text = Join(names, ", ");
    if (modules.size() > kNamedModules) {
      text += fmt::format(" and {} more", modules.size() - kNamedModules);
    }
    return text;
  }

  // Numbers alone: one that the series no longer has, or one for two.
  [[nodiscard]] std::string WithoutClaims() const {
    if (slots_.empty() || core_.modules.empty()) return "";
    const auto number = facts_.order.number(core_.modules.front());
    if (core_.modules.size() == 1) {
      if (number && std::ranges::binary_search(slots_, *number)) return "";
      return fmt::format(": without gaps the numbers are {} to {}",
                         ShowNumber(slots_.front(), width_), ShowNumber(slots_.back(), width_));
    }
    const bool one_for_two = std::ranges::all_of(
        core_.modules, [&](ModuleId id) { return facts_.order.number(id) == number; });
    return one_for_two ? ": they have the same number" : "";
  }

  // Modules that the claims speak of and that do not stay themselves: the numbers that are left do
  // not hold them. None where two modules simply stand in the wrong order.
  [[nodiscard]] std::vector<ModuleId> Squeezed() const {
    if (core_.modules.size() == 2 && MustPrecede(core_.modules[1], core_.modules[0])) return {};
    std::vector<ModuleId> squeezed;
    const auto add = [&](ModuleId id) {
      if (std::ranges::find(core_.modules, id) != core_.modules.end()) return;
      if (std::ranges::find(squeezed, id) == squeezed.end()) squeezed.push_back(id);
    };
    for (const ClaimId id : core_.claims) {
      const Claim& claim = graph_.claim(id);
      if (claim.kind != Claim::Kind::kPrecedence) {
        add(claim.module);
        continue;
      }
      add(claim.before);
      add(claim.after);
    }
    std::ranges::sort(squeezed, {}, [&](ModuleId id) { return graph_.slug(id); });
    return squeezed;
  }

  // Whether the core's claims lead from one to the other.
  [[nodiscard]] bool MustPrecede(ModuleId before, ModuleId after) const {
    std::vector<ModuleId> reached{before};
    for (std::size_t next = 0; next < reached.size(); ++next) {
      if (reached[next] == after) return true;
      for (const ClaimId id : core_.claims) {
        const Claim& claim = graph_.claim(id);
        if (claim.kind != Claim::Kind::kPrecedence || claim.before != reached[next]) continue;
        if (std::ranges::find(reached, claim.after) == reached.end())
          reached.push_back(claim.after);
      }
    }
    return false;
  }

  const Facts& facts_;
  const Graph& graph_;
  const std::vector<Number>& slots_;
  const KeepCore& core_;
  int width_ = 1;
};

}  // namespace

std::string ReasonInWords(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                          CostOrder objective, ModuleId moved, const KeepCore& core) {
  const Sentence sentence(facts, graph, slots, core);
  if (!core.modules.empty()) return sentence.WhoCannotStay(moved) + sentence.Why();
  if (objective == CostOrder::kDisplacementFirst) {
    return sentence.Numbered(moved) + " could stay, but then others would move further in sum";
  }
  return sentence.Numbered(moved) + " could stay, but its number weighs nothing";
}

}  // namespace prereq
