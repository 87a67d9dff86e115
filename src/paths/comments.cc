#include "paths/comments.h"

#include <algorithm>

#include "base/text.h"
#include "paths/word_rules.h"

namespace prereq {
namespace {

// More forms than the one of the table.
struct MoreBlocks {
  std::string_view kind, open, close;
  bool nests = false;
  char unless_next = '\0', unless_before = '\0';
};
constexpr MoreBlocks kMoreBlocks[] = {
    {"template", "{{!--", "--}}"},  // Handlebars; `{{!` ends with the first `}}`
    {"template", "{{!", "}}"},
    {"template", "<%#", "%>"},  // EJS, ERB
    {"template", "{% comment %}", "{% endcomment %}"},
    {"template", "{%- comment -%}", "{%- endcomment -%}"},
    {"sql", "{#", "#}"},  // of Jinja, in models of dbt
    {"pascal", "{", "}", false, '$'},
    {"d", "/+", "+/", true},
    {"maple", "(*", "*)"},
    {"vhdl", "/*", "*/"},
};

// Behind the brackets that open at `at`, of Lisp; strings are passed over.
std::size_t PastBrackets(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\') {
      ++at;
    } else if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if ((c == ')' || c == ']' || c == '}') && --depth <= 0) {
      return at + 1;
    }
  }
  return text.size();
}

// `#_(load "x")` of Clojure, `#;(load "x")` of Scheme, `(comment …)`: what one form is.
std::size_t PastFormOfLisp(std::string_view text, std::size_t at) {
  constexpr std::string_view kComment = "(comment", kSpace = " \t\r\n";
  const std::string_view rest = text.substr(at);
  if (rest.starts_with(kComment)) {
    const bool ends = rest.size() > kComment.size() &&
                      kSpace.find(rest[kComment.size()]) != std::string_view::npos;
    return ends ? PastBrackets(text, at) : at;
  }
  if (!rest.starts_with("#_") && !rest.starts_with("#;")) return at;
  std::size_t form = text.find_first_not_of(kSpace, at + 2);
  if (form >= text.size()) return text.size();
  form = std::min(text.find_first_not_of("'`#", form), text.size());
  const bool has_brackets =
      form < text.size() && std::string_view("([{").find(text[form]) != std::string_view::npos;
  if (has_brackets) return PastBrackets(text, form);
  if (form < text.size() && text[form] == '"') {
    return std::min(text.find('"', form + 1), text.size() - 1) + 1;
  }
  return std::min(text.find_first_of(" \t\r\n()[]{}", form), text.size());
}

// `* %include "x";` and `%* …;` of SAS, where a statement may begin.
std::size_t PastStatementOfSas(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with('*') && !rest.starts_with("%*")) return at;
  std::size_t before = at;
  constexpr std::string_view kSpace = " \t\r\n";
  while (before > 0 && kSpace.find(text[before - 1]) != std::string_view::npos) --before;
  if (before > 0 && text[before - 1] != ';' && rest.front() == '*') return at;
  return std::min(text.find(';', at), text.size());
}

// `--[==[ … ]==]` of Lua.
std::size_t PastLongComment(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("--[")) return at;
  std::size_t open = at + 3;
  while (open < text.size() && text[open] == '=') ++open;
  if (open >= text.size() || text[open] != '[') return at;
  const std::string close = "]" + std::string(open - at - 3, '=') + "]";
  const std::size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

}  // namespace

CommentBlocks::CommentBlocks(const FileFormat& format) : format_(format) {
  for (const MoreBlocks& one : kMoreBlocks) {
    if (!format.Is(one.kind)) continue;
    blocks_.push_back({one.open, one.close, one.nests, one.unless_next, one.unless_before});
  }
  if (format.block_open.empty()) return;
  // `{{#if x}}` begins no comment.
  blocks_.push_back({format.block_open, format.block_close, WordRulesOf(format).nests, '\0',
                     format.Is("template") ? '{' : '\0'});
}

std::size_t CommentBlocks::PastComment(std::string_view text, std::size_t at) {
  if (format_.Is("lisp")) {
    if (const std::size_t end = PastFormOfLisp(text, at); end != at) return end;
  }
  if (format_.Is("sas")) {
    if (const std::size_t end = PastStatementOfSas(text, at); end != at) return end;
  }
  if (format_.Is("lua") || format_.Is("luau")) {
    if (const std::size_t end = PastLongComment(text, at); end != at) return end;
  }
  for (const Block& block : blocks_) {
    if (!text.substr(at).starts_with(block.open)) continue;
    const std::size_t inside = at + block.open.size();
    const bool is_other =
        (block.unless_next != '\0' && inside < text.size() && text[inside] == block.unless_next) ||
        (block.unless_before != '\0' && at > 0 && text[at - 1] == block.unless_before);
    if (!is_other) return PastBlock(text, inside, block);
  }
  return at;
}

std::size_t CommentBlocks::PastBlock(std::string_view text, std::size_t at, const Block& block) {
  if (block.nests && may_nest_) {
    int depth = 1;
    for (std::size_t i = at; i < text.size();) {
      const std::string_view rest = text.substr(i);
      if (rest.starts_with(block.close)) {
        i += block.close.size();
        if (--depth == 0) return i;
      } else if (rest.starts_with(block.open)) {
        i += block.open.size();
        ++depth;
      } else {
        ++i;
      }
    }
    may_nest_ = false;  // so that each byte is looked at twice at most
  }
  const std::size_t close = text.find(block.close, at);
  return close == std::string_view::npos ? text.size() : close + block.close.size();
}

}  // namespace prereq
