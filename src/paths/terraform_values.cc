#include "paths/terraform_values.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

constexpr std::size_t kDeepestBlock = 20;
constexpr std::size_t kLongestValue = 256;  // bytes
constexpr std::string_view kKindOfTag = "tag ";
constexpr std::string_view kInFolder = " in ";  // behind a variable

bool IsIdentifier(char c) { return IsWordByte(c) || c == '_' || c == '-'; }

// `${var.name}` and nothing else.
bool IsVariableAlone(std::string_view value) {
  return value.starts_with("${") && value.find('}') + 1 == value.size();
}

class ValueReader {
 public:
  ValueReader(std::string_view text, const VisitTerraformValue& visit)
      : text_(text), visit_(visit) {}

  void ReadBody() {
    while (SkipSpace()) {
      const char c = text_[at_];
      if (c == '}') return;
      if (c != '"' && !IsIdentifier(c)) {
        ++at_;
        continue;
      }
      const std::size_t begin = at_;
      const std::string_view key = c == '"' ? ReadString() : ReadName();
      SkipBlanks();
      if (at_ < text_.size() && (text_[at_] == '=' || text_[at_] == ':')) {
        ++at_;
        ReadValue(key, begin);
      } else {
        ReadBlock(key, begin);
      }
    }
  }

 private:
  void SkipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  // Over blanks, line ends and comments; false at the end.
  bool SkipSpace() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with('#') || rest.starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        at_ = std::min(text_.find("*/", at_), text_.size() - 2) + 2;
      } else if (std::string_view(" \t\r\n,").find(rest.front()) != std::string_view::npos) {
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }
  std::string_view ReadName() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (IsIdentifier(text_[at_]) || text_[at_] == '.')) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // What stands in the quotes that begin here; a `${…}` may hold some of its own.
  std::string_view ReadString() {
    const std::size_t begin = ++at_;
    int depth = 0;
    for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_.substr(at_).starts_with("${")) {
        ++depth;
      } else if (text_[at_] == '}' && depth > 0) {
        --depth;
      } else if (text_[at_] == '"' && depth == 0) {
        return text_.substr(begin, at_++ - begin);
      }
    }
    return text_.substr(std::min(begin, text_.size()), 0);
  }

  void ReadBlock(std::string_view type, std::size_t begin) {
    TerraformBlock block{type, {}, begin};
    while (at_ < text_.size() && (text_[at_] == '"' || IsIdentifier(text_[at_]))) {
      block.labels.push_back(text_[at_] == '"' ? ReadString() : ReadName());
      SkipBlanks();
    }
    if (at_ < text_.size() && text_[at_] == '{') Enter(std::move(block));
  }
  void Enter(TerraformBlock block) {
    ++at_;
    if (blocks_.size() >= kDeepestBlock) return SkipBrackets(1);
    blocks_.push_back(std::move(block));
    ReadBody();
    blocks_.pop_back();
    if (at_ < text_.size()) ++at_;
  }
  // To behind the bracket that closes `depth` open ones.
  void SkipBrackets(int depth) {
    while (depth > 0 && SkipSpace()) {
      const char c = text_[at_];
      if (c == '"') {
        ReadString();
        continue;
      }
      if (c == '{' || c == '[' || c == '(') ++depth;
      if (c == '}' || c == ']' || c == ')') --depth;
      ++at_;
    }
  }

  void ReadValue(std::string_view key, std::size_t begin) {
    SkipBlanks();
    if (at_ >= text_.size()) return;
    if (text_[at_] == '{') return Enter({key, {}, begin});
    const bool is_list = text_[at_] == '[';
    if (is_list) {
      ++at_;
      if (!SkipSpace()) return;
    }
    const std::size_t place = at_;
    std::optional<std::string> value;
    if (text_[at_] == '"') {
      value = ReadString();
    } else if (IsLetter(text_[at_])) {
      const std::string_view name = ReadName();
      if (name.starts_with("var.") || name.starts_with("local.")) {
        value = "${" + std::string(name) + "}";
      } else if (name == "merge" && at_ < text_.size() && text_[at_] == '(') {
        return ReadMerged(key, begin);
      }
    } else if (text_.substr(at_).starts_with("<<")) {
      return SkipHereDocument();
    }
    if (is_list) SkipSpace();
    if (!is_list) SkipBlanks();
    const char next = at_ < text_.size() ? text_[at_] : '\n';
    const bool ends =
        std::string_view(is_list ? "]" : "\r\n#,}/").find(next) != std::string_view::npos;
    if (value && ends && !value->empty() && value->size() <= kLongestValue) {
      visit_(blocks_, {key, std::move(*value), place});
    }
    if (is_list) return SkipBrackets(1);
    SkipExpression();
  }

  // `merge(local.tags, { Name = "x" })`: the maps that are written out.
  void ReadMerged(std::string_view key, std::size_t begin) {
    ++at_;
    while (SkipSpace() && text_[at_] != ')') {
      if (text_[at_] == '{') {
        Enter({key, {}, begin});
      } else if (text_[at_] == '"') {
        ReadString();
      } else if (text_[at_++] == '(') {
        SkipBrackets(1);
      }
    }
    if (at_ < text_.size()) ++at_;
  }

  // To the end of the line, or of the brackets that are open there.
  void SkipExpression() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n' || c == '}' || c == ',') return;
      if (text_.substr(at_).starts_with("<<")) return SkipHereDocument();
      if (c == '"') {
        ReadString();
      } else if (c == '{' || c == '[' || c == '(') {
        ++at_;
        SkipBrackets(1);
      } else {
        ++at_;
      }
    }
  }
  void SkipHereDocument() {
    const std::size_t line = std::min(text_.find('\n', at_), text_.size());
    std::string_view mark = Trim(text_.substr(at_ + 2, line - std::min(at_ + 2, line)));
    if (mark.starts_with('-')) mark.remove_prefix(1);
    at_ = line;
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_ + 1), text_.size());
      const bool last = Trim(text_.substr(at_, end - at_)) == mark;
      at_ = end;
      if (last) return;
    }
  }

  const std::string_view text_;
  const VisitTerraformValue& visit_;
  std::size_t at_ = 0;
  std::vector<TerraformBlock> blocks_;
};

