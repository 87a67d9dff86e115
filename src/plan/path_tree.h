// A model of a tree of names in which a rename carries along what is inside.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prereq {

/// Nodes are names inside folders; a node keeps its identity when it moves. Names are compared
/// exactly by Child and by FoldName by Alike. O(log n) for each name touched.
class PathTree {
 public:
  using Node = std::size_t;
  static constexpr Node kRoot = 0;

  PathTree() : nodes_(1) {}

  /// The node of `path`, made with its folders when it is not there. `path` is not empty.
  Node Add(std::string_view path);
  /// The node at `path`, if there is one.
  [[nodiscard]] std::optional<Node> Find(std::string_view path) const;
  /// The node in `folder` with exactly this name.
  [[nodiscard]] std::optional<Node> Child(Node folder, std::string_view name) const;
  /// The nodes in `folder` whose names could be this one on some disk, by name.
  [[nodiscard]] std::vector<Node> Alike(Node folder, std::string_view name) const;
  [[nodiscard]] Node Parent(Node node) const { return nodes_[node].parent; }
  [[nodiscard]] const std::string& Name(Node node) const { return nodes_[node].name; }
  /// The path at which `node` stands now.
  [[nodiscard]] std::string Path(Node node) const;
  /// Puts `node` into `folder` under a name that nothing there has. `folder` is not inside `node`.
  void Move(Node node, Node folder, std::string_view name);

 private:
  using Key = std::pair<std::string, std::string>;  // folded name, name
  struct Entry {
    Node parent = kRoot;
    std::string name;
    std::map<Key, Node> children;
  };
  std::vector<Entry> nodes_;
};

}  // namespace prereq
