#include "plan/resort.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <tuple>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/text.h"
#include "model/certainty.h"
#include "passages/number_globs.h"
#include "plan/exclusions.h"
#include "plan/resort_bytes.h"
#include "plan/tasks.h"
#include "sites/migration_tools.h"

namespace prereq {
namespace {

constexpr std::size_t kChainGap = 64;  // bytes between two links of one chain

class ResortPlanner {
 public:
  ResortPlanner(const Renaming& renaming, const PlanOptions& options, const Exclusions& exclusions,
                LeftPlaces& left)
      : renaming_(renaming), options_(options), exclusions_(exclusions), left_(left) {}

  ResortsAndTasks Run() {
    for (const OrderedBlock& block : options_.passages.blocks) {
      if (exclusions_.HasBlocks() || exclusions_.HasPath(block.where.path)) continue;
      LookAtBlock(block);
    }
    LookAtLists();
    LookAtChains();
    LookAtGlobs();
    return std::move(result_);
  }

 private:
  // Where an entry belongs afterwards: by the new numbers, behind its forerunner when it has none.
  std::vector<std::size_t> NewSequence(const OrderedBlock& block) const {
    std::vector<Number> keys;
    for (const BlockEntry& entry : block.entries) {
      const auto after = renaming_.After(entry.module);
      keys.push_back(after.value_or(keys.empty() ? Number{-1, '\0'} : keys.back()));
    }
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      return block.falling ? keys[b] < keys[a] : keys[a] < keys[b];
    });
    return order;
  }

  bool ResortsIn(const std::string& path) const {
    if (options_.resort != BlockScope::kDocuments) {
      return options_.resort == BlockScope::kEverything;
    }
    const FileContent content = FormatOf(path).content;
    return content != FileContent::kCode && content != FileContent::kNotebook;
  }

  bool InsideResorted(const OrderedBlock& block) const {
    if (last_.first != block.where.path) return false;
    return block.entries.front().body.offset < last_.second;
  }

  // What moves along with a migration and is its tool's: names of tables there are no list of
  // modules.
  [[nodiscard]] bool IsWrittenByTool(const std::string& path) const {
    return IsSnapshot(path) &&
           std::ranges::count(renaming_.facts().mirrors, path, &MirrorEntry::path) > 0;
  }

  void LookAtBlock(const OrderedBlock& block) {
    std::vector<std::size_t> order = NewSequence(block);
    if (std::ranges::is_sorted(order) || InsideResorted(block)) return;
    if (IsWrittenByTool(block.where.path)) return;
    const PlaceInFile place{block.where.path, block.entries.front().body.offset};
    // A journal's list is the order itself: left as it is, the numbers would say another one.
    const bool decides = JournalOwner(block.where.path) != nullptr;
    const bool counts_itself =
        !decides && !block.ranks.empty() &&
        !std::ranges::is_sorted(order, {}, [&](std::size_t i) { return block.ranks[i]; });
    if (!block.sortable || counts_itself) {
      result_.asked.push_back(&block);
      result_.tasks.push_back(
          {TaskKind::kBlock,
           fmt::format("{} stood in {}module order and no longer do{}: put their {} {} in order "
                       "by hand{}",
                       LinesOf(block), block.falling ? "the reverse of " : "",
                       counts_itself ? ", but count or date their places" : "",
                       block.entries.size(),
                       block.kind == OrderedBlock::Kind::kSections ? "parts" : "entries",
                       counts_itself ? ", or leave them" : ""),
           block.where, InOrder(block, order)});
      return;
    }
    last_ = {block.where.path, WholeOf(block).end()};
    if (decides || ResortsIn(block.where.path) || options_.chosen_blocks.contains(place)) {
      result_.resorts.push_back({block, std::move(order)});
      return;
    }
    result_.tasks.push_back({TaskKind::kBlock,
                             fmt::format("{} stood in module order and no longer do: put their {} "
                                         "entries in order, as `--resort` does with the change",
                                         LinesOf(block), block.entries.size()),
                             block.where, InOrder(block, order)});
  }

