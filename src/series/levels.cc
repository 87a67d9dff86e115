#include "series/levels.h"

#include <algorithm>
#include <set>

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
    return {std::move(found), false};
  }
  if (const OtherSeries* holder = Holder(); outer && holder != nullptr) {
    if (*outer != holder->number || !inner) return {{}, true};
  }
  return inner ? Found{own_.FindNumber(*inner), false} : Found{};
}

Levels::Found Levels::FindPath(std::string_view text, const Speaker& speaker) const {
  std::vector<ModuleId> own = own_.FindPath(text, speaker.file);
  if (!own.empty()) {
    if (own.size() == 1 && own.front() == speaker.self && speaker.inner) return {{}, true};
    return {std::move(own), false};
  }
  for (const OtherSeries& other : others_) {
    if (!other.names.FindPath(text, speaker.file).empty()) return {{}, true};
  }
  return {};
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
