// Inodes in a map, directories as maps of names.
#include "support/disk_image.h"

#include <algorithm>

#include "base/fold.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {

DiskImage::DiskImage() { nodes[1].kind = FileKind::kDirectory; }

const std::pair<const std::string, std::uint64_t>* DiskImage::Entry(std::uint64_t folder,
                                                                    const std::string& name) const {
  const auto node = nodes.find(folder);
  if (node == nodes.end()) return nullptr;
  const auto& names = node->second.names;
  const auto exact = names.find(name);
  if (exact != names.end()) return &*exact;
  if (!folds_case) return nullptr;
  const std::string folded = FoldName(name);
  const auto found = std::ranges::find_if(
      names, [&](const auto& entry) { return FoldName(entry.first) == folded; });
  return found == names.end() ? nullptr : &*found;
}

std::uint64_t DiskImage::Find(const std::string& path) const {
  std::uint64_t node = 1;
  if (path.empty()) return node;
  for (const std::string_view part : Split(path, '/')) {
    const auto* entry = Entry(node, std::string(part));
    if (entry == nullptr) return 0;
    node = entry->second;
  }
  return node;
}

bool DiskImage::Holds(std::uint64_t folder, std::uint64_t node) const {
  if (folder == node) return true;
  const auto found = nodes.find(folder);
  return found != nodes.end() && std::ranges::any_of(found->second.names, [&](const auto& entry) {
           return Holds(entry.second, node);
         });
}

std::uint64_t DiskImage::AddDirectory(const std::string& path) {
  if (const std::uint64_t there = Find(path); there != 0) return there;
  Node node;
  node.kind = FileKind::kDirectory;
  node.mode = 0755;
  return Put(path, std::move(node));
}

std::uint64_t DiskImage::Put(const std::string& path, Node node) {
  const std::uint64_t folder = AddDirectory(ParentPath(path));
  const std::uint64_t inode = next_inode++;
  node.modified = static_cast<std::int64_t>(inode);
  nodes[inode] = std::move(node);
  nodes[folder].names[std::string(BaseName(path))] = inode;
  return inode;
}

void DiskImage::AddFile(const std::string& path, const std::string& bytes, std::uint32_t mode) {
  Node node;
  node.bytes = std::make_shared<const std::string>(bytes);
  node.mode = mode;
  Put(path, std::move(node));
}

void DiskImage::AddSymlink(const std::string& path, const std::string& target) {
  Node node;
  node.kind = FileKind::kSymlink;
  node.bytes = std::make_shared<const std::string>(target);
  node.mode = 0777;
  Put(path, std::move(node));
}

void DiskImage::AddLink(const std::string& path, const std::string& existing) {
  const std::uint64_t folder = AddDirectory(ParentPath(path));
  nodes[folder].names[std::string(BaseName(path))] = Find(existing);
}

void DiskImage::Erase(const std::string& path) {
  const std::uint64_t folder = Find(ParentPath(path));
  if (folder != 0) nodes[folder].names.erase(std::string(BaseName(path)));
}

void DiskImage::ShowFolder(std::uint64_t folder, const std::string& path,
                           const std::string& without, std::map<std::uint64_t, std::string>& seen,
                           bool inodes, std::string& out) const {
  for (const auto& [name, inode] : nodes.at(folder).names) {
    const std::string child = JoinPath(path, name);
    if (child == without) continue;
    const Node& node = nodes.at(inode);
    const auto [first, added] = seen.try_emplace(inode, child);
    out += fmt::format("{} {} {:o}", child, static_cast<int>(node.kind), node.mode);
    if (inodes) out += fmt::format(" #{}", inode);
    if (!added) out += " = " + first->second;
    if (node.bytes) out += fmt::format(" {}:{}", node.bytes->size(), *node.bytes);
    out += '\n';
    if (node.kind == FileKind::kDirectory) ShowFolder(inode, child, without, seen, inodes, out);
  }
}

std::string DiskImage::Show(const std::string& without, bool inodes) const {
  std::map<std::uint64_t, std::string> seen;
  std::string out;
  ShowFolder(1, "", without, seen, inodes, out);
  return out;
}

std::string DiskImage::Fingerprint() const {
  // Files that a program made are known by their place; those of the set-up by their inode, which
  // a journal may hold.
  std::map<std::uint64_t, std::uint64_t> numbers;
  std::string out;
  const auto visit = [&](const auto& self, std::uint64_t folder) -> void {
    for (const auto& [name, inode] : nodes.at(folder).names) {
      const Node& node = nodes.at(inode);
      const auto [number, added] = numbers.try_emplace(inode, numbers.size());
      out += name;
      out += '\0';
      out += inode < set_up ? fmt::format("#{}", inode) : fmt::format("{}", number->second);
      if (added && node.bytes) {
        out += fmt::format(":{}:{}:{}:", node.mode, inode < set_up ? node.modified : 0,
                           node.bytes->size());
        out += *node.bytes;
      }
      if (node.kind == FileKind::kDirectory) {
        out += '{';
        self(self, inode);
        out += '}';
      }
    }
  };
  visit(visit, 1);
  return out;
}

}  // namespace prereq
