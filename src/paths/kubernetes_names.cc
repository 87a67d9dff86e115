#include "paths/kubernetes_names.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

struct ReferenceRow {
  std::string_view keys, kind;
};
// Keys below which `name:` is that of an object; of any kind that `kind:` says there where none
// stands here.
constexpr ReferenceRow kHolders[] = {
    {"configMapRef configMapKeyRef configMap", "ConfigMap"},
    {"secretRef secretKeyRef imagePullSecrets", "Secret"},
    {"service backendRefs", "Service"},
    {"parentRefs", "Gateway"},
    {"roleRef subjects scaleTargetRef", ""},
};
// Keys whose value is the name.
constexpr ReferenceRow kDirect[] = {{"claimName", "PersistentVolumeClaim"},
                                    {"serviceAccountName", "ServiceAccount"},
                                    {"serviceName", "Service"},
                                    {"secretName", "Secret"}};

// A word of YAML without quotes and remarks; empty where a template would fill it in.
std::string_view PlainValue(std::string_view value) {
  value = Trim(value);
  value = Trim(value.substr(0, value.find(" #")));
  const bool quoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
                      value.back() == value.front();
  if (quoted) value = value.substr(1, value.size() - 2);
  return value.find_first_of("{}$<>*&|") == std::string_view::npos ? value : std::string_view();
}

// The entries of `{ a: b, c: { d: e } }` or `[a, b]`; none where it does not end there.
std::vector<std::string_view> EntriesOf(std::string_view flow) {
  std::vector<std::string_view> entries;
  int depth = 0;
  std::size_t begin = 1;
  for (std::size_t at = 0; at < flow.size(); ++at) {
    const char c = flow[at];
    if (c == '{' || c == '[') ++depth;
    const bool closes = (c == '}' || c == ']') && --depth == 0;
    if (!closes && (c != ',' || depth != 1)) continue;
    entries.push_back(flow.substr(begin, at - begin));
    if (closes) return entries;
    begin = at + 1;
  }
  return {};
}

class ObjectReader {
 public:
  ObjectReader(const FileFormat& format, const std::string& path, std::string_view text)
      : format_(format), path_(path), text_(text), lines_(text) {}

