#include "paths/source_words.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "base/unused_code.h"
#include "paths/command_lines.h"
#include "paths/comments.h"
#include "paths/markup_words.h"
#include "paths/word_rules.h"

namespace prereq {
namespace {

constexpr std::string_view kBlanks = " \t";

bool IsIdentifierByte(char c) { return IsWordByte(c) || c == '_'; }

class WordReader {
 public:
  WordReader(const FileFormat& format, std::string_view text)
      : format_(format),
        rules_(WordRulesOf(format)),
        text_(text),
        commands_(RunsCommands(format) || format.Is("dockerfile")),
        blocks_(format) {
    for (const std::string_view leader : Split(format.line_comments, ' ')) {
      if (!leader.empty()) leaders_.push_back(leader);
    }
    // JSON has no comments, but what reads it as configuration often does.
    if (format.Is("json")) leaders_.push_back("//");
    if (format.Is("zig")) leaders_.push_back("\\\\");  // lines of text
    // Prolog has the endings of Perl and qmake, which begin no line with `% `.
    if (format.Is("perl") || format.Is("qmake")) leaders_.push_back("% ");
    if (format.Is("c") || format.Is("cpp")) unused_ = FindUnusedCode(text);
    if (format.Is("fortran")) leaders_.insert(leaders_.end(), {"C ", "c ", "* "});
  }

  std::vector<SourceWord> Run() {
    SkipStretches();
    while (at_ < text_.size()) Step();
    return std::move(words_);
  }

 private:
  void Step() {
    const char c = text_[at_];
    if (c == '\n') {
      EndLine();
    } else if (SkipComment() || SkipLongBracket()) {
    } else if (c == '"' || c == '\'' || c == '`') {
      Quote(c);
    } else if (c == '(' || c == '{' || c == '[') {
      OpenBracket();
    } else if (c == ')' || c == '}' || c == ']') {
      CloseBracket();
    } else if (rules_.here_documents && c == '<' && text_.substr(at_).starts_with("<<")) {
      HereDocument();
    } else if (IsWordByte(c)) {
      Bare();
    } else {
      if (c == '=' || c == ':') assigned_ = last_name_;
      if (c == ';' || EndsCommand(c)) head_ = {};
      ++at_;
    }
  }

  // `&&`, `||`, `|` and `&` between commands; neither `2>&1` nor what Make has outside of recipes.
  [[nodiscard]] bool EndsCommand(char c) const {
    if (c != '&' && c != '|') return false;
    const char before = at_ == 0 ? '\n' : text_[at_ - 1];
    const bool twice = text_.substr(at_ + 1, 1) == std::string_view(&c, 1) || before == c;
    if (format_.Is("yaml")) return twice;
    if (!commands_ || before == '>' || before == '<') return false;
    return !format_.Is("make") || is_recipe_;
  }

  void OpenBracket() {
    calls_.push_back(NameOfBracket());
    heads_.push_back(head_);
    const char before = at_ == 0 ? '\n' : text_[at_ - 1];
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\n';
    constexpr std::string_view kSpaces = " \t\r\n";
    const bool is_group = text_[at_] == '{' && kSpaces.find(before) != std::string_view::npos &&
                          kSpaces.find(after) != std::string_view::npos;
    const bool is_command =
        text_[at_] == '(' && std::string_view(" \t\n$(").find(before) != std::string_view::npos;
    if (rules_.substitutes && (is_group || is_command)) head_ = {};
    ++at_;
  }

  void CloseBracket() {
    if (!calls_.empty()) {
      calls_.pop_back();
      if (rules_.substitutes) head_ = heads_.back();
      heads_.pop_back();
    }
    ++at_;
  }

  void EndLine() {
    ++at_;
    const bool continued = at_ > 1 && text_[at_ - 2] == '\\';
    if (!continued) head_ = {};
    is_line_start_ = true;
    is_recipe_ = at_ < text_.size() && text_[at_] == '\t';
    if (pending_here_.empty()) return SkipStretches();
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      const bool last = Trim(text_.substr(at_, end - at_)) == pending_here_;
      at_ = std::min(end + 1, text_.size());
      if (last) break;
    }
    pending_here_ = {};
  }

