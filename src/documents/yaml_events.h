// From the YAML library's events to the tree behind a YamlDocument; included by yaml*.cc only.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "documents/yaml.h"

namespace prereq {

struct YamlStorage {
  struct Node {
    YamlNode::Kind kind = YamlNode::Kind::kNull;
    bool plain = true;
    bool aliased = false;
    int height = 1;          // levels below and including this one, aliases followed
    std::size_t weight = 1;  // nodes below and including this one, aliases followed
    std::size_t offset = 0;
    std::size_t first = 0;  // into children; a map's keys and values alternate
    std::size_t count = 0;
    Span span, content;
    std::string_view text;
  };

  YamlStorage(std::string path_in, std::string text_in)
      : path(std::move(path_in)), source(std::move(text_in)), lines(source) {}

  std::string path;
  std::string source;
  LineIndex lines;
  std::vector<Node> nodes;
  std::vector<std::size_t> children;
  std::deque<std::string> texts;  // values that stand nowhere in the source as they are
  std::size_t root = 0;
};

/// What went wrong while a document was built.
struct YamlProblems {
  Errors errors;               // that leave a document, in the order of their discovery
  std::optional<Error> fatal;  // that leaves none
};

/// Fills `storage` from `part` of its source. No exception of the library comes through.
YamlProblems BuildYaml(YamlStorage& storage, Span part, const YamlLimits& limits);

/// A value as messages quote it: printable, and cut when it is long.
std::string QuoteYaml(std::string_view text);

}  // namespace prereq
