#include "paths/sql_tokens.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

constexpr std::string_view kDefaultSchemas[] = {"public.", "dbo.", "main."};
// Comments in which a tool marks where the way back begins, and where it ends.
constexpr std::string_view kDownMarks[] = {"+goose down", "migrate:down", "+migrate down", "@undo"};
constexpr std::string_view kUpMarks[] = {"+goose up", "migrate:up", "+migrate up"};

bool IsNameByteOfSql(char c) {
  return IsWordByte(c) || c == '_' || c == '$' || c == '#' || static_cast<unsigned char>(c) >= 0x80;
}

class SqlLexer {
 public:
  SqlLexer(std::string_view text, std::size_t offset) : text_(text), offset_(offset) {}

  std::vector<SqlToken> Run() {
    while (at_ < text_.size()) Step();
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] bool Begins(std::string_view mark) const {
    return text_.substr(at_, mark.size()) == mark;
  }

  void Step() {
    const char c = text_[at_];
    const bool first = begins_line_;  // of its line but for blanks
    begins_line_ = c == '\n' || (first && (c == ' ' || c == '\t'));
    if (Begins("--") || (c == '#' && first)) return Comment(text_.find('\n', at_));
    if (Begins("/*")) return Comment(PastMark("*/", at_ + 2));
    if (c == '\'') return Value(EndOfString('\''), 1);
    if (c == '$') {
      const std::size_t mark = LengthOfDollars();
      if (mark > 0) return Value(PastMark(text_.substr(at_, mark), at_ + mark), mark);
    }
    if (Begins("::")) {
      Add({text_.substr(at_, 2), at_});
      at_ += 2;
      return;
    }
    if (c == '"' || c == '`' || c == '[') return Quoted(c == '[' ? ']' : c);
    if (IsNameByteOfSql(c)) return Word();
    if (std::string_view(";.,()=@").find(c) != std::string_view::npos) {
      Add({text_.substr(at_, 1), at_});
    }
    ++at_;
  }

  [[nodiscard]] std::size_t PastMark(std::string_view mark, std::size_t from) const {
    const std::size_t found = text_.find(mark, from);
    return found == std::string_view::npos ? text_.size() : found + mark.size();
  }
  // '' inside a string is a quote.
  [[nodiscard]] std::size_t EndOfString(char quote) const {
    std::size_t end = text_.find(quote, at_ + 1);
    while (end != std::string_view::npos && end + 1 < text_.size() && text_[end + 1] == quote) {
      end = text_.find(quote, end + 2);
    }
    return end == std::string_view::npos ? text_.size() : end + 1;
  }
  // Of the mark that begins `$$ … $$` and `$body$ … $body$`.
  [[nodiscard]] std::size_t LengthOfDollars() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (IsWordByte(text_[end]) || text_[end] == '_')) ++end;
    return end < text_.size() && text_[end] == '$' ? end + 1 - at_ : 0;
  }

  void Comment(std::size_t end) {
    end = std::min(end, text_.size());
    const std::string said = Lower(text_.substr(at_, std::min<std::size_t>(end - at_, 80)));
    const auto has = [&](std::string_view mark) { return said.find(mark) != std::string::npos; };
    if (std::ranges::any_of(kDownMarks, has)) down_ = true;
    if (std::ranges::any_of(kUpMarks, has)) down_ = false;
    at_ = end;
  }
  void Value(std::size_t end, std::size_t mark) {
    SqlToken token{text_.substr(at_, 0), at_};
    const std::size_t begin = at_ + mark;
    if (end >= begin + mark) token.value = text_.substr(begin, end - mark - begin);
    Add(token);
    at_ = end;
  }
  void Quoted(char close) {
    constexpr std::size_t kLongest = 300;
    const std::string_view name = text_.substr(at_ + 1, kLongest);
    const std::size_t length = std::min(name.find(close), name.find('\n'));
    if (length >= name.size() || name[length] != close) {
      ++at_;
      return;
    }
    const std::size_t end = at_ + 1 + length;
    Add({text_.substr(at_ + 1, end - at_ - 1), at_ + 1, {}, true, true});
    at_ = end + 1;
  }
  void Word() {
    std::size_t end = at_;
    while (end < text_.size() && IsNameByteOfSql(text_[end])) ++end;
    Add({text_.substr(at_, end - at_), at_, {}, true});
    at_ = end;
  }
  void Add(SqlToken token) {
    token.offset += offset_;
    if (!down_) tokens_.push_back(token);
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t at_ = 0;
  bool begins_line_ = true;
  bool down_ = false;  // below a mark of the way back
  std::vector<SqlToken> tokens_;
};

