#include "plan/names_in_texts.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestLabel = 40;  // bytes before the number

// A text cut behind its number and what separates it from the title.
struct CutText {
  std::string label;  // with a byte 1 for the number
  std::string title;
};

std::optional<CutText> CutAtNumber(const std::string& heading, Number number) {
  constexpr std::string_view kSeparators = " \t.:)-|,\xE2\x80\x93\x94";  // dashes, byte by byte
  for (std::size_t at = 0; at < heading.size() && at < kLongestLabel; ++at) {
    if (!IsDigit(heading[at])) continue;
    std::size_t end = at;
    while (end < heading.size() && IsDigit(heading[end])) ++end;
    const std::string digits = heading.substr(at, end - at);
    const bool is_it = digits.size() < 6 && std::stoi(digits) == number.value;
    if (!is_it) return std::nullopt;
    const std::size_t title = heading.find_first_not_of(kSeparators, end);
    if (title == std::string::npos || title == end) return std::nullopt;
    return CutText{heading.substr(0, at) + '\x01' + heading.substr(end, title - end),
                   heading.substr(title)};
  }
  return std::nullopt;
}

}  // namespace

NamesInTexts WithoutNumbers(const std::vector<TextOfModule>& texts, std::size_t all) {
  NamesInTexts names;
  std::vector<std::optional<CutText>> cut;
  std::map<std::string, std::size_t> labels;
  for (const TextOfModule& one : texts) {
    cut.push_back(CutAtNumber(one.text, one.words->number));
    if (cut.back()) ++labels[cut.back()->label];
  }
  const auto common =
      std::ranges::max_element(labels, {}, [](const auto& label) { return label.second; });
  names.are_numbered = common != labels.end() && common->second * 4 >= all * 3;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool has_label = names.are_numbered && cut[i] && cut[i]->label == common->first;
    names.of.push_back(has_label ? cut[i]->title : texts[i].text);
  }
  return names;
}

std::optional<std::string> NameOfLink(std::string_view path_of_list, std::string_view entry) {
  const FileFormat& format = FormatOf(path_of_list);
  if (format.Is("markdown")) {
    const std::size_t middle = entry.find("](");
    const std::size_t open = entry.rfind('[', middle);
    const bool is_only = middle != std::string_view::npos && open != std::string_view::npos &&
                         entry.find("](", middle + 1) == std::string_view::npos;
    if (!is_only) return std::nullopt;
    return std::string(entry.substr(open + 1, middle - open - 1));
  }
  if (!format.Is("yaml")) return std::nullopt;
  const std::string_view text = Trim(entry);
  const std::size_t middle = text.rfind(": ");
  if (!text.starts_with("- ") || middle == std::string_view::npos || middle < 3 ||
      text.find('\n') != std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view name = Trim(text.substr(2, middle - 2));
  const bool is_quoted = name.size() > 2 && (name.front() == '"' || name.front() == '\'') &&
                         name.back() == name.front();
  if (is_quoted) name = name.substr(1, name.size() - 2);
  return std::string(name);
}

std::optional<Span> PlaceOfNumber(std::string_view text, int number) {
  constexpr std::size_t kMostDigits = 9;
  for (std::size_t at = text.find_first_of("0123456789"); at != std::string_view::npos;
       at = text.find_first_of("0123456789", at)) {
    std::size_t end = at;
    while (end < text.size() && IsDigit(text[end])) ++end;
    const bool alone = (at == 0 || (!IsWordByte(text[at - 1]) && text[at - 1] != '.')) &&
                       (end == text.size() || !IsWordByte(text[end]));
    if (alone && end - at <= kMostDigits && ValueOfDigits(text.substr(at, end - at)) == number) {
      return Span{at, end - at};
    }
    at = end;
  }
  return std::nullopt;
}

}  // namespace prereq
