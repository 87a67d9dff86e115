#include "paths/orchestration.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/yaml.h"
#include "paths/code_text.h"
#include "paths/command_lines.h"
#include "paths/compose_images.h"
#include "paths/gradle_projects.h"
#include "paths/outputs.h"

namespace prereq {
namespace {

using Trust = PathTargets::Trust;

constexpr std::array<std::string_view, 7> kNeeds = {
    "needs", "depends_on", "dependsOn", "depends", "runAfter", "requires", "dependencies"};
// Files that a stage of DVC takes, and those that it makes.
constexpr std::string_view kTaken = "deps";
constexpr std::array<std::string_view, 5> kMade = {"outs", "outs_no_cache", "outs_persist",
                                                   "metrics", "plots"};
// What an entry of a list is called by.
constexpr std::array<std::string_view, 7> kNames = {"task_key", "name", "job", "task",
                                                    "stage",    "key",  "id"};
// Of a part, where it is done.
constexpr std::array<std::string_view, 6> kPlaces = {"build",       "context", "working-directory",
                                                     "working_dir", "dir",     "path"};

// What makes something out of a module.
constexpr std::string_view kDoing = "apply up install create build deploy test start";

template <std::size_t kSize>
bool IsAmong(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool IsNameOfPart(char c) { return IsWordByte(c) || c == '_' || c == '-'; }

struct NamedPart {
  std::string_view name;
  YamlNode node;
};

class YamlOrchestration {
 public:
  YamlOrchestration(const PathTargets& targets, const std::string& path)
      : targets_(targets), path_(path) {}

  std::vector<ToldNeed> Run(const YamlNode& root) {
    Walk(root, 0);
    std::ranges::stable_sort(needs_, {}, &ToldNeed::where);
    return std::move(needs_);
  }

 private:
  static bool SaysNeeds(const YamlNode& node) {
    for (std::size_t i = 0; node.IsMap() && i < node.size(); ++i) {
      if (IsAmong(kNeeds, node.key(i).text()) || node.key(i).text() == kTaken) return true;
    }
    return false;
  }

  void Walk(const YamlNode& node, int depth) {
    constexpr int kDeepest = 12;
    if (depth > kDeepest || node.aliased()) return;
    std::vector<NamedPart> parts;
    bool any = false;
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (!node.IsMap() && !node.IsList()) break;
      const YamlNode value = node.IsMap() ? node.value(i) : node.item(i);
      Walk(value, depth + 1);
      if (!value.IsMap()) continue;
      any = any || SaysNeeds(value);
      if (node.IsMap()) {
        parts.push_back({node.key(i).text(), value});
      } else if (const std::string_view name = NameOfItem(value); !name.empty()) {
        parts.push_back({name, value});
      }
    }
    if (any) Connect(parts);
  }

  static std::string_view NameOfItem(const YamlNode& item) {
    for (const std::string_view key : kNames) {
      const auto name = item.Find(key);
      if (name && name->IsScalar()) return name->text();
    }
    return {};
  }

  void Connect(const std::vector<NamedPart>& parts) {
    std::map<std::string_view, ModuleId> owners;
    for (const NamedPart& part : parts) {
      if (const auto owner = OwnerOf(part)) owners.emplace(part.name, *owner);
    }
    std::map<std::string_view, ModuleId> makers;  // of files
    for (const NamedPart& part : parts) {
      const auto own = owners.find(part.name);
      for (std::size_t i = 0; own != owners.end() && i < part.node.size(); ++i) {
        if (!IsAmong(kMade, part.node.key(i).text())) continue;
        VisitFiles(part.node.value(i),
                   [&](const YamlNode& file) { makers.emplace(file.text(), own->second); });
      }
    }
    for (const NamedPart& part : parts) {
      const auto own = owners.find(part.name);
      if (own == owners.end()) continue;
      for (std::size_t i = 0; i < part.node.size(); ++i) {
        if (part.node.key(i).text() == kTaken) {
          VisitFiles(part.node.value(i), [&](const YamlNode& file) {
            const auto maker = makers.find(file.text());
            if (maker == makers.end() || maker->second == own->second) return;
            needs_.push_back(
                {own->second, maker->second, file.where(), std::string(file.text()), "yaml"});
          });
        }
        if (!IsAmong(kNeeds, part.node.key(i).text())) continue;
        VisitNeeded(part.node.value(i), [&](std::string_view name, const Location& where) {
          const auto needed = owners.find(name);
          if (needed == owners.end() || needed->second == own->second) return;
          needs_.push_back({own->second, needed->second, where, std::string(name), "yaml"});
        });
      }
    }
  }

  // [data/a.csv, {data/b.csv: {cache: false}}]
  template <class Visit>
  static void VisitFiles(const YamlNode& value, const Visit& visit) {
    for (std::size_t i = 0; value.IsList() && i < value.size(); ++i) {
      const YamlNode item = value.item(i);
      if (item.IsScalar()) visit(item);
      if (item.IsMap() && item.size() == 1) visit(item.key(0));
    }
  }

  // "02-core", [02-core], [{job: 02-core}], {02-core: {condition: …}}, "02-core.Succeeded && x".
  template <class Visit>
  static void VisitNeeded(const YamlNode& value, const Visit& visit) {
    if (value.IsScalar()) {
      const std::string_view text = value.text();
      for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && IsNameOfPart(text[end])) ++end;
        if (end > at) visit(text.substr(at, end - at), value.PlaceOf(at));
        at = end + 1;
      }
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value.IsMap()) visit(value.key(i).text(), value.key(i).where());
      if (!value.IsList()) continue;
      const YamlNode item = value.item(i);
      if (item.IsScalar()) visit(item.text(), item.where());
      for (const std::string_view key : kNames) {
        const auto name = item.Find(key);
        if (name && name->IsScalar()) visit(name->text(), name->where());
      }
    }
  }

  // Whether the part takes down what others build: its needs go the other way. A job called as a
  // module says nothing by that.
  [[nodiscard]] bool Undoes(const NamedPart& part, ModuleId owner) const {
    const std::string folder = Lower(BaseName(targets_.PathOf(owner)));
    const bool is_called_so = folder.find(Lower(part.name)) != std::string::npos;
    if (TakesDown(part.name) && !is_called_so) return true;
    bool undoes = false, does = false;
    LookAtCommands(part.node, undoes, does);
    return undoes && !does;
  }

  static void LookAtCommands(const YamlNode& node, bool& undoes, bool& does) {
    constexpr std::array<std::string_view, 6> kCommands = {"run", "script", "command",
                                                           "cmd", "cmds",   "commands"};
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (!node.IsMap() && !node.IsList()) break;
      const YamlNode value = node.IsMap() ? node.value(i) : node.item(i);
      if (value.aliased()) continue;
      const bool commands = !node.IsMap() || IsAmong(kCommands, node.key(i).text());
      if (!value.IsScalar()) {
        LookAtCommands(value, undoes, does);
      } else if (commands) {
        for (const std::string_view line : Lines(value.text())) {
          const bool undo = TakesDown(line);
          undoes = undoes || undo;
          if (undo) continue;
          for (const std::string_view word : Split(kDoing, ' ')) {
            does = does || HasWord(line, word);
          }
        }
      }
    }
  }

  // The module that a part builds.
  [[nodiscard]] std::optional<ModuleId> OwnerOf(const NamedPart& part) const {
    const std::optional<ModuleId> owner = ModuleOf(part);
    return owner && Undoes(part, *owner) ? std::nullopt : owner;
  }

  [[nodiscard]] std::optional<ModuleId> ModuleOf(const NamedPart& part) const {
    if (const auto named = targets_.ByName(part.name)) return named;
    for (const bool places : {true, false}) {
      std::set<ModuleId> found;
      AddLedInto(part.node, places, found);
      if (found.size() == 1) return *found.begin();
    }
    return std::nullopt;
  }

  // The modules into which words of the part lead; `places`: only those under kPlaces.
  void AddLedInto(const YamlNode& node, bool places, std::set<ModuleId>& found) const {
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (!node.IsMap() && !node.IsList()) break;
      const std::string_view key = node.IsMap() ? node.key(i).text() : std::string_view();
      const YamlNode value = node.IsMap() ? node.value(i) : node.item(i);
      if (IsAmong(kNeeds, key) || value.aliased()) continue;
      if (value.IsScalar() && (!places || IsAmong(kPlaces, key))) AddWords(value.text(), found);
      if (value.IsScalar() && !places) AddArguments(value.text(), found);
      if (!value.IsScalar()) AddLedInto(value, places, found);
    }
  }

  void AddWords(std::string_view text, std::set<ModuleId>& found) const {
    constexpr std::string_view kWordEnds = " \t\n\"'=;&|()";
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(kWordEnds, at), text.size());
      const std::string_view word = text.substr(at, end - at);
      at = end + 1;
      if (word.empty() || !targets_.MayName(word)) continue;
      const auto target = targets_.Find(word, path_, Trust::kCommand);
      if (target && target->module) found.insert(*target->module);
    }
  }

  // `./build.sh java 01-base`, `java/build.sh 01-base`: the module's folder and name as two words,
  // or its name alone handed to a script that lies beside it.
  void AddArguments(std::string_view text, std::set<ModuleId>& found) const {
    for (const std::string_view line : Lines(text)) {
      std::vector<std::string_view> words;
      for (const std::string_view word : Split(line, ' ')) {
        const std::string_view bare = Unquoted(Trim(word));
        if (!bare.empty()) words.push_back(bare);
      }
      auto script = words.begin();
      while (script != words.end() && HasWord("bash sh sudo python python3 pwsh", *script))
        ++script;
      if (script == words.end() || !Builds(*script)) continue;
      std::string_view file = *script;
      if (file.starts_with("./")) file.remove_prefix(2);
      std::string folder = ParentPath(file);
      bool beside = true;  // the script and the next word
      for (auto word = script + 1; word != words.end(); ++word) {
        if (word->starts_with('-')) continue;
        const std::optional<ModuleId> module = targets_.ByName(*word);
        const std::string_view path = module ? targets_.PathOf(*module) : std::string_view();
        const std::string holder = ParentPath(path);
        const bool is_its = beside ? holder == folder : BaseName(holder) == folder;
        if (BaseName(path) == *word && !holder.empty() && is_its) found.insert(*module);
        folder = *word;
        beside = false;
      }
    }
  }

  static std::string_view Unquoted(std::string_view word) {
    const bool quoted = word.size() > 1 && (word.front() == '"' || word.front() == '\'') &&
                        word.back() == word.front();
    return quoted ? word.substr(1, word.size() - 2) : word;
  }

  // Whether a word of a command is a script that makes something, by its name: `build.sh`.
  static bool Builds(std::string_view word) {
    const FileFormat& format = FormatOf(word);
    if (format.content != FileContent::kCode || word.find('.') == std::string_view::npos)
      return false;
    const std::string name = Lower(BaseName(word));
    for (std::size_t at = 0; at < name.size();) {
      std::size_t end = at;
      while (end < name.size() && IsWordByte(name[end])) ++end;
      if (HasWord(kDoing, std::string_view(name).substr(at, end - at))) return true;
      at = end + 1;
    }
    return false;
  }

  const PathTargets& targets_;
  const std::string& path_;
  std::vector<ToldNeed> needs_;
};

