#include "paths/keyword_names.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/code_text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

// Words of a language between single blanks: what declares a name, what uses one or several, and
// what may stand between the keyword and the name.
struct Keywords {
  std::string_view kind, declares, uses, between;
  bool any_case = false;
  std::string_view joint = ".";  // within a name
  bool lists = false;            // `with A, B;` up to the semicolon, over lines
};
constexpr Keywords kKeywords[] = {
    {"fortran", "module", "use", "intrinsic non_intrinsic", true},
    {"ada", "package", "with", "body", true, ".", true},
    {"vhdl", "package", "use", "body", true},
    {"fsharp", "module namespace", "open", "rec", true},
    {"visual basic", "namespace", "imports", "", true},
    {"pascal", "unit", "uses", "", true, ".", true},
    {"perl", "package", "use require", "parent base qw -norequire", false, "::"},
    {"haskell", "module", "import", "safe qualified"},
    {"elixir", "defmodule", "alias import use require", ""},
    {"verilog", "module package interface", "import", "automatic", false, "_"},
    {"hdl", "CHIP", "", ""},
    {"d", "module", "import", "static public"},
    {"gradle", "", "import", "static"},
};

// Modules of Elixir itself that scripts import; a course's own of such a name says nothing.
constexpr std::string_view kOfElixir = "Config Logger Bitwise Record Mix Application";

const Keywords* KeywordsOf(const FileFormat& format) {
  const auto* row = std::ranges::find(kKeywords, format.name, &Keywords::kind);
  return row == std::end(kKeywords) ? nullptr : row;
}

class KeywordReader {
 public:
  KeywordReader(const Keywords& row, const FileFormat& format, const std::string& path,
                std::string_view text)
      : row_(row),
        format_(format),
        path_(path),
        code_(BlankComments(format, text)),
        text_(code_),
        lines_(text),
        uses_lib_(text_.find("use lib") != std::string_view::npos) {}

  PackageNames Run() {
    for (std::size_t at = 0; at < text_.size();) {
      at = SkipBlanks(at);
      if (at >= text_.size()) break;
      at = Statement(at);
      at = std::min(text_.find_first_of("\n;", at), text_.size()) + 1;
    }
    if (format_.Is("elixir")) AddUmbrella();
    return std::move(names_);
  }

