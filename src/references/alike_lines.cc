// Lines that are the same but for a number and a module's name: `02) title=Loops ;;`, `#define
// LESSON_LOOPS 2`. Each alone may be chance; one for each of several modules is not, and a person
// looks at them.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

class AlikeLines {
 public:
  explicit AlikeLines(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    for (std::size_t at = NextDigit(text_, 0); at < text_.size(); at = NextDigit(text_, at)) {
      const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
      const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      if (end - begin <= kLongest) Look(begin, at, end);
      at = end;
    }
    std::vector<Found> added;
    for (const auto& [form, lines] : forms_) {
      if (lines.contradicted || lines.modules.size() < kFewest) continue;
      for (const auto& [token, module] : lines.agreeing) {
        Found found = MakeFound(scan_, token, token.span(), {token.end, 0}, ReferenceShape::kLabel);
        found.reference.module = module;
        found.reference.certainty = Certainty::kLikely;
        added.push_back(std::move(found));
      }
    }
    AddFound(scan_, std::move(added));
  }

 private:
  static constexpr std::size_t kLongest = 120, kFewest = 3, kMostDigits = 3;

  struct Lines {
    std::vector<std::pair<Token, ModuleId>> agreeing;
    std::set<ModuleId> modules;
    bool contradicted = false;
  };

  // The line from `begin` to `end`, whose first digit stands at `digit`.
  void Look(std::size_t begin, std::size_t digit, std::size_t end) {
    std::size_t digits = digit;
    while (digits < end && IsDigit(text_[digits])) ++digits;
    if (digits - digit > kMostDigits || NextDigit(text_.substr(0, end), digits) < end) return;
    const auto token = ReadToken(scan_, digit);
    if (!token || token->end != digits || IdentifierBefore(text_, digit) ||
        IdentifierAt(text_, digits)) {
      return;
    }
    Span name;
    std::vector<ModuleId> modules;
    for (std::size_t at = begin; at < end;) {
      const bool starts = IdentifierAt(text_, at) && text_[at] != '_' && !IsDigit(text_[at]) &&
                          (at == begin || text_[at - 1] == '_' || !IdentifierBefore(text_, at));
      const auto match = starts ? scan_.lexicon.NameAt(text_, at) : std::nullopt;
      if (!match || at + match->length > end) {
        ++at;
        continue;
      }
      if (name.length > 0) return;  // of which does it speak?
      name = {at, match->length};
      modules = match->modules;
      at = name.end();
    }
    if (name.length == 0) return;
    const std::size_t first = std::min(name.offset, digit);
    const std::size_t last = std::max(name.end(), digits);
    const std::size_t middle = name.offset < digit ? name.end() : digits;
    std::string form(text_.substr(begin, first - begin));
    form += name.offset < digit ? "\n@" : "\n#";
    form += text_.substr(middle, std::max(name.offset, digit) - middle);
    form += '\n';
    form += Trim(text_.substr(last, end - last));
    Lines& lines = forms_[form];
    const std::optional<ModuleId> module = Agreeing(scan_, modules, token->number, 0);
    if (!module) {
      lines.contradicted = true;
    } else {
      lines.agreeing.emplace_back(*token, *module);
      lines.modules.insert(*module);
    }
  }

  Scan& scan_;
  std::string_view text_;
  std::map<std::string, Lines> forms_;
};

}  // namespace

void SettleAlikeLines(Scan& scan) {
  const FileContent content = scan.format.content;
  if (content == FileContent::kCode || content == FileContent::kBuild ||
      content == FileContent::kData) {
    AlikeLines(scan).Run();
  }
}

}  // namespace prereq::references
