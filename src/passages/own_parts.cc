#include "passages/own_parts.h"

#include <algorithm>
#include <set>

#include "base/numbered_name.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "references/module_words.h"

namespace prereq {
namespace {

bool MayBePart(std::string_view label) {
  const std::size_t begin = std::min(label.find_first_not_of(" *_"), label.size());
  const std::string word = Lower(label.substr(begin));
  return std::ranges::any_of(references::ModuleWords(), [&](const references::ModuleWord& one) {
    return one.may_be_part && word.starts_with(one.word);
  });
}

}  // namespace

// The folder of the module or of the mirror's entry; empty where the page is the whole module.
std::string OwnParts::Home() const {
  const auto holds = [&](const std::string& home) {
    return !home.empty() && home.size() < path_.size() && IsWithin(path_, home);
  };
  const std::string& own = facts_.module(own_).path;
  if (holds(own)) return own;
  for (const MirrorEntry& entry : facts_.mirrors) {
    if (entry.module == own_ && holds(entry.path)) return entry.path;
  }
  return {};
}

bool OwnParts::HasBeside(bool next) const {
  constexpr std::size_t kFewest = 3;
  const std::string home = Home();
  if (home.empty()) return false;
  std::size_t begin = home.size() + 1;
  std::optional<Number> number;
  while (begin < path_.size() && !number) {
    const std::size_t end = std::min(path_.find('/', begin), path_.size());
    number = SplitNumberedName(std::string_view(path_).substr(begin, end - begin)).number;
    if (!number) begin = end + 1;
  }
  if (!number) return false;
  const std::string folder = path_.substr(0, begin);
  std::set<Number> numbers;
  auto file = std::ranges::lower_bound(facts_.files, folder, {}, &ScannedFile::path);
  for (; file != facts_.files.end() && file->path.starts_with(folder); ++file) {
    const std::string_view rest = std::string_view(file->path).substr(folder.size());
    const auto one = SplitNumberedName(rest.substr(0, rest.find('/'))).number;
    if (one) numbers.insert(*one);
  }
  if (numbers.size() < kFewest) return false;
  return next ? *number < *numbers.rbegin() : *numbers.begin() < *number;
}

bool OwnParts::AreModulesCalled() const {
  if (facts_.series.labels.empty()) return false;
  return std::ranges::any_of(facts_.references, [](const Reference& one) {
    const bool labelled = one.shape == ReferenceShape::kLabel ||
                          one.shape == ReferenceShape::kTitle ||
                          one.shape == ReferenceShape::kReversedTitle;
    return labelled && one.module && one.certainty != Certainty::kForeign &&
           one.whole.offset < one.number.offset;
  });
}

bool OwnParts::AreMeant(std::string_view label, bool next) const {
  return MayBePart(label) && HasBeside(next) && !AreModulesCalled();
}

bool OwnParts::AreLinkedIn(std::string_view text) const {
  const std::size_t sign = text.find("](");
  if (sign == std::string_view::npos) return false;
  const std::string home = Home();
  const std::size_t begin = sign + 2;
  const std::size_t end = std::min(text.find_first_of(")# \n", begin), text.size());
  if (home.empty() || end == begin) return false;
  const auto target = FollowPath(ParentPath(path_), DecodePercent(text.substr(begin, end - begin)));
  return target && *target != path_ && IsWithin(*target, home);
}

}  // namespace prereq
