// ResolveDeclared: names in metadata to dependencies, problems and references.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "metadata/meant.h"
#include "metadata/metadata.h"
#include "metadata/other_works.h"
#include "series/course_words.h"

namespace prereq {
namespace {

// Digits and letter suffix at the start of `text`, as bytes.
std::size_t NumberLength(std::string_view text) {
  std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
  if (length > 0 && length < text.size() && IsLower(text[length])) ++length;
  return length;
}

bool IsProse(std::string_view text) {
  return std::ranges::count(Trim(text), ' ') >= 2;  // three words or more
}

class Resolver {
 public:
  Resolver(const Levels::Speaker& speaker, const Levels& levels, Facts& facts,
           std::vector<Reference>& references)
      : speaker_(speaker),
        id_(speaker.self),
        levels_(levels),
        names_(levels.own()),
        labels_{levels.OuterLabels(), levels.InnerLabels()},
        facts_(facts),
        references_(references) {}

  // `needed`: the entry is a prerequisite of the module; else the module is one of the entry.
  void Add(const MetadataText& entry, bool needed, bool declared) {
    if (speaker_.is_guest) return AddNumberOfGuest(entry);
    if (entry.is_package) return AddPackage(entry, needed, declared);
    const std::string_view text = entry.name.text;
    Levels::Found found = levels_.Find(text, speaker_);
    // A path to something inside the module itself is not a module to do before it.
    if (found.modules.size() == 1 && found.modules.front() == id_ &&
        text.find('/') != std::string::npos &&
        BaseName(text) != BaseName(facts_.module(id_).path)) {
      found.modules.clear();
    }
    if (found.modules.size() > 1) {
      if (declared && !speaker_.inner) AddProblem(entry, needed, found.modules);
      return;
    }
    FactKind kind = FactKind::kMetadata;
    Meant meant;
    meant.Take(found);
    if (meant.modules.empty() && !meant.elsewhere) meant = Mentioned(text);
    if (meant.modules.empty() && !meant.elsewhere) {
      meant.modules = Parts(text);
      if (!meant.modules.empty()) kind = FactKind::kProse;
    }
    if (needed && declared) AddAcross(meant, kind, entry.name.text, entry.name.where);
    if (meant.modules.empty()) {
      if (declared && !meant.elsewhere && !speaker_.inner) AddProblem(entry, needed, {});
      return;
    }
    for (std::size_t i = 0; i < meant.modules.size(); ++i) {
      const ModuleId other = meant.modules[i];
      if (speaker_.inner && other == id_) continue;
      facts_.dependencies.push_back(
          {.dependent = needed ? id_ : other,
           .prerequisite = needed ? other : id_,
           .kind = kind,
           .text = entry.name.text,
           .where = entry.name.where,
           .declared = declared,
           .inner_dependent = needed ? speaker_.place : meant.InnerOf(i),
           .inner_prerequisite = needed ? meant.InnerOf(i) : speaker_.place});
    }
    if (found.modules.size() == 1) AddReference(entry, found.modules.front());
  }

  // One place of a page.
  void Say(const SaidPrerequisite& said) {
    const Meant meant = MeantBy(said.mention, true);
    std::vector<ModuleId> named = meant.modules;
    if (named.empty() && levels_.HoldsSeries() && said.mention.outer) {
      named = names_.FindNumber(*said.mention.outer);  // the phase that speaks
    }
    if (named.size() == 1) AddSaidNumber(said, named.front());
    if (speaker_.is_guest) return;
    AddAcross(meant, FactKind::kProse, said.text, said.where);
    if (meant.modules.empty() && !meant.elsewhere) AddMissing(said);
    for (std::size_t i = 0; i < meant.modules.size(); ++i) {
      if (meant.modules[i] == id_) continue;
      facts_.dependencies.push_back({.dependent = id_,
                                     .prerequisite = meant.modules[i],
                                     .kind = FactKind::kProse,
                                     .text = said.text,
                                     .where = said.where,
                                     .declared = true,
                                     .inner_dependent = speaker_.place,
                                     .inner_prerequisite = meant.InnerOf(i)});
    }
  }

