#include "paths/sql_names.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

// One word, name or mark of SQL.
struct SqlToken {
  std::string_view text;   // as written, without quotes
  std::size_t offset = 0;  // of `text`
  bool is_name = false;    // a word or a quoted name
  bool is_quoted = false;
};

constexpr std::string_view kDefaultSchemas[] = {"public.", "dbo.", "main."};
// Comments in which a tool marks where the way back begins, and where it ends.
constexpr std::string_view kDownMarks[] = {"+goose down", "migrate:down", "+migrate down", "@undo"};
constexpr std::string_view kUpMarks[] = {"+goose up", "migrate:up", "+migrate up"};

bool IsNameByteOfSql(char c) {
  return IsWordByte(c) || c == '_' || c == '$' || c == '#' || static_cast<unsigned char>(c) >= 0x80;
}

class SqlLexer {
 public:
  explicit SqlLexer(std::string_view text) : text_(text) {}

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
    if (c == '\'') return Skip(EndOfString('\''));
    if (c == '$') {
      if (const std::size_t end = EndOfDollars(); end != std::string_view::npos) return Skip(end);
    }
    if (c == '"' || c == '`' || c == '[') return Quoted(c == '[' ? ']' : c);
    if (IsNameByteOfSql(c)) return Word();
    if (std::string_view(";.,()=").find(c) != std::string_view::npos) {
      Add({text_.substr(at_, 1), at_, false, false});
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
  // `$$ … $$` and `$body$ … $body$`.
  [[nodiscard]] std::size_t EndOfDollars() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (IsWordByte(text_[end]) || text_[end] == '_')) ++end;
    if (end >= text_.size() || text_[end] != '$') return std::string_view::npos;
    return PastMark(text_.substr(at_, end + 1 - at_), end + 1);
  }

  void Comment(std::size_t end) {
    end = std::min(end, text_.size());
    const std::string said = Lower(text_.substr(at_, std::min<std::size_t>(end - at_, 80)));
    const auto has = [&](std::string_view mark) { return said.find(mark) != std::string::npos; };
    if (std::ranges::any_of(kDownMarks, has)) down_ = true;
    if (std::ranges::any_of(kUpMarks, has)) down_ = false;
    at_ = end;
  }
  void Skip(std::size_t end) {
    Add({text_.substr(at_, 0), at_, false, false});  // some value
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
    Add({text_.substr(at_ + 1, end - at_ - 1), at_ + 1, true, true});
    at_ = end + 1;
  }
  void Word() {
    std::size_t end = at_;
    while (end < text_.size() && IsNameByteOfSql(text_[end])) ++end;
    Add({text_.substr(at_, end - at_), at_, true, false});
    at_ = end;
  }
  void Add(SqlToken token) {
    if (!down_) tokens_.push_back(token);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool begins_line_ = true;
  bool down_ = false;  // below a mark of the way back
  std::vector<SqlToken> tokens_;
};

// What the words behind CREATE, ALTER and DROP say the name behind them is; empty: nothing that
// other files use.
std::string_view ClassOf(std::string_view word) {
  if (HasWord("table view sequence", word)) return "relation";
  if (HasWord("function procedure proc", word)) return "routine";
  if (HasWord("type domain", word)) return "type";
  return word == "schema" ? "schema" : std::string_view();
}

PackageName NameInSql(std::string key, Location where, const FileFormat& format,
                      std::string written) {
  PackageName name{std::move(key), std::move(where), format.name, std::move(written)};
  name.one_maker = name.of_file = true;
  return name;
}

class SqlReader {
 public:
  SqlReader(const FileFormat& format, const std::string& path, std::string_view text)
      : format_(format), path_(path), lines_(text), tokens_(SqlLexer(text).Run()) {}

