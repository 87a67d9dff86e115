// Texts are found on the raw bytes, because edits are made there; the check parses both versions.
#include "plan/notebook.h"

#include <string>
#include <utility>

#include "documents/json.h"

namespace prereq {
namespace {

// The end of the string that begins at `at` (a quote): just behind its closing quote.
std::size_t StringEnd(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return at < json.size() ? at + 1 : json.size();
}

// Walks over brackets and strings; what is no JSON only shifts what they mean.
class Walker {
 public:
  explicit Walker(std::string_view json) : json_(json) {}

  NotebookStretches Run() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '"') {
        String();
        continue;
      }
      if (c == '{' || c == '[') Push();
      if (c == '}' || c == ']') Pop();
      if (c == ',') key_.clear();
      ++at_;
    }
    return std::move(found_);
  }

 private:
  struct Level {
    bool texts = false, outputs = false;
    std::size_t begin = 0;
    bool holds_outputs = false;  // the value of a member called `outputs`
  };

  void String() {
    const std::size_t end = StringEnd(json_, at_);
    const bool closed = end > at_ + 1 && json_[end - 1] == '"';
    const Span inside{at_ + 1, end - at_ - (closed ? 2 : 1)};
    const std::size_t next = json_.find_first_not_of(" \t\r\n", end);
    at_ = end;
    if (next != std::string_view::npos && json_[next] == ':') {
      key_ = json_.substr(inside.offset, inside.length);
      return;
    }
    if (Below().texts) found_.texts.push_back(inside);
  }

  // What holds for a value at this place: inside the open containers, behind the last key.
  [[nodiscard]] Level Below() const {
    Level level = levels_.empty() ? Level{} : levels_.back();
    level.holds_outputs = !level.outputs && key_ == "outputs";
    level.outputs = level.outputs || key_ == "outputs" || key_ == "attachments";
    level.texts = !level.outputs && (level.texts || key_ == "source" || key_ == "metadata");
    return level;
  }

  void Push() {
    Level level = Below();
    level.begin = at_;
    levels_.push_back(level);
    key_.clear();
  }

  void Pop() {
    if (levels_.empty()) return;
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.holds_outputs) found_.outputs.push_back({level.begin, at_ + 1 - level.begin});
    key_.clear();
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::string key_;  // of the member whose value comes
  std::vector<Level> levels_;
  NotebookStretches found_;
};

bool SameButTexts(const Json& a, const Json& b) {
  if (a.type() != b.type()) return false;
  if (a.is_string()) return true;
  if (a.is_primitive()) return a == b;
  if (a.size() != b.size()) return false;
  if (a.is_array()) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!SameButTexts(a[i], b[i])) return false;
    }
    return true;
  }
  auto other = b.begin();
  for (auto item = a.begin(); item != a.end(); ++item, ++other) {
    if (item.key() != other.key()) return false;
    if (item.key() == "outputs" ? item.value() != other.value()
                                : !SameButTexts(item.value(), other.value())) {
      return false;
    }
  }
  return true;
}

}  // namespace

NotebookStretches StretchesOf(std::string_view json) { return Walker(json).Run(); }

std::optional<std::string> Unescaped(std::string_view raw) {
  const Json text = Json::parse("\"" + std::string(raw) + "\"", nullptr, false);
  if (!text.is_string()) return std::nullopt;
  return text.get<std::string>();
}

bool OnlyTextsChange(std::string_view json, const std::vector<SpanEdit>& spans) {
  const Json before = Json::parse(json, nullptr, false);
  if (before.is_discarded()) return true;
  std::string edited;
  std::size_t at = 0;
  for (const SpanEdit& edit : spans) {
    edited.append(json.substr(at, edit.span.offset - at)).append(edit.new_text);
    at = edit.span.end();
  }
  edited.append(json.substr(at));
  const Json after = Json::parse(edited, nullptr, false);
  return !after.is_discarded() && SameButTexts(before, after);
}

}  // namespace prereq
