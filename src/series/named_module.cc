#include "series/named_module.h"

#include <vector>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "series/resolve.h"

namespace prereq {
namespace {

// `6`, `06` and `06b`, as the number stands in a path.
std::vector<ModuleId> ByNumber(const Facts& facts, const std::string& name) {
  std::vector<ModuleId> found;
  const std::string digits = name.substr(std::min(name.find_first_not_of('0'), name.size() - 1));
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    const std::optional<Number> number = facts.order.number(id);
    if (number && ShowNumber(*number) == digits) found.push_back(id);
  }
  return found;
}

// `modules/06_autograd`, as a shell completes the path of a module.
std::vector<ModuleId> ByPath(const Facts& facts, std::string_view name) {
  while (name.ends_with('/')) name.remove_suffix(1);
  while (name.starts_with("./")) name.remove_prefix(2);
  std::vector<ModuleId> found;
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    if (facts.modules[i].path == name) found.push_back({static_cast<int>(i)});
  }
  return found;
}

}  // namespace

Result<ModuleId> FindNamedModule(const Facts& facts, const std::string& name) {
  const NameTable names(facts.modules, facts.order, facts.series.labels);
  std::vector<ModuleId> found = ByPath(facts, name);
  if (found.empty()) found = names.Find(name);
  if (found.empty() && !name.empty()) found = ByNumber(facts, name);
  if (found.size() == 1) return found.front();
  Error error{Error::Code::kNotFound, {}, {}, {}};
  if (found.empty()) {
    const std::string nearest = names.NearestSlug(SplitNumberedName(name).rest);
    error.message = fmt::format("there is no module `{}`", Printable(name));
    if (!nearest.empty()) {
      error.message += fmt::format("; did you mean `{}`?", Printable(nearest));
    }
    return error;
  }
  error.code = Error::Code::kInvalid;
  error.message = fmt::format("`{}` can mean", Printable(name));
  for (const ModuleId id : found) {
    error.message +=
        fmt::format("{} `{}`", id == found.front() ? "" : " or", Printable(names.slug(id)));
  }
  return error;
}

std::string NumberedName(const Facts& facts, const Order& order, ModuleId id) {
  const auto number = order.number(id);
  const std::string& slug = facts.module(id).slug;
  if (!number) return slug;
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  return ShowNumber(*number, pattern ? pattern->width() : 1) + "_" + slug;
}

}  // namespace prereq
