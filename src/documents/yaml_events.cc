// The only file that sees yaml-cpp: its events become nodes, its exceptions errors.
#include "documents/yaml_events.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "base/format.h"
#include "documents/yaml_builder.h"

namespace prereq {
namespace {

// A read-only stream over text that somebody else owns.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // NOLINT: a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

// Hands the library's events on.
class Events : public YAML::EventHandler {
 public:
  Events(YamlBuilder& builder, std::size_t base, std::size_t end)
      : builder_(builder), base_(base), end_(end) {}

  void OnDocumentStart(const YAML::Mark& mark) override { document_start = mark.pos; }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& /*mark*/, const std::string& /*name*/) override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.Null(Offset(mark), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.Alias(Offset(mark), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    builder_.Scalar(Offset(mark), value, tag == "?", anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    builder_.Open(Offset(mark), YamlNode::Kind::kList, anchor);
  }
  void OnSequenceEnd() override { builder_.Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    builder_.Open(Offset(mark), YamlNode::Kind::kMap, anchor);
  }
  void OnMapEnd() override { builder_.Close(); }

  int document_start = -1;  // as the library counts bytes

 private:
  [[nodiscard]] std::size_t Offset(const YAML::Mark& mark) const {
    return mark.pos < 0 ? base_ : std::min(base_ + static_cast<std::size_t>(mark.pos), end_);
  }

  YamlBuilder& builder_;
  std::size_t base_, end_;
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
// Why yaml-cpp stopped; for the most frequent mistake, `title: Lesson 1: X`, what it expected.
std::string Reason(const YAML::Exception& exception) {
  if (exception.msg == YAML::ErrorMsg::MAP_VALUE) {
    return "expected one value, found another `:` behind it (quotes make it a text)";
  }
  std::string reason = exception.msg.empty() ? "malformed" : Lower(exception.msg.substr(0, 1));
  if (exception.msg.size() > 1) reason += exception.msg.substr(1);
  return Printable(reason);
}

std::optional<Error> RunParser(YamlStorage& storage, Span part, YamlBuilder& builder) {
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
    Events events(builder, part.offset, part.end());
    if (!parser.HandleNextDocument(events)) return std::nullopt;
    SecondDocument second(events.document_start);
    while (parser.HandleNextDocument(second)) {
    }
  } catch (const YamlStop& stop) {
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
  YamlBuilder builder(storage, part.end(), limits);
  YamlProblems problems;
  problems.fatal = RunParser(storage, part, builder);
  problems.errors = builder.TakeErrors();
  return problems;
}

std::string QuoteYaml(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return fmt::format("`{}`", Printable(text));
  return fmt::format("`{}…`", Printable(text.substr(0, kLongest)));
}

}  // namespace prereq