  // The entries name their modules one after another as they come now. Only where each slug is a
  // word of its entry can that be seen later.
  TaskGoal InOrder(const OrderedBlock& block, const std::vector<std::size_t>& order) const {
    TaskGoal goal;
    for (const std::size_t entry : order) {
      goal.in_order.push_back(NumberedName(block, block.entries[entry]));
    }
    if (std::ranges::any_of(goal.in_order, &std::string::empty)) {
      goal.in_order.clear();
      for (const std::size_t entry : order) {
        const ModuleId module = block.entries[entry].module;
        const std::string& title = renaming_.facts().module(module).title;
        goal.in_order.push_back(renaming_.NewSlug(module) + (title.empty() ? "" : "\n" + title));
      }
    }
    goal.lines = block.entries.back().last_line - block.where.line + 1;
    return goal;
  }

  // `04_loops` as an entry will name its module, where it does so with number and slug: the slug
  // alone may be a word of another entry. Empty otherwise.
  std::string NumberedName(const OrderedBlock& block, const BlockEntry& entry) const {
    const std::vector<Reference>& all = renaming_.facts().references;
    const auto place = [](const Reference& reference) {
      return std::tie(reference.where.path, reference.whole.offset);
    };
    const std::size_t begin = entry.body.offset;
    const std::size_t end = std::max(entry.body.end(), entry.tail.end());
    for (auto one = std::ranges::lower_bound(all, std::tie(block.where.path, begin), {}, place);
         one != all.end() && one->where.path == block.where.path && one->whole.offset < end;
         ++one) {
      if (!IsSure(*one) || one->module != entry.module) continue;
      const auto after = renaming_.After(entry.module);
      if (!after || one->number.length == 0 || one->name.length == 0 ||
          one->name.offset != one->number.end() + 1 ||
          one->name.length != renaming_.OldSlug(entry.module).size()) {
        return {};
      }
      return ShowNumber(*after, static_cast<int>(one->number.length)) + "_" +
             renaming_.NewSlug(entry.module);
    }
    return {};
  }

