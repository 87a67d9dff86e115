#include "paths/tool_names.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "documents/yaml.h"
#include "paths/code_text.h"
#include "paths/directives.h"
#include "paths/kubernetes_names.h"
#include "paths/markup_words.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

constexpr std::string_view kPatterns = "_patterns/";

bool IsWorkflow(std::string_view path) {
  return path.find(".github/workflows/") != std::string_view::npos;
}
bool IsPattern(const FileFormat& format, std::string_view path) {
  return format.Is("template") && path.find(kPatterns) != std::string_view::npos;
}

// `molecules` of `01-molecules`, as it is without a number.
std::string_view WithoutOrder(std::string_view name) {
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  const bool numbered = digits > 0 && digits + 1 < name.size() && name[digits] == '-';
  return numbered ? name.substr(digits + 1) : name;
}

class ToolNameReader {
 public:
  ToolNameReader(const FileFormat& format, const std::string& path, std::string_view text)
      : format_(format), path_(path), text_(text), lines_(text) {}

  PackageNames Run() {
    const std::string_view name = BaseName(path_);
    if (name == "package.xml") ReadRos();
    if (name.ends_with(".app.src")) ReadErlang();
    if (IsPattern(format_, path_)) ReadPattern();
    if (format_.Is("notebook")) ReadStored();
    if (IsWorkflow(path_) && format_.Is("yaml")) ReadWorkflow();
    if (HoldsObjectsOfKubernetes(format_, text_)) {
      PackageNames objects = ReadObjectsOfKubernetes(format_, path_, text_);
      std::ranges::move(objects.declares, std::back_inserter(names_.declares));
      std::ranges::move(objects.uses, std::back_inserter(names_.uses));
    }
    return std::move(names_);
  }

 private:
  void Add(std::vector<PackageName>& names, std::string_view tool, std::string_view name,
           std::size_t at) const {
    if (name.empty()) return;
    names.push_back({std::string(tool) + ' ' + std::string(name), lines_.At(path_, at),
                     format_.name, std::string(name)});
  }

  // <name> and <depend> of a package.xml; what tests alone need says no order.
  void ReadRos() {
    for (const SourceWord& word : FindMarkupWords(text_)) {
      if (!word.assigned.empty()) continue;
      if (word.call == "name" && word.depth == 2)
        Add(names_.declares, "ros", word.text, word.offset);
      if (HasWord("depend build_depend build_export_depend exec_depend run_depend "
                  "buildtool_depend",
                  word.call)) {
        Add(names_.uses, "ros", word.text, word.offset);
      }
    }
  }

  // {application, beta, [{applications, [kernel, alpha]}]}.
  void ReadErlang() {
    const std::string code = BlankComments(format_, text_);
    const auto skip = [&](std::size_t at) {
      return std::min(code.find_first_not_of(" \t\r\n,[", at), code.size());
    };
    const auto word_at = [&](std::size_t at) {
      std::size_t end = at;
      while (end < code.size() && (IsWordByte(code[end]) || code[end] == '_')) ++end;
      return std::string_view(code).substr(at, end - at);
    };
    constexpr std::string_view kOwn = "{application,", kOthers = "applications,";
    if (const std::size_t own = code.find(kOwn); own != std::string::npos) {
      const std::size_t at = skip(own + kOwn.size());
      Add(names_.declares, "erlang", word_at(at), at);
    }
    for (std::size_t list = code.find(kOthers); list != std::string::npos;
         list = code.find(kOthers, list + 1)) {
      const std::size_t open = code.find('[', list);
      if (open == std::string::npos) return;
      const std::size_t close = std::min(code.find(']', open), code.size());
      for (std::size_t at = skip(open); at < close;) {
        const std::string_view word = word_at(at);
        Add(names_.uses, "erlang", word, at);
        at = skip(at + std::max<std::size_t>(word.size(), 1));
      }
    }
  }

  // `_patterns/01-molecules/03-search.mustache` is called `molecules-search` in `{{> … }}`.
  void ReadPattern() {
    std::string_view inside = std::string_view(path_).substr(path_.find(kPatterns));
    inside.remove_prefix(kPatterns.size());
    const std::string_view type = WithoutOrder(inside.substr(0, inside.find('/')));
    std::string_view file = BaseName(inside);
    file = WithoutOrder(file.substr(0, file.find('.')));
    Add(names_.declares, "pattern", std::string(type) + '-' + std::string(file), 0);
    for (std::string_view partial : FindDirectives(format_, path_, text_)) {
      const auto at = static_cast<std::size_t>(partial.data() - text_.data());
      Add(names_.uses, "pattern", partial.substr(0, partial.find_first_of(":( ")), at);
    }
  }

  // `%store x y` keeps variables, `%store -r x` gets one back.
  void ReadStored() {
    const Result<Notebook> notebook = ReadNotebook(path_, text_);
    if (!notebook) return;
    constexpr std::string_view kStore = "%store ";
    for (const NotebookCell& cell : notebook->cells) {
      const std::string_view source = cell.source();
      for (const std::string_view line : Lines(source)) {
        if (!line.starts_with(kStore)) continue;
        const std::string_view rest = line.substr(kStore.size());
        const bool restores = rest.starts_with("-r ");
        // `%store x > a.txt` writes a file, `-d` and `-z` take away.
        if ((rest.starts_with('-') && !restores) || rest.find('>') != rest.npos) continue;
        for (const std::string_view name : Split(rest, ' ')) {
          if (name.empty() || name.starts_with('-')) continue;
          const Span span{static_cast<std::size_t>(name.data() - source.data()), name.size()};
          Add(restores ? names_.uses : names_.declares, "stored", Trim(name),
              cell.InFile(span).offset);
        }
      }
    }
  }

  // `on: {workflow_run: {workflows: ["01 Build"]}}` of another one's `name:`.
  void ReadWorkflow() {
    const auto document = ParseYaml(path_, std::string(text_));
    if (!document || !document->root().IsMap()) return;
    const YamlNode root = document->root();
    const auto add = [&](std::vector<PackageName>& names, const YamlNode& node) {
      names.push_back({"workflow " + std::string(node.text()), node.where(), format_.name,
                       std::string(node.text())});
    };
    if (const auto name = root.Find("name"); name && name->IsScalar()) add(names_.declares, *name);
    std::optional<YamlNode> used = root.Find("on");
    for (const char* key : {"workflow_run", "workflows"}) {
      if (used) used = used->Find(key);
    }
    for (std::size_t i = 0; used && used->IsList() && i < used->size(); ++i) {
      if (used->item(i).IsScalar()) add(names_.uses, used->item(i));
    }
  }

  const FileFormat& format_;
  const std::string& path_;
  const std::string_view text_;
  const LineIndex lines_;
  PackageNames names_;
};

}  // namespace

bool HasToolNames(const FileFormat& format, std::string_view path, std::string_view text) {
  const std::string_view name = BaseName(path);
  return name == "package.xml" || name.ends_with(".app.src") || IsPattern(format, path) ||
         (format.Is("notebook") && text.find("%store ") != std::string_view::npos) ||
         (format.Is("yaml") && IsWorkflow(path)) || HoldsObjectsOfKubernetes(format, text);
}

PackageNames ReadToolNames(const FileFormat& format, const std::string& path,
                           std::string_view text) {
  return HasToolNames(format, path, text) ? ToolNameReader(format, path, text).Run()
                                          : PackageNames();
}

}  // namespace prereq
