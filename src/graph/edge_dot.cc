// Edges of a Graphviz digraph: the part of DOT that says who points to whom. Our own reader, since
// that of Boost.Graph refuses braces without `subgraph`, HTML labels and bare letters beyond ASCII.
#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"
#include "graph/edge_list.h"

namespace prereq {
namespace {

struct DotToken {
  enum class Kind { kEnd, kName, kSign };
  Kind kind = Kind::kEnd;
  std::string text;     // a name's value; a sign as written: { } [ ] ; , = : -> --
  bool quoted = false;  // then it is not a keyword
  std::size_t at = 0;
};

// Leaves the reader; caught in ReadEdgeDot.
struct DotStop {
  std::string message;
  std::size_t at;
};

class DotScanner {
 public:
  explicit DotScanner(std::string_view text) : text_(text) {}

  DotToken Next() {
    SkipBlanks();
    DotToken token;
    token.at = at_;
    if (at_ >= text_.size()) return token;
    token.kind = DotToken::Kind::kName;
    const char c = text_[at_];
    if (c == '"') return Quoted(std::move(token));
    if (c == '<') return Html(std::move(token));
    if (c == '-' && (Starts("->") || Starts("--"))) return Sign(std::move(token), 2);
    if (std::string_view("{}[];,=:").find(c) != std::string_view::npos) {
      return Sign(std::move(token), 1);
    }
    if (c == '-' || c == '.' || IsDigit(c)) return Numeral(std::move(token));
    while (at_ < text_.size() && (IsNameByte(text_[at_]) || IsDigit(text_[at_]))) ++at_;
    if (at_ == token.at) {
      throw DotStop{fmt::format("unexpected `{}`", Printable(text_.substr(at_, 1))), at_};
    }
    token.text = text_.substr(token.at, at_ - token.at);
    return token;
  }

 private:
  // Begins a name: a letter, `_` or a byte of a character beyond ASCII.
  static bool IsNameByte(char c) {
    return IsLetter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  }
  [[nodiscard]] bool Starts(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }

  void SkipBlanks() {
    for (; at_ < text_.size(); ++at_) {
      const bool line_begins = at_ == 0 || text_[at_ - 1] == '\n';
      if (Starts("//") || (line_begins && text_[at_] == '#')) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (Starts("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) throw DotStop{"this comment is never closed", at_};
        at_ = end + 1;
      } else if (text_[at_] != ' ' && (text_[at_] < '\t' || text_[at_] > '\r')) {
        return;
      }
    }
  }

  DotToken Sign(DotToken token, std::size_t length) {
    token.kind = DotToken::Kind::kSign;
    token.text = text_.substr(at_, length);
    at_ += length;
    return token;
  }

  // As Graphviz: digits end where a letter follows, so `06_a` is two names; we refuse that.
  DotToken Numeral(DotToken token) {
    if (text_[at_] == '-') ++at_;
    while (at_ < text_.size() && (IsDigit(text_[at_]) || text_[at_] == '.')) ++at_;
    if (at_ < text_.size() && IsNameByte(text_[at_])) {
      throw DotStop{
          "a name that begins with a digit and has letters must stand in quotes: "
          "Graphviz reads two nodes here",
          token.at};
    }
    token.text = text_.substr(token.at, at_ - token.at);
    return token;
  }

  // "a" + "b" is one name.
  DotToken Quoted(DotToken token) {
    token.quoted = true;
    for (;;) {
      const std::size_t opened = at_++;
      for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
        if (Starts("\\\n")) {
          ++at_;
          continue;
        }
        if (Starts("\\\"")) ++at_;
        token.text += text_[at_];
      }
      if (at_ >= text_.size()) throw DotStop{"the quote that opens here is never closed", opened};
      ++at_;
      const std::size_t behind = at_;
      SkipBlanks();
      if (at_ >= text_.size() || text_[at_] != '+') {
        at_ = behind;
        return token;
      }
      ++at_;
      SkipBlanks();
      if (at_ >= text_.size() || text_[at_] != '"') {
        throw DotStop{"expected a quoted text behind `+`", at_};
      }
    }
  }

