// The only file that sees the YAML library: its events become nodes, its exceptions errors.
#include "documents/yaml_events.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <map>
#include <streambuf>

#include "base/format.h"
#include "documents/yaml_span.h"

namespace prereq {
namespace {

using Node = YamlStorage::Node;

// Leaves the library's parser from inside an event; caught in ParseYaml.
struct Stop {
  Error error;
};

// A read-only stream over text that somebody else owns.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // NOLINT: a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

class Builder : public YAML::EventHandler {
 public:
  Builder(YamlStorage& storage, std::size_t base, std::size_t end, const YamlLimits& limits)
      : storage_(storage), base_(base), end_(end), limits_(limits) {}

  void OnDocumentStart(const YAML::Mark& mark) override { document_start = mark.pos; }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& /*mark*/, const std::string& /*name*/) override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.offset = Offset(mark);
    const std::size_t at = SkipYamlProperties(storage_.source, node.offset, end_);
    node.span = NullSpan(storage_.source.substr(at, 4), at);
    if (node.span.length == 0) node.offset = PlaceOfAbsence(node.offset);
    Add(node, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) Fail(Offset(mark), "the alias names no anchor");
    if (!known->second) {
      Fail(Offset(mark), "the alias stands inside the value that it names, which would never end");
    }
    Node node = storage_.nodes[*known->second];
    node.offset = Offset(mark);
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

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.kind = YamlNode::Kind::kScalar;
    node.plain = tag == "?";
    node.offset = Offset(mark);
    if (value.size() > limits_.scalar_bytes) {
      Fail(node.offset, fmt::format("expected a value of at most {} bytes, found {}",
                                    limits_.scalar_bytes, value.size()));
    }
    const std::size_t at = SkipYamlProperties(storage_.source, node.offset, end_);
    const YamlScalarSpan found = FindYamlScalar(storage_.source, at, end_, value);
    node.span = found.whole;
    node.content = found.content;
    if (node.content.length == value.size()) {
      node.text = std::string_view(storage_.source).substr(node.content.offset, value.size());
    } else {
      node.text = storage_.texts.emplace_back(value);
    }
    Add(node, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    Open(mark, YamlNode::Kind::kList, anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    Open(mark, YamlNode::Kind::kMap, anchor);
  }
  void OnMapEnd() override { Close(); }

  Errors errors;            // found besides what stopped the parser
  int document_start = -1;  // as the library counts bytes

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor;
    std::vector<std::size_t> children;
  };

  [[nodiscard]] std::size_t Offset(const YAML::Mark& mark) const {
    return mark.pos < 0 ? base_ : std::min(base_ + static_cast<std::size_t>(mark.pos), end_);
  }
  [[nodiscard]] int Depth() const { return static_cast<int>(open_.size()); }
  [[nodiscard]] Error MakeError(std::size_t offset, std::string message) const {
    return {
        Error::Code::kInvalid, std::move(message), storage_.lines.At(storage_.path, offset), {}};
  }
  [[noreturn]] void Fail(std::size_t offset, std::string message) const {
    throw Stop{MakeError(offset, std::move(message))};
  }
  [[noreturn]] void FailDepth(std::size_t offset) const {
    Fail(offset,
         fmt::format("expected at most {} levels of lists and maps, found more", limits_.depth));
  }

  static Span NullSpan(std::string_view text, std::size_t at) {
    if (text.starts_with('~')) return {at, 1};
    if (Lower(text) == "null") return {at, 4};
    return {at, 0};
  }

  // A value that is not there is placed at its key; in a list, at the list.
  [[nodiscard]] std::size_t PlaceOfAbsence(std::size_t fallback) const {
    if (open_.empty()) return fallback;
    const Frame& frame = open_.back();
    const bool is_value = frame.node.kind == YamlNode::Kind::kMap && frame.children.size() % 2 == 1;
    return is_value ? storage_.nodes[frame.children.back()].offset : frame.node.offset;
  }