  // Lists of one file that went on with each other: chapters under several captions. What is no
  // longer in order across them is a person's as a whole: neither is sorted by itself.
  void LookAtLists() {
    const std::vector<OrderedBlock>& blocks = options_.passages.blocks;
    std::set<PlaceInFile> apart;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      for (std::size_t j = i + 1; j < blocks.size() && blocks[j].where.path == blocks[i].where.path;
           ++j) {
        const bool same = blocks[i].where.column == blocks[j].where.column;
        if (!same && !IsRightBelow(blocks[i], blocks[j])) continue;
        if (PartAfterwards(blocks[i], blocks[j])) {
          for (const OrderedBlock* one : {&blocks[i], &blocks[j]}) {
            apart.insert({one->where.path, one->entries.front().body.offset});
          }
          result_.tasks.push_back(
              {TaskKind::kBlock,
               fmt::format("{} went on with {} in module order and no longer do: decide "
                           "which entries belong to which part",
                           LinesOf(blocks[j]), LinesOf(blocks[i])),
               blocks[i].where, TogetherInOrder(blocks[i], blocks[j])});
        }
        if (same) break;
      }
    }
    std::erase_if(result_.resorts, [&](const Resort& one) {
      return apart.contains({one.block.where.path, one.block.entries.front().body.offset});
    });
  }

  // With no more than the line of a group between them: `- Tools`.
  static bool IsRightBelow(const OrderedBlock& first, const OrderedBlock& second) {
    return second.where.line <= first.entries.back().last_line + 2;
  }

  // Whether the lists rose together and no longer do.
  [[nodiscard]] bool PartAfterwards(const OrderedBlock& first, const OrderedBlock& second) const {
    if (first.kind != second.kind || first.falling || second.falling || exclusions_.HasBlocks() ||
        exclusions_.HasPath(first.where.path) || IsWrittenByTool(first.where.path) ||
        WholeOf(second).offset < WholeOf(first).end()) {
      return false;
    }
    const auto rises = [&](const auto& number) {
      std::optional<Number> last, next;
      for (const BlockEntry& entry : first.entries) {
        const std::optional<Number> one = number(entry.module);
        if (one && (!last || *last < *one)) last = one;
      }
      for (const BlockEntry& entry : second.entries) {
        const std::optional<Number> one = number(entry.module);
        if (one && (!next || *one < *next)) next = one;
      }
      return !last || !next || *last < *next;
    };
    return rises([&](ModuleId id) { return renaming_.Before(id); }) &&
           !rises([&](ModuleId id) { return renaming_.After(id); });
  }

  // Both lists, as if they were one.
  TaskGoal TogetherInOrder(const OrderedBlock& first, const OrderedBlock& second) const {
    OrderedBlock both = first;
    both.entries.insert(both.entries.end(), second.entries.begin(), second.entries.end());
    return InOrder(both, NewSequence(both));
  }

  void LookAtChains() {
    const std::vector<Reference>& references = renaming_.facts().references;
    for (std::size_t begin = 0; begin < references.size();) {
      std::size_t end = begin + 1;
      while (end < references.size() && GoesOn(references[end - 1], references[end])) ++end;
      LookAtChain({references.data() + begin, end - begin});
      begin = end;
    }
  }

  static bool GoesOn(const Reference& a, const Reference& b) {
    return a.shape == ReferenceShape::kArrowChain && b.shape == ReferenceShape::kArrowChain &&
           a.where.path == b.where.path && b.whole.offset < a.whole.end() + kChainGap;
  }

  void LookAtChain(std::span<const Reference> chain) {
    if (chain.size() < 2 || exclusions_.Has(chain.front()) ||
        exclusions_.IsHistory(chain.front().where.path)) {
      return;
    }
    std::vector<Number> before, after;
    std::vector<std::string> names, slugs;
    for (const Reference& link : chain) {
      if (!IsSure(link) || !link.module) return;
      if (!renaming_.Before(*link.module) || !renaming_.After(*link.module)) return;
      before.push_back(*renaming_.Before(*link.module));
      after.push_back(*renaming_.After(*link.module));
      names.push_back(renaming_.ShownAfter(*link.module));
      slugs.push_back(renaming_.NewSlug(*link.module));
    }
    const Task* left = left_.At(TaskKind::kChain, chain.front().where);
    if (std::ranges::is_sorted(after)) {
      if (left != nullptr) left_.Settle(*left);
      return;
    }
    if (!std::ranges::is_sorted(before) && (left == nullptr || before == after)) return;
    Task task{TaskKind::kChain,
              fmt::format("this chain rose with the order and now reads `{}`: does it still say "
                          "what it should?",
                          Printable(Join(names, " → "))),
              chain.front().where};
    task.meant = std::move(slugs);
    result_.tasks.push_back(std::move(task));
  }

  // The modules that the glob means once they are called as they shall be, sorted: by their names
  // where it means the modules' own, by their numbers in a mirror.
  [[nodiscard]] std::vector<ModuleId> MeantAfter(const NumberGlob& glob,
                                                 const std::vector<ModuleId>& after) const {
    const Facts& facts = renaming_.facts();
    std::optional<Glob> own;
    std::optional<MadeName> made;
    for (const std::string_view part : Split(glob.text, '/')) {
      const auto name_made = ReadMadeName(part);
      const auto is_made_so = [&](ModuleId id) {
        return IsMadeSo(*name_made, *renaming_.Before(id), BaseName(facts.module(id).path));
      };
      if (name_made && std::ranges::all_of(glob.modules, is_made_so)) made = name_made;
      const bool open = part.find_first_of("*?") != std::string_view::npos;
      if (!open && glob.text.find_first_of("*?") != std::string::npos) continue;
      if (part.find_first_not_of("*?.") == std::string_view::npos) continue;
      auto name = Glob::Parse(open ? std::string(part) : std::string(part) + "*");
      const auto fits = [&](ModuleId id) { return name->Matches(BaseName(facts.module(id).path)); };
      if (name && std::ranges::all_of(glob.modules, fits)) own = *std::move(name);
    }
    // `old/*_loops.md`: it says no number, so a module may have any.
    const bool says_number = glob.text.find_first_of("0123456789?[{%") != std::string::npos;
    const auto is_renamed = [&](ModuleId id) {
      return renaming_.NewSlug(id) != renaming_.OldSlug(id);
    };
    const auto is_meant_by_name = [&](ModuleId id) {
      const bool was = std::ranges::find(glob.modules, id) != glob.modules.end();
      return was && !(is_renamed(id) && LeavesGlob(glob, id));
    };
    std::set<Number> numbers;
    for (const ModuleId id : glob.modules) numbers.insert(*renaming_.Before(id));
    std::vector<ModuleId> now;
    for (const ModuleId id : glob.modules) {
      if (made && renaming_.Leaves(id)) now.push_back(id);  // what counts them counts fewer
    }
    for (const ModuleId id : after) {
      const auto number = renaming_.After(id);
      if (!number) continue;
      const std::string path =
          renaming_.pattern().FormatLike(facts.module(id).path, *number, renaming_.NewSlug(id));
      const bool by_name = !says_number && (!own || !is_renamed(id));
      const bool meant = by_name ? is_meant_by_name(id)
                         : made  ? IsMadeSo(*made, *number, BaseName(path))
                         : own   ? own->Matches(BaseName(path))
                                 : numbers.contains(*number);
      if (meant) now.push_back(id);
    }
    std::ranges::sort(now);
    return now;
  }

  // Whether a renamed module's entry in a mirror that goes along fits the glob no more:
  // `t/*_loops.py`.
  [[nodiscard]] bool LeavesGlob(const NumberGlob& glob, ModuleId id) const {
    const std::vector<std::string_view> parts = Split(glob.text, '/');
    const auto name = Glob::Parse(std::string(parts.back()));
    const std::string& slug = renaming_.OldSlug(id);
    return name && std::ranges::any_of(renaming_.facts().mirrors, [&](const MirrorEntry& entry) {
             const Mirror& mirror = options_.mirrors[static_cast<std::size_t>(entry.mirror)];
             const std::string old(BaseName(entry.path));
             const std::size_t at = old.rfind(slug);
             if (entry.module != id || mirror.kind != Mirror::Kind::kSynchronised ||
                 at == std::string::npos || !name->Matches(old)) {
               return false;
             }
             return !name->Matches(old.substr(0, at) + renaming_.NewSlug(id) +
                                   old.substr(at + slug.size()));
           });
  }

  // What a glob means by number is another set of modules once their numbers change.
  void LookAtGlobs() {
    const std::vector<ModuleId> after = renaming_.target().order.Sequence();
    for (const NumberGlob& glob : options_.passages.globs) {
      if (exclusions_.HasPath(glob.where.path) || exclusions_.IsHistory(glob.where.path)) continue;
      const std::vector<ModuleId> now = MeantAfter(glob, after);
      const Task* left = left_.At(TaskKind::kGlob, glob.where);
      std::vector<ModuleId> was = left == nullptr ? glob.modules : left_.Meant(*left);
      std::ranges::sort(was);
      if (now == was && left != nullptr) left_.Settle(*left);
      std::vector<ModuleId> staying = was;
      std::erase_if(staying, [&](ModuleId id) { return renaming_.Leaves(id); });
      if (now == was || was.empty() || (now == staying && !staying.empty())) continue;
      std::vector<std::string> meant;
      for (const ModuleId id : was) meant.push_back(renaming_.ShownAfter(id));
      Task task{
          TaskKind::kGlob,
          fmt::format("`{}` means modules by {}; it meant {}: correct it", Printable(glob.text),
                      after == renaming_.facts().order.Sequence() ? "name" : "number",
                      Printable(Join(meant, ", "))),
          glob.where, Lacks(glob.text)};
      const auto changes = [&](ModuleId id) { return renaming_.Changes(id); };
      if (left != nullptr && std::ranges::none_of(was, changes)) continue;
      const auto leaves = [&](ModuleId id) { return renaming_.Leaves(id); };
      if (std::ranges::none_of(was, leaves)) task.meant = SlugsAfter(renaming_, was);
      result_.tasks.push_back(std::move(task));
    }
  }

  const Renaming& renaming_;
  const PlanOptions& options_;
  const Exclusions& exclusions_;
  LeftPlaces& left_;
  std::pair<std::string, std::size_t> last_;  // the last block that changes: path, end
  ResortsAndTasks result_;
};

}  // namespace

Result<ResortsAndTasks> PlanResorts(const Renaming& renaming, const PlanOptions& options,
                                    LeftPlaces& left) {
  const Result<Exclusions> exclusions = Exclusions::Make(options, renaming.facts());
  if (!exclusions) return exclusions.error();
  return ResortPlanner(renaming, options, *exclusions, left).Run();
}

}  // namespace prereq
