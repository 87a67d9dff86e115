// ResolveDeclared: names in metadata to dependencies, problems and references.
#include <algorithm>
#include <cstdint>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "metadata/metadata.h"

namespace prereq {
namespace {

// Digits and letter suffix at the start of `text`, as bytes.
std::size_t NumberLength(std::string_view text) {
  std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
  if (length > 0 && length < text.size() && text[length] >= 'a' && text[length] <= 'z') ++length;
  return length;
}

bool IsProse(std::string_view text) {
  return std::ranges::count(Trim(text), ' ') >= 2;  // three words or more
}

class Resolver {
 public:
  Resolver(ModuleId id, const NameTable& names, Facts& facts, std::vector<Reference>& references)
      : id_(id), names_(names), facts_(facts), references_(references) {}

  // `needed`: the entry is a prerequisite of the module; else the module is one of the entry.
  void Add(const MetadataText& entry, bool needed, bool declared) {
    std::vector<ModuleId> found = names_.Find(entry.name.text);
    FactKind kind = FactKind::kMetadata;
    if (found.empty()) {
      found = Parts(entry.name.text);
      if (!found.empty()) kind = FactKind::kProse;
    } else if (found.size() > 1) {
      if (declared) AddProblem(entry, needed, found);
      return;
    }
    if (found.empty()) {
      if (declared) AddProblem(entry, needed, found);
      return;
    }
    for (const ModuleId other : found) {
      facts_.dependencies.push_back({.dependent = needed ? id_ : other,
                                     .prerequisite = needed ? other : id_,
                                     .kind = kind,
                                     .text = entry.name.text,
                                     .where = entry.name.where,
                                     .declared = declared});
    }
    if (found.size() == 1) AddReference(entry, found.front());
  }

  void AddNumber(const MetadataText& number) {
    const std::string_view text = number.name.text;
    const std::size_t length = NumberLength(text);
    if (number.content.length == 0 || length == 0 || length != text.size() || length > 9) return;
    Reference reference = Make(number, ReferenceShape::kNumberKey, text);
    reference.module = id_;
    reference.certainty =
        facts_.order.number(id_) == reference.written ? Certainty::kOwned : Certainty::kDrifted;
    references_.push_back(std::move(reference));
  }

 private:
  // The modules that a list "a, b" or prose names: all of the former's parts, or the numbered slugs
  // inside the latter. Empty when a part of a list is unknown.
  [[nodiscard]] std::vector<ModuleId> Parts(std::string_view text) const {
    std::vector<ModuleId> found;
    const std::vector<std::string_view> parts = Split(text, ',');
    for (const std::string_view part : parts) {
      const std::vector<ModuleId> ids =
          parts.size() > 1 ? names_.Find(part) : std::vector<ModuleId>();
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
    facts_.name_problems.push_back(std::move(problem));
  }

  // `02_tensor`: the number is a reference, and edits may have to change it.
  void AddReference(const MetadataText& entry, ModuleId module) {
    const SplitName split = SplitNumberedName(entry.name.text);
    if (!split.number || entry.content.length == 0) return;
    Reference reference = Make(entry, ReferenceShape::kSlugEntry, entry.name.text);
    reference.name = {entry.content.offset + entry.name.text.size() - split.rest.size(),
                      split.rest.size()};
    reference.module = module;
    reference.certainty = facts_.order.number(module) == reference.written ? Certainty::kAgreeing
                                                                           : Certainty::kDrifted;
    references_.push_back(std::move(reference));
  }

  [[nodiscard]] static Reference Make(const MetadataText& entry, ReferenceShape shape,
                                      std::string_view text) {
    Reference reference;
    const std::size_t length = NumberLength(text);
    reference.where = entry.name.where;
    reference.whole = entry.content;
    reference.number = {entry.content.offset, length};
    reference.shape = shape;
    reference.text = text;
    for (const char c : text.substr(0, length)) {
      if (c >= '0' && c <= '9') {
        reference.written.value = reference.written.value * 10 + (c - '0');
      } else {
        reference.written.suffix = c;
      }
    }
    return reference;
  }

  ModuleId id_;
  const NameTable& names_;
  Facts& facts_;
  std::vector<Reference>& references_;
};

}  // namespace

void ResolveDeclared(const DeclaredModule& declared, ModuleId id, const NameTable& names,
                     Facts& facts, std::vector<Reference>& references) {
  Resolver resolver(id, names, facts, references);
  for (const MetadataText& entry : declared.needs) resolver.Add(entry, true, true);
  for (const MetadataText& entry : declared.enables) {
    resolver.Add(entry, false, declared.enables_count);
  }
  resolver.AddNumber(declared.number);
}

}  // namespace prereq
