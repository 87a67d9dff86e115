// YAML as an immutable tree in which every node knows where it stands. The only wall around the
// YAML library: nothing of it, and none of its exceptions, comes through.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "prereq/facts.h"
#include "prereq/result.h"

namespace prereq {

struct YamlStorage;

/// A node of a YamlDocument; cheap to copy, valid while the document lives.
class YamlNode {
 public:
  enum class Kind { kNull, kScalar, kList, kMap };

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool IsNull() const { return kind() == Kind::kNull; }
  [[nodiscard]] bool IsScalar() const { return kind() == Kind::kScalar; }
  [[nodiscard]] bool IsList() const { return kind() == Kind::kList; }
  [[nodiscard]] bool IsMap() const { return kind() == Kind::kMap; }
  /// For messages: "nothing", "`text`" (shortened), "a list", "a map".
  [[nodiscard]] std::string Describe() const;

  /// A scalar's value; empty for anything else. Valid while the document lives.
  [[nodiscard]] std::string_view text() const;
  /// Written without quotes and tag, so that `5` may mean a number.
  [[nodiscard]] bool plain() const;
  /// Stands here as `*name`: `where` is the alias, `span` and `content` belong to the anchored
  /// node.
  [[nodiscard]] bool aliased() const;

  /// Byte offset in the whole file at which the node begins (an absent value: where its key does).
  [[nodiscard]] std::size_t offset() const;
  /// The place of `offset`.
  [[nodiscard]] Location where() const;
  /// A scalar as written, quotes included; length 0 for everything else.
  [[nodiscard]] Span span() const;
  /// The bytes of the file that are exactly text(); length 0 when escapes or folding prevent that.
  [[nodiscard]] Span content() const;
  /// The place of byte `at` of text(); the node's own place when content() is empty.
  [[nodiscard]] Location PlaceOf(std::size_t at) const;

  /// Items of a list, entries of a map, else 0.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] YamlNode item(std::size_t index) const;   // of a list
  [[nodiscard]] YamlNode key(std::size_t index) const;    // of a map; always a scalar
  [[nodiscard]] YamlNode value(std::size_t index) const;  // of a map
  /// The value under `key` in a map; nullopt in anything else. O(size).
  [[nodiscard]] std::optional<YamlNode> Find(std::string_view key) const;

 private:
  friend class YamlDocument;
  YamlNode(const YamlStorage* storage, std::size_t index) : storage_(storage), index_(index) {}

  const YamlStorage* storage_;
  std::size_t index_;
};

/// One parsed document with the text that it came from.
class YamlDocument {
 public:
  explicit YamlDocument(std::unique_ptr<const YamlStorage> storage);
  YamlDocument(YamlDocument&&) noexcept;
  YamlDocument& operator=(YamlDocument&&) noexcept;
  ~YamlDocument();

  /// Null when the text holds no document.
  [[nodiscard]] YamlNode root() const;
  [[nodiscard]] std::string_view source() const;

 private:
  std::unique_ptr<const YamlStorage> storage_;
};

/// What no honest file exceeds.
struct YamlLimits {
  std::size_t bytes = 64U << 20U;         // of the text
  std::size_t scalar_bytes = 64U << 10U;  // of one value
  int depth = 100;                        // nested lists and maps, aliases followed
};

/// A document, as far as there is one, with all that is wrong in it.
struct YamlReading {
  std::optional<YamlDocument> document;  // present when nothing worse is wrong than keys that stand
                                         // twice (the first one counts) or are not scalars
  Errors errors;                         // by place
};
/// As ParseYaml, for readers that report these errors together with their own.
YamlReading ReadYaml(const std::string& path, std::string text,
                     std::optional<Span> part = std::nullopt, const YamlLimits& limits = {});

/// Parses one YAML document. `part` restricts it to a stretch of the text (the front matter of a
/// page, a fenced block); places still count from the start of `text`.
/// Errors kInvalid, by place: malformed YAML, more than one document, keys that stand twice or are
/// no scalars, aliases that loop or multiply, anything beyond the limits, no UTF-8 text. Never
/// throws.
Result<YamlDocument, Errors> ParseYaml(const std::string& path, std::string text,
                                       std::optional<Span> part = std::nullopt,
                                       const YamlLimits& limits = {});

}  // namespace prereq
