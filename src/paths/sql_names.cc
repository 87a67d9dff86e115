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
#include "paths/change_logs.h"
#include "paths/source_words.h"
#include "paths/sql_tokens.h"
#include "paths/sql_uses.h"

namespace prereq {
namespace {

constexpr std::string_view kSchemaOfPipeline = "live.";  // of Databricks

class SqlReader {
 public:
  SqlReader(const FileFormat& format, std::string_view text, const PlaceInFile& place)
      : format_(format), place_(place), tokens_(FindSqlTokens(text, 0)) {}

  PackageNames Run() {
    ReadTokens();
    std::erase_if(names_.uses, [&](const PackageName& use) { return local_.contains(use.name); });
    return std::move(names_);
  }

 private:
  struct State {
    bool begins = true;                          // whether a statement begins
    std::size_t body_end = 0;                    // the token behind the last body of a routine
    std::size_t list_end = 0;                    // the token behind the last list of names
    std::size_t taken = std::string_view::npos;  // the last token that a table's name begins with
    bool is_index = false;                       // in CREATE INDEX or POLICY, before its ON
    bool in_block = false;                       // of PL/pgSQL, which runs at once
    bool in_body = false;                        // of a routine
    std::vector<bool> may_lack;                  // of each IF around whether it asks what is there
  };

  [[nodiscard]] std::string WordAt(std::size_t i) const { return prereq::WordAt(tokens_, i); }
  [[nodiscard]] bool IsMark(std::size_t i, std::string_view mark) const {
    return i < tokens_.size() && tokens_[i].text == mark;
  }
  // Behind those of `words` that stand at `i`, in any order.
  [[nodiscard]] std::size_t Past(std::size_t i, std::string_view words) const {
    while (HasWord(words, WordAt(i))) ++i;
    return i;
  }

  void ReadTokens() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const SqlToken& token = tokens_[i];
      if (i < state_.body_end) continue;
      const bool begins = state_.begins || (i > 0 && i == state_.body_end);
      const std::string word = Lower(token.text);
      state_.begins = word == ";" || word == "go";  // of T-SQL
      if (state_.in_block) state_.begins |= HasWord("begin declare then else loop", word);
      if (word == "::") UseType(i + 1, false);
      if (word == "@") Use(i + 1, "stage");  // of Snowflake
      if (!token.is_name) continue;
      if (!token.is_quoted && state_.in_block) Branch(i, word, begins);
      if (!token.is_quoted) Look(i, word, begins);
      if (i >= state_.body_end) LookForCall(i, word);
    }
  }

  // Reads what a value holds: a block, all of which runs at once, or the body of a routine, whose
  // names are looked for when it is created.
  void ReadInside(const SqlToken& outside, bool is_block) {
    if (state_.in_block || state_.in_body) return;  // PostgreSQL has none inside of another
    const auto begin = static_cast<std::size_t>(outside.value.data() - outside.text.data());
    State outer = std::exchange(state_, State{});
    SqlTokens around = std::exchange(tokens_, FindSqlTokens(outside.value, outside.offset + begin));
    state_.in_block = is_block;
    state_.in_body = !is_block;
    if (is_block && TakesErrors()) state_.may_lack.push_back(true);
    ReadTokens();
    tokens_ = std::move(around);
    state_ = std::move(outer);
  }