  DotToken Html(DotToken token) {
    token.quoted = true;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '<') ++depth;
      if (text_[at_] == '>' && --depth == 0) break;
    }
    if (at_ >= text_.size()) throw DotStop{"the `<` here is never closed", token.at};
    ++at_;
    token.text = text_.substr(token.at, at_ - token.at);
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class DotReader {
 public:
  DotReader(std::string_view text, const LineIndex& lines, const std::string& path, EdgeList& edges)
      : scanner_(text), lines_(lines), path_(path), edges_(edges) {
    Advance();
  }

  void Graph() {
    if (IsWord("strict")) Advance();
    if (IsWord("graph"))
      throw DotStop{"a `graph` has no directions; expected `digraph`", token_.at};
    if (!IsWord("digraph")) throw DotStop{"expected `digraph`, found " + Shown(), token_.at};
    Advance();
    if (token_.kind == DotToken::Kind::kName) Advance();
    Statements();
    if (token_.kind != DotToken::Kind::kEnd) {
      throw DotStop{"expected the end of the file, found " + Shown(), token_.at};
    }
  }

 private:
  using Nodes = std::vector<int>;

  void Advance() { token_ = scanner_.Next(); }
  [[nodiscard]] bool IsSign(std::string_view sign) const {
    return token_.kind == DotToken::Kind::kSign && token_.text == sign;
  }
  [[nodiscard]] bool IsWord(std::string_view word) const {
    return token_.kind == DotToken::Kind::kName && !token_.quoted && Lower(token_.text) == word;
  }
  [[nodiscard]] std::string Shown() const {
    return token_.kind == DotToken::Kind::kEnd ? "the end of the file"
                                               : "`" + Printable(token_.text) + "`";
  }
  void Expect(std::string_view sign) {
    if (!IsSign(sign)) {
      throw DotStop{fmt::format("expected `{}`, found {}", sign, Shown()), token_.at};
    }
    Advance();
  }
  std::string Name() {
    if (token_.kind != DotToken::Kind::kName) {
      throw DotStop{"expected a name, found " + Shown(), token_.at};
    }
    std::string name = std::move(token_.text);
    Advance();
    return name;
  }

  // Everything between braces; the nodes named in it.
  Nodes Statements() {
    constexpr int kDeepest = 200;
    if (++depth_ > kDeepest) throw DotStop{"nested too deeply", token_.at};
    Expect("{");
    Nodes all;
    while (!IsSign("}")) {
      if (IsSign(";")) {
        Advance();
        continue;
      }
      const Nodes nodes = Statement();
      all.insert(all.end(), nodes.begin(), nodes.end());
    }
    Advance();
    --depth_;
    return all;
  }

  Nodes Statement() {
    if (IsWord("node") || IsWord("edge") || IsWord("graph")) {
      Advance();
      Attributes();
      return {};
    }
    const std::size_t began = token_.at;
    bool is_name = false;
    Nodes ends = EdgeEnd(is_name);
    if (is_name && IsSign("=")) {  // an attribute of the graph, no node
      Advance();
      Name();
      return {};
    }
    if (is_name) ends = {edges_.nodes.Intern(name_)};
    Nodes all = ends;
    while (IsSign("->") || IsSign("--")) {
      if (IsSign("--")) {
        throw DotStop{"an edge `--` has no direction, so it says no order; write `->`", token_.at};
      }
      Advance();
      Nodes next = EdgeEnd(is_name);
      if (is_name) next = {edges_.nodes.Intern(name_)};
      Connect(ends, next, began);
      all.insert(all.end(), next.begin(), next.end());
      ends = std::move(next);
    }
    Attributes();
    return all;
  }

  // A node, left in `name_`, or the nodes of a subgraph.
  Nodes EdgeEnd(bool& is_name) {
    is_name = false;
    if (IsWord("subgraph")) {
      Advance();
      if (token_.kind == DotToken::Kind::kName) Advance();
      return Statements();
    }
    if (IsSign("{")) return Statements();
    is_name = true;
    name_ = Name();
    for (int ports = 0; ports < 2 && IsSign(":"); ++ports) {
      Advance();
      Name();
    }
    return {};
  }

  void Connect(const Nodes& from, const Nodes& to, std::size_t at) {
    const Location where = lines_.At(path_, at);
    for (const int before : from) {
      for (const int after : to) edges_.Add(before, after, {where.line, where.column});
    }
  }

  void Attributes() {
    while (IsSign("[")) {
      Advance();
      while (!IsSign("]")) {
        if (IsSign(",") || IsSign(";")) {
          Advance();
          continue;
        }
        Name();
        if (IsSign("=")) {
          Advance();
          Name();
        }
      }
      Advance();
    }
  }

  DotScanner scanner_;
  const LineIndex& lines_;
  const std::string& path_;
  EdgeList& edges_;
  DotToken token_;
  std::string name_;
  int depth_ = 0;
};

}  // namespace

Status ReadEdgeDot(const std::string& path, std::string_view text, EdgeList& edges) {
  const LineIndex lines(text);
  try {
    DotReader(text, lines, path, edges).Graph();
  } catch (const DotStop& stop) {
    return Error{Error::Code::kInvalid, stop.message, lines.At(path, stop.at), {}};
  }
  return Done{};
}

}  // namespace prereq