  // Lines of documentation, verbatim text and the like, from the line that begins here.
  void SkipStretches() {
    while (unused_at_ < unused_.size() && unused_[unused_at_].first < at_) {
      at_ = std::max(at_, unused_[unused_at_++].second);
    }
    for (const Stretch& stretch : StretchesWithoutCode(format_)) {
      const bool may_be_indented = stretch.open.starts_with('\\');
      const std::size_t first = may_be_indented ? text_.find_first_not_of(kBlanks, at_) : at_;
      if (first >= text_.size() || !text_.substr(first).starts_with(stretch.open)) continue;
      at_ = first;
      if (stretch.close.empty()) return void(at_ = text_.size());
      const std::size_t close = text_.find(stretch.close, first + stretch.open.size());
      at_ = std::min(close, text_.size());
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
  }

  // `[[…]]` and `[==[…]==]` of Lua.
  bool SkipLongBracket() {
    if (text_[at_] != '[' || !(format_.Is("lua") || format_.Is("luau"))) return false;
    std::size_t open = at_ + 1;
    while (open < text_.size() && text_[open] == '=') ++open;
    if (open >= text_.size() || text_[open] != '[') return false;
    const std::string close = "]" + std::string(open - at_ - 1, '=') + "]";
    const std::size_t end = text_.find(close, open);
    at_ = end == std::string_view::npos ? text_.size() : end + close.size();
    return true;
  }

  [[nodiscard]] bool AtLineStart() const { return ByteBefore(at_) == '\n'; }

  bool SkipComment() {
    const std::string_view rest = text_.substr(at_);
    if (const std::size_t end = blocks_.PastComment(text_, at_); end != at_) {
      at_ = end;
      return true;
    }
    for (const std::string_view leader : leaders_) {
      if (!StartsComment(rest, leader)) continue;
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      std::string_view inside = text_.substr(at_ + leader.size(), end - at_ - leader.size());
      constexpr std::string_view kMagic = " MAGIC %run ";
      if (inside.starts_with(kMagic)) MagicRun(inside.substr(kMagic.size()));
      at_ = end;
      return true;
    }
    return false;
  }

  [[nodiscard]] bool StartsComment(std::string_view rest, std::string_view leader) const {
    if (leader == "rem") {  // `@rem x` and `call x & rem y` as well
      if (rest.starts_with('@')) rest.remove_prefix(1);
      const std::string word = Lower(rest.substr(0, 4));
      const bool is_word =
          word.starts_with(leader) && (word.size() == 3 || !IsIdentifierByte(word[3]));
      return is_word && std::string_view("\n@&").find(ByteBefore(at_)) != std::string_view::npos;
    }
    if (!rest.starts_with(leader)) return false;
    if (leader == "::" || leader == "*" || leader == "% " || leader == "\"") return AtLineStart();
    if (leader.ends_with(' ')) return at_ == 0 || text_[at_ - 1] == '\n';  // of fixed-form Fortran
    if (leader == "#" && format_.Is("sql")) return AtLineStart();          // an operator elsewhere
    // Assembly that goes through the preprocessor first.
    if (leader == "#" && format_.Is("gnu assembly")) return !rest.starts_with("#include");
    const char before = at_ == 0 ? '\n' : text_[at_ - 1];
    if (leader == "%" && before == '\\') return false;
    if (rules_.comment_after_blank) {
      return kBlanks.find(before) != std::string_view::npos || before == '\n' || before == ';';
    }
    return true;
  }

  // `%run ./02_beta $x="1"`: the first word is the path; it may be quoted.
  void MagicRun(std::string_view rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    std::string_view word = Trim(line);
    if (word.starts_with("-")) word = Trim(word.substr(std::min(word.find(' '), word.size())));
    if (word.starts_with('"') || word.starts_with('\'')) {
      const std::size_t close = word.find(word.front(), 1);
      if (close == std::string_view::npos) return;
      word = word.substr(1, close - 1);
    } else {
      word = word.substr(0, word.find_first_of(kBlanks));
    }
    if (word.empty()) return;
    SourceWord found = Here(static_cast<std::size_t>(word.data() - text_.data()), word.size());
    found.quoted = true;
    found.head = "%run";
    words_.push_back(found);
  }

  // What a bracket belongs to; a list inside a call is still the call's.
  [[nodiscard]] std::string_view NameOfBracket() const {
    if (!words_.empty() && words_.back().is_key) {
      const std::size_t end = words_.back().offset + words_.back().text.size() + 1;
      if (end < at_ && Trim(text_.substr(end, at_ - end)) == ":") return words_.back().text;
    }
    if (rules_.name_inside && text_[at_] == '(') return NameAfter(at_ + 1);
    const std::string_view name = NameBefore(at_);
    if (text_[at_] == '(' || !name.empty()) return name;
    if (rules_.keys && !assigned_.empty()) return assigned_;
    return calls_.empty() ? std::string_view() : calls_.back();
  }

  [[nodiscard]] char ByteBefore(std::size_t at) const {
    while (at > 0 && kBlanks.find(text_[at - 1]) != std::string_view::npos) --at;
    return at == 0 ? '\n' : text_[at - 1];
  }

  [[nodiscard]] std::string_view NameBefore(std::size_t at) const {
    while (at > 0 && kBlanks.find(text_[at - 1]) != std::string_view::npos) --at;
    if (at > 0 && text_[at - 1] == '!') --at;  // `println!("x")`
    std::size_t begin = at;
    while (begin > 0 && (IsIdentifierByte(text_[begin - 1]) || text_[begin - 1] == '.' ||
                         text_[begin - 1] == '\\')) {
      --begin;
    }
    return text_.substr(begin, at - begin);
  }

  [[nodiscard]] std::string_view NameAfter(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && (IsIdentifierByte(text_[end]) || text_[end] == '-')) ++end;
    return text_.substr(at, end - at);
  }

