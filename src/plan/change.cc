// Changes of one order, each in terms of the sequence of modules and the numbers in use.
#include "plan/change.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "plan/invalid.h"
#include "plan/new_name.h"
#include "series/resolve.h"

namespace prereq {
namespace {

Result<ModuleId> Find(const Facts& facts, const std::string& name) {
  const NameTable names(facts.modules, facts.order, facts.series.labels);
  const std::vector<ModuleId> found = names.Find(name);
  if (found.size() == 1) return found.front();
  if (auto error = ExplainName({name, {}}, found, names, "")) {
    if (found.empty()) error->code = Error::Code::kNotFound;
    return std::move(*error);
  }
  return found.front();
}

Result<ModuleId> FindNumbered(const Facts& facts, const std::string& name) {
  Result<ModuleId> id = Find(facts, name);
  if (id && !facts.order.number(*id)) {
    return Invalid(fmt::format("`{}` has no number", Printable(name)));
  }
  return id;
}

// The numbers with this value, in order, each once.
std::vector<Number> LettersOf(const Order& order, int value) {
  std::vector<Number> numbers;
  for (const ModuleId id : order.Sequence()) {
    const Number number = *order.number(id);
    if (number.value != value || (!numbers.empty() && numbers.back() == number)) continue;
    numbers.push_back(number);
  }
  return numbers;
}

// The number that a newcomer at `where` gets. Between modules whose numbers differ in a letter it
// is one with a letter, too.
Result<Number> NumberAt(const Facts& facts, const Destination& where) {
  if (const auto* at = std::get_if<AtNumber>(&where)) {
    if (at->number.value < 0) return Invalid("a number cannot be below 0");
    return at->number;
  }
  const auto* before = std::get_if<BeforeModule>(&where);
  const std::string& name = before ? before->slug : std::get<AfterModule>(where).slug;
  const Result<ModuleId> anchor = FindNumbered(facts, name);
  if (!anchor) return anchor.error();
  const Number number = *facts.order.number(*anchor);
  const std::vector<Number> letters = LettersOf(facts.order, number.value);
  const auto place = std::ranges::find(letters, number);
  if (before && place == letters.begin()) return Number{number.value, '\0'};
  if (!before && place + 1 == letters.end()) return Number{number.value + 1, '\0'};
  const char last = before ? (place - 1)->suffix : number.suffix;
  if (last == 'z') {
    return Invalid(fmt::format("no letter is free behind {}", ShowNumber({number.value, last})));
  }
  return Number{number.value, last == '\0' ? 'a' : static_cast<char>(last + 1)};
}

bool IsUsed(const Order& order, Number number) {
  const std::vector<ModuleId> sequence = order.Sequence();
  return std::ranges::any_of(sequence, [&](ModuleId id) { return order.number(id) == number; });
}

bool SharesNumber(const Order& order, ModuleId module) {
  const std::vector<ModuleId> sequence = order.Sequence();
  return std::ranges::any_of(sequence, [&](ModuleId id) {
    return id != module && order.number(id) == order.number(module);
  });
}

// A series that begins at 1 has no number 0.
Status CheckFromStart(const Facts& facts, ModuleId moving, Number number) {
  const int lowest = facts.order.number(facts.order.Sequence().front())->value;
  const int start = facts.series.start ? std::min(*facts.series.start, lowest) : lowest;
  if (number.value > 0 || start != 1) return Done{};
  const std::string& slug = facts.module(moving).slug;
  Error error;
  error.code = Error::Code::kInvalid;
  error.message = fmt::format(
      "the series begins at {}, and number 0 would leave a gap; `start: 0` in the policy "
      "says that it begins there",
      start);
  error.fix = fmt::format("prereq move {} --to {}", ShellQuote(slug), start);
  return error;
}

Target Unchanged(const Facts& facts) { return {facts.order, {}, {}}; }

}  // namespace

Result<Target> MoveModule(const Facts& facts, const std::string& slug, const Destination& where) {
  const Result<ModuleId> moving = FindNumbered(facts, slug);
  if (!moving) return moving.error();
  if (SharesNumber(facts.order, *moving)) {
    // Its number does not become free, so the others make room as they do for a newcomer.
    Facts without;
    without.series = facts.series;
    without.modules = facts.modules;
    without.order = facts.order;
    without.order.Set(*moving, std::nullopt);
    Result<Target> target = InsertModule(without, facts.module(*moving).slug, where);
    if (target) target->asked.push_back(*moving);
    return target;
  }
  std::vector<ModuleId> sequence = facts.order.Sequence();
  std::vector<Number> numbers;
  for (const ModuleId id : sequence) numbers.push_back(*facts.order.number(id));
  std::erase(sequence, *moving);
  std::size_t place = 0;
  if (const auto* at = std::get_if<AtNumber>(&where)) {
    if (at->number.value < 0) return Invalid("a number cannot be below 0");
    const auto found = std::ranges::find(numbers, at->number);
    if (found == numbers.end()) {
      if (Status fits = CheckFromStart(facts, *moving, at->number); !fits) return fits.error();
      Target target = Unchanged(facts);
      target.order.Set(*moving, at->number);
      target.asked.push_back(*moving);
      return target;
    }
    place = static_cast<std::size_t>(found - numbers.begin());
  } else {
    const auto* before = std::get_if<BeforeModule>(&where);
    const Result<ModuleId> anchor =
        FindNumbered(facts, before ? before->slug : std::get<AfterModule>(where).slug);
    if (!anchor) return anchor.error();
    if (*anchor == *moving) {
      return Invalid(fmt::format("`{}` cannot move next to itself", Printable(slug)));
    }
    place = static_cast<std::size_t>(std::ranges::find(sequence, *anchor) - sequence.begin()) +
            (before ? 0 : 1);
  }
  sequence.insert(sequence.begin() + static_cast<std::ptrdiff_t>(place), *moving);
  Target target = Unchanged(facts);
  for (std::size_t i = 0; i < sequence.size(); ++i) target.order.Set(sequence[i], numbers[i]);
  target.asked.push_back(*moving);
  return target;
}

namespace {

// A module that is not there yet has to fit the series' pattern as those that are.
Status CheckFits(const Facts& facts, const std::string& slug, Number number) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  if (!pattern) return Done{};  // a series without paths
  const auto back = pattern->MatchPath(pattern->Format(number, slug));
  const bool fits = back && back->number == number && (!pattern->has_slug() || back->slug == slug);
  if (fits) return Done{};
  return Invalid(fmt::format("the pattern `{}` cannot hold number {} and slug `{}`",
                             Printable(pattern->text()), ShowNumber(number), Printable(slug)));
}

// Modules with this number, and with the letters right behind it, each take the next letter.
Status MakeRoomForLetter(const Order& order, Number number, Order& target) {
  const std::vector<Number> letters = LettersOf(order, number.value);
  const std::vector<ModuleId> sequence = order.Sequence();
  for (Number taken = number; std::ranges::find(letters, taken) != letters.end(); ++taken.suffix) {
    if (taken.suffix == 'z') {
      return Invalid(fmt::format("no letter is free behind {}", ShowNumber(taken)));
    }
    for (const ModuleId id : sequence) {
      if (order.number(id) != taken) continue;
      target.Set(id, Number{taken.value, static_cast<char>(taken.suffix + 1)});
    }
  }
  return Done{};
}

}  // namespace

