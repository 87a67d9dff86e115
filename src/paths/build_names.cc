#include "paths/build_names.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/yaml.h"
#include "paths/code_text.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

bool IsNameByteOfBuild(char c) { return IsWordByte(c) || c == '_'; }

class BuildNameReader {
 public:
  BuildNameReader(const FileFormat& format, const std::string& path, std::string_view text)
      : format_(format), path_(path), text_(text), lines_(text) {}

  PackageNames Run() {
    const std::string name = Lower(BaseName(path_));
    if (name == "pubspec.yaml") ReadYaml("dart", {"dependencies", "dev_dependencies"});
    if (name == "package.yaml") ReadYaml("cabal", {"dependencies"});
    if (name == "pulumi.yaml") ReadYaml("pulumi", {});
    if (!format_.Is("cabal") && !format_.Is("dart") && !format_.Is("meson") &&
        !format_.Is("snakemake")) {
      return std::move(names_);
    }
    code_ = BlankComments(format_, text_);
    text_ = code_;
    if (format_.Is("cabal")) ReadCabal();
    if (format_.Is("dart")) ReadDart();
    if (format_.Is("meson")) ReadMeson();
    if (format_.Is("snakemake")) ReadSnakemake();
    return std::move(names_);
  }

 private:
  void Add(std::vector<PackageName>& names, std::string_view ecosystem,
           std::string_view name) const {
    const auto place = static_cast<std::size_t>(name.data() - text_.data());
    names.push_back(
        {std::string(ecosystem) + ' ' + std::string(name), lines_.At(path_, place), format_.name});
  }
  void Add(std::vector<PackageName>& names, std::string_view ecosystem,
           const YamlNode& node) const {
    const std::string_view text = node.text();
    const std::string_view name = text.substr(0, text.find_first_of(" <>=^~"));
    names.push_back({std::string(ecosystem) + ' ' + std::string(name), node.where(), format_.name});
  }

  // The name of the package, and below keys of `uses`, at the top or in a component, those of
  // others.
  void ReadYaml(std::string_view ecosystem, std::initializer_list<std::string_view> uses) {
    const auto document = ParseYaml(path_, std::string(text_));
    if (!document || !document->root().IsMap()) return;
    const YamlNode root = document->root();
    if (const auto name = root.Find("name"); name && name->IsScalar()) {
      Add(names_.declares, ecosystem, *name);
    }
    AddUsed(ecosystem, root, uses, 0);
  }

  void AddUsed(std::string_view ecosystem, const YamlNode& map,
               std::initializer_list<std::string_view> uses, int depth) {
    constexpr int kDeepest = 2;  // executables: x: dependencies:
    for (std::size_t i = 0; i < map.size(); ++i) {
      const YamlNode value = map.value(i);
      if (value.aliased()) continue;
      const bool is_list = std::ranges::find(uses, map.key(i).text()) != uses.end();
      if (!is_list) {
        if (value.IsMap() && depth < kDeepest) AddUsed(ecosystem, value, uses, depth + 1);
        continue;
      }
      for (std::size_t k = 0; k < value.size(); ++k) {
        if (value.IsMap() && !IsFromElsewhere(value.value(k))) {
          Add(names_.uses, ecosystem, value.key(k));
        }
        if (value.IsList() && value.item(k).IsScalar()) {
          Add(names_.uses, ecosystem, value.item(k));
        }
      }
    }
  }

  // `{git: …}`, `{hosted: …}`, `{sdk: flutter}`.
  static bool IsFromElsewhere(const YamlNode& value) {
    return value.IsMap() && (value.Find("git") || value.Find("hosted") || value.Find("sdk"));
  }

  [[nodiscard]] std::string_view WordFrom(std::size_t at, std::string_view more = "") const {
    std::size_t end = at;
    while (end < text_.size() &&
           (IsNameByteOfBuild(text_[end]) || more.find(text_[end]) != std::string_view::npos)) {
      ++end;
    }
    return text_.substr(at, end - at);
  }