  void Open(const YAML::Mark& mark, YamlNode::Kind kind, YAML::anchor_t anchor) {
    Frame frame;
    frame.node.kind = kind;
    frame.node.offset = Offset(mark);
    frame.anchor = anchor;
    if (anchor != 0) anchors_[anchor] = std::nullopt;
    if (Depth() >= limits_.depth) FailDepth(frame.node.offset);
    open_.push_back(std::move(frame));
  }

  void Close() {
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

  void Add(const Node& node, YAML::anchor_t anchor) {
    const std::size_t index = storage_.nodes.size();
    storage_.nodes.push_back(node);
    if (anchor != 0) anchors_[anchor] = index;
    if (open_.empty()) {
      storage_.root = index;
    } else {
      open_.back().children.push_back(index);
    }
  }

  void CheckKeys(const std::vector<std::size_t>& children) {
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
      errors.push_back(MakeError(
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
      errors.push_back(MakeError(
          again.offset,
          fmt::format("the key {} stands here for the second time; first in line {}",
                      QuoteYaml(again.text), storage_.lines.At(storage_.path, first.offset).line)));
    }
  }

  YamlStorage& storage_;
  std::size_t base_;
  std::size_t end_;
  YamlLimits limits_;
  std::vector<Frame> open_;
  std::map<YAML::anchor_t, std::optional<std::size_t>> anchors_;  // empty while still open
  std::size_t multiplied_ = 0;
};

// Notices a second document; one without content (a closing `---`) is none. Text that no document
// can hold, such as a lone `,`, the library reports as one empty document after another, for ever.
class SecondDocument : public YAML::EventHandler {
 public:
  explicit SecondDocument(int last_start) : last_start_(last_start) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (mark.pos <= last_start_) throw YAML::ParserException(mark, "unexpected text");
    last_start_ = mark.pos;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { Found(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {
    Found(mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
    Found(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    Found(mark);
  }
  void OnMapEnd() override {}

 private:
  [[noreturn]] static void Found(const YAML::Mark& mark) {
    throw YAML::ParserException(mark, "expected one document, found a second one");
  }

  int last_start_;
};

// The library's message, without its own "yaml-cpp: error at line …" in front.
std::string Reason(const YAML::Exception& exception) {
  std::string reason = exception.msg.empty() ? "malformed" : Lower(exception.msg.substr(0, 1));
  if (exception.msg.size() > 1) reason += exception.msg.substr(1);
  return Printable(reason);
}

std::optional<Error> RunParser(YamlStorage& storage, Span part, Builder& builder) {
  const auto failed = [&](std::size_t offset, std::string message) {
    return Error{Error::Code::kInvalid,
                 std::move(message),
                 storage.lines.At(storage.path, std::min(offset, part.end())),
                 {}};
  };
  try {
    TextBuffer buffer(std::string_view(storage.source).substr(part.offset, part.length));
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return std::nullopt;
    SecondDocument second(builder.document_start);
    while (parser.HandleNextDocument(second)) {
    }
  } catch (const Stop& stop) {
    return stop.error;
  } catch (const YAML::DeepRecursion& deep) {
    return failed(part.offset + static_cast<std::size_t>(std::max(deep.mark.pos, 0)),
                  "nested too deeply");
  } catch (const YAML::Exception& exception) {
    return failed(part.offset + static_cast<std::size_t>(std::max(exception.mark.pos, 0)),
                  "not valid YAML: " + Reason(exception));
  } catch (const std::exception& exception) {
    return failed(part.offset, fmt::format("not valid YAML: {}", Printable(exception.what())));
  }
  return std::nullopt;
}

}  // namespace

YamlProblems BuildYaml(YamlStorage& storage, Span part, const YamlLimits& limits) {
  Builder builder(storage, part.offset, part.end(), limits);
  YamlProblems problems;
  problems.fatal = RunParser(storage, part, builder);
  problems.errors = std::move(builder.errors);
  return problems;
}

std::string QuoteYaml(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return fmt::format("`{}`", Printable(text));
  return fmt::format("`{}…`", Printable(text.substr(0, kLongest)));
}

}  // namespace prereq
