// Entries on one line of code or data that say what they are called and where they lead:
// `{title: 'Lesson 3', link: '/lessons/02_loops/'}`.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/target_lines.h"

namespace prereq::references {
namespace {

constexpr std::array<std::string_view, 9> kTitleKeys = {
    "title", "label", "text", "name", "caption", "heading", "linktitle", "header", "navtitle"};
constexpr std::array<std::string_view, 10> kPathKeys = {"link", "href", "path", "url",  "to",
                                                        "file", "src",  "slug", "page", "route"};

// A string of the line, without its quotes, and the word that it is given to, in lower case; empty
// for an item of a list.
struct String {
  Span inside;
  std::string key;
};

class EntryTitles {
 public:
  explicit EntryTitles(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Read(const TargetLine& line) {
    ReadStrings(line);
    const auto path = std::ranges::find_if(strings_, [&](const String& one) {
      return one.inside.offset <= line.path.offset && line.path.offset < one.inside.end();
    });
    if (path == strings_.end() || !IsOneOf(kPathKeys, path->key)) return;
    const String* title = nullptr;
    for (const String& one : strings_) {
      const bool keyless = one.key.empty() != path->key.empty();
      if (&one == &*path || keyless || !IsOneOf(kTitleKeys, one.key)) continue;
      if (title != nullptr) return;
      title = &one;
    }
    if (title == nullptr) return;
    const auto token = NumberBehindLabel(title->inside);
    if (!token || token->number == line.number || scan_.lexicon.Owners(token->number).empty()) {
      return;
    }
    if (HoldsNumber(path->inside, token->number)) return;  // `02_loops/03-more.md`
    TellNumber(scan_, *token, {line.module, ReferenceShape::kLabel, Certainty::kDrifted}, added_);
  }

  void Add() { AddFound(scan_, std::move(added_)); }

 private:
  // An item of a list has no key.
  template <std::size_t n>
  static bool IsOneOf(const std::array<std::string_view, n>& keys, std::string_view key) {
    return key.empty() || std::ranges::find(keys, key) != keys.end();
  }

  void ReadStrings(const TargetLine& line) {
    strings_.clear();
    for (std::size_t open = line.begin; open < line.end; ++open) {
      const char quote = text_[open];
      if (quote != '"' && quote != '\'') continue;
      const std::size_t close = text_.substr(0, line.end).find(quote, open + 1);
      if (close == std::string_view::npos) return;
      const std::size_t next = SkipBlanks(text_, close + 1);
      const bool is_key = next < line.end && text_[next] == ':';
      if (!is_key) strings_.push_back({{open + 1, close - open - 1}, KeyBefore(line, open + 1)});
      open = close;
    }
  }

  [[nodiscard]] std::string KeyBefore(const TargetLine& line, std::size_t at) const {
    const std::size_t end = AssignedEnd(text_, at);
    if (end > line.end || end <= line.begin) return {};
    return Lower(text_.substr(WordStart(text_, end), end - WordStart(text_, end)));
  }

  // The number of `Lesson 3` or `Lesson 3: Loops`, where a label begins the string.
  [[nodiscard]] std::optional<Token> NumberBehindLabel(Span string) const {
    const std::size_t digit = NextDigit(text_.substr(0, string.end()), string.offset);
    if (digit >= string.end()) return std::nullopt;
    const std::size_t blank = SkipBlanksBack(text_, digit);
    const auto label = scan_.lexicon.LabelBefore(text_, blank);
    if (!label || label->plural || blank - label->length != string.offset) return std::nullopt;
    const auto token = ReadToken(scan_, digit);
    if (!token || token->end > string.end()) return std::nullopt;
    const bool ends = token->end == string.end() || text_[token->end] == ':';
    return ends ? token : std::nullopt;
  }

  [[nodiscard]] bool HoldsNumber(Span path, Number number) const {
    for (std::size_t at = path.offset; at < path.end(); ++at) {
      if (!IsDigit(text_[at]) || IsDigit(text_[at - 1])) continue;
      const auto token = ReadToken(scan_, at);
      if (token && token->number == number) return true;
    }
    return false;
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<String> strings_;  // of the line that is read
  std::vector<Found> added_;
};

}  // namespace

bool HoldsEntries(const FileFormat& format) {
  return format.content == FileContent::kCode || format.content == FileContent::kData ||
         format.Is("xml");
}

void SettleEntryTitles(Scan& scan, const TargetLines& lines) {
  EntryTitles titles(scan);
  for (const TargetLine& line : lines.lines) titles.Read(line);
  titles.Add();
}

}  // namespace prereq::references
