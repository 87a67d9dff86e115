#include "plan/slug_lists.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kFewestSlugs = 3;                      // entries of a list
constexpr int kMostBetween = 8;                              // lines between two entries
constexpr std::size_t kLargestList = std::size_t{1} << 20U;  // bytes of a file with one

class SlugListFinder {
 public:
  explicit SlugListFinder(const Newcomer& newcomer) : newcomer_(newcomer) {
    for (const auto* side : {&newcomer.before, &newcomer.after}) {
      for (const ModuleId id : *side) order_.push_back(id);
    }
    for (const ModuleId id : order_) homes_.insert(newcomer.facts.module(id).path);
    for (const MirrorEntry& entry : newcomer.facts.mirrors) homes_.insert(entry.path);
  }

  std::vector<OrderedBlock> Find() {
    const bool all_named = std::ranges::all_of(
        order_, [&](ModuleId id) { return !newcomer_.words.at(id).slug.empty(); });
    if (!all_named || order_.size() < kFewestSlugs) return {};
    for (const ScannedFile& file : newcomer_.facts.files) {
      if (MayHoldLists(file)) Look(file.path);
    }
    return std::move(blocks_);
  }

 private:
  bool MayHoldLists(const ScannedFile& file) const {
    if (file.kind != ScannedFile::Kind::kText) return false;
    const FileFormat& format = FormatOf(file.path);
    const bool is_script = format.Is("javascript") || format.Is("typescript");
    if (format.content != FileContent::kData && !is_script) return false;
    for (std::string at = file.path; !at.empty(); at = ParentPath(at)) {
      if (homes_.contains(at)) return false;
    }
    return true;
  }

  // `'SLUG'`, `/SLUG/`, `"SLUG.md"`.
  static bool Names(std::string_view line, std::string_view slug) {
    constexpr std::string_view kBefore = "'\"`/";
    constexpr std::string_view kAfter = "'\"`/.";
    for (std::size_t at = line.find(slug); at != std::string_view::npos;
         at = line.find(slug, at + 1)) {
      const std::size_t end = at + slug.size();
      const bool begins = at > 0 && kBefore.find(line[at - 1]) != std::string_view::npos;
      const bool ends = end < line.size() && kAfter.find(line[end]) != std::string_view::npos;
      if (begins && ends) return true;
    }
    return false;
  }

  // The place in the order of the only module that the line names.
  std::optional<std::size_t> OnlyNamed(std::string_view line) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (!Names(line, newcomer_.words.at(order_[i]).slug)) continue;
      if (found) return std::nullopt;
      found = i;
    }
    return found;
  }

  void Look(const std::string& path) {
    const auto text = newcomer_.tree.Read(path);
    if (!text || text->size() > kLargestList) return;
    const auto missing = std::ranges::count_if(order_, [&](ModuleId id) {
      return text->find(newcomer_.words.at(id).slug) == std::string::npos;
    });
    if (missing > 1) return;
    OrderedBlock block;
    std::size_t last = 0;
    int number = 0;
    for (const std::string_view line : Lines(*text)) {
      ++number;
      const std::optional<std::size_t> named = OnlyNamed(line);
      if (!named) continue;
      const bool follows = !block.entries.empty() && *named > last &&
                           number - block.entries.back().line <= kMostBetween;
      if (!follows) Close(path, block);
      BlockEntry entry;
      entry.body = {static_cast<std::size_t>(line.data() - text->data()), line.size()};
      entry.module = order_[*named];
      entry.line = entry.last_line = number;
      if (!block.entries.empty() && number != block.entries.back().line + 1) block.sortable = false;
      block.entries.push_back(entry);
      last = *named;
    }
    Close(path, block);
  }

  void Close(const std::string& path, OrderedBlock& block) {
    const std::size_t count = block.entries.size();
    if (count >= kFewestSlugs && count + 1 >= order_.size()) {
      block.where = {path, block.entries.front().line, 1};
      block.kind = OrderedBlock::Kind::kLines;
      blocks_.push_back(block);
    }
    block = {};
  }

  const Newcomer& newcomer_;
  std::vector<ModuleId> order_;
  std::set<std::string> homes_;
  std::vector<OrderedBlock> blocks_;
};

}  // namespace

std::vector<OrderedBlock> FindSlugLists(const Newcomer& newcomer) {
  return SlugListFinder(newcomer).Find();
}

}  // namespace prereq