  PackageNames Run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      std::size_t first = text_.find_first_not_of(" \t", at);
      while (first + 1 < end && text_[first] == '-' && text_[first + 1] == ' ') {
        first = text_.find_first_not_of(' ', first + 1);
      }
      if (first < end && text_[first] != '#') {
        ReadLine(text_.substr(first, end - first), first - at, 0);
      }
      at = end + 1;
    }
    End();
    return std::move(names_);
  }

 private:
  struct Object {
    std::string_view kind, name, api;
    std::size_t place = 0, metadata_column = 0;
    bool in_metadata = false;
    const ReferenceRow* holder = nullptr;  // of the `name:` below it
    std::size_t holder_column = 0, name_column = 0;
    std::string_view held_kind, held_name;                  // below a holder of any kind
    std::vector<std::pair<std::string, std::size_t>> uses;  // "Namespace shop", places
  };

  [[nodiscard]] std::size_t PlaceOf(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - text_.data());
  }

  // One key with its value; what a mapping in braces holds stands one column deeper each.
  void ReadLine(std::string_view line, std::size_t column, int depth) {
    constexpr int kMostDepth = 8;
    if (depth > kMostDepth) return;
    if (line.starts_with("---") && depth == 0) return End();
    if (line.starts_with('{')) {
      for (const std::string_view entry : EntriesOf(line)) ReadEntry(entry, column, depth);
      return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = line.substr(0, colon);
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    const bool is_flow = value.starts_with('{') || value.starts_with('[');
    ReadKey(key, is_flow ? value.substr(0, 0) : PlainValue(value), column, PlaceOf(line));
    if (!is_flow) return;
    for (const std::string_view entry : EntriesOf(value)) ReadEntry(entry, column + 1, depth);
  }
  void ReadEntry(std::string_view entry, std::size_t column, int depth) {
    entry.remove_prefix(std::min(entry.find_first_not_of(" \t"), entry.size()));
    if (!entry.empty()) ReadLine(entry, column, depth + 1);
  }

  void ReadKey(std::string_view key, std::string_view value, std::size_t column, std::size_t at) {
    const std::size_t place = value.empty() ? at : PlaceOf(value);
    if (column == 0) {
      object_.in_metadata = key == "metadata";
      if (key == "kind") object_.kind = value;
      if (key == "apiVersion") object_.api = value;
    } else if (object_.in_metadata && object_.metadata_column == 0) {
      object_.metadata_column = column;
    }
    const bool of_metadata = object_.in_metadata && column == object_.metadata_column && column > 0;
    if (of_metadata && key == "name") {
      object_.name = value;
      object_.place = place;
    }
    if (of_metadata && key == "namespace") Use("Namespace", value, place);
    ReadReference(key, value, column, place);
  }

  void Use(std::string_view kind, std::string_view name, std::size_t at) {
    if (name.empty() || name == "default") return;
    object_.uses.emplace_back(std::string(kind) + ' ' + std::string(name), at);
  }

  // `configMapRef:` with `name: x` below it; `secretName: x` of a volume.
  void ReadReference(std::string_view key, std::string_view value, std::size_t column,
                     std::size_t at) {
    if (object_.holder != nullptr && column <= object_.holder_column) object_.holder = nullptr;
    for (const ReferenceRow& row : kHolders) {
      if (!HasWord(row.keys, key) || !value.empty()) continue;
      object_.holder = &row;
      object_.holder_column = column;
      object_.name_column = 0;
      object_.held_kind = object_.held_name = {};
      return;
    }
    if (object_.holder != nullptr) {
      if (object_.name_column == 0) object_.name_column = column;
      if (column == object_.name_column) ReadHeld(key, value, at);
    }
    for (const ReferenceRow& row : kDirect) {
      if (HasWord(row.keys, key)) Use(row.kind, value, at);
    }
  }

  void ReadHeld(std::string_view key, std::string_view value, std::size_t at) {
    if (!object_.holder->kind.empty()) {
      if (key == "name") Use(object_.holder->kind, value, at);
      return;
    }
    if (key == "kind") object_.held_kind = value;
    if (key == "name") object_.held_name = value;
    if (object_.held_kind.empty() || object_.held_name.empty()) return;
    Use(object_.held_kind, object_.held_name, PlaceOf(object_.held_name));
    object_.held_kind = object_.held_name = {};  // of a list, the next one follows
  }

  void End() {
    const bool is_kept = !object_.kind.empty() && !object_.api.empty() &&
                         object_.api.find("kustomize.config") == std::string_view::npos;
    if (is_kept) {
      if (!object_.name.empty()) {
        Add(names_.declares, std::string(object_.kind) + ' ' + std::string(object_.name),
            object_.place);
      }
      for (const auto& [name, at] : object_.uses) Add(names_.uses, name, at);
    }
    object_ = {};
  }

  void Add(std::vector<PackageName>& names, const std::string& name, std::size_t at) const {
    names.push_back({"kubernetes " + name, lines_.At(path_, at), format_.name, name});
  }

  const FileFormat& format_;
  const std::string& path_;
  const std::string_view text_;
  const LineIndex lines_;
  Object object_;
  PackageNames names_;
};

}  // namespace

bool HoldsObjectsOfKubernetes(const FileFormat& format, std::string_view text) {
  return format.Is("yaml") && text.find("apiVersion:") != std::string_view::npos &&
         text.find("kind:") != std::string_view::npos;
}

PackageNames ReadObjectsOfKubernetes(const FileFormat& format, const std::string& path,
                                     std::string_view text) {
  return ObjectReader(format, path, text).Run();
}

}  // namespace prereq
