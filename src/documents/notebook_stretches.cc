#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "documents/json_scanner.h"
#include "documents/notebook.h"

namespace prereq {
namespace {

class StretchReader {
 public:
  explicit StretchReader(std::string_view text) : scan_(text) {}

  std::optional<NotebookStretches> Read() {
    if (!Value(false) || scan_.Peek() != '\0') return std::nullopt;
    return std::move(found_);
  }

 private:
  // A value; its strings are texts where `is_text`.
  bool Value(bool is_text) {
    switch (scan_.Peek()) {
      case '{':
        return scan_.Object([&](const std::string& key) { return Member(key, is_text); });
      case '[':
        return scan_.Array([&] { return Value(is_text); });
      case '"':
        return is_text ? Text() : scan_.Skip();
      default:
        return scan_.Skip();
    }
  }

  bool Member(const std::string& key, bool is_text) {
    if (key != "outputs" && key != "attachments") {
      return Value(is_text || key == "source" || key == "metadata");
    }
    scan_.Peek();
    const std::size_t begin = scan_.at;
    if (!scan_.Skip()) return false;
    if (key == "outputs") found_.outputs.push_back({begin, scan_.at - begin});
    return true;
  }

  bool Text() {
    const std::size_t begin = scan_.at;
    if (!scan_.Skip()) return false;
    found_.texts.push_back({begin + 1, scan_.at - begin - 2});
    return true;
  }

  JsonScanner scan_;
  NotebookStretches found_;
};

}  // namespace

std::optional<NotebookStretches> StretchesOf(std::string_view text) {
  return StretchReader(text).Read();
}

}  // namespace prereq
