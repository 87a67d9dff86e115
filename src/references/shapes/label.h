// What the files about labels share; included by references_*.cc only.
#pragma once

#include <cstddef>
#include <optional>

#include "references/shapes.h"

namespace prereq::references {

/// How a label is tied to its number: Module06 · module_06, module-6 · Module 6
enum class Glue { kNone, kJoined, kSpaced };

/// The label in front of a number.
struct Front {
  std::size_t begin = 0;
  Glue glue = Glue::kSpaced;
  bool plural = false;
};

/// The label in front of `token`, if there is one.
std::optional<Front> ReadFront(const Scan& scan, const Token& token);
/// `Module 06: Autograd`, `Module 6 (Autograd)`, `Module 6 – Autograd`.
std::optional<Found> ReadTitle(const Scan& scan, const Token& token, const Front& front);
/// `Autograd (Module 6)`.
std::optional<Found> ReadReversed(const Scan& scan, const Token& token, const Front& front);

/// Whether a number behind a label names a part of another work: in a citation or beside its key
/// (`[@knuth, Chapter 2]`, `Chapter 2 of @knuth`), in the text of a link that leads to another
/// site; where no module carries it, in a sentence that cites.
bool IsOfOtherBook(const Scan& scan, const Reference& reference);

}  // namespace prereq::references
