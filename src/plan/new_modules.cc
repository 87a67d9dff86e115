#include "plan/new_modules.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "model/certainty.h"
#include "plan/exclusions.h"
#include "plan/joined_slugs.h"
#include "plan/tasks.h"
#include "tree/find_root.h"

namespace prereq {
namespace {

constexpr std::size_t kMostFiles = 3;  // that a task names

class NewModuleTasks {
 public:
  NewModuleTasks(const Renaming& renaming, const PlanOptions& options, const NewModule& added)
      : renaming_(renaming), options_(options), facts_(renaming.facts()), added_(added) {
    path_ = renaming.pattern().Format(added.number, added.slug);
    shown_ = BaseName(path_);
    for (const ModuleId id : renaming.target().order.Sequence()) {
      (*renaming.After(id) < added.number ? before_ : after_).push_back(id);
    }
  }

  std::vector<Task> Find() {
    Create();
    for (std::size_t i = 0; i < options_.mirrors.size(); ++i) Mirrored(i);
    Lists();
    OtherTexts();
    Chains();
    for (const NeighbourWord& word : options_.passages.neighbours) Neighbour(word);
    return std::move(tasks_);
  }

 private:
  // Three of four modules have it.
  [[nodiscard]] bool AreMost(std::size_t count) const {
    return count * 4 >= (before_.size() + after_.size()) * 3;
  }

  void Create() {
    std::map<std::string, std::set<ModuleId>> owners;  // by path below a module
    for (const ScannedFile& file : facts_.files) {
      for (const std::vector<ModuleId>* side : {&before_, &after_}) {
        for (const ModuleId id : *side) {
          const std::string& own = facts_.module(id).path;
          if (own.empty() || !file.path.starts_with(own + "/")) continue;
          owners[file.path.substr(own.size() + 1)].insert(id);
        }
      }
    }
    std::vector<std::string> files;
    for (const auto& [file, ids] : owners) {
      if (AreMost(ids.size()) && files.size() < kMostFiles) {
        files.push_back("`" + Printable(file) + "`");
      }
    }
    tasks_.push_back({TaskKind::kNewModule,
                      fmt::format("create `{}`{}; its number is kept free", Printable(path_),
                                  files.empty() ? "" : " with " + Join(files, ", ")),
                      {path_, 0, 0}});
  }

  void Mirrored(std::size_t index) {
    const Mirror& mirror = options_.mirrors[index];
    if (mirror.kind != Mirror::Kind::kSynchronised) return;
    std::set<ModuleId> owners;
    for (const MirrorEntry& entry : facts_.mirrors) {
      if (static_cast<std::size_t>(entry.mirror) == index && entry.module) {
        owners.insert(*entry.module);
      }
    }
    if (!AreMost(owners.size())) return;
    const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
    if (!pattern) return;
    const std::string path = pattern->Format(
        added_.number,
        JoinedSlugs(facts_, options_.mirrors).In(static_cast<int>(index), added_.slug));
    if (path.find('*') != std::string::npos) return;
    tasks_.push_back({TaskKind::kNewModule,
                      fmt::format("create `{}`, as the other modules have one", Printable(path)),
                      {path, 0, 0}});
  }

  // Lists of all modules, but for one perhaps, and those that are divided into parts.
  void Lists() {
    const std::vector<OrderedBlock>& blocks = options_.passages.blocks;
    for (auto first = blocks.begin(); first != blocks.end();) {
      const auto last = std::find_if(first, blocks.end(), [&](const OrderedBlock& block) {
        return block.where.path != first->where.path;
      });
      bool any_whole = false;
      std::set<ModuleId> together;
      for (auto block = first; block != last; ++block) {
        std::set<ModuleId> named;
        for (const BlockEntry& entry : block->entries) named.insert(entry.module);
        const bool is_whole = IsWhole(named);
        if (is_whole) {
          List(*block);
          asked_.insert(block->where.path);
        }
        if (block->kind == OrderedBlock::Kind::kSections) continue;
        any_whole |= is_whole;
        together.merge(named);
      }
      if (!any_whole && IsWhole(together)) {
        Parts({first, last});
        asked_.insert(first->where.path);
      }
      first = last;
    }
  }

  [[nodiscard]] bool IsWhole(const std::set<ModuleId>& named) const {
    return named.size() >= 2 && named.size() + 1 >= before_.size() + after_.size();
  }