  void AddNumber(const DeclaredNumber& declared) {
    const MetadataText& number = declared.text;
    const std::string_view text = number.name.text;
    const std::size_t length = NumberLength(text);
    if (number.content.length == 0 || text.size() > 16) return;
    if (length == 0 || length != text.size() || length > 9) return AddOddNumber(declared);
    Reference reference = Make(number, ReferenceShape::kNumberKey, text);
    reference.module = id_;
    reference.step = declared.step;
    Number own = facts_.order.number(id_).value_or(Number{});
    own.value *= declared.step;
    reference.certainty = own == reference.written ? Certainty::kOwned : Certainty::kDrifted;
    if (declared.odd && reference.certainty == Certainty::kOwned) return AddOddNumber(declared);
    if (declared.odd) reference.number = reference.whole = number.content;
    references_.push_back(std::move(reference));
  }

 private:
  // `7.0`, `+7`, `0x07`, `0o7`, `0_7`, `[07]`, `!!str 07`: the module's number in a notation that
  // no edit of ours keeps, so a person is asked.
  void AddOddNumber(const DeclaredNumber& declared) {
    std::string_view text = declared.text.name.text;
    int base = 10;
    if (text.starts_with('+')) text.remove_prefix(1);
    for (const auto& [mark, other] :
         {std::pair("0x", 16), std::pair("0o", 8), std::pair("0_", 10)}) {
      if (!text.starts_with(mark)) continue;
      text.remove_prefix(2);
      base = other;
      break;
    }
    if (const std::size_t dot = text.find('.'); base == 10 && dot != std::string_view::npos) {
      if (text.find_first_not_of('0', dot + 1) != std::string_view::npos) return;
      text = text.substr(0, dot);
    }
    int value = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, base);
    Number own = facts_.order.number(id_).value_or(Number{});
    own.value *= declared.step;
    if (text.empty() || read.ec != std::errc() || read.ptr != end || own != Number{value, '\0'})
      return;
    Reference reference = Make(declared.text, ReferenceShape::kLabel, declared.text.name.text);
    reference.number = reference.whole = declared.text.content;
    reference.module = id_;
    reference.written = facts_.order.number(id_).value_or(Number{});
    reference.certainty = Certainty::kLikely;
    references_.push_back(std::move(reference));
  }

  // `requires: ["Phase 1 · 03"]` in a lesson of phase 2.
  void AddNumberOfGuest(const MetadataText& entry) {
    const std::vector<ModuleMention> mentions = ReadMentions(entry.name.text, labels_);
    if (mentions.size() != 1 || entry.content.length != entry.name.text.size()) return;
    const Meant meant = MeantBy(mentions.front(), false);
    if (meant.modules.size() != 1) return;
    const Span span = mentions.front().span;
    SaidPrerequisite said{mentions.front(),
                          entry.name.text.substr(span.offset, span.length),
                          entry.name.where,
                          {entry.content.offset + span.offset, span.length}};
    said.where.column += static_cast<int>(span.offset);
    AddSaidNumber(said, meant.modules.front());
  }

  // What is needed of another series: said where this one is shown.
  void AddAcross(const Meant& meant, FactKind kind, const std::string& text,
                 const Location& where) {
    if (levels_.HoldsSeries()) return;
    for (const std::string& path : meant.across) {
      facts_.across.push_back({id_, path, kind, text, where});
    }
  }

  // A package counts where it is a module's: by the name that the module provides, or, where none
  // provides any, by the module's own name. All others are somebody else's.
  void AddPackage(const MetadataText& entry, bool needed, bool declared) {
    const std::string& text = entry.name.text;
    const std::vector<ModuleId> found =
        names_.KnowsPackages() ? names_.FindPackage(text) : names_.Find(text, speaker_.file);
    if (found.size() != 1 || found.front() == id_) return;
    facts_.dependencies.push_back({.dependent = needed ? id_ : found.front(),
                                   .prerequisite = needed ? found.front() : id_,
                                   .kind = FactKind::kMetadata,
                                   .text = text,
                                   .where = entry.name.where,
                                   .declared = declared});
    if (!names_.KnowsPackages()) AddReference(entry, found.front());
  }

