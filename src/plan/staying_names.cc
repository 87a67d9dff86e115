#include "plan/staying_names.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

// `ch2-01-hello.md`: letters, perhaps a mark, digits, and whether a joint or the end follows.
struct NumberedPart {
  std::string word;  // lower case, without `-`, `_` and blanks
  int number = 0;
  std::size_t digits = 0;
  std::string_view rest;  // behind the number
};

// Where the name goes on behind the date that it begins with: `2016-12-03-Chapter3_loops.md`; 0
// without one.
std::size_t BehindDate(std::string_view name) {
  constexpr std::string_view kForm = "dddd-dd-dd-";
  if (name.size() <= kForm.size()) return 0;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool fits = kForm[i] == 'd' ? IsDigit(name[i])
                                      : (name[i] == '-' || name[i] == '_' ||
                                         (i + 1 == kForm.size() && name[i] == ' '));
    if (!fits) return 0;
  }
  return kForm.size();
}

std::optional<NumberedPart> ReadPart(std::string_view name) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t dated = BehindDate(name);
  if (dated > 0) {  // a number alone may be a time
    auto part = ReadPart(name.substr(dated));
    const bool says = part && (!part->word.empty() || part->rest.size() > 1) &&
                      (part->rest.empty() || part->rest.front() != '.' || !part->word.empty());
    return says ? part : std::nullopt;
  }
  std::size_t at = 0;
  NumberedPart part;
  while (at < name.size() && !IsDigit(name[at])) {
    const char c = name[at++];
    if (c == '-' || c == '_' || c == ' ') continue;
    if (!IsLetter(c)) return std::nullopt;
    part.word += LowerChar(c);
  }
  const std::size_t begin = at;
  while (at < name.size() && IsDigit(name[at])) ++at;
  part.digits = at - begin;
  if (part.digits == 0 || part.digits > kMostDigits) return std::nullopt;
  part.number = static_cast<int>(ValueOfDigits(name.substr(begin, part.digits)));
  part.rest = name.substr(at);
  const bool ends = part.rest.empty() ||
                    std::string_view("-_. ").find(part.rest.front()) != std::string_view::npos;
  if (!ends) return std::nullopt;
  return part;
}

// 3 of `ex3_`, the chapter of which a series counts the items; nullopt without one.
std::optional<int> ChapterOfStem(std::string_view stem) {
  if (stem.empty() || IsDigit(stem.back()) || IsLetter(stem.back())) return std::nullopt;
  stem.remove_suffix(1);
  std::size_t begin = stem.size();
  while (begin > 0 && IsDigit(stem[begin - 1])) --begin;
  return FirstNumber(stem.substr(begin));
}