  // Closes the keys of YAML that do not hold the word at `at`, the first one of its line.
  void EnterLine(std::size_t at) {
    is_line_start_ = false;
    if (!rules_.keys || !calls_.empty()) return;
    const std::size_t column = at - (at == 0 ? 0 : text_.rfind('\n', at - 1) + 1);
    while (!keys_.empty() && keys_.back().column >= column) keys_.pop_back();
    assigned_ = keys_.empty() ? std::string_view() : keys_.back().name;
    parent_ = keys_.size() < 2 ? std::string_view() : keys_[keys_.size() - 2].name;
  }

  // A key of YAML at `at`.
  void AddKey(std::size_t at, std::string_view name) {
    head_ = {};
    if (!calls_.empty()) return;
    const std::size_t column = at - (at == 0 ? 0 : text_.rfind('\n', at - 1) + 1);
    while (!keys_.empty() && keys_.back().column >= column) keys_.pop_back();
    parent_ = keys_.empty() ? std::string_view() : keys_.back().name;
    keys_.push_back({column, name});
  }

  [[nodiscard]] SourceWord Here(std::size_t begin, std::size_t length) const {
    SourceWord word;
    word.text = text_.substr(begin, length);
    word.offset = begin;
    word.call = calls_.empty() ? parent_ : calls_.back();
    word.head = head_;
    word.assigned = assigned_;
    word.depth = static_cast<int>(calls_.size());
    word.previous = ByteBefore(begin);
    return word;
  }

