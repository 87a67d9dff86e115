#include "discovery/key_counter.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "metadata/entry_forms.h"
#include "metadata/needs_keys.h"
#include "metadata/positions.h"

namespace prereq {
namespace {

// Keys in the wild, the more telling first.
constexpr std::array<std::string_view, 3> kTitle = {"title", "name", "display_name"};
// Of numbers that no site sorts by; behind the first four are words that other things are called
// too.
constexpr std::array<std::string_view, 13> kNumber = {
    "number", "module_number", "chapter_number", "lesson_number", "num", "no",   "nr",
    "module", "lesson",        "chapter",        "week",          "day", "index"};
constexpr std::size_t kTelling = 4;
constexpr std::array<std::string_view, 4> kProvides = {"exports_to", "package", "import_name",
                                                       "provides"};
// What notebooks and the tools around them keep about themselves: a kernel has a name, a module
// another.
constexpr std::array<std::string_view, 8> kOfTools = {"kernelspec", "language_info", "colab",
                                                      "jupytext",   "jupyter",       "widgets",
                                                      "papermill",  "vscode"};
constexpr int kDeepestKey = 3;
constexpr std::size_t kLongestTitle = 60;  // bytes; what is longer describes
constexpr int kFewestValues = 3;           // that say what a key is for
constexpr int kManyValues = 10;            // from here on, one in so many may be another

// The last part of a dotted path.
std::string_view LastKey(std::string_view path) { return path.substr(path.rfind('.') + 1); }

bool IsEnables(std::string_view path) {
  return std::ranges::find(EnablesKeys(), LastKey(path)) != EnablesKeys().end();
}

// Whether all but few of `all` modules are `counted`: but one of four and more, one in ten of many.
bool AreNearlyAll(int counted, int all) {
  const int others = all >= kManyValues ? all / kManyValues : all > kFewestValues ? 1 : 0;
  return counted >= kFewestValues && counted + others >= all;
}

// A path, an address or a bare identifier: no title, whatever words it has.
bool IsIdentifier(std::string_view text, const std::string& slug) {
  return text == slug || text.find_first_of("/\\") != std::string_view::npos ||
         text.find("://") != std::string_view::npos ||
         (text.find(' ') == std::string_view::npos &&
          text.find_first_of("_.-") != std::string_view::npos);
}

// Whether the words `inner` stand among the words `text`, both folded.
bool HoldsWords(const std::string& text, const std::string& inner) {
  return !inner.empty() && (" " + text + " ").find(" " + inner + " ") != std::string::npos;
}

}  // namespace

void KeyCounter::Count(const DeclaredDocument& document, const NameTable& names,
                       const CountedModule& module) {
  document_ = &document;
  names_ = &names;
  module_ = &module;
  if (last_ != module.id) ++modules_;
  last_ = module.id;
  Walk(document.root(), "", 1);
}

template <class Words, class Fits>
std::vector<std::string> KeyCounter::Paths(const Words& words, Fits fits) const {
  std::vector<std::string> paths;
  for (const std::string_view word : words) {
    for (const auto& [path, kinds] : counts_) {
      if (LastKey(path) == word && fits(word, kinds)) paths.push_back(path);
    }
  }
  return paths;
}

template <class Words>
std::vector<std::string> KeyCounter::Naming(const Words& words) const {
  return Paths(words, [](std::string_view, const Kinds& kinds) {
    return kinds.entries > 0 && kinds.naming > 0;
  });
}

std::vector<std::string> KeyCounter::Titles() const {
  std::vector<std::string> titles = Paths(kTitle, [](std::string_view, const Kinds& kinds) {
    const std::size_t texts = kinds.texts.size();
    const bool is_few = kinds.scalars < 3 && !kinds.is_nested;
    return kinds.scalars > 0 && (is_few || texts * 2 > static_cast<std::size_t>(kinds.scalars));
  });
  if (!titles.empty()) return titles;
  // The key with most headings, then with most names, then with the shortest texts.
  using Rank = std::tuple<int, int, std::size_t, std::string>;
  std::set<Rank> ranked;
  for (const auto& [path, kinds] : counts_) {
    const bool each_its_own = kinds.texts.size() == static_cast<std::size_t>(kinds.scalars);
    if (!each_its_own || !AreNearlyAll(kinds.own_name, kinds.scalars)) continue;
    if (!AreNearlyAll(kinds.scalars, modules_)) continue;
    const bool is_long = kinds.length > kLongestTitle * static_cast<std::size_t>(kinds.scalars);
    if (is_long && !AreNearlyAll(kinds.headings, kinds.scalars)) continue;
    ranked.emplace(-kinds.headings, -kinds.own_name, kinds.length, path);
  }
  if (!ranked.empty()) titles.push_back(std::get<std::string>(*ranked.begin()));
  return titles;
}

bool KeyCounter::HoldsOwnNumbers(const Kinds& kinds) const {
  const bool each_its_own = kinds.texts.size() == static_cast<std::size_t>(kinds.scalars);
  return AreNearlyAll(kinds.own_number, kinds.scalars) && AreNearlyAll(kinds.scalars, modules_) &&
         (each_its_own || kinds.scalars >= kManyValues);
}

std::vector<std::string> KeyCounter::Numbers() const {
  std::vector<std::string> paths = Paths(kNumber, [](std::string_view key, const Kinds& kinds) {
    const auto rank = static_cast<std::size_t>(std::ranges::find(kNumber, key) - kNumber.begin());
    if (rank < kTelling) return kinds.scalars > 0;
    return kinds.scalars > 2 && kinds.own_number == kinds.scalars;
  });
  for (std::string& path : Paths(kPositionKeys, [](std::string_view, const Kinds& kinds) {
         const bool in_steps = kinds.steps.size() == 1 && *kinds.steps.begin() > 0;
         return kinds.own_number * 2 > kinds.scalars || (kinds.scalars > 1 && in_steps);
       })) {
    paths.push_back(std::move(path));
  }
  for (const auto& [path, kinds] : counts_) {
    const bool is_known = std::ranges::find(paths, path) != paths.end();
    if (!is_known && !kinds.is_nested && HoldsOwnNumbers(kinds)) paths.push_back(path);
  }
  return paths;
}

std::vector<std::string> KeyCounter::Needs() const {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [path, kinds] : counts_) {
    const auto rank = RequiresRankOfPath(path);
    const bool said = kinds.naming > 0 || IsPlainPrerequisite(LastKey(path));
    if (rank && kinds.entries > 0 && said) ranked.emplace_back(*rank, path);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> paths;
  for (auto& [rank, path] : ranked) paths.push_back(std::move(path));
  return paths;
}

bool KeyCounter::NamesPrerequisites() const {
  return std::ranges::any_of(counts_, [](const auto& counted) {
    return counted.second.naming > 0 && IsPlainPrerequisite(LastKey(counted.first));
  });
}

std::vector<std::string> KeyCounter::Enables() const { return Naming(EnablesKeys()); }

std::vector<std::string> KeyCounter::Provides() const {
  return Paths(kProvides, [](std::string_view, const Kinds& kinds) { return kinds.scalars > 0; });
}

void KeyCounter::CountScalar(std::string_view text, Kinds& kinds) const {
  ++kinds.scalars;
  kinds.texts.emplace(text);
  kinds.length += text.size();
  const std::size_t zeros = std::min(text.find_first_not_of('0'), text.size());
  const std::string own = ShowNumber(module_->number);
  if (text.substr(zeros) == own || text == own) ++kinds.own_number;
  kinds.steps.insert(StepOf(text, module_->number));
  if (IsIdentifier(text, module_->slug)) return;
  const std::string folded = FoldModuleName(text);
  const bool heads = folded.size() > 1 && HoldsWords(FoldModuleName(module_->heading), folded);
  if (heads) ++kinds.headings;
  if (heads || HoldsWords(folded, FoldModuleName(module_->slug))) ++kinds.own_name;
}

void KeyCounter::Walk(const YamlNode& node, const std::string& prefix, int depth) {
  for (std::size_t i = 0; node.IsMap() && i < node.size(); ++i) {
    const std::string path = prefix + std::string(node.key(i).text());
    const YamlNode value = node.value(i);
    if (value.IsMap() && std::ranges::find(kOfTools, node.key(i).text()) != kOfTools.end())
      continue;
    Kinds& kinds = counts_[path];
    kinds.is_nested = depth > 1;
    if (value.IsScalar()) CountScalar(value.text(), kinds);
    if (value.IsScalar() || value.IsList()) {
      ++kinds.entries;
      if (RequiresRankOfPath(path) || IsEnables(path)) {
        if (Names(value, IsPlainPrerequisite(LastKey(path)))) ++kinds.naming;
      }
    }
    if (value.IsMap() && depth < kDeepestKey) Walk(value, path + ".", depth + 1);
  }
}

// Whether another module is named. `after: 1` of a tool is none: a bare number says so only where
// the key does (`numbers`).
bool KeyCounter::Names(const YamlNode& value, bool numbers) const {
  return std::ranges::any_of(ReadEntries(*document_, value), [&](const MetadataText& entry) {
    const std::string& text = entry.name.text;
    if (!numbers && text.find_first_not_of("0123456789") == std::string::npos) return false;
    const std::vector<ModuleId> found = names_->Find(text, entry.name.where.path);
    if (found.size() == 1) return found.front() != module_->id;
    // "Lessons 2 and 3", whatever the author calls a module.
    const std::vector<ModuleMention> mentions = ReadMentions(text, EveryCourseWord());
    return IsNothingBut(mentions, text) &&
           std::ranges::all_of(mentions, [&](const ModuleMention& mention) {
             if (!mention.number) return false;
             const std::vector<ModuleId> named = names_->FindNumber(*mention.number);
             return named.size() == 1 && named.front() != module_->id;
           });
  });
}

}  // namespace prereq
