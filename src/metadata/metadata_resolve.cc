// ResolveDeclared: names in metadata to dependencies, problems and references.
#include <algorithm>

#include "base/fold.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "metadata/entry_forms.h"
#include "metadata/link_targets.h"
#include "metadata/meant.h"
#include "metadata/mention_targets.h"
#include "metadata/metadata.h"
#include "metadata/number_places.h"
#include "metadata/other_works.h"
#include "series/course_words.h"

namespace prereq {
namespace {

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
        references_(references) {
    // Where no label says how modules are called, their folder may; else any word for parts of a
    // course is one, for what stands in such an entry is a module.
    if (!labels_.outer.empty() || !labels_.inner.empty()) return;
    is_guessed_ = true;
    const std::string_view word = CourseWordOfPattern(facts.series.pattern);
    if (!word.empty()) labels_.inner.push_back(FoldModuleName(word));
    if (!word.empty()) return;
    labels_ = EveryCourseWord();
    is_any_word_ = true;
  }

  // `needed`: the entry is a prerequisite of the module; else the module is one of the entry.
  void Add(const MetadataText& entry, bool needed, bool declared) {
    if (speaker_.is_guest) return AddNumberOfGuest(entry);
    if (entry.is_package) return AddPackage(entry, needed, declared);
    const std::string_view text = entry.name.text;
    if (levels_.IsForeign(AddressOfLink(text))) {
      if (declared && !speaker_.inner) AddProblem(entry, needed, {});
      return;
    }
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
    if (meant.modules.empty() && !meant.elsewhere) {
      const std::vector<ModuleMention> mentions = MentionsOf(entry, text);
      meant = Mentioned(mentions);
      if (!meant.modules.empty()) AddMentionedNumbers(entry, mentions);
    }
    if (meant.modules.empty() && !meant.elsewhere) {
      meant.modules = Parts(entry);
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
    if (levels_.IsForeign(said.mention.address)) return;
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
    const auto add_odd = [&] {
      auto odd = OddNumberAt(declared, id_, facts_.order.number(id_).value_or(Number{}));
      if (odd) references_.push_back(std::move(*odd));
    };
    if (length == 0 || length != text.size() || length > 9) return add_odd();
    Reference reference = ReferenceAt(number, ReferenceShape::kNumberKey, text);
    reference.module = id_;
    reference.step = declared.step;
    Number own = facts_.order.number(id_).value_or(Number{});
    own.value *= declared.step;
    reference.certainty = own == reference.written ? Certainty::kOwned : Certainty::kDrifted;
    if (declared.odd && reference.certainty == Certainty::kOwned) return add_odd();
    if (declared.odd) reference.number = reference.whole = number.content;
    references_.push_back(std::move(reference));
  }

 private:
  // `requires: ["Phase 1 · 03"]` in a lesson of phase 2.
  void AddNumberOfGuest(const MetadataText& entry) {
    const std::vector<ModuleMention> mentions = ReadMentions(entry.name.text, labels_);
    if (mentions.size() == 1) AddMentionedNumbers(entry, mentions);
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

  // A label that is only guessed counts where the number is found again when modules move.
  [[nodiscard]] MentionLabels LabelsIn(const MetadataText& entry) const {
    return is_guessed_ && !HasPlaces(entry) ? MentionLabels() : labels_;
  }

  // Whether the file has the entry byte for byte.
  static bool HasPlaces(const MetadataText& entry) {
    return entry.content.length == entry.name.text.size();
  }

  // "Lessons 2-3", "Phase 7 · 09", "2-4", "All previous lessons": nothing when something else
  // stands there, or one of them names no module.
  [[nodiscard]] std::vector<ModuleMention> MentionsOf(const MetadataText& entry,
                                                      std::string_view text) const {
    std::vector<ModuleMention> mentions = ReadMentions(text, LabelsIn(entry));
    if (mentions.empty()) mentions = ReadBareNumbers(text);
    if (mentions.empty() && SaysAllBefore(text)) {
      ModuleMention& all_before = mentions.emplace_back();
      all_before.all_before = true;
      all_before.span = {0, text.size()};
    }
    if (!IsNothingBut(mentions, text)) mentions.clear();
    return mentions;
  }

  [[nodiscard]] Meant Mentioned(const std::vector<ModuleMention>& mentions) const {
    Meant all;
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
    return MentionTargets(speaker_, levels_, facts_, labels_).Find(mention, paths);
  }

  // The modules of a list in words, "a, b and Lesson 3"; a name may hold such a word itself. Empty
  // when a part names none.
  [[nodiscard]] std::vector<ModuleId> Listed(const MetadataText& entry) {
    constexpr std::size_t kMostParts = 40;
    const std::string_view text = entry.name.text;
    const std::vector<std::string_view> parts = ListedParts(text);
    std::vector<ModuleId> found;
    std::vector<ModuleMention> numbers;
    if (parts.size() < 2 || parts.size() > kMostParts) return found;
    for (std::size_t first = 0; first < parts.size();) {
      std::vector<ModuleId> ids;
      std::size_t end = parts.size() + 1;  // one behind the part that ends the name
      while (ids.empty() && --end > first) {
        const auto offset = static_cast<std::size_t>(parts[first].data() - text.data());
        const std::string_view last = parts[end - 1];
        const auto length = static_cast<std::size_t>(last.data() - text.data()) + last.size();
        const std::string_view name = text.substr(offset, length - offset);
        if (name.size() == text.size()) continue;
        std::vector<ModuleMention> mentions = MentionsOf(entry, name);
        ids = names_.Find(name, speaker_.file);
        if (ids.size() != 1) ids = Mentioned(mentions).modules;
        if (ids.empty()) continue;
        for (ModuleMention& mention : mentions) {
          mention.span.offset += offset;
          numbers.push_back(std::move(mention));
        }
      }
      if (ids.empty()) return {};
      first = end;
      found.insert(found.end(), ids.begin(), ids.end());
    }
    AddMentionedNumbers(entry, numbers);
    return found;
  }

  // The modules that a list "a, b" or prose names: all of the former's parts, or the numbered slugs
  // inside the latter. Empty when a part of a list is unknown.
  [[nodiscard]] std::vector<ModuleId> Parts(const MetadataText& entry) {
    const std::string_view text = entry.name.text;
    std::vector<ModuleId> found = Listed(entry);
    if (!found.empty()) return found;
    // "01-alpha to 04-delta", "01-alpha - 04-delta" and nothing else.
    std::vector<ModuleMention> ends = ReadMentions(text, LabelsIn(entry));
    const bool are_two =
        ends.size() == 2 && ends.front().span.offset == 0 && ends.back().span.end() == text.size();
    if (are_two) {
      const std::size_t end = ends.front().span.end();
      const bool hyphen = Trim(text.substr(end, ends.back().span.offset - end)) == "-";
      if (hyphen) ends.front().last_path = ends.back().path;
    }
    if (are_two && !ends.front().last_path.empty()) {
      found = MeantBy(ends.front(), true).modules;
      const std::vector<ModuleId> last = MeantBy(ends.back(), true).modules;
      found.insert(found.end(), last.begin(), last.end());
      if (!found.empty()) return found;
    }
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
    problem.may_be_skill =
        found.empty() && problem.nearest.empty() &&
        !LooksLikeModule(entry.name.text, is_any_word_ ? MentionLabels() : LabelsIn(entry),
                         facts_.series.pattern);
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

  // The number that counts this series: of `Phase 7 · 09` the last one, or the phase's.
  void AddSaidNumber(const SaidPrerequisite& said, ModuleId module) {
    const bool first = !said.mention.number || levels_.HoldsSeries();
    std::optional<Reference> reference = SaidNumberAt(said, first);
    if (!reference || facts_.order.number(module) != reference->written) return;
    reference->module = module;
    reference->certainty = Certainty::kOwned;
    references_.push_back(std::move(*reference));
  }

  // "Lessons 1, 2 and 4", "Lessons 1-3": each number of the entry, which surely means modules here.
  void AddMentionedNumbers(const MetadataText& entry, const std::vector<ModuleMention>& mentions) {
    if ((speaker_.inner && !speaker_.is_guest) || !HasPlaces(entry)) return;
    for (const ModuleMention& mention : mentions) {
      const Span span = mention.span;
      SaidPrerequisite said{mention,
                            entry.name.text.substr(span.offset, span.length),
                            entry.name.where,
                            {entry.content.offset + span.offset, span.length}};
      said.where.column += static_cast<int>(span.offset);
      const Meant meant = MeantBy(mention, false);
      if (auto range = SaidRangeAt(said); range && meant.modules.size() > 1) {
        references_.push_back(std::move(*range));
      } else if (meant.modules.size() == 1) {
        AddSaidNumber(said, meant.modules.front());
      }
    }
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
      Reference reference = ReferenceAt(entry, ReferenceShape::kNumberKey, entry.name.text);
      reference.module = module;
      reference.certainty = Certainty::kOwned;
      references_.push_back(std::move(reference));
      return;
    }
    if (!split.number || entry.content.length == 0) return;
    Reference reference = ReferenceAt(entry, ReferenceShape::kSlugEntry, entry.name.text);
    reference.name = {entry.content.offset + entry.name.text.size() - split.rest.size(),
                      split.rest.size()};
    reference.module = module;
    reference.certainty = facts_.order.number(module) == reference.written ? Certainty::kAgreeing
                                                                           : Certainty::kDrifted;
    references_.push_back(std::move(reference));
  }

  const Levels::Speaker& speaker_;
  ModuleId id_;
  const Levels& levels_;
  const NameTable& names_;
  MentionLabels labels_;
  bool is_guessed_ = false;   // whether the policy says no label
  bool is_any_word_ = false;  // and nothing else does
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