 private:
  [[nodiscard]] std::size_t SkipBlanks(std::size_t at) const {
    return std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
  }
  [[nodiscard]] std::size_t SkipInLine(std::size_t at, std::string_view more = "") const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' ||
                                 more.find(text_[at]) != std::string_view::npos)) {
      ++at;
    }
    return at;
  }

  // A name from `at` on: words with the language's joints.
  [[nodiscard]] std::string_view NameAt(std::size_t at) const {
    std::size_t end = at;
    for (;;) {
      while (end < text_.size() && (IsWordByte(text_[end]) || text_[end] == '_')) ++end;
      const std::size_t behind = end + row_.joint.size();
      const bool goes_on = end > at && text_.substr(end).starts_with(row_.joint) &&
                           behind < text_.size() && IsWordByte(text_[behind]);
      if (!goes_on) return text_.substr(at, end - at);
      end = behind;
    }
  }

  [[nodiscard]] bool IsIn(std::string_view words, std::string_view word) const {
    return HasWord(words, row_.any_case ? Lower(word) : std::string(word));
  }

  // The statement that begins at `at`; where to go on looking for its end.
  std::size_t Statement(std::size_t at) {
    const std::string_view keyword = NameAt(at);
    const std::size_t end = at + keyword.size();
    if (keyword.empty()) return at;
    const bool declares = IsIn(row_.declares, keyword);
    if (format_.Is("gradle") && keyword == "package") {
      TakePackage(end);
    } else if (format_.Is("fortran") && Lower(keyword) == "submodule") {
      Use(SkipInLine(end, "("));
    } else if (format_.Is("hdl") && !declares) {
      if (text_.substr(SkipInLine(end), 1) == "(") Add(names_.uses, keyword);
    } else if (format_.Is("verilog") && !declares && keyword != "import") {
      UseInstance(at, keyword);
    } else if (declares || IsIn(row_.uses, keyword)) {
      const std::size_t name = SkipInLine(end, row_.lists ? "\r\n" : "");
      if (name == end && text_.substr(name, 1) != ",") return at;
      if (declares) {
        Declare(SkipBetween(name));
      } else {
        Use(SkipBetween(name));
        if (row_.lists) return UseList(name);
      }
    }
    return at;
  }

  // Over `qualified`, `, non_intrinsic ::`, `qw(`, quotes.
  [[nodiscard]] std::size_t SkipBetween(std::size_t at) const {
    for (;;) {
      const std::string_view marks = format_.Is("fortran") ? ",:"
                                     : format_.Is("perl")  ? "'\"("
                                                           : "";
      at = SkipInLine(at, marks);
      const std::string_view word = text_.substr(at).starts_with('-')
                                        ? text_.substr(at, NameAt(at + 1).size() + 1)
                                        : NameAt(at);
      if (word.empty() || !IsIn(row_.between, word)) return at;
      at += word.size();
    }
  }

  void Add(std::vector<PackageName>& names, std::string_view name) const {
    const auto place = static_cast<std::size_t>(name.data() - text_.data());
    names.push_back(
        {std::string(row_.kind) + ' ' + (row_.any_case ? Lower(name) : std::string(name)),
         lines_.At(path_, place), format_.name, std::string(name)});
  }

  void Declare(std::size_t at) {
    const std::string_view name = NameAt(at);
    if (name.empty() || (format_.Is("elixir") && HasWord(kOfElixir, name))) return;
    Add(names_.declares, name);
    // `package Beta.Child` of Ada belongs to `Beta`.
    const std::size_t dot = name.rfind('.');
    if (format_.Is("ada") && dot != std::string_view::npos) Add(names_.uses, name.substr(0, dot));
  }

  void Use(std::size_t at) {
    std::string_view name = NameAt(at);
    if (format_.Is("vhdl") && name.starts_with("work.")) {  // `use work.beta_pkg.all`
      name.remove_prefix(5);
      name = name.substr(0, name.find('.'));
    }
    if (name.empty()) return;
    const std::size_t end = static_cast<std::size_t>(name.data() - text_.data()) + name.size();
    if (format_.Is("elixir") && text_.substr(end).starts_with(".{"))
      return UseBraces(name, end + 2);
    Add(names_.uses, name);
    // Any library may be called `Helper`, and without `use lib` it is no file of another folder.
    names_.uses.back().of_that_name =
        format_.Is("perl") && !uses_lib_ && name.find(row_.joint) == std::string_view::npos;
    // A member of what is imported; the parent of a unit.
    const std::size_t dot = name.rfind('.');
    if ((format_.Is("gradle") || format_.Is("ada")) && dot != std::string_view::npos) {
      Add(names_.uses, name.substr(0, dot));
    }
  }

  // `alias Course.{Beta, Gamma.Part}`
  void UseBraces(std::string_view holder, std::size_t at) {
    constexpr std::size_t kLongest = 4096;
    const std::size_t close = std::min(text_.substr(0, at + kLongest).find('}', at), text_.size());
    if (close == text_.size()) return;
    for (const std::string_view part : Split(text_.substr(at, close - at), ',')) {
      const std::string_view name = Trim(part);
      if (name.empty()) continue;
      const auto place = static_cast<std::size_t>(name.data() - text_.data());
      std::string whole = std::string(holder) + '.' + std::string(name);
      names_.uses.push_back(
          {std::string(row_.kind) + ' ' + whole, lines_.At(path_, place), format_.name, whole});
    }
  }

  // The further names of `with A, B;` and `uses A, B in 'b.pas';`; where the list ends.
  std::size_t UseList(std::size_t at) {
    constexpr std::size_t kLongest = 4096;
    const std::string_view near = text_.substr(at, kLongest);
    const std::string_view list = near.substr(0, near.find(';'));
    for (std::size_t comma = list.find(','); comma != std::string_view::npos;
         comma = list.find(',', comma + 1)) {
      Use(SkipBlanks(at + comma + 1));
    }
    return at + list.size();
  }

  // `core_alu #(.W(8)) u0 (.clk(clk));`: the module that an instance is of.
  void UseInstance(std::size_t at, std::string_view name) {
    std::size_t behind = SkipInLine(at + name.size());
    if (behind == at + name.size()) return;
    const bool has_parameters = text_.substr(behind).starts_with('#');
    const std::string_view instance = NameAt(behind);
    behind = SkipInLine(behind + instance.size());
    const bool opens = behind < text_.size() && text_[behind] == '(';
    if (has_parameters || (!instance.empty() && opens)) Add(names_.uses, name);
  }

  // `package course.beta` of Groovy: with the file's name, that of its class.
  void TakePackage(std::size_t at) {
    const std::string_view package = NameAt(SkipInLine(at));
    const std::string_view file = BaseName(path_);
    if (package.empty() || !file.ends_with(".groovy")) return;
    std::string name(package);
    name += '.';
    name += file.substr(0, file.find('.'));
    const auto place = static_cast<std::size_t>(package.data() - text_.data());
    names_.declares.push_back(
        {std::string(row_.kind) + ' ' + name, lines_.At(path_, place), format_.name, name});
  }

  // `app: :beta` of a mix.exs, and `{:beta, in_umbrella: true}` of another.
  void AddUmbrella() {
    if (BaseName(path_) != "mix.exs") return;
    constexpr std::string_view kApp = "app: :", kUmbrella = "in_umbrella: true";
    constexpr std::size_t kNear = 200;
    if (const std::size_t app = text_.find(kApp); app != std::string_view::npos) {
      AddAtom(names_.declares, NameAt(app + kApp.size()));
    }
    for (std::size_t at = text_.find(kUmbrella); at != std::string_view::npos;
         at = text_.find(kUmbrella, at + 1)) {
      const std::size_t low = at - std::min(at, kNear);
      const std::size_t open = text_.substr(low, at - low).rfind("{:");
      if (open != std::string_view::npos) AddAtom(names_.uses, NameAt(low + open + 2));
    }
  }
  void AddAtom(std::vector<PackageName>& names, std::string_view name) const {
    const auto place = static_cast<std::size_t>(name.data() - text_.data());
    names.push_back({"mix " + std::string(name), lines_.At(path_, place), format_.name});
  }

  const Keywords& row_;
  const FileFormat& format_;
  const std::string& path_;
  const std::string code_;
  const std::string_view text_;
  const LineIndex lines_;
  const bool uses_lib_;  // of Perl: other folders are searched
  PackageNames names_;
};

}  // namespace

bool HasKeywordNames(const FileFormat& format) { return KeywordsOf(format) != nullptr; }

PackageNames KeywordNames(const FileFormat& format, const std::string& path,
                          std::string_view text) {
  const Keywords* row = KeywordsOf(format);
  return row == nullptr ? PackageNames() : KeywordReader(*row, format, path, text).Run();
}

}  // namespace prereq