  // Files without such a list that name all modules one after the other all the same: sections of a
  // configuration, functions of a script.
  void OtherTexts() {
    std::set<std::string> homes;
    for (const std::vector<ModuleId>* side : {&before_, &after_}) {
      for (const ModuleId id : *side) homes.insert(facts_.module(id).path);
    }
    for (const MirrorEntry& entry : facts_.mirrors) homes.insert(entry.path);
    for (auto first = facts_.references.begin(); first != facts_.references.end();) {
      const std::string& path = first->where.path;
      const auto last = std::find_if(first, facts_.references.end(),
                                     [&](const Reference& one) { return one.where.path != path; });
      bool is_inside = false;
      for (std::string at = path; !at.empty(); at = ParentPath(at)) is_inside |= homes.contains(at);
      const bool is_policy = BaseName(path) == kPolicyFileName;  // names what it sets, in any order
      if (!is_inside && !is_policy && !asked_.contains(path)) OtherText({first, last});
      first = last;
    }
  }

  void OtherText(std::span<const Reference> references) {
    constexpr std::size_t kFewest = 3;
    std::set<ModuleId> named;
    std::optional<Number> highest;
    bool rises = true;
    std::vector<const Reference*> firsts;  // of each module
    const Reference *predecessor = nullptr, *successor = nullptr;
    for (const Reference& reference : references) {
      if (!IsSure(reference) || !reference.module || reference.shape == ReferenceShape::kRange ||
          reference.shape == ReferenceShape::kArrowChain) {
        continue;
      }
      const auto number = renaming_.After(*reference.module);
      if (!number || !named.insert(*reference.module).second) continue;
      firsts.push_back(&reference);
      rises = rises && !(highest && *number < *highest);
      highest = number;
      if (*number < added_.number) {
        predecessor = &reference;
      } else if (successor == nullptr) {
        successor = &reference;
      }
    }
    if (!IsWhole(named) || named.size() < kFewest) return;
    if (!rises) return InAnyOrder(firsts);
    const bool one_sentence = predecessor != nullptr && successor != nullptr &&
                              predecessor->where.line == successor->where.line;
    if (one_sentence) return;
    AskInText(predecessor != nullptr ? *predecessor : *successor, predecessor != nullptr,
              successor == nullptr ? 0 : successor->where.line);
  }

  // Rows of a table, entries of a list that stand in another order than the modules do.
  void InAnyOrder(const std::vector<const Reference*>& firsts) {
    constexpr int kFurthest = 3;  // lines from one to the next
    for (std::size_t i = 1; i < firsts.size(); ++i) {
      const int lines = firsts[i]->where.line - firsts[i - 1]->where.line;
      if (lines < 1 || lines > kFurthest) return;
    }
    const bool behind = !before_.empty();
    const ModuleId beside = behind ? before_.back() : after_.front();
    const auto place =
        std::ranges::find_if(firsts, [&](const Reference* one) { return *one->module == beside; });
    if (place != firsts.end()) AskInText(**place, behind, 0);
  }

  // `until`: the line where the next module is named; 0 without one.
  void AskInText(const Reference& beside, bool behind, int until) {
    Task task{TaskKind::kBlock,
              fmt::format("all modules but `{}` are named here one after the other: add it {} `{}`",
                          Printable(shown_), behind ? "behind" : "before",
                          Printable(renaming_.ShownAfter(*beside.module))),
              {beside.where.path, beside.where.line, 1}};
    task.goal.in_order = {added_.slug};
    constexpr int kNextPart = 12;
    task.goal.lines = std::max(until - beside.where.line, 0) + kNextPart;
    tasks_.push_back(std::move(task));
  }

  // `01_a → 02_b → 03_c` of all modules, on one line or on several that follow each other.
  void Chains() {
    const std::vector<Reference>& all = facts_.references;
    for (std::size_t i = 0; i < all.size();) {
      std::vector<const Reference*> chain;
      for (; i < all.size(); ++i) {
        const Reference& one = all[i];
        const bool link = one.shape == ReferenceShape::kArrowChain && one.module && IsSure(one);
        if (!link) break;
        const bool goes_on = chain.empty() || (one.where.path == chain.back()->where.path &&
                                               one.where.line - chain.back()->where.line <= 1);
        if (!goes_on) break;
        chain.push_back(&one);
      }
      if (chain.empty()) {
        ++i;
      } else {
        Chain(chain);
      }
    }
  }

