#include "plan/change_several.h"

#include <algorithm>
#include <utility>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

Error Refused(std::string message) { return {Error::Code::kInvalid, std::move(message), {}, {}}; }

Result<ModuleId> Numbered(const Facts& facts, const std::string& slug) {
  const std::optional<ModuleId> id = facts.FindSlug(slug);
  if (!id) {
    return Error{
        Error::Code::kNotFound, fmt::format("there is no module `{}`", Printable(slug)), {}, {}};
  }
  if (!facts.order.number(*id)) return Refused(fmt::format("`{}` has no number", Printable(slug)));
  return *id;
}

}  // namespace

Result<Target> MoveModules(const Facts& facts, const std::vector<std::string>& slugs,
                           const Destination& where) {
  if (slugs.size() == 1) return MoveModule(facts, slugs.front(), where);
  if (std::holds_alternative<AtNumber>(where)) {
    return Refused("several modules cannot move to one number; say --before or --after a module");
  }
  Facts so_far;
  so_far.series = facts.series;
  so_far.modules = facts.modules;
  so_far.order = facts.order;
  Destination next = where;
  std::vector<ModuleId> asked;
  Result<Target> target = Refused("expected a module to move");
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    if (std::find(slugs.begin(), slugs.begin() + static_cast<std::ptrdiff_t>(i), slugs[i]) !=
        slugs.begin() + static_cast<std::ptrdiff_t>(i)) {
      return Refused(fmt::format("`{}` is named twice", Printable(slugs[i])));
    }
    target = MoveModule(so_far, slugs[i], next);
    if (!target) return target;
    so_far.order = target->order;
    asked.insert(asked.end(), target->asked.begin(), target->asked.end());
    next = AfterModule{slugs[i]};
  }
  target->asked = std::move(asked);
  return target;
}

Result<Target> SwapModules(const Facts& facts, const std::string& slug, const std::string& other) {
  const Result<ModuleId> one = Numbered(facts, slug);
  if (!one) return one.error();
  const Result<ModuleId> two = Numbered(facts, other);
  if (!two) return two.error();
  if (*one == *two) {
    return Refused(fmt::format("`{}` cannot change places with itself", Printable(slug)));
  }
  Target target{facts.order, {}, {}};
  target.order.Set(*one, facts.order.number(*two));
  target.order.Set(*two, facts.order.number(*one));
  target.asked = {*one, *two};
  return target;
}

}  // namespace prereq
