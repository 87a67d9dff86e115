// The library counts columns in code points and sorts keys; we count bytes and keep the order of
// the file.
#include "documents/toml.h"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// Its assertions do not hold for every text that it goes on to refuse (3.3.0), and with NDEBUG some
// compilers take them for granted. So they are left out of all builds.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include <algorithm>
#include <memory>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "documents/encoding.h"
#include "documents/yaml_events.h"

namespace prereq {
namespace {

using Kind = YamlNode::Kind;

// From the library's lines and columns to byte offsets of the whole file.
class TomlPlaces {
 public:
  TomlPlaces(std::string_view whole, Span part) : whole_(whole), end_(part.end()) {
    starts_.push_back({part.offset, 0});
    std::size_t characters = 0;
    for (std::size_t i = part.offset; i < end_; ++i) {
      if (!GoesOn(i)) {
        if (characters % kStep == 0) steps_.push_back(i);
        ++characters;
      }
      if (whole[i] == '\n') starts_.push_back({i + 1, characters});
    }
  }

  [[nodiscard]] std::size_t OffsetOf(const toml::source_position& place) const {
    if (place.line == 0) return starts_.front().offset;
    const Line& line = starts_[std::min<std::size_t>(place.line, starts_.size()) - 1];
    if (place.column <= 1) return line.offset;
    const std::size_t character = line.characters + place.column - 1;
    if (character / kStep >= steps_.size()) return end_;
    std::size_t at = steps_[character / kStep];
    for (std::size_t left = character % kStep; left > 0 && at < end_; --left) {
      do {
        ++at;
      } while (at < end_ && GoesOn(at));
    }
    return at;
  }

 private:
  static constexpr std::size_t kStep = 64;  // characters that may be walked over for one place

  struct Line {
    std::size_t offset = 0, characters = 0;  // where it begins; how many stand before it
  };

  [[nodiscard]] bool GoesOn(std::size_t at) const {
    return (static_cast<unsigned char>(whole_[at]) & 0xC0U) == 0x80U;
  }

  std::string_view whole_;
  std::size_t end_;
  std::vector<Line> starts_;
  std::vector<std::size_t> steps_;  // where each 64th character begins
};

class TomlBuilder {
 public:
  TomlBuilder(YamlStorage& storage, Span part) : storage_(storage), places_(storage.source, part) {}

  // The index of the new node. A table that dotted keys made has no place of its own, so it gets
  // that of its key.
  std::size_t Add(const toml::node& node, std::size_t key_offset) {
    if (const toml::table* table = node.as_table()) return AddTable(*table, key_offset);
    if (const toml::array* array = node.as_array()) return AddArray(*array, key_offset);
    return AddScalar(node);
  }

 private:
  std::size_t AddTable(const toml::table& table, std::size_t key_offset) {
    struct Entry {
      std::size_t offset;
      const toml::key* key;
      const toml::node* value;
    };
    std::vector<Entry> order;
    for (const auto& [key, value] : table) {
      order.push_back({places_.OffsetOf(key.source().begin), &key, &value});
    }
    std::ranges::stable_sort(order, {}, &Entry::offset);
    std::vector<std::size_t> children;
    for (const Entry& entry : order) {
      children.push_back(AddKey(*entry.key, entry.offset));
      children.push_back(Add(*entry.value, entry.offset));
    }
    return AddParent(Kind::kMap, key_offset, children);
  }

  std::size_t AddArray(const toml::array& array, std::size_t key_offset) {
    std::vector<std::size_t> children;
    for (const toml::node& item : array) {
      children.push_back(Add(item, places_.OffsetOf(item.source().begin)));
    }
    return AddParent(Kind::kList, key_offset, children);
  }

  std::size_t AddParent(Kind kind, std::size_t offset, const std::vector<std::size_t>& children) {
    YamlStorage::Node parent;
    parent.kind = kind;
    parent.offset = offset;
    parent.first = storage_.children.size();
    parent.count = children.size();
    storage_.children.insert(storage_.children.end(), children.begin(), children.end());
    return Push(parent);
  }

  std::size_t AddKey(const toml::key& key, std::size_t offset) {
    const std::size_t end = places_.OffsetOf(key.source().end);
    return AddText(key.str(), {offset, end - offset}, false);
  }

  std::size_t AddScalar(const toml::node& node) {
    const std::size_t begin = places_.OffsetOf(node.source().begin);
    const Span span{begin, places_.OffsetOf(node.source().end) - begin};
    const std::string_view written =
        std::string_view(storage_.source).substr(span.offset, span.length);
    if (const auto* text = node.as_string()) return AddText(text->get(), span, false);
    return AddText(written, span, true);
  }

  // `span` holds the quotes too; the text is copied from behind them unless escapes change it.
  std::size_t AddText(std::string_view text, Span span, bool plain) {
    YamlStorage::Node node;
    node.kind = Kind::kScalar;
    node.plain = plain;
    node.offset = span.offset;
    node.span = span;
    const std::string_view source = storage_.source;
    const std::string_view written = source.substr(span.offset, span.length);
    const std::size_t quotes = std::min(written.find_first_not_of("\"'"), written.size());
    const std::size_t at = written == text ? 0 : quotes;
    if (written.substr(at, text.size()) == text && !text.empty()) {
      node.content = {span.offset + at, text.size()};
      node.text = source.substr(node.content.offset, text.size());
    } else {
      node.text = storage_.texts.emplace_back(text);
    }
    return Push(node);
  }

  std::size_t Push(const YamlStorage::Node& node) {
    storage_.nodes.push_back(node);
    return storage_.nodes.size() - 1;
  }

  YamlStorage& storage_;
  TomlPlaces places_;
};

}  // namespace

Result<YamlDocument, Errors> ParseToml(const std::string& path, std::string text,
                                       std::optional<Span> part, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    return Errors{{Error::Code::kInvalid,
                   fmt::format("expected at most {} bytes, found {}", limits.bytes, text.size()),
                   {path, 0, 0},
                   {}}};
  }
  auto storage = std::make_unique<YamlStorage>(path, std::move(text));
  Span range = part.value_or(Span{0, storage->source.size()});
  const std::string_view read = std::string_view(storage->source).substr(0, range.end());
  if (auto refusal = RefuseEncoding(path, read)) return Errors{std::move(*refusal)};
  if (range.offset == 0) {
    const std::size_t mark = std::min(ByteOrderMark(storage->source), range.length);
    range = {mark, range.length - mark};
  }
  const toml::parse_result parsed =
      toml::parse(std::string_view(storage->source).substr(range.offset, range.length));
  if (!parsed) {
    const std::size_t at =
        TomlPlaces(storage->source, range).OffsetOf(parsed.error().source().begin);
    return Errors{{Error::Code::kInvalid,
                   fmt::format("malformed TOML: {}",
                               Printable(std::string_view(parsed.error().description()))),
                   storage->lines.At(path, at),
                   {}}};
  }
  storage->root = TomlBuilder(*storage, range).Add(parsed.table(), range.offset);
  return YamlDocument(std::move(storage));
}

}  // namespace prereq