// The values of a file, with what it takes several of them to know.
class NamesOfValues {
 public:
  NamesOfValues(const std::string& path, std::string_view text, PackageNames& names)
      : path_(path), lines_(text), names_(names) {
    const std::string_view name = BaseName(path);
    is_loaded_ = name == "terraform.tfvars" || name.ends_with(".auto.tfvars");
  }

  void Add(const std::vector<TerraformBlock>& blocks, const TerraformValue& value) {
    if (blocks.empty()) {
      if (is_loaded_) AddVariable("var.", value.key, value.value, true);
      return;
    }
    const TerraformBlock& outer = blocks.front();
    const std::string_view label = outer.labels.empty() ? std::string_view() : outer.labels.front();
    const bool inside = blocks.size() == 2, alone = blocks.size() == 1;
    if (alone && outer.type == "variable" && value.key == "default") {
      AddVariable("var.", label, value.value, false);
    } else if (alone && outer.type == "locals") {
      AddVariable("local.", value.key, value.value, false);
    } else if (alone && outer.type == "module") {
      AddModule(outer, value);
    } else if (label == "terraform_remote_state") {
      const bool is_key = value.key == "key" || value.key == "prefix";
      if (is_key && IsVariableAlone(value.value)) {
        Push(names_.uses, "state ", value);
      }
    } else if (outer.type == "resource" || outer.type == "data") {
      const bool needs = outer.type == "data";
      std::vector<PackageName>& side = needs ? names_.uses : names_.declares;
      const bool is_name = HasWord("name bucket function_name", value.key);
      if (alone && is_name && IsVariableAlone(value.value)) {
        Push(side, std::string(label) + ' ', value);
      }
      if (inside && blocks.back().type == "tags" && value.key == "Name") {
        PushTag(side, label, value);
      }
      if (inside && needs && blocks.back().type == "filter") AddFilter(label, blocks.back(), value);
    }
  }

