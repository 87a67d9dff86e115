#include "files/order_line.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/numbered_name.h"
#include "base/quoted_word.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::size_t SkipBlanks(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of(kBlank, at), line.size());
}

std::size_t SkipBullet(std::string_view line, std::size_t at) {
  const bool bullet = at + 1 < line.size() &&
                      (line[at] == '-' || line[at] == '*' || line[at] == '+') &&
                      kBlank.find(line[at + 1]) != std::string_view::npos;
  return bullet ? SkipBlanks(line, at + 1) : at;
}

// A word that is nothing but a number: "06", "6.", "6)", "6:".
std::optional<Number> LoneNumber(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ')' || word.back() == ':')) {
    word.remove_suffix(1);
  }
  if (word.empty()) return std::nullopt;
  const std::string numbered = std::string(word) + "_x";
  const SplitName split = SplitNumberedName(numbered);
  return split.rest == "x" ? split.number : std::nullopt;
}

// "Module 1: Loss Functions": a label, its number with a colon, a title up to an arrow.
std::optional<OrderLine> ReadLabelled(std::string_view line, std::size_t at) {
  const std::size_t word = std::min(line.find_first_of(kBlank, at), line.size());
  if (word == at || !std::all_of(line.begin() + static_cast<std::ptrdiff_t>(at),
                                 line.begin() + static_cast<std::ptrdiff_t>(word), IsLetter)) {
    return std::nullopt;
  }
  const std::size_t digits = SkipBlanks(line, word);
  const std::size_t colon = line.find(':', digits);
  if (digits == line.size() || colon == std::string_view::npos) return std::nullopt;
  OrderLine read;
  read.number = LoneNumber(line.substr(digits, colon - digits));
  read.offset = at;
  read.name = WithoutArrow(line.substr(colon + 1));
  if (!read.number || read.name.empty()) return std::nullopt;
  return read;
}

}  // namespace

std::string_view WithoutArrow(std::string_view text) {
  for (const std::string_view arrow :
       {" \xE2\x86\x90", " \xE2\x86\x92", " <-", " ->", "\t\xE2\x86\x90", "\t\xE2\x86\x92"}) {
    text = text.substr(0, std::min(text.find(arrow), text.size()));
  }
  return Trim(text);
}

std::optional<OrderLine> ReadOrderLine(std::string_view line) {
  std::size_t at = SkipBullet(line, SkipBlanks(line, 0));
  if (at == line.size() || line[at] == '#') return std::nullopt;
  if (auto labelled = ReadLabelled(line, at)) return labelled;
  OrderLine read;
  read.offset = at;
  std::size_t end = std::min(line.find_first_of(kBlank, at), line.size());
  if (const auto number = LoneNumber(line.substr(at, end - at))) {
    const std::size_t next = SkipBlanks(line, end);
    if (next < line.size()) {
      read.number = number;
      at = next;
      end = std::min(line.find_first_of(kBlank, at), line.size());
    }
  }
  std::string name(line.substr(at, end - at));
  const char first = line[at];
  if (const auto word = ReadQuotedWord(line.substr(at))) {
    read.quoted = true;
    name = word->text;
    end = at + word->length;
  } else if (first == '\'' || first == '`') {
    const std::size_t close = line.find(first, at + 1);
    read.quoted = close != std::string_view::npos;
    if (read.quoted) {
      name = line.substr(at + 1, close - at - 1);
      end = close + 1;
    }
  }
  while (!read.quoted && name.size() > 1 &&
         std::string_view(",;:/").find(name.back()) != std::string_view::npos) {
    name.pop_back();
  }
  if (!read.number) {
    const SplitName split = SplitNumberedName(name);
    read.number = split.number;
    name = std::string(split.rest);
  }
  read.name = std::move(name);
  read.remark = Trim(line.substr(end));
  return read;
}

}  // namespace prereq
