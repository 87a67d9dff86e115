// A series that lies inside a module of another one: what the numbers, names and labels of that
// other series are.
#include <algorithm>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "references/folder_paths.h"
#include "references/lexicon.h"

namespace prereq::references {
namespace {

// The number and name of the entry of `folder` that `part` is.
SplitName EntryOf(const NumberedFolder& folder, std::string_view part) {
  if (!part.starts_with(folder.stem)) return {};
  part.remove_prefix(folder.stem.size());
  SplitName split = SplitNumberedName(part);
  if (split.number) return split;
  constexpr std::size_t kMostDigits = 9;
  const std::size_t end = std::min(part.find_first_not_of("0123456789"), part.size());
  if (end == 0 || end > kMostDigits || end < part.size()) return {};
  return {Number{ValueOfDigits(part), '\0'}, {}};  // `week_2`
}

// Whether `words` stand in `text` as whole words; both are folded.
bool HoldsWords(std::string_view text, std::string_view words) {
  for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

void Lexicon::AddHolders() {
  if (folders_.empty()) return;
  const std::string_view own = folders_.front().folder;
  for (std::size_t i = 1; i < folders_.size(); ++i) {
    NumberedFolder& folder = folders_[i];
    const bool is_series = folder.kind == NumberedFolder::Kind::kFixed && folder.mirror < 0;
    if (is_series && !folder.apart && IsInside(folder.folder, own)) {
      const std::string_view inside =
          std::string_view(folder.folder).substr(own.empty() ? 0 : own.size() + 1);
      folder.inner =
          EntryOf(folders_.front(), inside.substr(0, inside.find('/'))).number.has_value();
    }
    if (!is_series || !IsInside(own, folder.folder)) continue;
    std::string_view part = own.substr(folder.folder.empty() ? 0 : folder.folder.size() + 1);
    part = part.substr(0, part.find('/'));
    const SplitName split = EntryOf(folder, part);
    if (!split.number) continue;
    holders_.push_back(i);
    numbers_above_.push_back(*split.number);
    shares_label_above_ = shares_label_above_ || !folder.apart;
  }
}

void Lexicon::AddNameAbove(std::string_view part, std::string_view folder) {
  for (const std::size_t i : holders_) {
    if (folders_[i].folder != folder) continue;
    const SplitName split = EntryOf(folders_[i], part);
    if (!split.number) continue;
    auto& names = names_above_[*split.number];  // of each path below, so nothing is folded here
    if (!names.contains(split.rest)) names.emplace(split.rest);
  }
}

bool Lexicon::IsNumberAbove(Number number) const {
  return std::ranges::find(numbers_above_, number) != numbers_above_.end();
}

bool Lexicon::MayBeOfNested(Number number, const NumberedFolder* inside) const {
  if (inside != nullptr && inside->inner) return true;
  return shares_label_above_ && names_above_.contains(number);
}

bool Lexicon::IsNamedAbove(std::optional<Number> number, std::string_view name) const {
  if (names_above_.empty()) return false;
  const std::string words = FoldModuleName(name);
  if (words.empty()) return false;
  const auto are_so = [&](const auto& names) {
    return std::ranges::any_of(names.second, [&](const std::string& one) {
      return HoldsWords(FoldModuleName(one), words);
    });
  };
  if (!number) return std::ranges::any_of(names_above_, are_so);
  const auto names = names_above_.find(*number);
  return names != names_above_.end() && are_so(*names);
}

bool Lexicon::IsLabelOfOthers(std::string_view word) const {
  return !other_labels_.empty() && other_labels_.contains(FoldModuleName(word));
}

}  // namespace prereq::references
