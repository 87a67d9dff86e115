// A module that is to be made, and what its neighbours are called: what every part of making it
// asks.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/text_form.h"
#include "prereq/file_system.h"
#include "prereq/plan.h"

namespace prereq {

struct Newcomer {
  const Facts& facts;
  const NewModule& added;  // its title is not empty
  const FileReader& tree;
  std::vector<ModuleId> before, after;    // by number
  std::vector<ModuleId> neighbours;       // the nearest first
  std::map<ModuleId, ModuleWords> words;  // of the neighbours, as they are called now

  /// Whether three of four neighbours are `count`.
  [[nodiscard]] bool AreMost(std::size_t count) const { return count * 4 >= neighbours.size() * 3; }
};

/// The module `added` among those that `target` numbers, with the titles that metadata declare.
Newcomer NewcomerIn(const Facts& facts, const Target& target, const NewModule& added,
                    const FileReader& tree);

/// Adds a title by which a text may call the module, in every spelling.
void AddTitle(ModuleWords& words, const std::string& title);

}  // namespace prereq
