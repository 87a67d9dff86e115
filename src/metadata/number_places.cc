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
  std::string_view text = declared.text.name.text;
  int base = 10;
  if (text.starts_with('+')) text.remove_prefix(1);
  for (const auto& [mark, other] : {std::pair("0x", 16), std::pair("0o", 8), std::pair("0_", 10)}) {
    if (!text.starts_with(mark)) continue;
    text.remove_prefix(2);
    base = other;
    break;
  }
  if (const std::size_t dot = text.find('.'); base == 10 && dot != std::string_view::npos) {
    if (text.find_first_not_of('0', dot + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, dot);
  }
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value, base);
  Number said = own;
  said.value *= declared.step;
  if (text.empty() || read.ec != std::errc() || read.ptr != end || said != Number{value, '\0'}) {
    return std::nullopt;
  }
  Reference reference = ReferenceAt(declared.text, ReferenceShape::kLabel, declared.text.name.text);
  reference.number = reference.whole = declared.text.content;
  reference.module = module;
  reference.written = own;
  reference.certainty = Certainty::kLikely;
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
