// Seeded courses on the real disk: modules, files that carry their numbers, mirrors, links; and a
// random renumbering of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// One entry of a tree as lstat and read tell it.
struct Entry {
  FileKind kind = FileKind::kRegular;
  std::uint32_t mode = 0;
  std::uint64_t inode = 0, links = 0;
  std::string bytes;       // or the symlink's target
  std::string attributes;  // user.* extended attributes
  bool operator==(const Entry&) const = default;
};
using Tree = std::map<std::string, Entry>;

/// Everything below `root` but `.git` and `.prereq`, by path.
Tree ReadTree(const std::string& root);
/// The same without inodes and links: what a user would call the content.
std::string Show(const Tree& tree);

/// Makes `count` modules with nested numbered files, a mirror per module, links and odd names.
void MakeCourse(const std::string& root, std::uint64_t seed, int count);
/// A random permutation of the modules' numbers (widths may change) as moves and edits, and a
/// module that is made, with every precondition filled in. A function of the tree and the seed
/// alone.
EditSet Renumbering(const std::string& root, std::uint64_t seed);
/// What the tree must be after `edits`, computed on paths and strings alone.
Tree Expected(const Tree& before, const EditSet& edits);

}  // namespace prereq
