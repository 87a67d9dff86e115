#include "series/levels.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/numbered_name.h"
#include "base/path.h"

namespace prereq {
namespace {

using Place = OtherSeries::Place;

void AddAll(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& label : more) {
    if (std::ranges::find(all, label) == all.end()) all.push_back(label);
  }
}

}  // namespace

bool Levels::HoldsSeries() const {
  return std::ranges::any_of(
      others_, [](const OtherSeries& other) { return other.place == Place::kInside; });
}

// "Phase 7 · 09" from a lesson of another phase: the path of that lesson; of the phase without one.
std::string Levels::Elsewhere(const OtherSeries& holder, Number outer,
                              std::optional<Number> inner) const {
  const std::vector<ModuleId> hosts = holder.names.FindNumber(outer);
  if (hosts.size() != 1) return {};
  const std::string& host = holder.paths[static_cast<std::size_t>(hosts.front().value)];
  if (!inner) return host;
  std::string place;
  for (const OtherSeries& other : others_) {
    if (other.place != Place::kBeside || !IsWithin(other.folder, host)) continue;
    const std::vector<ModuleId> found = other.names.FindNumber(*inner);
    if (found.size() != 1) continue;
    if (!place.empty()) return {};
    place = other.paths[static_cast<std::size_t>(found.front().value)];
  }
  return place;
}

// The lesson of that number inside the phase `host`; empty when there is not just one.
std::string Levels::InnerPlace(ModuleId host, Number inner) const {
  std::string place;
  for (const OtherSeries& other : others_) {
    if (other.place != Place::kInside || other.host != host) continue;
    const std::vector<ModuleId> found = other.names.FindNumber(inner);
    if (found.size() != 1) continue;
    if (!place.empty()) return {};
    place = other.paths[static_cast<std::size_t>(found.front().value)];
  }
  return place;
}

// The innermost module of another series in which a path leads.
std::string Levels::PlaceOfPath(std::string_view text, const Speaker& speaker) const {
  std::string place;
  for (const OtherSeries& other : others_) {
    const std::vector<ModuleId> found = other.names.FindPath(text, speaker.file);
    if (found.size() != 1) continue;
    const std::string& path = other.paths[static_cast<std::size_t>(found.front().value)];
    if (path.size() > place.size()) place = path;
  }
  return place;
}

const OtherSeries* Levels::Holder() const {
  const auto found = std::ranges::find(others_, Place::kHolds, &OtherSeries::place);
  return found == others_.end() ? nullptr : &*found;
}

std::vector<std::string> Levels::OuterLabels() const {
  if (HoldsSeries()) return own_.labels();
  const OtherSeries* holder = Holder();
  return holder == nullptr ? std::vector<std::string>() : holder->names.labels();
}

std::vector<std::string> Levels::InnerLabels() const {
  if (!HoldsSeries()) return own_.labels();
  std::vector<std::string> labels;
  for (const OtherSeries& other : others_) {
    if (other.place == Place::kInside) AddAll(labels, other.names.labels());
  }
  return labels;
}

Levels::Found Levels::FindNumber(std::optional<Number> outer, std::optional<Number> inner,
                                 const Speaker& speaker) const {
  if (HoldsSeries()) {
    if (!outer) return {{}, true};  // a lesson beside the one that speaks
    std::vector<ModuleId> found = own_.FindNumber(*outer);
    if (found.size() == 1 && found.front() == speaker.self) return {{}, true};
    std::string place = found.size() == 1 && inner ? InnerPlace(found.front(), *inner) : "";
    return {std::move(found), false, std::move(place)};
  }
  if (const OtherSeries* holder = Holder(); outer && holder != nullptr) {
    if (*outer != holder->number) return {{}, true, Elsewhere(*holder, *outer, inner)};
    if (!inner) return {{}, true};
  } else if (speaker.is_guest) {
    return {{}, true};
  }
  return inner ? Found{own_.FindNumber(*inner), false} : Found{};
}

Levels::Found Levels::FindPath(std::string_view text, const Speaker& speaker) const {
  std::vector<ModuleId> own = own_.FindPath(text, speaker.file);
  if (!own.empty()) {
    if (own.size() == 1 && own.front() == speaker.self && speaker.inner) return {{}, true};
    std::string place = HoldsSeries() ? PlaceOfPath(text, speaker) : std::string();
    return {std::move(own), false, std::move(place)};
  }
  std::string place = PlaceOfPath(text, speaker);
  const bool elsewhere =
      !place.empty() || std::ranges::any_of(others_, [&](const OtherSeries& other) {
        return !other.names.FindPath(text, speaker.file).empty();
      });
  return {{}, elsewhere, std::move(place)};
}

std::vector<std::string> Levels::InFolder(const std::string& folder) const {
  std::vector<std::string> all;
  for (const OtherSeries& other : others_) {
    if (other.place != Place::kBeside || other.folder != folder) continue;
    std::ranges::copy_if(other.paths, std::back_inserter(all),
                         [&](const std::string& path) { return ParentPath(path) == folder; });
  }
  return all;
}

std::vector<std::string> Levels::Between(const std::string& first, const std::string& last) const {
  constexpr int kWidest = 200;
  const std::optional<Number> low = SplitNumberedName(BaseName(first)).number,
                              high = SplitNumberedName(BaseName(last)).number;
  std::vector<std::string> between;
  if (!low || !high || high->value - low->value > kWidest) return between;
  for (const OtherSeries& other : others_) {
    if (std::ranges::find(other.paths, first) == other.paths.end() ||
        std::ranges::find(other.paths, last) == other.paths.end()) {
      continue;
    }
    for (int value = low->value + 1; value < high->value; ++value) {
      for (const ModuleId id : other.names.FindNumber({value, '\0'})) {
        between.push_back(other.paths[static_cast<std::size_t>(id.value)]);
      }
    }
  }
  return between;
}

Levels::Found Levels::Find(std::string_view text, const Speaker& speaker) const {
  if (!speaker.inner) {
    Found found{own_.Find(text, speaker.file), false};
    if (!found.modules.empty()) return found;
    found.elsewhere = std::ranges::any_of(others_, [&](const OtherSeries& other) {
      return !other.names.Find(text, speaker.file).empty();
    });
    return found;
  }
  if (!others_[*speaker.inner].names.Find(text, speaker.file).empty()) return {{}, true};
  if (Found path = FindPath(text, speaker); path.elsewhere || !path.modules.empty()) return path;
  std::set<ModuleId> hosts;  // of lessons of this name in other phases
  for (const OtherSeries& other : others_) {
    if (other.place != Place::kInside) continue;
    if (!other.names.Find(text, speaker.file).empty()) hosts.insert(other.host);
  }
  if (hosts.size() == 1 && *hosts.begin() != speaker.self) return {{*hosts.begin()}, false};
  if (!hosts.empty()) return {{}, true};
  return {own_.Find(text, speaker.file), false};
}

}  // namespace prereq
