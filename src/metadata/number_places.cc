#include "metadata/number_places.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "base/ascii.h"

namespace prereq {
namespace {

constexpr std::string_view kDigits = "0123456789";

// The number of a place that begins at `begin` of its text.
Reference NumberOfPlace(const SaidPrerequisite& said, std::size_t begin) {
  MetadataText entry;
  const std::size_t length = NumberLength(std::string_view(said.text).substr(begin));
  entry.name = {said.text.substr(begin, length), said.where};
  entry.name.where.column += static_cast<int>(begin);
  entry.content = {said.span.offset + begin, length};
  return ReferenceAt(entry, ReferenceShape::kLabel, entry.name.text);
}

// Where the last number of a text begins; npos: none.
std::size_t LastNumber(std::string_view text) {
  std::size_t begin = text.find_last_of(kDigits);
  if (begin == std::string_view::npos) return begin;
  while (begin > 0 && IsDigit(text[begin - 1])) --begin;
  return begin;
}

// A number in another notation than plain digits.
struct OddNumber {
  int value = 0;
  bool settled = true;     // no reader takes it for another number
  std::size_t offset = 0;  // where plain digits stand that are all of it,
  std::size_t length = 0;  // and how many; 0: an edit would have to change the notation
};

// nullopt: no whole number.
std::optional<OddNumber> ReadOddNumber(std::string_view text) {
  OddNumber odd;
  if (text.starts_with('+')) odd.offset = 1;
  text.remove_prefix(odd.offset);
  odd.settled = !text.starts_with("0_");  // octal in YAML 1.1
  int base = 10;
  for (const auto& [mark, other] : {std::pair("0x", 16), std::pair("0o", 8)}) {
    if (text.starts_with(mark)) base = other;
  }
  if (const std::size_t dot = text.find('.'); base == 10 && dot != std::string_view::npos) {
    if (text.find_first_not_of('0', dot + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, dot);
  }
  const bool plain = text.find_first_not_of(kDigits) == std::string_view::npos;
  if (plain) odd.length = text.size();
  if (base != 10) text.remove_prefix(2);
  std::string digits;  // `1_010`, as writers of TOML part the thousands, is 1010
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool parts = text[i] == '_' && i > 0 && i + 1 < text.size() &&
                       IsAlphanumeric(text[i - 1]) && IsAlphanumeric(text[i + 1]);
    if (!parts) digits += text[i];
  }
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, odd.value, base);
  if (read.ec != std::errc() || read.ptr != end || odd.value < 0) return std::nullopt;
  return odd;
}

}  // namespace

std::size_t NumberLength(std::string_view text) {
  std::size_t length = std::min(text.find_first_not_of(kDigits), text.size());
  if (length > 0 && length < text.size() && IsLower(text[length])) ++length;
  return length;
}

Reference ReferenceAt(const MetadataText& entry, ReferenceShape shape, std::string_view text) {
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

std::optional<Reference> OddNumberAt(const DeclaredNumber& declared, ModuleId module, Number own) {
  const std::string_view text = declared.text.name.text;
  const auto odd = ReadOddNumber(text);
  if (!odd) return std::nullopt;
  Number said = own;
  said.value *= declared.step;
  const bool agrees = said == Number{odd->value, '\0'};
  if (!agrees && !odd->settled) return std::nullopt;
  const Span content = declared.text.content;
  Reference reference = ReferenceAt(
      declared.text, agrees ? ReferenceShape::kLabel : ReferenceShape::kNumberKey, text);
  reference.number = reference.whole = content;
  reference.module = module;
  if (agrees) {
    reference.written = own;
    reference.certainty = Certainty::kLikely;
    return reference;
  }
  const bool same = content.length == text.size();
  reference.number = {content.offset + odd->offset, same ? odd->length : 0};
  reference.step = declared.step;
  reference.written = {odd->value, '\0'};
  reference.certainty = Certainty::kDrifted;
  return reference;
}

std::optional<Reference> SaidNumberAt(const SaidPrerequisite& said, bool first) {
  const ModuleMention& mention = said.mention;
  if (!mention.path.empty() || mention.last || mention.outer_last || said.span.length == 0) {
    return std::nullopt;
  }
  const std::size_t begin = first ? said.text.find_first_of(kDigits) : LastNumber(said.text);
  if (begin == std::string::npos) return std::nullopt;
  return NumberOfPlace(said, begin);
}

std::optional<Reference> SaidRangeAt(const SaidPrerequisite& said) {
  const ModuleMention& mention = said.mention;
  if (!mention.number || !mention.last || mention.outer || said.span.length == 0) {
    return std::nullopt;
  }
  const std::size_t begin = said.text.find_first_of(kDigits), last = LastNumber(said.text);
  if (begin == std::string::npos || begin == last) return std::nullopt;
  Reference range = NumberOfPlace(said, begin);
  const Reference end = NumberOfPlace(said, last);
  if (range.written != *mention.number || end.written != *mention.last) return std::nullopt;
  range.shape = ReferenceShape::kRange;
  range.whole.length = end.whole.end() - range.whole.offset;
  range.text = said.text.substr(begin);
  range.last_number = end.number;
  range.written_last = end.written;
  range.certainty = Certainty::kOwned;
  return range;
}

}  // namespace prereq
