// From the events of a YAML parser, whichever, to the nodes behind a YamlDocument; included by the
// walls around the parsers only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/yaml_events.h"

namespace prereq {

/// Leaves a parser from inside an event; caught by the wall that runs the parser.
struct YamlStop {
  Error error;
};

/// Takes the events of one document in their order. Offsets count bytes of the whole source;
/// `anchor` is 0 for none. Every function but `errors` throws YamlStop at what leaves no document.
class YamlBuilder {
 public:
  using Anchor = std::size_t;

  /// `end`: of the document's part of the source.
  YamlBuilder(YamlStorage& storage, std::size_t end, const YamlLimits& limits)
      : storage_(storage), end_(end), limits_(limits) {}

  void Null(std::size_t offset, Anchor anchor);
  void Alias(std::size_t offset, Anchor anchor);
  void Scalar(std::size_t offset, std::string_view value, bool plain, Anchor anchor);
  void Open(std::size_t offset, YamlNode::Kind kind, Anchor anchor);
  void Close();

  /// What is wrong and yet leaves a document, in the order of its discovery.
  [[nodiscard]] Errors TakeErrors() { return std::move(errors_); }

 private:
  struct Frame {
    YamlStorage::Node node;
    Anchor anchor;
    std::vector<std::size_t> children;
  };

  [[nodiscard]] int Depth() const { return static_cast<int>(open_.size()); }
  [[nodiscard]] Error MakeError(std::size_t offset, std::string message) const;
  [[noreturn]] void Fail(std::size_t offset, std::string message) const;
  [[noreturn]] void FailDepth(std::size_t offset) const;
  [[nodiscard]] std::size_t PlaceOfAbsence(std::size_t fallback) const;
  void Add(const YamlStorage::Node& node, Anchor anchor);
  void CheckKeys(const std::vector<std::size_t>& children);

  YamlStorage& storage_;
  std::size_t end_;
  YamlLimits limits_;
  std::vector<Frame> open_;
  std::map<Anchor, std::optional<std::size_t>> anchors_;  // empty while still open
  std::size_t multiplied_ = 0;
  Errors errors_;
};

}  // namespace prereq