Result<Target> InsertModule(const Facts& facts, const std::string& slug, const Destination& where) {
  const std::optional<ModuleId> known = facts.FindSlug(slug);
  if (known && facts.order.number(*known)) {
    return Invalid(
        fmt::format("`{}` is in the series already; `move` changes its place", Printable(slug)));
  }
  const Result<Number> number = NumberAt(facts, where);
  if (!number) return number.error();
  if (!known) {
    if (Status good = CheckNewName(facts, slug, std::nullopt); !good) return good.error();
    if (Status fits = CheckFits(facts, slug, *number); !fits) return fits.error();
  }
  Target target = Unchanged(facts);
  if (number->suffix != '\0') {
    if (Status made = MakeRoomForLetter(facts.order, *number, target.order); !made) {
      return made.error();
    }
  } else if (IsUsed(facts.order, *number)) {
    std::map<int, std::vector<ModuleId>> by_value;
    for (const ModuleId id : facts.order.Sequence()) {
      by_value[facts.order.number(id)->value].push_back(id);
    }
    for (int value = number->value; by_value.contains(value); ++value) {
      for (const ModuleId id : by_value[value]) {
        target.order.Set(id, Number{value + 1, facts.order.number(id)->suffix});
      }
    }
  }
  if (known) {
    target.order.Set(*known, *number);
  } else {
    target.inserted.push_back({slug, *number});
  }
  return target;
}

Result<Target> RemoveModule(const Facts& facts, const std::string& slug) {
  const Result<ModuleId> leaving = FindNumbered(facts, slug);
  if (!leaving) return leaving.error();
  const int value = facts.order.number(*leaving)->value;
  Target target = Unchanged(facts);
  target.order.Set(*leaving, std::nullopt);
  const std::vector<ModuleId> rest = target.order.Sequence();
  const bool shared = std::ranges::any_of(
      rest, [&](ModuleId id) { return facts.order.number(id)->value == value; });
  if (facts.series.gaps == Series::Gaps::kKeep || shared) return target;
  for (const ModuleId id : rest) {
    const Number number = *facts.order.number(id);
    if (number.value > value) target.order.Set(id, Number{number.value - 1, number.suffix});
  }
  return target;
}

Result<Target> RenameModule(const Facts& facts, const std::string& slug,
                            const std::string& new_slug) {
  const Result<ModuleId> module = Find(facts, slug);
  if (!module) return module.error();
  if (Status good = CheckNewName(facts, new_slug, *module); !good) return good.error();
  Target target = Unchanged(facts);
  target.renamed.push_back({*module, new_slug});
  return target;
}

Result<Target> CloseGaps(const Facts& facts) {
  Target target = Unchanged(facts);
  std::set<int> values;
  for (const ModuleId id : facts.order.Sequence()) values.insert(facts.order.number(id)->value);
  if (values.empty()) return target;
  const int start = facts.series.start.value_or(*values.begin());
  for (const ModuleId id : facts.order.Sequence()) {
    const Number number = *facts.order.number(id);
    const auto rank = std::distance(values.begin(), values.find(number.value));
    target.order.Set(id, Number{start + static_cast<int>(rank), number.suffix});
  }
  return target;
}

}  // namespace prereq
