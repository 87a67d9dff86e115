// One series among the policy's others: a phase's lessons, the phases that hold them, the lessons
// of other phases.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "series/resolve.h"

namespace prereq {

/// Another series of the policy as the one at hand sees it.
struct OtherSeries {
  enum class Place {
    kHolds,   // one of its modules holds the series at hand: `number` is that module's
    kInside,  // it lies inside the module `host` of the series at hand
    kBeside,  // neither: a series of the same kind elsewhere, or something else
  };
  NameTable names;
  std::vector<std::string> paths;  // of its modules; index: their id in `names`
  std::string folder;              // in which they lie
  Place place = Place::kBeside;
  ModuleId host;  // kInside
  Number number;  // kHolds
  /// kBeside, of one numbering with the series at hand: the numbers of both where they are chapters
  /// of one text.
  std::optional<std::pair<int, int>> chapters;
  bool counts_on = false;  // kBeside: files among folders of one numbering, or the other way round
};

/// Which module of one series a text names, or that it names one of another series.
class Levels {
 public:
  /// Whether an address of the web leads into this tree.
  using OwnAddress = std::function<bool(std::string_view)>;
  /// `own` and `others` have to outlive this. Without `is_own` no address leads into the tree.
  Levels(const NameTable& own, const std::vector<OtherSeries>& others, OwnAddress is_own = {})
      : own_(own), others_(others), is_own_(std::move(is_own)) {}

  /// Who says something: a page of module `self`, or of a module of the series `inner` that lies
  /// inside `self`.
  struct Speaker {
    ModuleId self;
    std::optional<std::size_t> inner = std::nullopt;  // index of an OtherSeries of kInside
    std::string file = {};                            // relative paths start in its folder
    std::string place = {};                           // with `inner`: the path of that module
    bool is_guest = false;  // of a series beside the own one: `self` means nothing
  };

  struct Found {
    std::vector<ModuleId> modules;  // of the own series; several: ambiguous
    bool elsewhere = false;         // names a module of another series, or `self` as a whole
    /// The path of the very module of another series, where that is known: inside the one of
    /// `modules`, or elsewhere.
    std::string place = {};
  };
  /// By any name. What a lesson names is first looked for among the lessons beside it.
  [[nodiscard]] Found Find(std::string_view text, const Speaker& speaker) const;
  /// By a path or the exact name of a directory or file only.
  [[nodiscard]] Found FindPath(std::string_view text, const Speaker& speaker) const;
  /// By number: `outer` counts modules that hold a series ("Phase 7"), `inner` those of a series
  /// that is held ("Lesson 3"). Where series hold none, `inner` alone counts.
  [[nodiscard]] Found FindNumber(std::optional<Number> outer, std::optional<Number> inner,
                                 const Speaker& speaker) const;

  /// The paths of what lies between two modules of one other series, by number; empty where they
  /// are of two.
  [[nodiscard]] std::vector<std::string> Between(const std::string& first,
                                                 const std::string& last) const;

  /// The paths of all modules of the series beside that lie right in a folder.
  [[nodiscard]] std::vector<std::string> InFolder(const std::string& folder) const;

  /// Whether `address`, which may be empty, leads to a place of somebody else.
  [[nodiscard]] bool IsForeign(std::string_view address) const {
    return !address.empty() && !(is_own_ && is_own_(address));
  }

  /// The words before numbers of modules that hold series, and of those that are held; folded.
  [[nodiscard]] std::vector<std::string> OuterLabels() const;
  [[nodiscard]] std::vector<std::string> InnerLabels() const;

  [[nodiscard]] const NameTable& own() const { return own_; }
  [[nodiscard]] bool HoldsSeries() const;

 private:
  [[nodiscard]] const OtherSeries* Holder() const;
  [[nodiscard]] std::string Elsewhere(const OtherSeries& holder, Number outer,
                                      std::optional<Number> inner) const;
  [[nodiscard]] std::string InnerPlace(ModuleId host, Number inner) const;
  [[nodiscard]] std::string PlaceOfPath(std::string_view text, const Speaker& speaker) const;

  const NameTable& own_;
  const std::vector<OtherSeries>& others_;
  OwnAddress is_own_;
};

}  // namespace prereq