  // Calls `visit` with each line, from its first byte that is not blank.
  template <class Visit>
  void ForEachLine(const Visit& visit) const {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::size_t first = text_.find_first_not_of(" \t", at);
      if (first < end) visit(first, end, first - at);
      at = end + 1;
    }
  }

  // `name: beta`, and fields `build-depends: base, beta >= 1`, which go on in deeper lines.
  void ReadCabal() {
    std::size_t field = std::string_view::npos;  // the column of `build-depends`
    ForEachLine([&](std::size_t at, std::size_t end, std::size_t column) {
      const std::string_view key = WordFrom(at, "-");
      const bool opens = text_.substr(at + key.size(), 1) == ":";
      std::size_t from = at;
      if (opens) {
        from = at + key.size() + 1;
        field = Lower(key) == "build-depends" ? column : std::string_view::npos;
        if (column == 0 && Lower(key) == "name") {
          const std::size_t name = std::min(text_.find_first_not_of(" \t", from), end);
          Add(names_.declares, "cabal", WordFrom(name, "-"));
        }
      } else if (field != std::string_view::npos && column <= field && text_[at] != ',') {
        field = std::string_view::npos;
      }
      if (field == std::string_view::npos) return;
      for (const std::string_view part : Split(text_.substr(from, end - from), ',')) {
        const std::string_view trimmed = Trim(part);
        if (trimmed.empty()) continue;
        const std::string_view name =
            WordFrom(static_cast<std::size_t>(trimmed.data() - text_.data()), "-");
        if (!name.empty()) Add(names_.uses, "cabal", name);
      }
    });
  }

  // import 'package:beta/beta.dart';
  void ReadDart() {
    constexpr std::string_view kPackage = "package:";
    ForEachLine([&](std::size_t at, std::size_t end, std::size_t) {
      if (!HasWord("import export part", WordFrom(at))) return;
      const std::size_t package = text_.substr(0, end).find(kPackage, at);
      if (package == std::string_view::npos) return;
      Add(names_.uses, "dart", WordFrom(package + kPackage.size()));
    });
  }

  // `beta_dep = declare_dependency(…)`, and each word outside of strings that is no keyword of a
  // call and no function.
  void ReadMeson() {
    bool in_string = false;
    ForEachLine([&](std::size_t begin, std::size_t end, std::size_t) {
      bool first = true;
      for (std::size_t at = begin; at < end;) {
        if (text_[at] == '\'') in_string = !in_string;
        const std::string_view word = in_string ? std::string_view() : WordFrom(at);
        if (word.empty()) {
          ++at;
          first = first && text_[at - 1] == ' ';
          continue;
        }
        at += word.size();
        const std::size_t behind = std::min(text_.find_first_not_of(" \t", at), end);
        const char next = behind < end ? text_[behind] : '\n';
        const bool compares = next == '=' && behind + 1 < end && text_[behind + 1] == '=';
        const bool is_member = word.data() > text_.data() && *(word.data() - 1) == '.';
        if (first && next == '=' && !compares) {
          Add(names_.declares, "meson", word);
        } else if (next != ':' && next != '(' && !is_member && !IsDigit(word.front())) {
          Add(names_.uses, "meson", word);
        }
        first = false;
      }
      in_string = false;
    });
  }

  // `rule beta:` and `rules.beta.output`; the files of `output:` and `input:`.
  void ReadSnakemake() {
    std::size_t column_of_files = std::string_view::npos;
    bool is_output = false;
    ForEachLine([&](std::size_t at, std::size_t end, std::size_t column) {
      const std::string_view keyword = WordFrom(at);
      const bool opens = text_.substr(at + keyword.size(), 1) == ":";
      if (column_of_files == std::string_view::npos || column <= column_of_files || opens) {
        is_output = keyword == "output";
        column_of_files = opens && (is_output || keyword == "input") ? column : text_.npos;
      }
      if (column_of_files != text_.npos) {
        AddFiles(text_.substr(at, end - at), is_output ? names_.declares : names_.uses);
      }
      if (keyword == "rule" || keyword == "checkpoint") {
        const std::size_t name = std::min(text_.find_first_not_of(" \t", at + keyword.size()), end);
        const std::string_view rule = WordFrom(name);
        if (!rule.empty()) Add(names_.declares, "snakemake", rule);
      }
      for (const std::string_view table : {"rules.", "checkpoints."}) {
        for (std::size_t found = text_.substr(0, end).find(table, at);
             found != std::string_view::npos; found = text_.substr(0, end).find(table, found + 1)) {
          const bool is_whole = found == 0 || !IsNameByteOfBuild(text_[found - 1]);
          const std::string_view rule = WordFrom(found + table.size());
          if (is_whole && !rule.empty()) Add(names_.uses, "snakemake", rule);
        }
      }
    });
  }

  // The quoted paths of a line, what stands for any name as `{}`.
  void AddFiles(std::string_view line, std::vector<PackageName>& names) const {
    for (std::size_t at = line.find_first_of("\"'"); at != line.npos;) {
      const std::size_t close = line.find(line[at], at + 1);
      if (close == line.npos) return;
      const std::string_view path = line.substr(at + 1, close - at - 1);
      at = line.find_first_of("\"'", close + 1);
      if (path.find_first_of("./") == path.npos) continue;
      std::string key = "file of snakemake ";
      bool inside = false;
      for (const char c : path) {
        if (c == '{') inside = true;
        if (!inside || c == '{' || c == '}') key += c;
        if (c == '}') inside = false;
      }
      PackageName name{std::move(key),
                       lines_.At(path_, static_cast<std::size_t>(path.data() - text_.data())),
                       format_.name, std::string(path)};
      name.one_maker = true;
      names.push_back(std::move(name));
    }
  }

  const FileFormat& format_;
  const std::string& path_;
  std::string code_;
  std::string_view text_;
  const LineIndex lines_;
  PackageNames names_;
};

}  // namespace

bool HasBuildNames(const FileFormat& format, std::string_view path) {
  const std::string name = Lower(BaseName(path));
  return name == "pubspec.yaml" || name == "package.yaml" || name == "pulumi.yaml" ||
         format.Is("cabal") || format.Is("dart") || format.Is("meson") || format.Is("snakemake");
}

PackageNames ReadBuildNames(const FileFormat& format, const std::string& path,
                            std::string_view text) {
  return HasBuildNames(format, path) ? BuildNameReader(format, path, text).Run() : PackageNames();
}

}  // namespace prereq
