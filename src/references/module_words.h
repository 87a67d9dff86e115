// What people call the modules of a course or the parts of a book, whatever label a policy names.
#pragma once

#include <span>
#include <string_view>

namespace prereq::references {

/// A word for a module, in lower case; of a language with more forms, their stem.
struct ModuleWord {
  std::string_view word;
  bool is_stem = false;
  bool may_be_part = false;  // of a module too: an exercise
};

/// All that are known, of a dozen languages.
std::span<const ModuleWord> ModuleWords();

/// Whether the word, of any case and in any form, stands for a module and hardly for a part of one.
bool IsModuleWord(std::string_view word);

}  // namespace prereq::references