 private:
  void AddVariable(std::string_view kind, std::string_view name, const std::string& value,
                   bool overrides) {
    if (value.find("${") != value.npos) return;
    names_.values.push_back({std::string(kind) + std::string(name), value, overrides});
  }

  PackageName& Push(std::vector<PackageName>& side, const std::string& kind,
                    const TerraformValue& value) {
    PackageName& name = side.emplace_back();
    name.name = kind + value.value;
    // A variable alone may be anything in another folder; what it is there is added later.
    if (IsVariableAlone(value.value)) {
      name.name += std::string(kInFolder) + ParentPath(path_);
    }
    name.where = lines_.At(path_, value.offset);
    name.kind = "terraform";
    name.shown = value.value;
    name.one_maker = true;
    return name;
  }
  // `data "aws_subnets"` finds what `resource "aws_subnet"` makes.
  void PushTag(std::vector<PackageName>& side, std::string_view type, const TerraformValue& value) {
    if (type.ends_with('s') && &side == &names_.uses) type.remove_suffix(1);
    Push(side, std::string(kKindOfTag) + std::string(type) + ' ', value);
  }

  // `filter { name = "tag:Name", values = ["x"] }`
  void AddFilter(std::string_view type, const TerraformBlock& block, const TerraformValue& value) {
    if (filter_ != block.offset) {
      filter_ = block.offset;
      by_tag_ = false;
    }
    if (value.key == "name") by_tag_ = value.value == "tag:Name";
    if (value.key == "values" && by_tag_) PushTag(names_.uses, type, value);
  }

  // The module of the registry gives its name to the network that it makes.
  void AddModule(const TerraformBlock& block, const TerraformValue& value) {
    if (value.key == "source") makes_network_[block.offset] = value.value.ends_with("/vpc/aws");
    const auto made = makes_network_.find(block.offset);
    if (value.key == "name" && made != makes_network_.end() && made->second) {
      PushTag(names_.declares, "aws_vpc", value);
    }
  }

  const std::string& path_;
  const LineIndex lines_;
  PackageNames& names_;
  bool is_loaded_ = false;  // the file's values are those of variables
  std::size_t filter_ = std::string_view::npos;
  bool by_tag_ = false;
  std::map<std::size_t, bool> makes_network_;
};

}  // namespace

void VisitTerraformValues(std::string_view text, const VisitTerraformValue& visit) {
  ValueReader reader(text, visit);
  reader.ReadBody();
}

void AddTerraformValues(const std::string& path, std::string_view text, PackageNames& names) {
  NamesOfValues reader(path, text, names);
  VisitTerraformValues(text, [&](const std::vector<TerraformBlock>& blocks,
                                 const TerraformValue& value) { reader.Add(blocks, value); });
}

std::string WithTerraformValues(std::string_view name, const std::vector<NamedValue>& values) {
  if (const std::size_t folder = name.find("} in "); folder != name.npos) {
    name = name.substr(0, folder + 1);
  }
  std::string whole;
  bool any = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t open = std::min(name.find("${", at), name.size());
    whole += name.substr(at, open - at);
    if (open == name.size()) break;
    const std::size_t close = name.find('}', open);
    if (close == name.npos) return {};
    const std::string_view variable = Trim(name.substr(open + 2, close - open - 2));
    const NamedValue* known = nullptr;
    for (const NamedValue& one : values) {
      if (one.name != variable) continue;
      const bool wins = known == nullptr || (one.overrides && !known->overrides);
      if (wins) {
        known = &one;
      } else if (one.overrides == known->overrides && one.value != known->value) {
        return {};
      }
    }
    if (known == nullptr) return {};
    whole += known->value;
    any = true;
    at = close + 1;
  }
  return any ? whole : std::string();
}

}  // namespace prereq