  void Quote(char quote) {
    const std::size_t open = at_;
    if (quote == '`' && rules_.substitutes) return Backtick();
    if (quote == '`' && !rules_.backticks) return void(++at_);
    if (quote == '\'' && rules_.characters) return SkipCharacter();
    const std::string three(3, quote);
    if (rules_.long_strings && text_.substr(at_).starts_with(three)) {
      const std::size_t close = text_.find(three, at_ + 3);
      at_ = close == std::string_view::npos ? text_.size() : close + 3;
      return;
    }
    std::size_t& open_until = open_until_[quote == '"' ? 0 : quote == '\'' ? 1 : 2];
    if (open < open_until) return void(++at_);
    const bool many_lines = rules_.many_lines || quote == '`';
    std::size_t end = open + 1;
    for (; end < text_.size() && text_[end] != quote; ++end) {
      if (text_[end] == '\n' && !many_lines) break;
      if (text_[end] == '\\' && !rules_.raw) ++end;
    }
    if (end >= text_.size() || text_[end] != quote) {  // no string after all
      open_until = end;
      at_ = open + 1;
      return;
    }
    // "${file("x.tpl")}" of Terraform holds a string of its own.
    if (format_.Is("terraform")) {
      const std::string_view inside = text_.substr(open, end - open);
      const std::size_t code = inside.rfind("${");
      if (code != std::string_view::npos && inside.find('}', code) == std::string_view::npos) {
        return void(at_ = open + code + 1);
      }
    }
    if (is_line_start_) EnterLine(open);
    SourceWord word = Here(open + 1, end - open - 1);
    word.quoted = true;
    std::size_t before = open;
    while (before > 0 && (IsIdentifierByte(text_[before - 1]) && open - before < 3))
      --before;  // f"…"
    word.previous = ByteBefore(before);
    if (!words_.empty() && words_.back().quoted) {
      const std::size_t last = words_.back().offset + words_.back().text.size() + 1;
      if (last <= open && Trim(text_.substr(last, open - last)) == ",") {
        word.before = words_.back().text;
      }
    }
    at_ = end + 1;
    std::size_t after = at_;
    while (after < text_.size() && kBlanks.find(text_[after]) != std::string_view::npos) ++after;
    word.is_key = after < text_.size() && text_[after] == ':';
    if (word.is_key) {
      last_name_ = word.text;
      if (rules_.keys) AddKey(open, word.text);
    }
    if (word.text.find('\n') == std::string_view::npos) words_.push_back(word);
    if (quote == '"' && rules_.substitutes) Substitution(word.text);
  }

  // "$(cat ../02_beta/x.csv)": what is run there. Where a quote ends the string inside of it,
  // "$(cat "../02_beta/x.csv")", the command goes on behind.
  void Substitution(std::string_view string) {
    if (string.starts_with(')')) head_ = head_outside_;
    const std::size_t open = string.rfind("$(");
    if (open == std::string_view::npos) return;
    const std::string_view inside = string.substr(open + 2);
    const std::size_t close = std::min(inside.find(')'), inside.size());
    const std::string_view command = Trim(inside.substr(0, close));
    const std::string_view outside = head_;
    head_ = command.substr(0, command.find(' '));
    if (close == inside.size()) return void(head_outside_ = outside);
    const bool begins_path = inside.substr(close).starts_with(")/");
    if (!begins_path && !words_.empty() && words_.back().text == string) {
      words_.pop_back();
      for (std::string_view one : Split(command, ' ')) {
        while (one.starts_with('\'')) one.remove_prefix(1);
        one = one.substr(0, one.find('\''));
        if (one.empty()) continue;
        words_.push_back(Here(static_cast<std::size_t>(one.data() - text_.data()), one.size()));
      }
    }
    head_ = outside;
  }

  // `cat ../02_beta/x.csv` between backticks.
  void Backtick() {
    ++at_;
    in_backticks_ = !in_backticks_;
    if (in_backticks_) {
      head_outside_ = head_;
      head_ = {};
    } else {
      head_ = head_outside_;
    }
  }

  // `'a'`, `'\n'`; a lifetime or a label of Rust is not a quote at all.
  void SkipCharacter() {
    std::size_t end = at_ + 1;
    if (end < text_.size() && text_[end] == '\\') ++end;
    ++end;
    at_ = end < text_.size() && text_[end] == '\'' ? end + 1 : at_ + 1;
  }

  void HereDocument() {
    std::size_t at = at_ + 2;
    if (at < text_.size() && text_[at] == '<') return void(at_ = at + 1);  // `<<<` is a word
    if (at < text_.size() && (text_[at] == '-' || text_[at] == '~')) ++at;
    while (at < text_.size() && kBlanks.find(text_[at]) != std::string_view::npos) ++at;
    if (at < text_.size() && (text_[at] == '"' || text_[at] == '\'' || text_[at] == '\\')) ++at;
    std::size_t end = at;
    while (end < text_.size() && IsIdentifierByte(text_[end])) ++end;
    pending_here_ = text_.substr(at, end - at);
    at_ = end > at ? std::min(text_.find('\n', end), text_.size()) : at_ + 2;
  }