class StayingNames {
 public:
  StayingNames(const Renaming& renaming, const PlanOptions& options,
               const std::map<std::string, std::string>& moves, const LeftPlaces& left)
      : renaming_(renaming), moves_(moves), left_(left) {
    const Facts& facts = renaming.facts();
    for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
      homes_.emplace(facts.modules[static_cast<std::size_t>(i)].path, ModuleId{i});
    }
    declared_.insert(options.others.begin(), options.others.end());
    for (const std::string& path : options.others) other_folders_.insert(ParentPath(path));
    for (const MirrorEntry& entry : facts.mirrors) {
      declared_.insert(entry.path);
      const Mirror& mirror = options.mirrors[static_cast<std::size_t>(entry.mirror)];
      if (entry.module && mirror.kind == Mirror::Kind::kSynchronised) {
        mirrored_.emplace(entry.path, *entry.module);
      }
    }
    for (const ModuleId id : facts.order.Sequence()) {
      numbers_of_modules_.insert(facts.order.number(id)->value);
      folders_.insert(ParentPath(facts.module(id).path));
    }
    const auto word = ReadPart(renaming.pattern().Stem() + "0");
    if (word) stem_ = word->word;
    chapter_ = ChapterOfStem(renaming.pattern().Stem());
    for (const std::string& label : facts.series.labels) labels_.push_back(Lower(label));
  }

  std::vector<Task> Tasks() {
    for (const ScannedFile& file : renaming_.facts().files) {
      using Kind = ScannedFile::Kind;
      if (file.kind != Kind::kGenerated && file.kind != Kind::kExcluded) Walk(file.path);
    }
    AddParallels();
    AddItems();
    std::vector<Task> tasks;
    for (const auto& [key, names] : names_) {
      std::vector<std::string> staying;
      for (const Name& name : names) {
        if (!CountsItself(key.first, name)) staying.push_back(name.text);
      }
      if (staying.empty()) continue;
      Task task = TaskFor(key.first, key.second, staying);
      // It meant another module when an earlier change asked about it.
      if (left_.At(TaskKind::kName, task.where) != nullptr) continue;
      tasks.push_back(std::move(task));
    }
    return tasks;
  }

 private:
  // Which names beside one in its folder show that they count something themselves.
  enum class Counting { kNone, kSeveral, kFromOne, kOwnForm, kUnlessOthersDo, kUnlessMostDo };

  struct Name {
    std::string text, word;
    Counting counting = Counting::kNone;
  };

  // Whether a name of `folder` counts something of its own there.
  [[nodiscard]] bool CountsItself(const std::string& folder, const Name& name) const {
    const auto counted = numbers_.find({folder, name.word});
    if (counted != numbers_.end() && Counts(name.counting, counted->second)) return true;
    const bool most = name.counting == Counting::kUnlessMostDo;
    if (name.counting != Counting::kUnlessOthersDo && !most) return false;
    const std::size_t fewest = most ? 3 : 2;  // modules whose names do so, so that it is no chance
    const auto own = say_own_.find(name.word);
    if (own == say_own_.end() || own->second.size() < fewest) return true;
    const auto all = say_any_.find(name.word);
    return most && all != say_any_.end() && own->second.size() * 2 <= all->second.size();
  }

  [[nodiscard]] bool Counts(Counting counting, const std::set<int>& numbers) const {
    if (counting == Counting::kNone) return false;
    if (counting == Counting::kSeveral || counting == Counting::kUnlessOthersDo ||
        counting == Counting::kUnlessMostDo) {
      return numbers.size() > 1;
    }
    constexpr int kFewest = 3;
    if (counting == Counting::kOwnForm) return Size(numbers) >= kFewest;
    const bool all_in_row = *numbers.rbegin() - *numbers.begin() + 1 == Size(numbers);
    const bool from_one = numbers.size() > 1 && *numbers.begin() <= 1 && all_in_row;
    return from_one || !std::ranges::includes(numbers_of_modules_, numbers);
  }
  static int Size(const std::set<int>& numbers) { return static_cast<int>(numbers.size()); }

  // Each part of the path once, from the root on.
  void Walk(const std::string& path) {
    std::optional<ModuleId> home;
    bool is_mirrored = false;
    for (std::size_t begin = 0; begin < path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const std::string whole = path.substr(0, end);
      if (const auto own = homes_.find(whole); own != homes_.end()) {
        home = own->second;
        if (end == path.size()) ending_ = EndingOf(path);
      } else if (const auto mirrored = mirrored_.find(whole); mirrored != mirrored_.end()) {
        home = mirrored->second;
        is_mirrored = true;
      } else if (declared_.contains(whole)) {
        return;
      } else if (seen_.insert(whole).second && !moves_.contains(whole)) {
        const std::string folder = begin == 0 ? std::string() : path.substr(0, begin - 1);
        LookAt(folder, path.substr(begin, end - begin), home, is_mirrored);
        if (!home && chapter_) LookForItem(folder, path.substr(begin, end - begin));
        if (!home && MayBeParallel(folder)) {
          const std::string ending = end == path.size() ? EndingOf(path) : std::string();
          parallels_[{folder, ending}].push_back(path.substr(begin, end - begin));
        }
      }
      begin = end + 1;
    }
  }

  void LookAt(const std::string& folder, const std::string& name, std::optional<ModuleId> home,
              bool is_mirrored) {
    auto part = ReadPart(name);
    if (!part) return;
    const bool section =
        part->rest.size() > 1 && part->rest.front() == '.' && IsDigit(part->rest[1]);
    // `02.00.md` beside `01-alpha.md`: pages of chapter 2 count in a form of their own.
    if (home && section && part->word.empty()) part->word = ".";
    numbers_[{folder, part->word}].insert(part->number);
    const auto id = home ? home : renaming_.OwnerBefore(Number{part->number});
    if (home) say_any_[part->word].insert(*home);
    if (home && renaming_.Before(*home) == Number{part->number}) say_own_[part->word].insert(*home);
    if (!id || !Follows(*id, part->number)) return;
    const bool called = !stem_.empty() && part->word == stem_;
    if (home) {
      // `02-notes.md` in `02-loops`; `01-start.md` in `01-basics` may count from one.
      const bool bare = (part->word.empty() || part->word == ".") && !part->rest.empty();
      if (is_mirrored) {  // a name without a word may count what the module's own folder counts
        if (!part->word.empty()) Add(folder, *id, name, *part, Counting::kUnlessMostDo);
      } else if (called || (bare && part->number > 1) || SaysOwnNumber(*part, name)) {
        Add(folder, *id, name, *part, Counting::kSeveral);
      } else if ((bare && section) || (!part->word.empty() && part->digits > 1 && IsWide(*part))) {
        Add(folder, *id, name, *part, Counting::kUnlessOthersDo);
      } else if (!part->word.empty()) {
        Add(folder, *id, name, *part, Counting::kUnlessMostDo);
      }
      return;
    }
    constexpr std::size_t kShortest = 2;
    const bool goes_on = !part->rest.empty() && part->rest.front() != '.';
    const bool of_stem = called && stem_.size() >= kShortest && (goes_on || section);
    if (of_stem || NamesModule(*part, *id) || IsCompanion(folder, *part)) {
      const bool own = IsOfSibling(folder, name) && !NamesModule(*part, *id);
      Add(folder, *id, name, *part, own ? Counting::kOwnForm : Counting::kNone);
    } else if (IsSlug(part->word, *id)) {
      Add(folder, *id, name, *part, Counting::kSeveral);
    } else if (IsNumberOrLabel(*part)) {
      Add(folder, *id, name, *part, Counting::kFromOne);
    }
  }

  // `web/activity-4-style.md` beside `sql/activity4/`: a folder beside the modules' own, which
  // writes its names otherwise, as no translation does.
  [[nodiscard]] bool IsOfSibling(const std::string& folder, const std::string& name) const {
    const bool beside = std::ranges::any_of(folders_, [&](const std::string& own) {
      return own != folder && ParentPath(own) == ParentPath(folder);
    });
    const std::string stem = renaming_.pattern().Stem();
    const bool alike =
        name.starts_with(stem) && name.size() > stem.size() && IsDigit(name[stem.size()]);
    return beside && !folders_.contains(folder) && !alike;
  }

  // Written with as many digits as the number of a module.
  [[nodiscard]] bool IsWide(const NumberedPart& part) const {
    const std::size_t digits = std::to_string(part.number).size();
    return part.digits == std::max(digits, static_cast<std::size_t>(renaming_.width()));
  }

  // `12_postmigrate.go` beside `12_files.up.sql`, `0004-example.png` beside `0004-use-yaml.md`.
  [[nodiscard]] bool IsCompanion(const std::string& folder, const NumberedPart& part) const {
    return folders_.contains(folder) && part.word == stem_ && IsWide(part);
  }

  // `loops_02.md`: the module's name in front of its number.
  [[nodiscard]] bool IsSlug(const std::string& word, ModuleId id) const {
    std::string slug = FoldModuleName(renaming_.OldSlug(id));
    std::erase(slug, ' ');
    return !slug.empty() && word == slug;
  }

  // `notes/12.md`, `docs/lesson-02.md`, `tests/lesson02_test.py`.
  [[nodiscard]] bool IsNumberOrLabel(const NumberedPart& part) const {
    if (!IsWide(part)) return false;
    const bool alone = part.word.empty() && part.digits > 1;
    if (alone) return part.rest.empty() || part.rest.front() == '.';
    return std::ranges::find(labels_, part.word) != labels_.end();
  }

  // "md" of a file, "" without one.
  static std::string EndingOf(const std::string& path) {
    const std::string_view name = BaseName(path);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string() : std::string(name.substr(dot + 1));
  }

  // In the folder of the modules, beside it, or called as it is: `docs/de`, `fr/docs`.
  [[nodiscard]] bool MayBeParallel(const std::string& folder) const {
    if (folders_.size() != 1 || folders_.contains(folder) || folder.empty()) return false;
    const std::string& own = *folders_.begin();
    return ParentPath(folder) == own || ParentPath(folder) == ParentPath(own) ||
           BaseName(folder) == BaseName(own);
  }

  // `3_2`, `soln3_2.md`: called after the second item of chapter 3, as `ex3_2.md` is.
  void LookForItem(const std::string& folder, const std::string& name) {
    auto part = ReadPart(name);
    const bool is_item = part && part->number == chapter_ && part->rest.size() > 1 &&
                         part->rest.front() != ' ' && IsDigit(part->rest[1]);
    if (!is_item) return;
    auto item = ReadPart(part->rest.substr(1));
    if (!item || !item->word.empty()) return;
    const std::string tail(item->rest);
    item->rest = {};
    items_[{folder, part->word, tail}].emplace(item->number, std::pair(name, *item));
  }

  // Names of a folder that have the numbers of at least half of the chapter's items, and no others.
  void AddItems() {
    for (const auto& [key, named] : items_) {
      const bool same = std::ranges::all_of(
          named, [&](const auto& one) { return numbers_of_modules_.contains(one.first); });
      if (!same || named.size() < 2 || named.size() * 2 < numbers_of_modules_.size()) continue;
      for (const auto& [number, one] : named) {
        const auto id = renaming_.OwnerBefore(Number{number});
        if (id && Follows(*id, number)) {
          Add(std::get<0>(key), *id, one.first, one.second, Counting::kNone);
        }
      }
    }
  }

  // A folder that has the numbers of all modules once, and nothing else, tells of the modules in
  // other names, as a translation does.
  void AddParallels() {
    constexpr std::size_t kFewest = 3;
    if (numbers_of_modules_.size() < kFewest) return;
    for (const auto& [key, names] : parallels_) {
      const auto& [folder, ending] = key;
      // Numbers that begin anew there are those of the modules beside the names.
      if (ending != ending_ || other_folders_.contains(folder)) continue;
      std::map<int, std::pair<std::string, NumberedPart>> by_number;
      bool doubled = false;
      for (const std::string& name : names) {
        const auto part = ReadPart(name);
        if (!part || part->rest.size() < 2 || part->rest.front() == '.') continue;
        doubled |= !by_number.emplace(part->number, std::pair(name, *part)).second;
      }
      const bool same = std::ranges::all_of(
          by_number, [&](const auto& one) { return numbers_of_modules_.contains(one.first); });
      if (doubled || !same || by_number.size() != numbers_of_modules_.size()) continue;
      for (const auto& [number, named] : by_number) {
        const auto id = renaming_.OwnerBefore(Number{number});
        const bool is_known = id && names_.contains({folder, *id});
        if (id && !is_known && Follows(*id, number)) {
          Add(folder, *id, named.first, named.second, Counting::kNone);
        }
      }
    }
  }

  // `w03.pdf`, `fig05-01.png` in the module's own folder: a word that is short for the label, or
  // the number as the module writes it.
  [[nodiscard]] bool SaysOwnNumber(const NumberedPart& part, std::string_view name) const {
    if (part.word.empty() || part.word == ".") return false;
    const auto is_short = [&](const std::string& label) { return label.starts_with(part.word); };
    if (std::ranges::any_of(labels_, is_short) || stem_.starts_with(part.word)) return true;
    const std::size_t begin = name.size() - part.rest.size() - part.digits;
    return part.digits > 1 && name[begin] == '0' &&
           part.digits == static_cast<std::size_t>(renaming_.width());
  }

  // Whether the module's number before was `number` and is another after.
  [[nodiscard]] bool Follows(ModuleId id, int number) const {
    const auto before = renaming_.Before(id), after = renaming_.After(id);
    return before && after && before->value == number && before->value != after->value;
  }

  // `2-networking-ngfw`, `02_loops.png`, `U002__loops.sql`: the number and then the module's name.
  [[nodiscard]] bool NamesModule(const NumberedPart& part, ModuleId id) const {
    if (!part.word.empty() && part.word != stem_ && part.digits < 2) return false;
    if (part.rest.size() < 2) return false;
    const std::string slug = FoldModuleName(renaming_.OldSlug(id));
    const std::string rest = FoldModuleName(part.rest);
    if (slug.empty() || !rest.starts_with(slug)) return false;
    return rest.size() == slug.size() || rest[slug.size()] == ' ';
  }

  void Add(const std::string& folder, ModuleId id, const std::string& name,
           const NumberedPart& part, Counting counting) {
    names_[{folder, id}].push_back({name, part.word, counting});
  }

  Task TaskFor(const std::string& folder, ModuleId id,
               const std::vector<std::string>& names) const {
    constexpr std::size_t kShown = 3;
    std::vector<std::string> shown;
    for (const std::string& name : names) {
      if (shown.size() < kShown) shown.push_back(fmt::format("`{}`", Printable(name)));
    }
    const std::size_t more = names.size() - shown.size();
    const bool one = names.size() == 1;
    Task task{TaskKind::kName,
              fmt::format("{}{} carr{} {}, the number of `{}`, which becomes {}, and {} so called: "
                          "rename {} with what names {}, or leave {}",
                          Join(shown, ", "), more > 0 ? fmt::format(" and {} more", more) : "",
                          one ? "ies" : "y", ShowNumber(*renaming_.Before(id)),
                          Printable(renaming_.OldSlug(id)), ShowNumber(*renaming_.After(id)),
                          one ? "stays" : "stay", one ? "it" : "them", one ? "it" : "them",
                          one ? "it" : "them"),
              {JoinPath(folder, names.front()), 0, 0}};
    task.meant = SlugsAfter(renaming_, {id});
    task.number = renaming_.Before(id);
    return task;
  }

  const Renaming& renaming_;
  const std::map<std::string, std::string>& moves_;
  const LeftPlaces& left_;
  std::map<std::string, ModuleId> homes_, mirrored_;
  std::set<std::string> declared_;  // entries of mirrors
  std::string stem_;
  std::optional<int> chapter_;  // whose items the modules are: 3 of `ex3_2.md`
  // Names of such items elsewhere, by number; by folder, word and what follows.
  std::map<std::tuple<std::string, std::string, std::string>,
           std::map<int, std::pair<std::string, NumberedPart>>>
      items_;
  std::string ending_;  // of the modules, where they are files
  std::set<int> numbers_of_modules_;
  std::set<std::string> folders_;        // of the modules
  std::set<std::string> other_folders_;  // of those of other series
  // Names outside of modules and mirrors, by folder and ending.
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> parallels_;
  std::vector<std::string> labels_;  // lower case
  std::set<std::string> seen_;
  std::map<std::pair<std::string, std::string>, std::set<int>> numbers_;  // by folder and word
  // By word: whose names have their own number behind it, and whose have any.
  std::map<std::string, std::set<ModuleId>> say_own_, say_any_;
  std::map<std::pair<std::string, ModuleId>, std::vector<Name>> names_;
};

}  // namespace

std::vector<Task> TasksOfStayingNames(const Renaming& renaming, const PlanOptions& options,
                                      const std::map<std::string, std::string>& moves,
                                      const LeftPlaces& left) {
  return StayingNames(renaming, options, moves, left).Tasks();
}

}  // namespace prereq
