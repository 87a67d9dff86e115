// The only file that sees libyaml. yaml-cpp builds a token and a string at a time from a stream and
// takes most of the time that a graph file of 100,000 modules needs.
#include "documents/yaml_large.h"

#include <yaml.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "documents/yaml_builder.h"

namespace prereq {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) {
    ready_ = yaml_parser_initialize(&parser_) != 0;
    if (!ready_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() {
    Forget();
    if (ready_) yaml_parser_delete(&parser_);
  }

  // The next event, valid until the one after; null when there is none.
  const yaml_event_t* Next() {
    Forget();
    has_event_ = ready_ && yaml_parser_parse(&parser_, &event_) != 0;
    return has_event_ ? &event_ : nullptr;
  }

 private:
  void Forget() {
    if (has_event_) yaml_event_delete(&event_);
    has_event_ = false;
  }

  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool ready_ = false, has_event_ = false;
};

// From the library's places, which count characters, to bytes.
class ByteOffsets {
 public:
  ByteOffsets(std::string_view text, std::size_t base) : text_(text), base_(base) {
    ascii_ =
        std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  }
  std::size_t At(std::size_t character) {
    if (ascii_) return base_ + character;
    for (; character_ > character; --character_) {
      while (--byte_ > 0 && (static_cast<unsigned char>(text_[byte_]) & 0xC0U) == 0x80U) {
      }
    }
    for (; character_ < character; ++character_) byte_ += Utf8Length(text_.substr(byte_));
    return base_ + byte_;
  }

 private:
  std::string_view text_;
  std::size_t base_;
  bool ascii_ = false;
  std::size_t character_ = 0, byte_ = 0;
};

bool IsNull(std::string_view plain) {
  constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};
  return std::ranges::find(kNull, plain) != kNull.end();
}

// Whether `what` stands right behind one of `signs`.
bool StandsBehind(std::string_view text, char what, std::string_view signs) {
  for (std::size_t at = text.find(what, 1); at != std::string_view::npos;
       at = text.find(what, at + 1)) {
    if (signs.find(text[at - 1]) != std::string_view::npos) return true;
  }
  return false;
}

// Without what the two libraries may read differently, which comparing them on random texts showed:
// blanks and line ends beyond space and \n, directives, marks of documents inside a text,
// marks of keys, and remarks right behind a sign.
bool LooksPlain(std::string_view text) {
  if (text.starts_with("---\n")) text.remove_prefix(4);
  return text.find_first_of("\t\r") == std::string_view::npos &&
         text.find("\xC2\x85") == std::string_view::npos &&
         text.find("\xE2\x80\xA8") == std::string_view::npos &&
         text.find("\xE2\x80\xA9") == std::string_view::npos && !text.starts_with('%') &&
         text.find("\n%") == std::string_view::npos && text.find("---") == std::string_view::npos &&
         text.find("\n...") == std::string_view::npos && !text.starts_with('?') &&
         !StandsBehind(text, '?', "{}[],:- \n") && !StandsBehind(text, '#', "{}[],:\"'-|>?!&*%@`~");
}

// Hands one event to the builder; false when it has an anchor, a tag or more lines than one.
bool HandOn(const yaml_event_t& event, ByteOffsets& offsets, YamlBuilder& builder) {
  switch (event.type) {
    case YAML_SCALAR_EVENT: {
      const auto& scalar = event.data.scalar;
      if (scalar.anchor != nullptr || scalar.tag != nullptr) return false;
      // Block scalars and folded lines come out in other ways.
      if (scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE ||
          event.start_mark.line != event.end_mark.line) {
        return false;
      }
      const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
      const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
      // yaml-cpp sees the mark of a key in some that stand between brackets.
      if (plain && value.find('?') != std::string_view::npos) return false;
      const std::size_t at = offsets.At(event.start_mark.index);
      if (plain && IsNull(value)) {
        builder.Null(at, 0);
      } else {
        builder.Scalar(at, value, plain, 0);
      }
      return true;
    }
    case YAML_SEQUENCE_START_EVENT: {
      const auto& list = event.data.sequence_start;
      if (list.anchor != nullptr || list.tag != nullptr) return false;
      builder.Open(offsets.At(event.start_mark.index), YamlNode::Kind::kList, 0);
      return true;
    }
    case YAML_MAPPING_START_EVENT: {
      const auto& map = event.data.mapping_start;
      if (map.anchor != nullptr || map.tag != nullptr) return false;
      builder.Open(offsets.At(event.start_mark.index), YamlNode::Kind::kMap, 0);
      return true;
    }
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      builder.Close();
      return true;
    default:
      return false;
  }
}

bool ReadOneDocument(Parser& parser, ByteOffsets& offsets, YamlBuilder& builder) {
  bool seen = false;
  for (const yaml_event_t* event = parser.Next(); event != nullptr; event = parser.Next()) {
    switch (event->type) {
      case YAML_STREAM_START_EVENT:
      case YAML_DOCUMENT_END_EVENT:
        break;
      case YAML_DOCUMENT_START_EVENT:
        if (seen) return false;
        seen = true;
        break;
      case YAML_STREAM_END_EVENT:
        return seen;
      default:
        if (!HandOn(*event, offsets, builder)) return false;
    }
  }
  return false;
}

}  // namespace

bool BuildPlainYaml(YamlStorage& storage, Span part, const YamlLimits& limits) {
  const std::string_view text = std::string_view(storage.source).substr(part.offset, part.length);
  if (!LooksPlain(text)) return false;
  Parser parser(text);
  ByteOffsets offsets(text, part.offset);
  YamlBuilder builder(storage, part.end(), limits);
  bool built = false;
  try {
    built = ReadOneDocument(parser, offsets, builder) && builder.TakeErrors().empty();
  } catch (const YamlStop&) {
    built = false;
  }
  if (built) return true;
  storage.nodes.clear();
  storage.children.clear();
  storage.texts.clear();
  storage.root = 0;
  return false;
}

}  // namespace prereq
