// The table of what is left to a person, with the names that plans and lists of tasks print.
#include <algorithm>
#include <array>
#include <utility>

#include "prereq/plan.h"

namespace prereq {
namespace {

// A row for each kind, in the order of TaskKind.
constexpr std::array kNames = {
    std::pair{TaskKind::kAddress, std::string_view("address")},
    std::pair{TaskKind::kBlock, std::string_view("block")},
    std::pair{TaskKind::kChain, std::string_view("chain")},
    std::pair{TaskKind::kContent, std::string_view("content")},
    std::pair{TaskKind::kGenerated, std::string_view("generated")},
    std::pair{TaskKind::kGlob, std::string_view("glob")},
    std::pair{TaskKind::kHint, std::string_view("hint")},
    std::pair{TaskKind::kHistory, std::string_view("history")},
    std::pair{TaskKind::kImport, std::string_view("import")},
    std::pair{TaskKind::kLink, std::string_view("link")},
    std::pair{TaskKind::kMirror, std::string_view("mirror")},
    std::pair{TaskKind::kName, std::string_view("name")},
    std::pair{TaskKind::kNeighbour, std::string_view("neighbour")},
    std::pair{TaskKind::kNewModule, std::string_view("new-module")},
    std::pair{TaskKind::kNotebook, std::string_view("notebook")},
    std::pair{TaskKind::kNumberOnly, std::string_view("number-only")},
    std::pair{TaskKind::kOutputs, std::string_view("outputs")},
    std::pair{TaskKind::kPaddedNumber, std::string_view("padded-number")},
    std::pair{TaskKind::kPath, std::string_view("path")},
    std::pair{TaskKind::kPolicy, std::string_view("policy")},
    std::pair{TaskKind::kPossible, std::string_view("possible")},
    std::pair{TaskKind::kPrerequisite, std::string_view("prerequisite")},
    std::pair{TaskKind::kRange, std::string_view("range")},
    std::pair{TaskKind::kRemoved, std::string_view("removed")},
    std::pair{TaskKind::kRemovedReference, std::string_view("removed-reference")},
    std::pair{TaskKind::kTitle, std::string_view("title")},
    std::pair{TaskKind::kUnedited, std::string_view("unedited")},
};

constexpr bool StandsInOrder() {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (static_cast<std::size_t>(kNames.at(i).first) != i) return false;
    if (i > 0 && kNames.at(i - 1).second >= kNames.at(i).second) return false;
  }
  return true;
}
static_assert(StandsInOrder());

}  // namespace

std::string_view TaskKindName(TaskKind kind) {
  return kNames.at(static_cast<std::size_t>(kind)).second;
}

std::optional<TaskKind> ParseTaskKind(std::string_view name) {
  const auto* const found =
      std::ranges::find(kNames, name, [](const auto& row) { return row.second; });
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

}  // namespace prereq
