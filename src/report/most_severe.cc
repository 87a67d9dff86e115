#include "report/most_severe.h"

#include <algorithm>
#include <numeric>

namespace prereq {

std::vector<std::size_t> MostSevereOf(const Verdict& verdict, std::size_t most) {
  std::vector<std::size_t> chosen(verdict.findings.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  if (chosen.size() <= most) return chosen;
  // Not std::ranges::stable_partition: clang 14 cannot compile it with libstdc++ 12.
  std::stable_partition(chosen.begin(), chosen.end(), [&](std::size_t i) {
    return verdict.findings[i].severity == Severity::kError;
  });
  chosen.resize(most);
  std::ranges::sort(chosen);
  return chosen;
}

Verdict MostSevere(const Verdict& verdict, std::size_t most) {
  Verdict kept;
  for (const std::size_t i : MostSevereOf(verdict, most)) {
    kept.findings.push_back(verdict.findings[i]);
  }
  return kept;
}

}  // namespace prereq
