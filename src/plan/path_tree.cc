// The names of a tree as nodes under nodes.
#include "plan/path_tree.h"

#include "base/fold.h"
#include "base/text.h"

namespace prereq {

PathTree::Node PathTree::Add(std::string_view path) {
  Node at = kRoot;
  for (const std::string_view part : Split(path, '/')) {
    if (const std::optional<Node> child = Child(at, part)) {
      at = *child;
      continue;
    }
    const Node made = nodes_.size();
    nodes_.push_back({at, std::string(part), {}});
    nodes_[at].children.emplace(Key{FoldName(part), std::string(part)}, made);
    at = made;
  }
  return at;
}

std::optional<PathTree::Node> PathTree::Find(std::string_view path) const {
  Node at = kRoot;
  for (const std::string_view part : Split(path, '/')) {
    const std::optional<Node> child = Child(at, part);
    if (!child) return std::nullopt;
    at = *child;
  }
  return at;
}

std::optional<PathTree::Node> PathTree::Child(Node folder, std::string_view name) const {
  const auto& children = nodes_[folder].children;
  const auto found = children.find({FoldName(name), std::string(name)});
  if (found == children.end()) return std::nullopt;
  return found->second;
}

std::vector<PathTree::Node> PathTree::Alike(Node folder, std::string_view name) const {
  const auto& children = nodes_[folder].children;
  const std::string folded = FoldName(name);
  std::vector<Node> alike;
  for (auto at = children.lower_bound({folded, {}});
       at != children.end() && at->first.first == folded; ++at) {
    alike.push_back(at->second);
  }
  return alike;
}

std::string PathTree::Path(Node node) const {
  std::string path;
  for (Node at = node; at != kRoot; at = nodes_[at].parent) {
    path.insert(0, path.empty() ? nodes_[at].name : nodes_[at].name + "/");
  }
  return path;
}

void PathTree::Move(Node node, Node folder, std::string_view name) {
  Entry& entry = nodes_[node];
  nodes_[entry.parent].children.erase({FoldName(entry.name), entry.name});
  entry.parent = folder;
  entry.name = name;
  nodes_[folder].children.emplace(Key{FoldName(name), entry.name}, node);
}

}  // namespace prereq