  // Bare words end where the languages that have them end a word; in code a name is one.
  [[nodiscard]] bool IsWordByte(char c) const {
    if (IsIdentifierByte(c)) return true;
    if (c == '%' || c == '\\' || c == '.') return true;
    if (!rules_.bare) return false;
    return std::string_view("/-$@+~*!").find(c) != std::string_view::npos;
  }

  void Bare() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && IsWordByte(text_[at_])) ++at_;
    // `${DIR}/x` and `$(DIR)/x` go on; the braces belong to the word.
    const std::string_view word = text_.substr(begin, at_ - begin);
    const bool first = head_.empty();
    if (word == "-" && rules_.keys) return;
    if (is_line_start_) EnterLine(begin);
    // What a Dockerfile runs is what the line is about.
    const bool runs = format_.Is("dockerfile") && IsOneOf(word, {"RUN", "CMD", "ENTRYPOINT"});
    const bool is_before = commands_ && IsBeforeCommand(word);
    if (first && word != "-" && !runs && !is_before) head_ = word;
    last_name_ = word;
    if (IsVerb(word)) return;
    if (rules_.keys && at_ < text_.size() && text_[at_] == ':' &&
        (at_ + 1 == text_.size() ||
         std::string_view(" \t\r\n").find(text_[at_ + 1]) != std::string_view::npos)) {
      return AddKey(begin, word);
    }
    if (first && word == "%run" && !rules_.bare) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      MagicRun(text_.substr(at_, end - at_));
      at_ = end;
      return;
    }
    if (!rules_.bare) return;
    words_.push_back(Here(begin, word.size()));
  }

  // `\verb|text|` of LaTeX.
  bool IsVerb(std::string_view word) {
    if (!format_.Is("latex") || (word != "\\verb" && word != "\\lstinline")) return false;
    if (at_ >= text_.size() || text_[at_] == '{') return false;
    const std::size_t line = std::min(text_.find('\n', at_), text_.size());
    at_ = std::min(text_.find(text_[at_], at_ + 1), line - 1) + 1;
    return true;
  }

  struct Key {
    std::size_t column = 0;
    std::string_view name;
  };

  const FileFormat& format_;
  const WordRules& rules_;
  std::string_view text_;
  const bool commands_;  // of a shell
  CommentBlocks blocks_;
  std::vector<std::string_view> leaders_;
  std::size_t at_ = 0;
  bool is_line_start_ = true;
  std::vector<std::pair<std::size_t, std::size_t>> unused_;  // code between `#if 0` and `#endif`
  std::size_t unused_at_ = 0;                                // the next one
  bool is_recipe_ = false;                                   // in a line of Make that a tab begins
  bool in_backticks_ = false;
  std::string_view head_, last_name_, assigned_, pending_here_;
  std::string_view head_outside_;            // of a command in a string or between backticks
  std::array<std::size_t, 3> open_until_{};  // before these no quote of a kind has a partner
  std::string_view parent_;                  // in YAML, of the key that `assigned_` is
  std::vector<Key> keys_;                    // of YAML, from the outermost
  std::vector<std::string_view> calls_;
  std::vector<std::string_view> heads_;  // of the lines around them
  std::vector<SourceWord> words_;
};

}  // namespace

bool HasSourceWords(const FileFormat& format) {
  switch (format.content) {
    case FileContent::kCode:
    case FileContent::kBuild:
    case FileContent::kNotebook:
      return true;
    case FileContent::kMarkup:
      return !format.Is("mermaid");
    case FileContent::kData:
      return true;
    case FileContent::kProse:
      return !format.Is("text");
    case FileContent::kMedia:
    case FileContent::kUnknown:
      break;
  }
  return false;
}

std::vector<SourceWord> FindSourceWords(const FileFormat& format, std::string_view text) {
  if (IsMarkup(format)) return FindMarkupWords(text);
  return WordReader(format, text).Run();
}

}  // namespace prereq
