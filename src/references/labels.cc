// The labels of a Lexicon, `Module` of "Module 6", in the forms that texts write them.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "references/lexicon.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Of valid UTF-8; other bytes stand for themselves.
std::u32string CodePoints(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(Utf8Length(text.substr(at)), 1);
    char32_t point = static_cast<unsigned char>(text[at]);
    if (length > 1) point &= 0x7FU >> length;
    for (std::size_t i = 1; i < length; ++i) {
      point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    points += point;
    at += length;
  }
  return points;
}

}  // namespace

void Lexicon::AddLabel(const std::string& label) {
  labels_.push_back(label);
  folded_labels_.push_back(CodePoints(FoldName(label)));
  const auto both = [](char c) {
    return std::array<char, 2>{c, IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c};
  };
  for (const std::string& form : {label, label + "s"}) {
    for (const char last : both(form.back())) {
      const auto low = static_cast<unsigned char>(last);
      label_lasts_.Add(last);
      for (std::size_t high = 0; high < 256; ++high) {  // of one byte: whatever stands before it
        if (form.size() == 1) label_tails_.set((high << 8U) | low);
      }
      if (form.size() == 1) continue;
      for (const char before : both(form[form.size() - 2])) {
        label_tails_.set((std::size_t{static_cast<unsigned char>(before)} << 8U) | low);
      }
    }
  }
}

std::optional<Lexicon::LabelMatch> Lexicon::LabelBefore(std::string_view text,
                                                        std::size_t end) const {
  for (const std::string& label : labels_) {
    for (const bool plural : {true, false}) {
      const std::size_t length = label.size() + (plural ? 1 : 0);
      if (length > end) continue;
      const std::string_view word = text.substr(end - length, length);
      if (plural && LowerChar(word.back()) != 's') continue;
      if (Lower(word.substr(0, label.size())) != label) continue;
      const bool spaced = IdentifierAt(label, 0);  // else a script without blanks between words
      const std::size_t begin = end - length;
      const bool hump = begin > 0 && IsUpper(word.front()) && !IsUpper(text[begin - 1]);
      const bool inside =
          begin > 0 && text[begin - 1] != '_' && !hump && IdentifierBefore(text, begin);
      if (spaced && inside) continue;
      return LabelMatch{length, plural};
    }
  }
  return std::nullopt;
}

bool Lexicon::InflectsLabel(std::string_view word) const {
  const auto may_be = [&](const std::u32string& label) {
    // The first letter, where it is of ASCII, tells most words apart.
    const bool ascii = label.front() < 0x80;
    return !ascii || static_cast<char32_t>(LowerChar(word.front())) == label.front();
  };
  if (word.empty() || std::ranges::none_of(folded_labels_, may_be)) return false;
  const std::u32string folded = CodePoints(FoldName(word));
  return std::ranges::any_of(folded_labels_, [&](const std::u32string& label) {
    if (folded == label) return true;
    std::size_t same = 0;
    while (same < label.size() && same < folded.size() && label[same] == folded[same]) ++same;
    // English has few forms, and many words that begin alike: `less`, `party`.
    const bool ascii = std::ranges::all_of(label, [](char32_t c) { return c < 0x80; });
    const std::size_t least = ascii ? 5 : 3, more = ascii ? 3 : 4;
    const std::size_t less = !ascii ? 2 : IsUpper(word.front()) ? 1 : 0;  // "n modulo 2"
    return same >= least && label.size() - same <= less && folded.size() - same <= more;
  });
}

bool Lexicon::ShortensLabel(std::string_view word) const {
  const std::string low = Lower(word);
  return std::ranges::any_of(labels_, [&](const std::string& label) {
    return label.size() > low.size() && label.starts_with(low);
  });
}

bool Lexicon::ContractsLabel(std::string_view word) const {
  const std::string low = Lower(word);
  if (low.size() < 2 || low.find_first_of("aeiou") != std::string::npos) return false;
  return std::ranges::any_of(labels_, [&](const std::string& label) {
    if (label.front() != low.front()) return false;
    std::size_t at = 0;
    for (const char c : label) at += at < low.size() && low[at] == c ? 1 : 0;
    return at == low.size();
  });
}

}  // namespace prereq::references