  void Chain(const std::vector<const Reference*>& links) {
    constexpr std::size_t kFewest = 3;
    std::set<ModuleId> named;
    std::optional<Number> highest;
    const Reference* predecessor = nullptr;
    for (const Reference* link : links) {
      const auto number = renaming_.After(*link->module);
      if (!number || (highest && *number <= *highest)) return;
      highest = number;
      named.insert(*link->module);
      if (*number < added_.number) predecessor = link;
    }
    if (!IsWhole(named) || named.size() < kFewest) return;
    AskInText(predecessor != nullptr ? *predecessor : *links.front(), predecessor != nullptr, 0);
  }

  // The new module belongs behind its predecessor.
  void List(const OrderedBlock& block) {
    const BlockEntry* last = nullptr;
    const std::vector<ModuleId>& above = block.falling ? after_ : before_;
    for (const BlockEntry& entry : block.entries) {
      if (std::ranges::find(above, entry.module) != above.end()) last = &entry;
    }
    if (last != nullptr) {
      AskFor(block, *last, "behind", "");
    } else {
      AskFor(block, block.entries.front(), "before", "");
    }
  }

  // The part of the predecessor; behind its last entry the next part may be meant.
  void Parts(const std::vector<OrderedBlock>& parts) {
    const bool is_first = before_.empty();
    if (is_first && after_.empty()) return;
    const ModuleId beside = is_first ? after_.front() : before_.back();
    for (const OrderedBlock& block : parts) {
      if (block.kind == OrderedBlock::Kind::kSections) continue;
      const auto entry = std::find_if(block.entries.rbegin(), block.entries.rend(),
                                      [&](const BlockEntry& one) { return one.module == beside; });
      if (entry == block.entries.rend()) continue;
      const bool ends = entry == block.entries.rbegin() && !after_.empty();
      AskFor(block, *entry, is_first ? "before" : "behind",
             ends && !is_first ? ", or where the next part begins" : "");
      return;
    }
  }

  void AskFor(const OrderedBlock& block, const BlockEntry& beside, std::string_view side,
              std::string_view or_where) {
    Task task{TaskKind::kBlock,
              fmt::format("add {} for `{}` {} that of `{}`{}",
                          block.kind == OrderedBlock::Kind::kSections ? "a part" : "an entry",
                          Printable(shown_), side, Printable(renaming_.ShownAfter(beside.module)),
                          or_where),
              {block.where.path, beside.line, 1}};
    task.goal.in_order = {added_.slug};
    constexpr int kNear = 3, kNextPart = 12;  // lines behind the entry
    const bool is_near = or_where.empty() && block.kind != OrderedBlock::Kind::kSections;
    task.goal.lines = beside.last_line - beside.line + (is_near ? kNear : kNextPart);
    tasks_.push_back(std::move(task));
  }

  void Neighbour(const NeighbourWord& word) {
    const auto reach = static_cast<std::size_t>(word.distance);
    const auto is_near = [&](const auto& from, const auto& to) {
      const auto steps = std::min<std::size_t>(reach, static_cast<std::size_t>(to - from));
      return std::find(from, from + static_cast<std::ptrdiff_t>(steps), word.module) !=
             from + static_cast<std::ptrdiff_t>(steps);
    };
    const bool is_meant = word.next ? is_near(before_.rbegin(), before_.rend())
                                    : is_near(after_.begin(), after_.end());
    if (!is_meant) return;
    Task task{TaskKind::kNeighbour,
              fmt::format(
                  "\"{}\": `{}` comes {} `{}` now",
                  Printable(word.named ? TextAfter(word.text, *word.named, renaming_) : word.text),
                  Printable(shown_), word.next ? "after" : "before",
                  Printable(renaming_.ShownAfter(word.module))),
              word.where};
    task.goal.any_of = {added_.slug};
    tasks_.push_back(std::move(task));
  }

  const Renaming& renaming_;
  const PlanOptions& options_;
  const Facts& facts_;
  const NewModule& added_;
  std::string path_;
  std::string shown_;
  std::vector<ModuleId> before_, after_;  // by number
  std::set<std::string> asked_;           // paths of lists that name all
  std::vector<Task> tasks_;
};

}  // namespace

Result<std::vector<Task>> TasksOfNewModules(const Renaming& renaming, const PlanOptions& options) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  std::vector<Task> tasks;
  for (const NewModule& added : renaming.target().inserted) {
    std::vector<Task> found = NewModuleTasks(renaming, options, added).Find();
    std::erase_if(found, [&](const Task& task) {
      return task.kind != TaskKind::kNewModule && exclusions->HasPath(task.where.path);
    });
    std::ranges::move(found, std::back_inserter(tasks));
  }
  return tasks;
}

}  // namespace prereq
