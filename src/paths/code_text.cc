#include "paths/code_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "paths/comments.h"
#include "paths/word_rules.h"

namespace prereq {
namespace {

class CommentBlanker {
 public:
  CommentBlanker(const FileFormat& format, std::string_view text)
      : rules_(WordRulesOf(format)), text_(text), code_(text), blocks_(format) {
    for (const std::string_view leader : Split(format.line_comments, ' ')) {
      if (!leader.empty()) leaders_.push_back(leader);
    }
    stretches_ = StretchesWithoutCode(format);
  }

  std::string Run() {
    while (at_ < text_.size()) Step();
    return std::move(code_);
  }

 private:
  void Step() {
    const std::string_view rest = text_.substr(at_);
    const bool line_start = at_ == 0 || text_[at_ - 1] == '\n';
    for (const Stretch& stretch : stretches_) {
      if (!line_start || !rest.starts_with(stretch.open)) continue;
      const std::size_t close =
          stretch.close.empty() ? std::string_view::npos : text_.find(stretch.close, at_ + 1);
      const std::size_t end =
          close == std::string_view::npos ? text_.size() : text_.find('\n', close);
      return Blank(std::min(end, text_.size()));
    }
    if (const std::size_t end = blocks_.PastComment(text_, at_); end != at_) return Blank(end);
    for (const std::string_view leader : leaders_) {
      if (rest.starts_with(leader)) return Blank(std::min(text_.find('\n', at_), text_.size()));
    }
    const char c = text_[at_];
    if (c == '"' || (c == '\'' && !rules_.characters)) return String(c);
    ++at_;
  }

  void String(char quote) {
    const std::string three(3, quote);
    if (rules_.long_strings && text_.substr(at_).starts_with(three)) {
      const std::size_t close = text_.find(three, at_ + 3);
      return Blank(close == std::string_view::npos ? text_.size() : close + 3);
    }
    std::size_t& open_until = open_until_[quote == '"' ? 0 : 1];
    if (at_ < open_until) return void(++at_);
    std::size_t end = at_ + 1;
    bool several_lines = false;
    for (; end < text_.size() && text_[end] != quote; ++end) {
      if (text_[end] == '\\' && !rules_.raw) ++end;
      if (end < text_.size() && text_[end] == '\n') {
        if (!rules_.many_lines) break;
        several_lines = true;
      }
    }
    if (end >= text_.size() || text_[end] != quote) {  // no string after all
      open_until = end;
      return void(++at_);
    }
    if (several_lines) return Blank(end + 1);
    at_ = end + 1;
  }

  void Blank(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (code_[at_] != '\n') code_[at_] = ' ';
    }
  }

  const WordRules& rules_;
  std::string_view text_;
  std::string code_;
  std::vector<std::string_view> leaders_;
  CommentBlocks blocks_;
  std::span<const Stretch> stretches_;
  std::size_t at_ = 0;
  std::array<std::size_t, 2> open_until_{};  // before these no quote of a kind has a partner
};

}  // namespace

std::string BlankComments(const FileFormat& format, std::string_view text) {
  return CommentBlanker(format, text).Run();
}

std::string_view QuotedBehind(std::string_view text, std::string_view open) {
  const std::size_t begin = text.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t quote = text.find_first_of("\"'", begin + open.size());
  if (quote == std::string_view::npos) return {};
  const std::size_t close = text.find(text[quote], quote + 1);
  return close == std::string_view::npos ? std::string_view()
                                         : text.substr(quote + 1, close - quote - 1);
}

}  // namespace prereq