  PackageNames Run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const SqlToken& token = tokens_[i];
      if (i < body_end_) continue;
      const bool begins = begins_ || (i > 0 && i == body_end_);
      const std::string word = Lower(token.text);
      begins_ = word == ";" || word == "go";  // of T-SQL
      if (token.is_name && !token.is_quoted) Look(i, word, begins);
    }
    std::erase_if(names_.uses, [&](const PackageName& use) { return local_.contains(use.name); });
    return std::move(names_);
  }

 private:
  [[nodiscard]] std::string WordAt(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].is_name && !tokens_[i].is_quoted
               ? Lower(tokens_[i].text)
               : std::string();
  }
  // Behind those of `words` that stand at `i`, in any order.
  [[nodiscard]] std::size_t Past(std::size_t i, std::string_view words) const {
    while (HasWord(words, WordAt(i))) ++i;
    return i;
  }

  void Look(std::size_t i, const std::string& word, bool begins) {
    const std::string before = i > 0 ? WordAt(i - 1) : std::string();
    if (word == "create") return Create(i + 1);
    if (begins && (word == "alter" || word == "drop")) return Change(i + 1, word == "drop");
    if (word == "as" && i + 1 < tokens_.size() && tokens_[i + 1].text == "(") return Local(i);
    if (word == "references" || word == "join") return Use(i + 1, "relation");
    if (word == "from" && before != "distinct" && i >= list_end_) return UseAll(i + 1);
    if (word == "into" && HasWord("insert replace merge ignore overwrite", before)) {
      return Use(Past(i + 1, "table"), "relation");
    }
    if (begins && word == "update") return Use(Past(i + 1, "only"), "relation");
    if (begins && HasWord("truncate lock copy", word)) {
      return Use(Past(i + 1, "table only"), "relation");
    }
    if (begins && HasWord("call exec execute", word)) return Use(i + 1, "routine");
    if (word == "of" && before == "partition") return Use(i + 1, "relation");
    if (word == "on" && (is_index_ || WordAt(i + 1) == "table")) {
      is_index_ = false;
      return Use(Past(i + 1, "table only"), "relation");
    }
  }

  void Create(std::size_t i) {
    bool is_local = false;
    constexpr std::string_view kBetween =
        "or replace global local temp temporary unlogged external foreign materialized virtual "
        "definer recursive force editionable noneditionable transient hybrid unique clustered "
        "nonclustered fulltext spatial bitmap concurrently constraint";
    for (; HasWord(kBetween, WordAt(i)); ++i) is_local |= HasWord("temp temporary", WordAt(i));
    const std::string what = WordAt(i);
    is_index_ = what == "index" || what == "policy" || what == "rule";
    if (what == "trigger") return Trigger(i + 1);
    const std::string_view of = ClassOf(what);
    if (of.empty()) return;
    const auto name = NameAt(Past(i + 1, "if not exists"));
    if (!name) return;
    is_local |= name->text.starts_with('#');  // of T-SQL
    if (is_local) {
      local_.insert(Key(of, name->text));
      return;
    }
    Add(names_.declares, of, *name);
    UseSchema(*name);
    if (of == "routine") body_end_ = PastBody(name->end);
  }

  // The table, and the routine that is run; what a body names is looked for when it runs.
  void Trigger(std::size_t i) {
    for (; i < tokens_.size() && tokens_[i].text != ";"; ++i) {
      const std::string word = WordAt(i);
      if (HasWord("begin as is set", word)) break;
      if (word == "on") Use(i + 1, "relation");
      if (HasWord("function procedure", word)) Use(i + 1, "routine");
      if (word == "row" && !HasWord("execute when", WordAt(i + 1))) break;
    }
    body_end_ = PastBody(i);
  }

  // Behind the body of a routine that is created before `i`: its `BEGIN … END`, all up to GO where
  // statements follow AS right away, else the end of the statement.
  [[nodiscard]] std::size_t PastBody(std::size_t i) const {
    constexpr std::string_view kOfBody =
        "select insert update delete declare set exec execute if while with return print merge";
    constexpr std::string_view kOfFile =
        "create alter drop insert update delete select grant revoke truncate comment call do with "
        "merge copy set use commit";
    for (; i < tokens_.size(); ++i) {
      const std::string word = WordAt(i), next = WordAt(i + 1);
      if (word == "go") return i;
      if (word == "begin" && !IsTransaction(i)) return PastEnd(i);
      if ((word == "as" || word == "is") && HasWord(kOfBody, next)) {
        while (i < tokens_.size() && WordAt(i) != "go") ++i;
        return i;
      }
      if (tokens_[i].text == ";" && (HasWord(kOfFile, next) || IsTransaction(i + 1))) return i + 1;
    }
    return i;
  }
  [[nodiscard]] bool IsTransaction(std::size_t i) const {
    return WordAt(i) == "begin" && (HasWord("transaction work tran", WordAt(i + 1)) ||
                                    (i + 1 < tokens_.size() && tokens_[i + 1].text == ";"));
  }
  // Behind the END of the BEGIN at `i`.
  [[nodiscard]] std::size_t PastEnd(std::size_t i) const {
    int depth = 0;
    for (; i < tokens_.size(); ++i) {
      const std::string word = WordAt(i), next = WordAt(i + 1);
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

  void Change(std::size_t i, bool drops) {
    const std::string_view of = ClassOf(WordAt(i));
    if (of.empty()) {
      is_index_ = false;
      return;
    }
    const std::size_t at = Past(i + 1, "if exists only");
    const bool may_lack = at > i + 1 && WordAt(i + 1) == "if";
    const auto name = NameAt(at);
    if (!name || may_lack) return;
    Add(names_.uses, of, *name);
    // `ALTER TABLE a RENAME TO b`
    if (!drops && WordAt(name->end) == "rename" && WordAt(name->end + 1) == "to") {
      if (const auto other = NameAt(name->end + 2)) Add(names_.declares, of, *other);
    }
  }

  struct Name {
    std::string text;     // "users", "shop.users"
    std::string written;  // likewise, in the letters of the file
    std::size_t offset = 0;
    std::size_t end = 0;  // the token behind it
  };
  // A name, perhaps with its schemas, that begins with the token at `i`.
  [[nodiscard]] std::optional<Name> NameAt(std::size_t i) const {
    if (i >= tokens_.size() || !tokens_[i].is_name) return std::nullopt;
    Name name{{}, std::string(tokens_[i].text), tokens_[i].offset, i + 1};
    while (name.end + 1 < tokens_.size() && tokens_[name.end].text == "." &&
           tokens_[name.end + 1].is_name) {
      name.written += '.';
      name.written += tokens_[name.end + 1].text;
      name.end += 2;
    }
    name.text = Lower(name.written);
    for (const std::string_view schema : kDefaultSchemas) {
      if (name.text.starts_with(schema)) name.text.erase(0, schema.size());
    }
    return name;
  }

  static std::string Key(std::string_view of, const std::string& name) {
    return "sql " + std::string(of) + ' ' + name;
  }
  // Once for each name.
  void Add(std::vector<PackageName>& list, std::string_view of, const Name& name) {
    std::string key = Key(of, name.text);
    if (!known_.emplace(&list, key).second) return;
    list.push_back(NameInSql(std::move(key), lines_.At(path_, name.offset), format_, name.written));
  }
  void UseSchema(const Name& name) {
    const std::size_t dot = name.text.find('.');
    if (dot == std::string::npos) return;
    Add(names_.uses, "schema",
        {name.text.substr(0, dot), name.written.substr(0, name.written.find('.')), name.offset, 0});
  }

  void Use(std::size_t i, std::string_view of) {
    const auto name = NameAt(Past(i, "only lateral"));
    if (!name) return;
    Add(names_.uses, of, *name);
  }
  // `FROM a, b AS c, d`
  void UseAll(std::size_t i) {
    for (;;) {
      list_end_ = i;
      const auto name = NameAt(Past(i, "only lateral"));
      if (!name) return;
      Add(names_.uses, "relation", *name);
      i = Past(name->end, "as");
      if (i < tokens_.size() && tokens_[i].is_name && i + 1 < tokens_.size() &&
          tokens_[i + 1].text == ",") {
        ++i;
      }
      if (i >= tokens_.size() || tokens_[i].text != ",") return;
      ++i;
    }
  }

  // `WITH x AS (`, `WITH x (a, b) AS (`: the name is the statement's own.
  void Local(std::size_t i) {
    if (i == 0) return;
    std::size_t at = i - 1;
    if (tokens_[at].text == ")") {
      constexpr std::size_t kMostColumns = 200;
      const std::size_t low = at > kMostColumns ? at - kMostColumns : 0;
      while (at > low && tokens_[at].text != "(") --at;
      if (at == low) return;
      --at;
    }
    if (tokens_[at].is_name) local_.insert(Key("relation", Lower(tokens_[at].text)));
  }

  const FileFormat& format_;
  const std::string& path_;
  const LineIndex lines_;
  std::vector<SqlToken> tokens_;
  bool begins_ = true;        // whether a statement begins
  std::size_t body_end_ = 0;  // the token behind the last body of a routine
  std::size_t list_end_ = 0;  // the token behind the last list of names
  bool is_index_ = false;     // in CREATE INDEX or POLICY, before its ON
  std::set<std::string> local_;
  std::set<std::pair<const void*, std::string>> known_;  // the list, the name
  PackageNames names_;
};

// `0002_b.down.sql`, `U2__b.sql`, `down.sql`.
bool TakesBack(std::string_view path) {
  const std::string name = Lower(BaseName(path));
  return name == "down.sql" || name == "revert.sql" || name == "rollback.sql" ||
         name.find(".down.") != std::string::npos || name.find(".undo.") != std::string::npos ||
         name.find("_down.") != std::string::npos || name.find(".rollback.") != std::string::npos ||
         (name.size() > 1 && name[0] == 'u' && IsDigit(name[1]) &&
          name.find("__") != std::string::npos);
}

// Changes of Liquibase: `<createTable tableName="users">`, `referencedTableName="users"`.
PackageNames ReadChangeLog(const FileFormat& format, const std::string& path,
                           std::string_view text) {
  constexpr std::string_view kMakers[] = {"createTable", "createView", "createSequence"};
  constexpr std::string_view kAttributes[] = {"tableName", "baseTableName", "referencedTableName",
                                              "viewName", "sequenceName"};
  PackageNames names;
  const LineIndex lines(text);
  bool back = false;  // inside <rollback>
  for (std::size_t at = text.find('<'), end = at; at != std::string_view::npos;
       at = text.find('<', end)) {
    if (text.substr(at).starts_with("<!--")) {
      end = std::min(text.find("-->", at), text.size());
      continue;
    }
    end = std::min(text.find('>', at), text.size());
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    const std::string_view element = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    if (element == "rollback" && !tag.ends_with('/')) back = true;
    if (tag.starts_with("/rollback")) back = false;
    const bool makes = std::ranges::find(kMakers, element) != std::end(kMakers);
    for (const std::string_view attribute : kAttributes) {
      const std::size_t key = tag.find(" " + std::string(attribute) + "=\"");
      if (key == std::string_view::npos || back) continue;
      const std::size_t begin = key + attribute.size() + 3;
      const std::string_view value = tag.substr(begin, tag.find('"', begin) - begin);
      if (value.empty()) continue;
      (makes ? names.declares : names.uses)
          .push_back(NameInSql("sql relation " + Lower(value), lines.At(path, at + 1 + begin),
                               format, std::string(value)));
    }
  }
  return names;
}

}  // namespace

bool HasSqlNames(const FileFormat& format, std::string_view path, std::string_view text) {
  if (TakesBack(path)) return false;
  if (format.Is("sql")) return true;
  return format.Is("xml") && text.find("<databaseChangeLog") != std::string_view::npos;
}

PackageNames ReadSqlNames(const FileFormat& format, const std::string& path,
                          std::string_view text) {
  if (format.Is("xml")) return ReadChangeLog(format, path, text);
  return SqlReader(format, path, text).Run();
}

}  // namespace prereq
