#include "documents/yaml_builder.h"

#include <algorithm>
#include <utility>

#include "base/format.h"
#include "documents/yaml_span.h"

namespace prereq {

using Node = YamlStorage::Node;

namespace {

// The bytes of a written null; length 0 when nothing is written.
Span NullSpan(std::string_view text, std::size_t at) {
  if (text.starts_with('~')) return {at, 1};
  if (Lower(text) == "null") return {at, 4};
  return {at, 0};
}

}  // namespace

void YamlBuilder::Null(std::size_t offset, Anchor anchor) {
  Node node;
  node.offset = offset;
  const std::size_t at = SkipYamlProperties(storage_.source, node.offset, end_);
  node.span = NullSpan(std::string_view(storage_.source).substr(at, 4), at);
  if (node.span.length == 0) node.offset = PlaceOfAbsence(node.offset);
  Add(node, anchor);
}

void YamlBuilder::Alias(std::size_t offset, Anchor anchor) {
  const auto known = anchors_.find(anchor);
  if (known == anchors_.end()) Fail(offset, "the alias names no anchor");
  if (!known->second) {
    Fail(offset, "the alias stands inside the value that it names, which would never end");
  }
  Node node = storage_.nodes[*known->second];
  node.offset = offset;
  node.aliased = true;
  if (Depth() + node.height > limits_.depth) FailDepth(node.offset);
  multiplied_ += node.weight;
  constexpr std::size_t kAlways = 10'000, kRatio = 10;
  if (multiplied_ > kAlways && multiplied_ > kRatio * storage_.nodes.size()) {
    Fail(node.offset,
         fmt::format("aliases multiply this file to more than {} values", multiplied_ - 1));
  }
  Add(node, 0);
}

void YamlBuilder::Scalar(std::size_t offset, std::string_view value, bool plain, Anchor anchor) {
  Node node;
  node.kind = YamlNode::Kind::kScalar;
  node.plain = plain;
  node.offset = offset;
  if (value.size() > limits_.scalar_bytes) {
    Fail(offset, fmt::format("expected a value of at most {} bytes, found {}", limits_.scalar_bytes,
                             value.size()));
  }
  const std::size_t at = SkipYamlProperties(storage_.source, offset, end_);
  const YamlScalarSpan found = FindYamlScalar(storage_.source, at, end_, value);
  if (!found.closed) Fail(at, "expected a closing quote, found the end of the text");
  node.span = found.whole;
  node.content = found.content;
  if (node.content.length == value.size()) {
    node.text = std::string_view(storage_.source).substr(node.content.offset, value.size());
  } else {
    node.text = storage_.texts.emplace_back(value);
  }
  Add(node, anchor);
}

Error YamlBuilder::MakeError(std::size_t offset, std::string message) const {
  return {Error::Code::kInvalid, std::move(message), storage_.lines.At(storage_.path, offset), {}};
}

void YamlBuilder::Fail(std::size_t offset, std::string message) const {
  throw YamlStop{MakeError(offset, std::move(message))};
}

void YamlBuilder::FailDepth(std::size_t offset) const {
  Fail(offset,
       fmt::format("expected at most {} levels of lists and maps, found more", limits_.depth));
}

// A value that is not there is placed at its key; in a list, at the list.
std::size_t YamlBuilder::PlaceOfAbsence(std::size_t fallback) const {
  if (open_.empty()) return fallback;
  const Frame& frame = open_.back();
  const bool is_value = frame.node.kind == YamlNode::Kind::kMap && frame.children.size() % 2 == 1;
  return is_value ? storage_.nodes[frame.children.back()].offset : frame.node.offset;
}

void YamlBuilder::Open(std::size_t offset, YamlNode::Kind kind, Anchor anchor) {
  Frame frame;
  frame.node.kind = kind;
  frame.node.offset = offset;
  frame.anchor = anchor;
  if (anchor != 0) anchors_[anchor] = std::nullopt;
  if (Depth() >= limits_.depth) FailDepth(frame.node.offset);
  open_.push_back(std::move(frame));
}

void YamlBuilder::Close() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  Node& node = frame.node;
  if (node.kind == YamlNode::Kind::kMap) CheckKeys(frame.children);
  node.first = storage_.children.size();
  node.count = frame.children.size();
  for (const std::size_t child : frame.children) {
    node.height = std::max(node.height, storage_.nodes[child].height + 1);
    node.weight += storage_.nodes[child].weight;
  }
  storage_.children.insert(storage_.children.end(), frame.children.begin(), frame.children.end());
  Add(node, frame.anchor);
}

void YamlBuilder::Add(const Node& node, Anchor anchor) {
  const std::size_t index = storage_.nodes.size();
  storage_.nodes.push_back(node);
  if (anchor != 0) anchors_[anchor] = index;
  if (open_.empty()) {
    storage_.root = index;
  } else {
    open_.back().children.push_back(index);
  }
}

void YamlBuilder::CheckKeys(const std::vector<std::size_t>& children) {
  std::vector<std::size_t> keys;
  for (std::size_t i = 0; i < children.size(); i += 2) {
    const Node& key = storage_.nodes[children[i]];
    if (key.kind == YamlNode::Kind::kScalar) {
      keys.push_back(children[i]);
      continue;
    }
    const std::string_view found = key.kind == YamlNode::Kind::kNull   ? "nothing"
                                   : key.kind == YamlNode::Kind::kList ? "a list"
                                                                       : "a map";
    errors_.push_back(MakeError(
        key.offset, fmt::format("expected a key, found {}; quote a text that begins with a "
                                "bracket or brace",
                                found)));
  }
  std::ranges::sort(keys, {},
                    [&](std::size_t key) { return std::pair(storage_.nodes[key].text, key); });
  for (std::size_t i = 1; i < keys.size(); ++i) {
    const Node& first = storage_.nodes[keys[i - 1]];
    const Node& again = storage_.nodes[keys[i]];
    if (first.text != again.text) continue;
    errors_.push_back(MakeError(
        again.offset,
        fmt::format("the key {} stands here for the second time; first in line {}",
                    QuoteYaml(again.text), storage_.lines.At(storage_.path, first.offset).line)));
  }
}

}  // namespace prereq
