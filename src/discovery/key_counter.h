// Which keys of the modules' metadata hold their titles, numbers and prerequisites: counted over
// all modules, so that what stands under a key says what the key is for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/metadata.h"
#include "series/resolve.h"

namespace prereq {

/// The module whose file is counted.
struct CountedModule {
  ModuleId id;
  Number number;
  std::string slug;     // as its name has it; may be empty
  std::string heading;  // of its page; may be empty
};

/// Dotted paths of keys with what stands under them. All answers are sorted, the more telling key
/// first.
class KeyCounter {
 public:
  void Count(const DeclaredDocument& document, const NameTable& names, const CountedModule& module);

  /// Keys of titles. A key with the name of one is one unless most modules have the same under it;
  /// where there is none, the key under which nearly all modules have the words of their name or of
  /// their heading, whatever it is called.
  [[nodiscard]] std::vector<std::string> Titles() const;
  /// Keys of numbers. Those that other things are called too have to give every module its own;
  /// those that sites sort by most of them, or all the same multiple of it; any other key has to
  /// hold the number of nearly all modules, each its own.
  [[nodiscard]] std::vector<std::string> Numbers() const;
  [[nodiscard]] std::vector<std::string> Needs() const;
  /// Whether a module is named under `prerequisites`, which says so whatever else is there.
  [[nodiscard]] bool NamesPrerequisites() const;
  [[nodiscard]] std::vector<std::string> Enables() const;
  [[nodiscard]] std::vector<std::string> Provides() const;

 private:
  struct Kinds {
    bool is_nested = false;  // inside another map: an author has a name, too
    int scalars = 0;
    int own_number = 0;                        // of these, with the module's own number
    int own_name = 0;                          // with the words of its slug or of its heading
    int headings = 0;                          // of these, of its heading
    std::size_t length = 0;                    // of all scalars
    int entries = 0;                           // scalars or lists: what names modules
    int naming = 0;                            // of these, with an entry that names one
    std::set<std::string, std::less<>> texts;  // of the scalars
    std::set<int> steps;                       // of the scalars: StepOf
  };

  template <class Words, class Fits>
  [[nodiscard]] std::vector<std::string> Paths(const Words& words, Fits fits) const;
  template <class Words>
  [[nodiscard]] std::vector<std::string> Naming(const Words& words) const;
  [[nodiscard]] bool HoldsOwnNumbers(const Kinds& kinds) const;
  void Walk(const YamlNode& node, const std::string& prefix, int depth);
  void CountScalar(std::string_view text, Kinds& kinds) const;
  [[nodiscard]] bool Names(const YamlNode& value, bool numbers) const;

  const DeclaredDocument* document_ = nullptr;
  const NameTable* names_ = nullptr;
  const CountedModule* module_ = nullptr;
  ModuleId last_{-1};
  int modules_ = 0;
  std::map<std::string, Kinds> counts_;
};

}  // namespace prereq
