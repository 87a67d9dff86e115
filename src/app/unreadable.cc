#include "app/unreadable.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostShown = 5;

bool IsDenied(const Error& error) {
  return error.code == Error::Code::kUnreadable && !error.where.path.empty() && error.fix.empty() &&
         error.message.ends_with("ermission denied");
}

}  // namespace

Errors UnreadableOf(const Input& input) {
  std::map<std::string, std::string> reasons;  // by path
  for (const LoadedSeries& series : input.series) {
    for (const ScannedFile& file : series.facts.files) {
      if (file.kind == ScannedFile::Kind::kUnreadable) reasons.emplace(file.path, file.reason);
    }
  }
  Errors errors;
  for (const auto& [path, reason] : reasons) {
    errors.push_back({Error::Code::kUnreadable, reason, {input.prefix + path, 0, 0}, {}});
  }
  return errors;
}

std::vector<std::string> NotFetchedOf(const Input& input) {
  std::set<std::string> paths;
  for (const LoadedSeries& series : input.series) {
    for (const ScannedFile& file : series.facts.files) {
      if (file.kind == ScannedFile::Kind::kNotFetched) paths.insert(file.path);
    }
  }
  return {paths.begin(), paths.end()};
}

std::string NotFetchedText(const Input& input, const std::vector<std::string>& paths) {
  const std::string first = fmt::format("`{}`", Printable(input.prefix + paths.front()));
  if (paths.size() == 1) return first + " is not fetched in this partial clone";
  const std::size_t more = paths.size() - 1;
  return fmt::format("{} and {} more file{} are not fetched in this partial clone", first, more,
                     more == 1 ? "" : "s");
}

Errors SumUpUnreadable(Errors errors, bool may_exclude) {
  Errors summed, denied;
  for (Error& error : errors) (IsDenied(error) ? denied : summed).push_back(std::move(error));
  if (denied.empty()) return summed;
  std::string fix = "chmod -R u+rX";
  for (std::size_t i = 0; i < denied.size() && i < kMostShown; ++i) {
    const std::string& path = denied[i].where.path;
    fix += fmt::format(" {}", ShellQuote(path.starts_with('-') ? fmt::format("./{}", path) : path));
    summed.push_back(std::move(denied[i]));
  }
  if (denied.size() > kMostShown) {
    summed.push_back({Error::Code::kUnreadable,
                      fmt::format("{} more paths cannot be read", denied.size() - kMostShown),
                      {},
                      {}});
  }
  if (may_exclude) fix += "; `references: exclude:` of the policy leaves out what no module needs";
  summed.back().fix = fix;
  return summed;
}

}  // namespace prereq