  // "Lessons 2-3", "Phase 7 · 09", "2-4", "All previous lessons": nothing when one of them names no
  // module.
  [[nodiscard]] Meant Mentioned(std::string_view text) const {
    Meant all;
    std::vector<ModuleMention> mentions = ReadMentions(text, labels_);
    if (mentions.empty()) mentions = ReadBareNumbers(text);
    if (mentions.empty() && SaysAllBefore(text)) {
      ModuleMention& all_before = mentions.emplace_back();
      all_before.all_before = true;
      all_before.span = {0, text.size()};
    }
    if (!IsNothingBut(mentions, text)) return {};
    for (const ModuleMention& mention : mentions) {
      const Meant one = MeantBy(mention, false);
      if (one.modules.empty() && !one.elsewhere && !mention.all_before) return {};
      all.elsewhere = all.elsewhere || one.elsewhere || mention.all_before;
      all.across.insert(all.across.end(), one.across.begin(), one.across.end());
      for (std::size_t i = 0; i < one.modules.size(); ++i) {
        const auto known = std::ranges::find(all.modules, one.modules[i]);
        const auto at = static_cast<std::size_t>(known - all.modules.begin());
        if (known != all.modules.end() && all.InnerOf(at) == one.InnerOf(i)) continue;
        all.modules.push_back(one.modules[i]);
        all.inner.push_back(one.InnerOf(i));
      }
    }
    return all;
  }

  [[nodiscard]] Meant MeantBy(const ModuleMention& mention, bool paths) const {
    if (mention.all_before || mention.all_before_outer) {
      if (speaker_.is_guest) return {{}, true};
      // Of lessons only where lessons are the series, of phases only where phases are.
      const bool outer = levels_.HoldsSeries();
      if (outer != mention.all_before_outer) return {{}, true};
      return {AllBefore(), false};
    }
    Meant meant;
    if (!mention.path.empty()) {
      if (!paths) return meant;
      const Levels::Found found = FindPath(mention.path);
      // What lies in the module itself is not something to do before it.
      if (found.modules.size() == 1 && found.modules.front() == id_) return meant;
      meant.Take(found);
      return meant;
    }
    const std::string& work = mention.work;
    if (!work.empty() && !NamesFolderOf(work, facts_.module(id_).path)) {
      const Levels::Found own = levels_.Find(work, speaker_);
      if (own.modules.empty() && !own.elsewhere) return meant;
    }
    std::vector<Number> outers = NumbersOf(mention.outer, mention.outer_last);
    std::vector<Number> inners = NumbersOf(mention.number, mention.last);
    const auto add = [&](std::optional<Number> outer, std::optional<Number> inner) {
      meant.Take(levels_.FindNumber(outer, inner, speaker_));
    };
    if (!mention.number) {
      for (const Number outer : outers) add(outer, std::nullopt);
    } else {
      for (const Number inner : inners) add(mention.outer, inner);
    }
    return meant;
  }

  // A path, or the numbered name of a module: `02-beta`, whatever the number is by now.
  [[nodiscard]] Levels::Found FindPath(const std::string& text) const {
    Levels::Found found = levels_.FindPath(text, speaker_);
    if (!found.modules.empty() || found.elsewhere || speaker_.inner) return found;
    const SplitName split = SplitNumberedName(text);
    if (split.number && text.find('/') == std::string::npos) {
      std::vector<ModuleId> ids = names_.Find(text);
      if (ids.size() == 1 && SlugInPath(facts_.module(ids.front())) == split.rest) {
        found.modules = std::move(ids);
      }
    }
    return found;
  }

  [[nodiscard]] std::vector<ModuleId> AllBefore() const {
    std::vector<ModuleId> all;
    const std::optional<Number> own = facts_.order.number(id_);
    for (const ModuleId id : facts_.order.Sequence()) {
      if (own && *facts_.order.number(id) < *own) all.push_back(id);
    }
    return all;
  }

  // "All previous lessons" where no label says how modules are called.
  [[nodiscard]] static bool SaysAllBefore(std::string_view text) {
    MentionLabels every;
    for (const std::string_view word : CourseWords()) every.inner.push_back(FoldModuleName(word));
    const std::vector<ModuleMention> mentions = ReadMentions(text, every);
    return mentions.size() == 1 && mentions.front().all_before;
  }

