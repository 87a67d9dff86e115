// What an entry of metadata or a mention in prose comes to, before it becomes facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prereq/facts.h"
#include "series/levels.h"

namespace prereq {

/// Every number of a mention, low to high; a wide range is as good as none.
inline std::vector<Number> NumbersOf(std::optional<Number> first, std::optional<Number> last) {
  constexpr int kWidest = 200;
  if (!first) return {};
  if (!last || last->value - first->value > kWidest) return {*first};
  std::vector<Number> numbers;
  for (int value = first->value; value <= last->value; ++value) numbers.push_back({value, '\0'});
  return numbers;
}

/// The modules that one text means.
struct Meant {
  std::vector<ModuleId> modules;
  bool elsewhere = false;             // at least one module of another series
  std::vector<std::string> inner{};   // index: as modules; the path of the very one inside it
  std::vector<std::string> across{};  // paths of those of other series that are known

  void Take(const Levels::Found& found) {
    elsewhere = elsewhere || found.elsewhere;
    if (found.elsewhere && !found.place.empty()) across.push_back(found.place);
    if (found.modules.size() != 1) return;
    modules.push_back(found.modules.front());
    inner.resize(modules.size());
    inner.back() = found.place;
  }
  void Add(const Meant& said) {
    elsewhere = elsewhere || said.elsewhere;
    for (std::size_t i = 0; i < said.modules.size(); ++i) {
      modules.push_back(said.modules[i]);
      inner.resize(modules.size());
      inner.back() = said.InnerOf(i);
    }
    across.insert(across.end(), said.across.begin(), said.across.end());
  }
  [[nodiscard]] std::string InnerOf(std::size_t module) const {
    return module < inner.size() ? inner[module] : std::string();
  }
};

}  // namespace prereq
