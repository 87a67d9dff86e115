#include "languages/use_tree.h"

#include <algorithm>

#include "base/ascii.h"

namespace prereq {
namespace {

constexpr int kDeepest = 50;

class Expander {
 public:
  explicit Expander(std::string_view text) : text_(text) {}

  void Tree(std::string prefix, int depth) {
    bool all = false;
    while (true) {
      const std::string_view token = Next();
      if (token == "{" && depth < kDeepest) {
        List(prefix, depth);
        return;
      }
      if (token == "*") {
        all = true;
      } else if (token == "as") {
        Next();
      } else if (token == "," || token == "}" || token.empty()) {
        at_ -= token.size();
        break;
      } else if (token == "::") {
        continue;
      } else if (token != "self" || prefix.empty()) {
        prefix += prefix.empty() ? "" : "::";
        prefix += token;
      }
    }
    if (!prefix.empty()) found.push_back({std::move(prefix), all});
  }

  std::vector<UsePath> found;

 private:
  void List(const std::string& prefix, int depth) {
    while (true) {
      const std::string_view token = Next();
      if (token == "}" || token.empty()) return;
      if (token == ",") continue;
      at_ -= token.size();
      const std::size_t before = at_;
      Tree(prefix, depth + 1);
      if (at_ == before) return;  // nothing that could be read
    }
  }

  static bool IsWord(char c) { return c == '_' || c == '#' || IsWordByte(c); }

  void SkipBlanksAndComments() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos) {
        ++at_;
      } else if (rest.starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t close = text_.find("*/", at_ + 2);
        at_ = close == std::string_view::npos ? text_.size() : close + 2;
      } else {
        return;
      }
    }
  }

  // A word, `::`, or one other character; empty at the end. Tokens end where at_ then stands.
  std::string_view Next() {
    SkipBlanksAndComments();
    const std::size_t start = at_;
    if (text_.substr(at_).starts_with("::")) {
      at_ += 2;
    } else if (at_ < text_.size() && IsWord(text_[at_])) {
      while (at_ < text_.size() && IsWord(text_[at_])) ++at_;
    } else if (at_ < text_.size()) {
      ++at_;
    }
    return text_.substr(start, at_ - start);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<UsePath> ExpandUseTree(std::string_view text) {
  Expander expander(text);
  expander.Tree("", 0);
  return std::move(expander.found);
}

}  // namespace prereq