  // The modules that a list "a, b" or prose names: all of the former's parts, or the numbered slugs
  // inside the latter. Empty when a part of a list is unknown.
  [[nodiscard]] std::vector<ModuleId> Parts(std::string_view text) const {
    std::vector<ModuleId> found;
    const std::vector<std::string_view> parts = Split(text, ',');
    for (const std::string_view part : parts) {
      const std::vector<ModuleId> ids =
          parts.size() > 1 ? names_.Find(part, speaker_.file) : std::vector<ModuleId>();
      if (ids.size() != 1) {
        found.clear();
        break;
      }
      found.push_back(ids.front());
    }
    if (!found.empty()) return found;
    if (found = Labelled(text); !found.empty() || !IsProse(text)) return found;
    for (const std::string_view word : Split(text, ' ')) {
      const std::string_view name =
          word.substr(0, std::min(word.find_last_not_of(".,;:()") + 1, word.size()));
      if (!SplitNumberedName(name).number) continue;
      const std::vector<ModuleId> ids = names_.Find(name);
      if (ids.size() == 1 && std::ranges::find(found, ids.front()) == found.end()) {
        found.push_back(ids.front());
      }
    }
    return found;
  }

  // "Module 2: Tensor operations and shapes": the module of that number, when its name is among the
  // words too.
  [[nodiscard]] std::vector<ModuleId> Labelled(std::string_view text) const {
    constexpr std::size_t kMostWords = 4;  // of a name
    constexpr std::string_view kMarks = ".,;:()";
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    std::vector<ModuleId> ids = names_.Find(text.substr(0, colon));
    if (ids.size() != 1) return {};
    const std::vector<std::string_view> words = Split(text.substr(colon + 1), ' ');
    for (std::size_t first = 0; first < words.size(); ++first) {
      const std::size_t end = std::min(words.size(), first + kMostWords);
      for (std::size_t last = first; last < end; ++last) {
        std::string_view name(words[first].data(),
                              static_cast<std::size_t>(words[last].data() - words[first].data()) +
                                  words[last].size());
        name.remove_prefix(std::min(name.find_first_not_of(kMarks), name.size()));
        name = name.substr(0, name.find_last_not_of(kMarks) + 1);
        if (!name.empty() && names_.Find(name) == ids) return ids;
      }
    }
    return {};
  }

  void AddProblem(const MetadataText& entry, bool needed, const std::vector<ModuleId>& found) {
    NameProblem problem;
    problem.name = entry.name;
    problem.kind = IsProse(entry.name.text) ? FactKind::kProse : FactKind::kMetadata;
    problem.context =
        fmt::format("{} `{}`", needed ? "prerequisite of" : "enabled by", names_.slug(id_));
    problem.candidates = found;
    if (needed) problem.dependent = id_;
    if (found.empty()) problem.nearest = names_.NearestSlug(entry.name.text);
    // "Basic Python" is something to know, not a module that got lost.
    problem.may_be_skill = found.empty() && problem.nearest.empty() && !LooksLikeModule(entry);
    facts_.name_problems.push_back(std::move(problem));
  }

  // `Lesson 9` of a series that has no number 9 is a need that got lost.
  void AddMissing(const SaidPrerequisite& said) {
    const bool is_number = said.mention.number && said.mention.path.empty();
    if (!is_number || !said.ends || speaker_.inner) return;
    NameProblem problem;
    problem.name = {said.text, said.where};
    problem.kind = FactKind::kProse;
    problem.context = fmt::format("prerequisite of `{}`", names_.slug(id_));
    problem.dependent = id_;
    facts_.name_problems.push_back(std::move(problem));
  }

  // Numbers, labels and paths are how modules are named, and so are words of one name: `02_tensor`,
  // "Module 9", "../09-x".
  [[nodiscard]] bool LooksLikeModule(const MetadataText& entry) const {
    const std::string_view text = entry.name.text;
    if (SplitNumberedName(Trim(text)).number || text.find('/') != std::string_view::npos)
      return true;
    const std::vector<ModuleMention> mentions = ReadMentions(text, labels_);
    return !ReadBareNumbers(text).empty() ||
           std::ranges::any_of(mentions,
                               [](const ModuleMention& mention) { return mention.path.empty(); });
  }