  // `EXCEPTION WHEN undefined_table THEN`: what is missing is passed over.
  [[nodiscard]] bool TakesErrors() const {
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const std::string word = WordAt(i);
      const bool is_any = word == "others" || word.starts_with("undefined_");
      if (is_any && HasWord("when or", WordAt(i - 1))) return true;
    }
    return false;
  }

  // `IF EXISTS (…) THEN … ELSE … END IF` of a block: what runs only where something is there.
  void Branch(std::size_t i, const std::string& word, bool begins) {
    std::vector<bool>& may_lack = state_.may_lack;
    if (word == "if" && i > 0 && WordAt(i - 1) == "end") {
      if (!may_lack.empty()) may_lack.pop_back();
    } else if (begins && HasWord("if elsif elseif else", word)) {
      bool asks = false;
      for (std::size_t at = i + 1; word != "else" && at < tokens_.size(); ++at) {
        if (WordAt(at) == "then" || IsMark(at, ";")) break;
        asks |= WordAt(at) == "exists" && WordAt(at - 1) != "not";
      }
      if (word != "if" && !may_lack.empty()) may_lack.pop_back();
      may_lack.push_back(asks);
    }
  }

  void Look(std::size_t i, const std::string& word, bool begins) {
    const std::string before = i > 0 ? WordAt(i - 1) : std::string();
    if (word == "create") return Create(i + 1);
    if (begins && (word == "alter" || word == "drop")) return Change(i + 1, word == "drop");
    if (word == "as" && i + 1 < tokens_.size() && tokens_[i + 1].text == "(") return Local(i);
    if (word == "references") return Use(i + 1, "relation");
    if (word == "join") {
      Use(i + 1, "relation");
      state_.taken = std::string_view::npos;  // it may be a function
      return;
    }
    if (word == "from" && before != "distinct" && i >= state_.list_end) return UseAll(i + 1);
    if (word == "into" && HasWord("insert replace merge ignore overwrite changes", before)) {
      return Use(Past(i + 1, "table"), "relation");
    }
    if (word == "cast" && IsMark(i + 1, "(")) return Cast(i + 1);
    if (begins && word == "grant") return UseEach(UsesOfGrant(tokens_, i + 1));
    if (begins && word == "use") {
      const std::string_view of = ClassOfSql(WordAt(i + 1));
      return of.empty() ? Use(i + 1, "database") : Use(i + 2, of);
    }
    if (begins && word == "update") return Use(Past(i + 1, "only"), "relation");
    if (begins && HasWord("truncate lock copy", word)) {
      return Use(Past(i + 1, "into table only"), "relation");
    }
    if (begins && HasWord("call exec execute", word)) return Use(i + 1, "routine");
    if (begins && word == "do") return Block(i + 1);
    if (word == "nextval" || (word == "for" && before == "value") ||
        (word == "by" && before == "owned")) {
      return Sequence(i, word);
    }
    if (word == "column" && before == "add")
      return UseType(Past(i + 1, "if not exists") + 1, false);
    if (word == "type" && (before == "data" || (i > 1 && WordAt(i - 2) == "column"))) {
      return UseType(i + 1, false);
    }
    if (word == "check_function_bodies") {
      checks_bodies_ = !HasWord("off false", WordAt(i + 2));
      return;
    }
    if (word == "of" && before == "partition") return Use(i + 1, "relation");
    UseEach(UsesOfWord(tokens_, i, word, before));
    if (word == "on" && (state_.is_index || WordAt(i + 1) == "table")) {
      state_.is_index = false;
      return Use(Past(i + 1, "table only"), "relation");
    }
  }

  // `CAST(x AS mood)`, from its bracket on.
  void Cast(std::size_t i) {
    constexpr std::size_t kMostOfCast = 200;
    int depth = 0;
    for (const std::size_t end = std::min(tokens_.size(), i + kMostOfCast); i < end; ++i) {
      if (IsMark(i, "(")) ++depth;
      if (IsMark(i, ")") && --depth == 0) return;
      if (depth == 1 && WordAt(i) == "as") return UseType(i + 1, false);
    }
  }

  void UseEach(const std::vector<SqlUse>& uses) {
    for (const SqlUse& use : uses) Use(use.at, use.of);
  }

  void Create(std::size_t i) {
    bool is_local = false;
    constexpr std::string_view kBetween =
        "or replace global local temp temporary unlogged external foreign materialized virtual "
        "definer recursive force editionable noneditionable transient hybrid unique clustered "
        "nonclustered fulltext spatial bitmap concurrently constraint refresh streaming live "
        "private";
    for (; HasWord(kBetween, WordAt(i)); ++i) is_local |= HasWord("temp temporary", WordAt(i));
    const std::string what = WordAt(i);
    state_.is_index = what == "index" || what == "policy" || what == "rule";
    if (what == "trigger") return Trigger(i + 1);
    const bool is_format = what == "file" && WordAt(i + 1) == "format";  // of Snowflake
    if (is_format) ++i;
    const std::string_view of = is_format ? "file format" : ClassOfSql(what);
    if (of.empty() || (what == "user" && WordAt(i + 1) == "mapping")) return;
    if (HasWord("package type", what) && WordAt(i + 1) == "body") return Bodies(i + 2, of);
    const std::size_t begin = Past(i + 1, "if not exists");
    const auto name = NameAt(begin);
    if (!name) return;
    state_.taken = begin;
    is_local |= name->text.starts_with('#') || state_.in_body;  // of T-SQL
    if (is_local) {
      local_.insert(Key(of, name->text));
      return;
    }
    Add(names_.declares, of, *name);
    UseSchema(*name);
    const std::size_t as = Past(name->end, "as is object");
    if (what == "task") UseEach(UsesOfTask(tokens_, name->end));
    if (what == "table" && WordAt(name->end) == "like") Use(name->end + 1, "relation");
    if (what == "table") Columns(name->end);
    if (what == "type") Columns(as);
    if (what == "domain") UseType(as, false);
    if (of == "package") state_.body_end = PastEnd(tokens_, name->end, 1);
    if (of == "routine") Routine(name->end);
  }

  // Of a package or type of Oracle that an earlier statement declares.
  void Bodies(std::size_t i, std::string_view of) {
    const auto name = NameAt(i);
    if (!name) return;
    Add(names_.uses, of, *name);
    state_.body_end = PastEnd(tokens_, name->end, 1);
  }

  // `DO $$ … $$`, `DO LANGUAGE plpgsql $$ … $$`
  void Block(std::size_t i) {
    if (WordAt(i) == "language") i += 2;
    if (i >= tokens_.size() || tokens_[i].value.empty()) return;
    const SqlToken block = tokens_[i];
    ReadInside(block, true);
  }

  // What stands behind the name of a routine. PostgreSQL looks for the names in a body of SQL when
  // it creates the routine; any other body is read when it runs.
  void Routine(std::size_t i) {
    Parameters(i);
    bool is_sql = false;
    SqlToken body;
    std::size_t end = i;
    for (; end < tokens_.size() && !IsMark(end, ";"); ++end) {
      const std::string word = WordAt(end);
      if (HasWord("begin declare go", word)) break;
      if (word == "returns") {
        const std::size_t type = Past(end + 1, "setof");
        if (WordAt(type) == "table") {
          Columns(type + 1);
        } else {
          UseType(type, true);
        }
      }
      if (word == "language" && end + 1 < tokens_.size()) {
        is_sql = WordAt(end + 1) == "sql" || Lower(tokens_[end + 1].value) == "sql";
      }
      if (end > i && WordAt(end - 1) == "as" && !tokens_[end].value.empty()) body = tokens_[end];
    }
    if (WordAt(end) == "begin" && WordAt(end + 1) == "atomic") {
      state_.body_end = end + 2;  // and is read as what stands outside
    } else if (body.value.empty()) {
      state_.body_end = PastBody(tokens_, i);
    } else {
      state_.body_end = end;
      const std::string first = Lower(Trim(body.value).substr(0, 7));
      const bool is_block = first.starts_with("begin") || first.starts_with("declare");
      if (is_sql && checks_bodies_ && !is_block) ReadInside(body, false);
    }
  }

  // Calls `visit` with the first token of each entry of the list in the bracket at `i`, if any.
  template <class Visit>
  void ForEachEntry(std::size_t i, const Visit& visit) {
    if (!IsMark(i, "(") || is_unclosed_) return;
    int depth = 0;
    for (; i < tokens_.size(); ++i) {
      if (IsMark(i, "(")) ++depth;
      if (IsMark(i, ")") && --depth == 0) return;
      const bool begins = depth == 1 && (IsMark(i, "(") || IsMark(i, ","));
      if (begins && i + 1 < tokens_.size() && tokens_[i + 1].is_name) visit(i + 1);
    }
    is_unclosed_ = true;
  }

  // `(id int, m mood)` of a table or a type.
  void Columns(std::size_t i) {
    ForEachEntry(i, [&](std::size_t column) {
      constexpr std::string_view kOthers =
          "constraint primary foreign unique check exclude like key index period fulltext spatial";
      if (WordAt(column) == "like") Use(column + 1, "relation");
      if (!HasWord(kOthers, WordAt(column))) UseType(column + 1, false);
    });
  }
  // `(IN m mood, int)` of a routine.
  void Parameters(std::size_t i) {
    ForEachEntry(i, [&](std::size_t parameter) {
      constexpr std::string_view kModes = "in out inout variadic";
      parameter = Past(parameter, kModes);
      const std::size_t second = Past(parameter + 1, kModes);
      const bool is_named =
          second < tokens_.size() && tokens_[second].is_name && !HasWord("default", WordAt(second));
      UseType(is_named ? second : parameter, true);
    });
  }
  // `of_rows`: it may be a table, too, whose rows are meant.
  void UseType(std::size_t i, bool of_rows) {
    if (const auto name = NameAt(i)) {
      Add(names_.uses, "type", *name, of_rows ? Key("relation", name->text) : std::string());
    }
  }

  // `seq.nextval`, `NEXT VALUE FOR seq`, `OWNED BY users.id`.
  void Sequence(std::size_t i, const std::string& word) {
    if (word == "for") {
      if (i > 1 && WordAt(i - 2) == "next") Use(i + 1, "relation");
      return;
    }
    std::size_t begin = i + 1;
    if (word == "nextval") {
      begin = i;
      constexpr std::size_t kMostParts = 4;
      while (begin > 1 && IsMark(begin - 1, ".") && tokens_[begin - 2].is_name &&
             i - begin < 2 * kMostParts) {
        begin -= 2;
      }
    }
    auto name = NameAt(begin);
    const std::size_t dot = name ? name->text.rfind('.') : std::string::npos;
    if (dot == std::string::npos) return;
    name->text.erase(dot);
    name->written.erase(name->written.rfind('.'));
    Add(names_.uses, "relation", *name);
  }

  // A routine that is run by its name: in a view, a default, a condition.
  void LookForCall(std::size_t i, const std::string& word) {
    const bool may_be = IsMark(i + 1, "(") || IsMark(i + 1, ".");
    if (!may_be || i == state_.taken || (i > 0 && IsMark(i - 1, "."))) return;
    if (i > 0 && WordAt(i - 1) == "exists") return;  // DROP FUNCTION IF EXISTS f(int)
    const auto name = NameAt(i);
    if (!name || !IsMark(name->end, "(")) return;
    if (HasWord("nextval setval currval", word) && i + 2 < tokens_.size()) {
      const SqlToken& sequence = tokens_[i + 2];
      if (sequence.value.empty() || sequence.value.find(' ') != sequence.value.npos) return;
      return Add(
          names_.uses, "relation",
          {PlainNameOfSql(sequence.value), std::string(sequence.value), sequence.offset + 1, 0});
    }
    const std::size_t dot = name->text.rfind('.');
    Add(names_.uses, "routine", *name,
        dot == std::string::npos ? std::string() : Key("package", name->text.substr(0, dot)));
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
    state_.body_end = PastBody(tokens_, i);
  }

  void Change(std::size_t i, bool drops) {
    const std::string_view of = ClassOfSql(WordAt(i));
    if (of.empty()) {
      state_.is_index = false;
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

  using Name = SqlName;
  [[nodiscard]] std::optional<Name> NameAt(std::size_t i) const { return NameOfSql(tokens_, i); }

  static std::string Key(std::string_view of, const std::string& name) {
    return "sql " + std::string(of) + ' ' + name;
  }
  // Once for each name.
  void Add(std::vector<PackageName>& list, std::string_view of, const Name& name,
           std::string or_else = {}) {
    const bool is_use = &list == &names_.uses;
    if (is_use && std::ranges::find(state_.may_lack, true) != state_.may_lack.end()) return;
    std::string key = Key(of, name.text);
    if (!known_.emplace(&list, key).second) return;
    if (or_else.empty() && of == "relation" && name.text.starts_with(kSchemaOfPipeline)) {
      or_else = Key(of, name.text.substr(kSchemaOfPipeline.size()));
    }
    list.push_back(NameInSql(std::move(key), place_(name.offset), format_, name.written));
    if (is_use && !or_else.empty()) list.back().or_else.push_back(std::move(or_else));
  }
  void UseSchema(const Name& name) {
    const std::size_t dot = name.text.find('.');
    if (dot == std::string::npos) return;
    Add(names_.uses, "schema",
        {name.text.substr(0, dot), name.written.substr(0, name.written.find('.')), name.offset, 0});
  }

  void Use(std::size_t i, std::string_view of) {
    i = Past(i, "only lateral");
    const auto name = NameAt(i);
    if (!name) return;
    if (of == "relation") state_.taken = i;
    Add(names_.uses, of, *name);
  }
  // `FROM STREAM events`, `FROM STREAM(events)` of Databricks.
  [[nodiscard]] std::size_t PastStream(std::size_t i) const {
    if (WordAt(i) != "stream") return i;
    if (IsMark(i + 1, "(")) return i + 2;
    return i + 1 < tokens_.size() && tokens_[i + 1].is_name && WordAt(i + 1) != "as" ? i + 1 : i;
  }
  // `FROM a, b AS c, d`
  void UseAll(std::size_t i) {
    for (;;) {
      state_.list_end = i;
      const auto name = NameAt(PastStream(Past(i, "only lateral")));
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
  const PlaceInFile& place_;
  SqlTokens tokens_;
  State state_;
  bool checks_bodies_ = true;
  bool is_unclosed_ = false;  // a list without an end was read, so that no other one is
  std::set<std::string> local_;
  std::set<std::pair<const void*, std::string>> known_;  // the list, the name
  PackageNames names_;
};

}  // namespace

PackageName NameInSql(std::string key, Location where, const FileFormat& format,
                      std::string written) {
  PackageName name{std::move(key), std::move(where), format.name, std::move(written)};
  name.one_maker = name.of_file = true;
  return name;
}

bool HasSqlNames(const FileFormat& format, std::string_view path, std::string_view text) {
  if (TakesMigrationBack(path)) return false;
  if (format.Is("sql")) return true;
  return format.Is("xml") && text.find("<databaseChangeLog") != std::string_view::npos;
}

PackageNames ReadSqlNames(const FileFormat& format, std::string_view text,
                          const PlaceInFile& place) {
  return SqlReader(format, text, place).Run();
}

PackageNames ReadSqlNames(const FileFormat& format, const std::string& path,
                          std::string_view text) {
  if (format.Is("xml")) return ReadChangeLog(format, path, text);
  const LineIndex lines(text);
  return ReadSqlNames(format, text, [&](std::size_t at) { return lines.At(path, at); });
}

}  // namespace prereq
