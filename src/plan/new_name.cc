#include "plan/new_name.h"

#include <algorithm>

#include "base/fold.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/invalid.h"

namespace prereq {
namespace {

// What no name of a directory should have; empty when there is nothing.
std::string_view Flaw(const std::string& slug) {
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
  };
  if (std::ranges::any_of(slug, is_control)) return "holds a line end or control character";
  if (EscapeInvalidUtf8(slug) != slug) return "is not UTF-8";  // texts that name it would not be
  if (slug.find('/') != std::string::npos) return "holds a `/`";
  if (slug.find('%') != std::string::npos) return "holds a `%`, which addresses read as a code";
  if (slug.starts_with('.')) return "starts with a `.`";
  if (slug.starts_with(' ') || slug.ends_with(' ')) return "starts or ends with a blank";
  return {};
}

// `05_foo`, but not `3d_graphics`.
bool BringsItsNumber(const std::string& slug) {
  const SplitName split = SplitNumberedName(slug);
  return split.number && (split.number->suffix == '\0' || slug.front() == '0');
}

// A path called `name` where the series' modules lie; a file has their extension.
std::string PathBeside(const Facts& facts, const std::string& name) {
  const std::string& text = facts.series.pattern;
  const std::size_t slash = text.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : text.substr(0, slash + 1);
  const std::size_t dot = text.find('.', text.rfind('}'));
  const bool brings = dot == std::string::npos || name.ends_with(text.substr(dot));
  return folder + name + (brings ? "" : text.substr(dot));
}

}  // namespace

Status CheckNewName(const Facts& facts, const std::string& slug, std::optional<ModuleId> module) {
  if (slug.empty()) return Invalid("a module needs a name");
  if (const std::string_view flaw = Flaw(slug); !flaw.empty()) {
    return Invalid(fmt::format("`{}` {}; expected a plain name, such as `data_loading`",
                               Printable(slug), flaw));
  }
  const bool numbers_are_usual = std::ranges::any_of(
      facts.modules, [](const Module& one) { return BringsItsNumber(one.slug); });
  if (BringsItsNumber(slug) && !numbers_are_usual) {
    return Invalid(
        fmt::format("`{}` starts with a number of its own; expected the name alone: `{}`",
                    Printable(slug), Printable(SplitNumberedName(slug).rest)));
  }
  const auto pattern = NamePattern::Parse(facts.series.pattern);
  const bool leads = !pattern || BaseName(facts.series.pattern).starts_with('{');
  const auto whole = leads ? std::nullopt : pattern->MatchPath(PathBeside(facts, slug));
  if (whole && pattern->has_slug() && whole->slug != slug) {
    return Invalid(
        fmt::format("`{}` is a whole name with a number; expected the slug alone, `{}`: "
                    "`move` with `--to {}` gives the number",
                    Printable(slug), Printable(whole->slug), ShowNumber(whole->number)));
  }
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    const std::string& other = facts.module({i}).slug;
    if (module == ModuleId{i} || FoldName(other) != FoldName(slug)) continue;
    if (other == slug) {
      return Invalid(fmt::format("there is a module `{}` already", Printable(slug)));
    }
    return Invalid(
        fmt::format("there is a module `{}` already, and `{}` differs from it in case or Unicode "
                    "form only: on some disks they would be one; expected another name",
                    Printable(other), Printable(slug)));
  }
  return Done{};
}

}  // namespace prereq
