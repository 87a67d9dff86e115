#include "paths/markup_words.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool IsTagByte(char c) { return IsWordByte(c) || c == '_' || c == '-' || c == ':' || c == '.'; }

// `xi:include` and `xs:import` by their own name.
std::string_view LocalName(std::string_view name) { return name.substr(name.rfind(':') + 1); }

class MarkupReader {
 public:
  explicit MarkupReader(std::string_view text) : text_(text) {}

  void Run() {
    ReadFrontCode();
    while (at_ < text_.size()) {
      const std::size_t tag = std::min(text_.find('<', at_), text_.size());
      AddText(at_, tag);
      at_ = tag;
      if (at_ < text_.size()) ReadTag();
    }
  }

  std::vector<SourceWord> words;
  std::vector<std::string_view> scripts;

 private:
  void ReadFrontCode() {
    constexpr std::string_view kFence = "---\n";
    if (!text_.starts_with(kFence)) return;
    const std::size_t close = text_.find("\n---", kFence.size() - 1);
    if (close == std::string_view::npos) return;
    scripts.push_back(text_.substr(kFence.size(), close + 1 - kFence.size()));
    at_ = close + 1;
  }

  void SkipPast(std::string_view close) {
    const std::size_t found = text_.find(close, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + close.size();
  }

  void ReadTag() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return SkipPast("-->");
    if (rest.starts_with("<?")) return SkipPast("?>");
    if (rest.starts_with("<!")) return SkipPast(">");
    if (rest.starts_with("</")) {
      if (!open_.empty()) open_.pop_back();
      return SkipPast(">");
    }
    ++at_;
    const std::string_view name = LocalName(ReadName());
    if (name.empty()) return;  // `a < b`
    const bool closed = ReadAttributes(name);
    if (!closed) open_.push_back(name);
    if (!closed && IsOneOf(Lower(name), {"script", "style"})) ReadRaw(Lower(name));
  }

  std::string_view ReadName() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && IsTagByte(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // Up to behind the tag's end; whether the element ends there too.
  bool ReadAttributes(std::string_view element) {
    std::string_view attribute;
    while (at_ < text_.size() && text_[at_] != '>') {
      const char c = text_[at_];
      if (IsTagByte(c)) {
        attribute = ReadName();
      } else if (c == '"' || c == '\'') {
        const std::size_t close = std::min(text_.find(c, at_ + 1), text_.size());
        Add(at_ + 1, close, element, attribute);
        at_ = std::min(close + 1, text_.size());
      } else if (c == '=') {
        at_ = std::min(text_.find_first_not_of(kSpace, at_ + 1), text_.size());
        const bool bare = at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\'';
        if (!bare) continue;
        const std::size_t end = std::min(text_.find_first_of(" \t\r\n>", at_), text_.size());
        Add(at_, end, element, attribute);
        at_ = end;
      } else {
        ++at_;
      }
    }
    const bool closed = at_ > 0 && at_ < text_.size() && text_[at_ - 1] == '/';
    at_ = std::min(at_ + 1, text_.size());
    return closed;
  }

  void ReadRaw(std::string_view name) {
    const std::size_t begin = at_;
    std::size_t end = begin;
    while (end < text_.size() && !(text_.substr(end).starts_with("</") &&
                                   Lower(text_.substr(end + 2, name.size())) == name)) {
      end = std::min(text_.find('<', end + 1), text_.size());
    }
    if (name == "script") scripts.push_back(text_.substr(begin, end - begin));
    at_ = end;
  }

  void AddText(std::size_t begin, std::size_t end) {
    const std::string_view text = Trim(text_.substr(begin, end - begin));
    if (text.empty() || open_.empty() || text.find('\n') != std::string_view::npos) return;
    const auto offset = static_cast<std::size_t>(text.data() - text_.data());
    Add(offset, offset + text.size(), open_.back(), {});
  }

  void Add(std::size_t begin, std::size_t end, std::string_view element,
           std::string_view attribute) {
    SourceWord word;
    word.text = text_.substr(begin, end - begin);
    word.offset = begin;
    word.quoted = true;
    word.call = element;
    word.assigned = attribute;
    word.depth = static_cast<int>(open_.size());
    words.push_back(word);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;  // elements
};

}  // namespace

bool IsMarkup(const FileFormat& format) {
  return IsOneOf(format.name, {"xml", "html", "component"});
}

std::vector<SourceWord> FindMarkupWords(std::string_view text) {
  MarkupReader reader(text);
  reader.Run();
  return std::move(reader.words);
}

std::vector<std::string_view> FindScripts(std::string_view text) {
  MarkupReader reader(text);
  reader.Run();
  return std::move(reader.scripts);
}

std::string_view TagAround(std::string_view text, std::size_t offset) {
  const std::size_t open = text.rfind('<', offset);
  if (open == std::string_view::npos) return {};
  const std::size_t close = std::min(text.find('>', offset), text.size());
  return text.substr(open, close - open);
}

}  // namespace prereq
