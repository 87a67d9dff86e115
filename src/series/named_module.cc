#include "series/named_module.h"

#include <vector>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "series/resolve.h"

namespace prereq {

Result<ModuleId> FindNamedModule(const Facts& facts, const std::string& name) {
  const NameTable names(facts.modules, facts.order, facts.series.labels);
  const std::vector<ModuleId> found = names.Find(name);
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
  error.fix = "name it by its slug, or by its path";
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
