#include "passages/other_blocks.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "passages/module_blocks.h"
#include "passages/nearly_rising.h"
#include "passages/sequences.h"

namespace prereq {

bool Overlaps(const OrderedBlock& block, const std::vector<OrderedBlock>& known) {
  const std::size_t begin = block.entries.front().body.offset;
  const std::size_t end = block.entries.back().tail.end();
  return std::ranges::any_of(known, [&](const OrderedBlock& other) {
    return other.entries.front().body.offset < end && begin < other.entries.back().tail.end();
  });
}

namespace {

// Lists that run downwards, as where everything is taken down again: told of, never sorted.
std::vector<OrderedBlock> FallingBlocks(const ModuleSequence& reversed, const std::string& path,
                                        std::string_view text,
                                        std::span<const Reference> references,
                                        const std::vector<OrderedBlock>& known) {
  constexpr std::size_t kFewestFalling = 3;
  std::vector<ModuleId> run;  // of modules that fall
  for (const Reference& reference : references) {
    if (!IsCertain(reference) || !reversed.number(*reference.module)) continue;
    const ModuleId module = *reference.module;
    if (!run.empty() && run.back() == module) continue;
    const bool falls = !run.empty() && *reversed.number(run.back()) < *reversed.number(module);
    if (!falls) run.clear();
    run.push_back(module);
    if (run.size() >= kFewestFalling) break;
  }
  if (run.size() < kFewestFalling) return {};
  std::vector<OrderedBlock> blocks = FindOrderedBlocks(path, text, references, reversed);
  std::erase_if(blocks, [&](const OrderedBlock& block) {
    std::set<ModuleId> modules;
    for (const BlockEntry& entry : block.entries) modules.insert(entry.module);
    return modules.size() < kFewestFalling || Overlaps(block, known);
  });
  for (OrderedBlock& block : blocks) {
    block.falling = true;
    block.sortable = false;
  }
  return blocks;
}

}  // namespace

void AddOtherBlocks(const std::string& path, std::string_view text,
                    std::span<const Reference> references, const ModuleSequence& order,
                    const ModuleSequence& reversed, std::vector<OrderedBlock>& blocks) {
  std::ranges::move(FallingBlocks(reversed, path, text, references, blocks),
                    std::back_inserter(blocks));
  if (!blocks.empty()) return;
  if (auto nearly = FindNearlyRising(path, text, references, order)) {
    blocks.push_back(std::move(*nearly));
  }
}

}  // namespace prereq