std::string_view IdentifierAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (text.substr(at).starts_with('`')) {
    end = std::min(text.find('`', at + 1), text.size());
    return text.substr(at + 1, end - at - 1);
  }
  while (end < text.size() && IsNameOfPart(text[end])) ++end;
  return text.substr(at, end - at);
}

// `lazy val intro = project.in(file("01-intro")).dependsOn(core % "test")`
class SbtOrchestration {
 public:
  SbtOrchestration(const PathTargets& targets, const std::string& path, std::string_view text)
      : targets_(targets), path_(path), code_(BlankComments(FormatOf(path), text)), lines_(text) {}

  std::vector<ToldNeed> Run() {
    FindProjects();
    for (const auto& [name, project] : projects_) AddNeeds(project);
    std::ranges::stable_sort(needs_, {}, &ToldNeed::where);
    return std::move(needs_);
  }

 private:
  struct Project {
    std::optional<ModuleId> module;
    std::string_view body;
  };

  void FindProjects() {
    const std::string_view text = code_;
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view line = text.substr(at, text.find('\n', at) - at);
      if (line.starts_with("lazy val ") || line.starts_with("val ")) begins.push_back(at);
      at += line.size() + 1;
    }
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
      const std::string_view body = text.substr(begins[i], end - begins[i]);
      const std::size_t name_at = body.find("val ") + 4;
      const std::string_view name = IdentifierAt(body, name_at);
      const std::size_t value = body.find('=');
      if (name.empty() || value == std::string_view::npos) continue;
      const std::string_view made = Trim(body.substr(value + 1));
      const bool is_project = made.starts_with("project") || made.starts_with("(project") ||
                              made.starts_with("Project(") || made.starts_with("crossProject");
      if (!is_project) continue;
      const std::string_view folder = QuotedBehind(body, "file(");
      const auto target = targets_.Find(folder.empty() ? name : folder, path_, Trust::kCommand);
      projects_[name] = {target ? target->module : std::nullopt, body};
    }
  }

  // The names inside of `dependsOn(…)`.
  void AddNeeds(const Project& project) {
    constexpr std::string_view kDepends = ".dependsOn(";
    if (!project.module) return;
    std::size_t i = 0;
    for (std::size_t at = project.body.find(kDepends); at != std::string_view::npos;
         at = project.body.find(kDepends, i)) {
      int depth = 1;
      for (i = at + kDepends.size(); i < project.body.size() && depth > 0;) {
        const char c = project.body[i];
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (c == '"') {
          i = std::min(project.body.find('"', i + 1), project.body.size() - 1) + 1;
          continue;
        }
        const std::string_view name = IdentifierAt(project.body, i);
        if (name.empty()) {
          ++i;
          continue;
        }
        i = static_cast<std::size_t>(name.end() - project.body.begin());
        if (i < project.body.size() && project.body[i] == '`') ++i;
        AddNeed(project, name);
      }
    }
  }

  void AddNeed(const Project& project, std::string_view name) {
    const auto needed = projects_.find(name);
    if (needed == projects_.end() || !needed->second.module) return;
    if (*needed->second.module == *project.module) return;
    const auto place = static_cast<std::size_t>(name.data() - code_.data());
    needs_.push_back({*project.module, *needed->second.module, lines_.At(path_, place),
                      std::string(name), "scala"});
  }

  const PathTargets& targets_;
  const std::string& path_;
  const std::string code_;
  const LineIndex lines_;
  std::map<std::string_view, Project> projects_;
  std::vector<ToldNeed> needs_;
};

}  // namespace

bool MayOrchestrate(std::string_view path) {
  return FormatOf(path).Is("yaml") || BaseName(path) == "build.sbt" || IsGradleSettings(path);
}

Orchestration ReadOrchestration(const PathTargets& targets, const std::string& path,
                                std::string_view text) {
  Orchestration found;
  if (!targets.MayName(text)) return found;
  if (IsGradleSettings(path)) {
    found.declares = ProjectsOfSettings(targets, path, text);
  } else if (BaseName(path) == "build.sbt") {
    found.needs = SbtOrchestration(targets, path, text).Run();
  } else {
    const auto has = [&](std::string_view key) { return text.find(key) != std::string_view::npos; };
    const bool says_needs = has(kTaken) || std::ranges::any_of(kNeeds, has);
    const bool builds = MayBuildImages(text);
    if (!says_needs && !builds) return found;
    const auto document = ParseYaml(path, std::string(text));
    if (!document) return found;
    if (says_needs) found.needs = YamlOrchestration(targets, path).Run(document->root());
    if (builds) AddImagesOfCompose(targets, path, document->root(), found);
    std::ranges::stable_sort(found.needs, {}, &ToldNeed::where);
  }
  return found;
}

}  // namespace prereq