  // `02_tensor`, `2`: the number is a reference, and edits may have to change it.
  void AddReference(MetadataText entry, ModuleId module) {
    if (speaker_.inner) return;
    if (entry.name.text.starts_with('#') && entry.content.length == entry.name.text.size()) {
      entry.name.text.erase(0, 1);  // `#4`
      ++entry.name.where.column;
      ++entry.content.offset;
      --entry.content.length;
    }
    const SplitName split = SplitNumberedName(entry.name.text);
    const std::size_t digits = NumberLength(entry.name.text);
    if (digits > 0 && digits == entry.name.text.size() && digits <= 9 &&
        entry.content.length == digits && entry.name.text != names_.slug(module)) {
      Reference reference = Make(entry, ReferenceShape::kNumberKey, entry.name.text);
      reference.module = module;
      reference.certainty = Certainty::kOwned;
      references_.push_back(std::move(reference));
      return;
    }
    if (!split.number || entry.content.length == 0) return;
    Reference reference = Make(entry, ReferenceShape::kSlugEntry, entry.name.text);
    reference.name = {entry.content.offset + entry.name.text.size() - split.rest.size(),
                      split.rest.size()};
    reference.module = module;
    reference.certainty = facts_.order.number(module) == reference.written ? Certainty::kAgreeing
                                                                           : Certainty::kDrifted;
    references_.push_back(std::move(reference));
  }

  // `Lesson 3`, and of `Phase 7 · 09` the number that counts this series: behind "Prerequisites"
  // it surely means the module.
  void AddSaidNumber(const SaidPrerequisite& said, ModuleId module) {
    const ModuleMention& mention = said.mention;
    if (!mention.path.empty() || mention.last || mention.outer_last || said.span.length == 0)
      return;
    constexpr std::string_view kDigits = "0123456789";
    const std::string_view text = said.text;
    const bool first = !mention.number || levels_.HoldsSeries();
    std::size_t begin = first ? text.find_first_of(kDigits) : text.find_last_of(kDigits);
    if (begin == std::string_view::npos) return;
    while (begin > 0 && kDigits.find(text[begin - 1]) != std::string_view::npos) --begin;
    MetadataText entry;
    const std::size_t length = NumberLength(text.substr(begin));
    entry.name = {std::string(text.substr(begin, length)), said.where};
    entry.name.where.column += static_cast<int>(begin);
    entry.content = {said.span.offset + begin, length};
    Reference reference = Make(entry, ReferenceShape::kLabel, entry.name.text);
    if (facts_.order.number(module) != reference.written) return;
    reference.module = module;
    reference.certainty = Certainty::kOwned;
    references_.push_back(std::move(reference));
  }

  [[nodiscard]] static Reference Make(const MetadataText& entry, ReferenceShape shape,
                                      std::string_view text) {
    Reference reference;
    const std::size_t length = NumberLength(text);
    reference.where = entry.name.where;
    reference.whole = entry.content;
    reference.number = {entry.content.offset, length};
    if (shape == ReferenceShape::kNumberKey && entry.quoted && entry.content.offset > 0) {
      reference.whole = {entry.content.offset - 1, entry.content.length + 2};
    }
    reference.shape = shape;
    reference.text = text;
    for (const char c : text.substr(0, length)) {
      if (IsDigit(c)) {
        reference.written.value = reference.written.value * 10 + (c - '0');
      } else {
        reference.written.suffix = c;
      }
    }
    return reference;
  }

  const Levels::Speaker& speaker_;
  ModuleId id_;
  const Levels& levels_;
  const NameTable& names_;
  MentionLabels labels_;
  Facts& facts_;
  std::vector<Reference>& references_;
};

}  // namespace

void ResolveDeclared(const DeclaredModule& declared, const Levels::Speaker& speaker,
                     const Levels& levels, Facts& facts, std::vector<Reference>& references) {
  Levels::Speaker with_file = speaker;
  if (!declared.file.empty()) with_file.file = declared.file;
  Resolver resolver(with_file, levels, facts, references);
  for (const MetadataText& entry : declared.needs) {
    resolver.Add(entry, true, true);
  }
  if (speaker.inner) return;
  for (const MetadataText& entry : declared.enables) {
    resolver.Add(entry, false, declared.enables_count);
  }
  for (const DeclaredNumber& number : declared.numbers) resolver.AddNumber(number);
}

void ResolveSaid(const SaidPrerequisite& said, const Levels::Speaker& speaker, const Levels& levels,
                 Facts& facts, std::vector<Reference>& references) {
  Resolver(speaker, levels, facts, references).Say(said);
}

}  // namespace prereq
