#include "documents/yaml.h"

#include <algorithm>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "documents/encoding.h"
#include "documents/yaml_events.h"
#include "documents/yaml_large.h"

namespace prereq {

using Node = YamlStorage::Node;

YamlReading ReadYaml(const std::string& path, std::string text, std::optional<Span> part,
                     const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    return {{},
            {{Error::Code::kInvalid,
              fmt::format("expected at most {} bytes, found {}", limits.bytes, text.size()),
              {path, 0, 0},
              {}}}};
  }
  auto storage = std::make_unique<YamlStorage>(path, std::move(text));
  Span range = part.value_or(Span{0, storage->source.size()});
  // What stands behind the front matter of a page is not read here.
  const std::string_view read = std::string_view(storage->source).substr(0, range.end());
  if (auto refusal = RefuseEncoding(path, read)) return {{}, {std::move(*refusal)}};
  if (range.offset == 0) {
    const std::size_t mark = std::min(ByteOrderMark(storage->source), range.length);
    range = {mark, range.length - mark};
  }
  const bool built = range.length >= kLargeYaml && BuildPlainYaml(*storage, range, limits);
  auto [errors, fatal] = built ? YamlProblems{} : BuildYaml(*storage, range, limits);
  if (fatal) errors.push_back(std::move(*fatal));
  std::ranges::stable_sort(errors, {}, &Error::where);
  if (fatal) return {{}, std::move(errors)};
  if (storage->nodes.empty()) {
    Node nothing;
    nothing.offset = range.offset;
    storage->nodes.push_back(nothing);
  }
  return {YamlDocument(std::move(storage)), std::move(errors)};
}

Result<YamlDocument, Errors> ParseYaml(const std::string& path, std::string text,
                                       std::optional<Span> part, const YamlLimits& limits) {
  YamlReading reading = ReadYaml(path, std::move(text), part, limits);
  if (!reading.errors.empty()) return std::move(reading.errors);
  return std::move(*reading.document);
}

YamlDocument::YamlDocument(std::unique_ptr<const YamlStorage> storage)
    : storage_(std::move(storage)) {}
YamlDocument::YamlDocument(YamlDocument&&) noexcept = default;
YamlDocument& YamlDocument::operator=(YamlDocument&&) noexcept = default;
YamlDocument::~YamlDocument() = default;

YamlNode YamlDocument::root() const { return {storage_.get(), storage_->root}; }
std::string_view YamlDocument::source() const { return storage_->source; }

YamlNode::Kind YamlNode::kind() const { return storage_->nodes[index_].kind; }
std::string_view YamlNode::text() const { return storage_->nodes[index_].text; }
bool YamlNode::plain() const { return storage_->nodes[index_].plain; }
bool YamlNode::aliased() const { return storage_->nodes[index_].aliased; }
std::size_t YamlNode::offset() const { return storage_->nodes[index_].offset; }
Span YamlNode::span() const { return storage_->nodes[index_].span; }
Span YamlNode::content() const { return storage_->nodes[index_].content; }
Location YamlNode::where() const { return storage_->lines.At(storage_->path, offset()); }

Location YamlNode::PlaceOf(std::size_t at) const {
  const Span bytes = content();
  if (aliased() || bytes.length == 0) return where();
  return storage_->lines.At(storage_->path, bytes.offset + std::min(at, bytes.length));
}

std::string YamlNode::Describe() const {
  switch (kind()) {
    case Kind::kNull:
      return "nothing";
    case Kind::kScalar:
      return QuoteYaml(text());
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a map";
  }
  return "nothing";
}

std::size_t YamlNode::size() const {
  const Node& node = storage_->nodes[index_];
  return node.kind == Kind::kMap ? node.count / 2 : node.count;
}

YamlNode YamlNode::item(std::size_t index) const {
  return {storage_, storage_->children[storage_->nodes[index_].first + index]};
}
YamlNode YamlNode::key(std::size_t index) const { return item(2 * index); }
YamlNode YamlNode::value(std::size_t index) const { return item(2 * index + 1); }

std::optional<YamlNode> YamlNode::Find(std::string_view wanted) const {
  if (!IsMap()) return std::nullopt;
  for (std::size_t i = 0; i < size(); ++i) {
    if (key(i).text() == wanted) return value(i);
  }
  return std::nullopt;
}

}  // namespace prereq
