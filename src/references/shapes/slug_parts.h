// Pieces of a name behind a number: what stands before it, where it ends, what it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {

/// The name folded, with `_` for hyphens and blanks: `cut_and_join` of `Cut-and join`.
std::string WithUnderscores(std::string_view name);
/// End of the identifier at `at`; with `hyphens`, `-` between its characters belongs to it.
std::size_t SlugEnd(std::string_view text, std::size_t at, bool hyphens);

/// What stands before the number of a name.
struct SlugFront {
  std::size_t begin = 0;  // of the whole reference
  bool labelled = false;  // a label or a folder's stem is glued to the number
  bool prefixed = false;  // another word is: `test_06_autograd`
};

/// What stands before the number: nothing, a glued label (`module_06_…`), a stem; nullopt when the
/// number is only the tail of another name.
std::optional<SlugFront> ReadSlugFront(const Scan& scan, const Token& token);
/// The reference that ends right before the `/` in front of `begin`, where name and number agree:
/// `06_autograd` of `06_autograd/06_autograd_dev.py`; nullptr without one.
const Reference* FolderBefore(const Scan& scan, std::size_t begin);
/// The name that `word` is, read without TeX's backslashes.
std::optional<NameMatch> SlugOf(const Scan& scan, std::string_view word);
/// Whether a file's extension begins at `at`.
bool IsFileName(std::string_view text, std::size_t at);
/// Where modules are files: whether an unknown name that ends at `at` is that of a page, and not of
/// a folder or of data (`05_model.pth`). Without an extension only its place can tell.
bool MayBeModuleFile(const Scan& scan, std::size_t at, bool in_place);

}  // namespace prereq::references