bool IsTransaction(const SqlTokens& tokens, std::size_t i) {
  return WordAt(tokens, i) == "begin" && (HasWord("transaction work tran", WordAt(tokens, i + 1)) ||
                                          (i + 1 < tokens.size() && tokens[i + 1].text == ";"));
}

}  // namespace

SqlTokens FindSqlTokens(std::string_view text, std::size_t offset) {
  return SqlLexer(text, offset).Run();
}

std::string WordAt(const SqlTokens& tokens, std::size_t i) {
  return i < tokens.size() && tokens[i].is_name && !tokens[i].is_quoted ? Lower(tokens[i].text)
                                                                        : std::string();
}

std::string PlainNameOfSql(std::string_view written) {
  std::string name = Lower(written);
  std::erase(name, '"');
  for (const std::string_view schema : kDefaultSchemas) {
    if (name.starts_with(schema)) name.erase(0, schema.size());
  }
  return name;
}

std::optional<SqlName> NameOfSql(const SqlTokens& tokens, std::size_t i) {
  if (i >= tokens.size() || !tokens[i].is_name) return std::nullopt;
  constexpr std::size_t kMostParts = 8;
  SqlName name{{}, std::string(tokens[i].text), tokens[i].offset, i + 1};
  while (name.end < i + 2 * kMostParts && name.end + 1 < tokens.size() &&
         tokens[name.end].text == "." && tokens[name.end + 1].is_name) {
    name.written += '.';
    name.written += tokens[name.end + 1].text;
    name.end += 2;
  }
  name.text = PlainNameOfSql(name.written);
  return name;
}

bool TakesMigrationBack(std::string_view path) {
  const std::string name = Lower(BaseName(path));
  return name == "down.sql" || name == "revert.sql" || name == "rollback.sql" ||
         name.find(".down.") != std::string::npos || name.find(".undo.") != std::string::npos ||
         name.find("_down.") != std::string::npos || name.find(".rollback.") != std::string::npos ||
         (name.size() > 1 && name[0] == 'u' && IsDigit(name[1]) &&
          name.find("__") != std::string::npos);
}

std::size_t PastBody(const SqlTokens& tokens, std::size_t i) {
  constexpr std::string_view kOfBody =
      "select insert update delete declare set exec execute if while with return print merge";
  constexpr std::string_view kOfFile =
      "create alter drop insert update delete select grant revoke truncate comment call do with "
      "merge copy set use commit";
  for (; i < tokens.size(); ++i) {
    const std::string word = WordAt(tokens, i), next = WordAt(tokens, i + 1);
    if (word == "go") return i;
    if (word == "begin" && !IsTransaction(tokens, i)) return PastEnd(tokens, i, 0);
    if ((word == "as" || word == "is") && HasWord(kOfBody, next)) {
      while (i < tokens.size() && WordAt(tokens, i) != "go") ++i;
      return i;
    }
    if (tokens[i].text == ";" && (HasWord(kOfFile, next) || IsTransaction(tokens, i + 1))) {
      return i + 1;
    }
  }
  return i;
}

std::size_t PastEnd(const SqlTokens& tokens, std::size_t i, int depth) {
  for (; i < tokens.size(); ++i) {
    const std::string word = WordAt(tokens, i), next = WordAt(tokens, i + 1);
    if (word == "begin" || word == "case") ++depth;
    if (word != "end") continue;
    if (HasWord("if loop while repeat for", next)) {
      ++i;
    } else {
      if (next == "case") ++i;
      if (--depth <= 0) return i + 1;
    }
  }
  return i;
}

}  // namespace prereq
