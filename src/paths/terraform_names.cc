#include "paths/terraform_names.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/terraform_values.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

constexpr std::string_view kTerraform = "terraform";
constexpr std::size_t kLongestName = 256;  // bytes of what a data source looks up

// A key that a tool gives to any state says nothing; `net/x` and `net.tfstate` are names.
bool IsNameOfState(std::string_view key) {
  if (key.find('$') != std::string_view::npos) return false;
  return key.find('/') != std::string_view::npos ||
         (key.ends_with(".tfstate") && key != "terraform.tfstate" && key != "default.tfstate");
}

// `name` of `workspaces { … }` in `cloud` or `backend "remote"`.
bool IsWorkspace(std::string_view text, const SourceWord& word) {
  constexpr std::size_t kMostBack = 200;
  if (word.assigned != "name" || word.text.find('$') != std::string_view::npos) return false;
  const std::size_t low = word.offset > kMostBack ? word.offset - kMostBack : 0;
  const std::string_view before = text.substr(low, word.offset - low);
  const std::size_t block = before.rfind("workspaces");
  return block != std::string_view::npos && before.find('}', block) == std::string_view::npos;
}

// `00-base` of `00-base/terraform.tfstate`, `tf/00-base` of `${var.env}/tf/00-base.tfstate`: the
// folder of a step in the key of its state, with number and name; empty where none stands there.
std::string_view LayerOf(std::string_view key) {
  constexpr std::string_view kEnding = ".tfstate";
  if (key.ends_with(kEnding)) key.remove_suffix(kEnding.size());
  std::size_t begin = 0;
  for (const std::string_view part : Split(key, '/')) {
    const auto end = static_cast<std::size_t>(part.data() - key.data()) + part.size();
    const SplitName split = SplitNumberedName(part);
    if (part.find('$') != std::string_view::npos) {
      begin = end + 1;
    } else if (split.number && !split.rest.empty()) {
      return key.substr(begin, end - begin);
    }
  }
  return {};
}

std::string_view WordAt(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && (IsWordByte(line[end]) || line[end] == '_' || line[end] == '.')) {
    ++end;
  }
  return line.substr(at, end - at);
}

// `key = var.network_key` of a backend, and `network_remote_state_key = var.network_key` where
// another step reads that state: both have it from the same variable.
void AddStateVariables(const std::string& path, std::string_view text, const LineIndex& lines,
                       std::string_view kind, PackageNames& names) {
  constexpr std::string_view kVariable = "= var.";
  constexpr std::size_t kBlock = 4096;  // back to the begin of the block
  for (std::size_t at = text.find(kVariable); at != std::string_view::npos;
       at = text.find(kVariable, at + 1)) {
    const std::size_t low = at > kBlock ? at - kBlock : 0;
    const std::string_view before = text.substr(low, at - low);
    const std::string_view key = Trim(before.substr(before.rfind('\n') + 1));  // npos + 1 is 0
    const std::string_view name = WordAt(text, at + kVariable.size());
    const bool is_key = key == "key" || key == "prefix";
    bool reads = key.ends_with("remote_state_key") || key.ends_with("remote_state_prefix");
    if (name.empty() || (!is_key && !reads)) continue;
    if (is_key) {  // of the block that begins last before it
      const std::size_t backend = before.rfind("backend \"");
      const std::size_t remote = before.rfind("_remote_state\"");
      reads = remote != std::string_view::npos &&
              (backend == std::string_view::npos || remote > backend);
      if (!reads && backend == std::string_view::npos) continue;
    }
    (reads ? names.uses : names.declares)
        .push_back({"state variable " + std::string(name),
                    lines.At(path, static_cast<std::size_t>(name.data() - text.data())), kind});
  }
}

// What completes an empty `backend "s3" {}`: `backend.hcl`, `prod.tfbackend`.
bool CompletesBackend(std::string_view path) {
  const std::string name = Lower(BaseName(path));
  return name.ends_with(".tfbackend") || (name.find("backend") != std::string::npos &&
                                          (name.ends_with(".hcl") || name.ends_with(".tfvars")));
}

// A name with `*` for what differs from one of several to the next (`${each.key}`); empty where
// too little of it is written out to tell it from others.
std::string ComparedName(std::string_view written) {
  constexpr int kFewestLetters = 3;
  std::string name;
  int letters = 0;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t close =
        written.substr(at).starts_with("${") ? written.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      letters += IsLetter(written[at]) ? 1 : 0;
      name += written[at++];
      continue;
    }
    const std::string_view value = written.substr(at, close + 1 - at);
    const bool differs =
        value.find("each.") != value.npos || value.find("count.index") != value.npos;
    name += differs ? "*" : value;
    at = close + 1;
  }
  return letters < kFewestLetters ? std::string() : name;
}

// `/shop/dev/*_sg_id` for `/shop/dev/cart_sg_id`: as it is called where a loop makes it with
// others. At least two words stand behind the part that differs.
std::vector<std::string> NamesInLoops(const std::string& name) {
  constexpr std::string_view kJoints = "_-";
  std::vector<std::string> names;
  if (name.find('*') != std::string::npos) return names;
  const std::size_t begin = name.rfind('/') + 1;  // npos + 1 is 0
  const std::size_t last = name.find_last_of(kJoints);
  if (last == std::string::npos || name.find('$', begin) != std::string::npos) return names;
  for (std::size_t at = name.find_first_of(kJoints, begin); at < last;
       at = name.find_first_of(kJoints, at + 1)) {
    if (at > begin) names.push_back(name.substr(0, begin) + "*" + name.substr(at));
  }
  return names;
}

// `terraform-aws-modules/eks/aws`, `../modules/eks`: makes the cluster that it is given a name for.
bool IsModuleOfClusters(std::string_view source) {
  return source.find("/eks/") != source.npos || source.ends_with("/eks");
}

// Reads the blocks `resource "TYPE" "x" { … }` and `data "TYPE" "y" { … }`.
void AddLookedUp(const std::string& path, std::string_view text, const LineIndex& lines,
                 PackageNames& names) {
  std::string_view type;
  NamedWord::Role role = kNone;
  bool makes_cluster = false;  // the block is a module that does so
  for (const SourceWord& word : FindSourceWords(FormatOf(path), text)) {
    if (word.depth == 0) {
      const bool begins = word.quoted && word.previous != '"';
      if (begins) type = word.text;
      if (begins || !word.quoted) {
        role = word.head == "resource" ? kDeclares : word.head == "data" ? kUses : kNone;
        makes_cluster = false;
      }
      continue;
    }
    if (word.depth != 1 || !word.quoted || word.text.size() > kLongestName) continue;
    if (role == kNone && word.head == "source") makes_cluster = IsModuleOfClusters(word.text);
    const bool is_cluster = makes_cluster && word.assigned == "cluster_name";
    if (!is_cluster &&
        (role == kNone || !HasWord("name bucket function_name workspace", word.assigned))) {
      continue;
    }
    if (word.assigned == "workspace") {  // of another step, whose outputs are read
      if (type == "tfe_outputs" && role == kUses) {
        names.uses.push_back(
            {"workspace " + std::string(word.text), lines.At(path, word.offset), kTerraform});
      }
      continue;
    }
    const std::string name = ComparedName(word.text);
    if (name.empty()) continue;
    const std::string kind = is_cluster ? "aws_eks_cluster " : std::string(type) + ' ';
    PackageName found{kind + name, lines.At(path, word.offset), kTerraform, std::string(word.text)};
    found.one_maker = true;
    if (role == kUses) {
      for (const std::string& one : NamesInLoops(name)) found.or_else.push_back(kind + one);
    }
    (role == kUses ? names.uses : names.declares).push_back(std::move(found));
  }
}

// Keys of states that other steps keep, by the folder that they begin with.
void AddLayers(const std::string& path, std::string_view text, const LineIndex& lines,
               PackageNames& names) {
  // Where `mark` stands last before `offset`; asked for rising offsets.
  const auto last_before = [text, found = std::string_view::npos, next = std::size_t{0}](
                               std::string_view mark, std::size_t offset) mutable {
    for (; (next = text.find(mark, next)) < offset; ++next) found = next;
    return found;
  };
  auto backend_before = last_before, remote_before = last_before;
  for (const SourceWord& word : FindSourceWords(FormatOf(path), text)) {
    if (!word.quoted || (word.assigned != "prefix" && word.assigned != "key")) continue;
    const std::string_view layer = LayerOf(word.text);
    if (layer.empty()) continue;
    const std::size_t backend = backend_before("backend \"", word.offset),
                      remote = remote_before("_remote_state\"", word.offset);
    if (remote == std::string_view::npos || (backend != std::string_view::npos && backend > remote))
      continue;
    PackageName found{"state " + std::string(word.text), lines.At(path, word.offset), kTerraform,
                      std::string(word.text)};
    found.layer = layer;
    names.uses.push_back(std::move(found));
  }
}

// `backend "s3" {}`: where the state is kept is told when the step is run. A commented one is none.
void AddKeptElsewhere(const std::string& path, std::string_view text, const LineIndex& lines,
                      PackageNames& names) {
  constexpr std::string_view kBackend = "backend \"";
  constexpr std::size_t kLongestBlock = 4096;
  for (std::size_t at = text.find(kBackend); at != std::string_view::npos;
       at = text.find(kBackend, at + 1)) {
    const std::size_t begin = BeginOfLine(text, at);
    if (!Trim(text.substr(begin, at - begin)).empty()) continue;
    const std::size_t open = text.find_first_of("{\n", at);
    if (open >= text.size() || text[open] != '{') continue;
    const std::string_view behind = text.substr(open + 1, kLongestBlock);
    const std::size_t close = behind.find('}');
    if (close == std::string_view::npos) continue;
    const auto says_where = [](std::string_view line) {
      const std::string_view key = WordAt(Trim(line), 0);
      return HasWord("key prefix path name workspaces", key);
    };
    if (std::ranges::any_of(Split(behind.substr(0, close), '\n'), says_where)) continue;
    names.declares.push_back({std::string(kStateKeptElsewhere), lines.At(path, at), kTerraform});
  }
}

}  // namespace

bool MayHaveTerraformNames(std::string_view path, std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return CompletesBackend(path) || path.ends_with(".tfvars") || has("variable \"") ||
         has("locals") || has("module \"") || has("backend") || has("remote_state") ||
         has("workspaces") || has("resource \"") || has("data \"");
}

NamedWord StateOfTerraform(std::string_view path, std::string_view text, const SourceWord& word) {
  if (!word.quoted) return {};
  const bool is_workspace = IsWorkspace(text, word);
  const bool is_key = word.assigned == "prefix" || word.assigned == "key";
  if (!is_workspace && !(is_key && IsNameOfState(word.text))) return {};
  if (CompletesBackend(path)) {
    return is_key && word.depth == 0 ? NamedWord{kDeclares, "state"} : NamedWord{};
  }
  const std::string_view kind = is_workspace ? "workspace" : "state";
  constexpr std::size_t kLongestBlock = std::size_t{1} << 14U;  // so that no key costs more
  const std::size_t low = word.offset - std::min(word.offset, kLongestBlock);
  const std::string_view before = text.substr(low, word.offset - low);
  std::size_t backend = before.rfind("backend \"");
  const std::size_t cloud = is_workspace ? before.rfind("cloud {") : std::string_view::npos;
  if (cloud != std::string_view::npos && (backend == std::string_view::npos || backend < cloud)) {
    backend = cloud;
  }
  const std::size_t remote = before.rfind("_remote_state\"");
  const bool reads =
      remote != std::string_view::npos && (backend == std::string_view::npos || backend < remote);
  if (reads) return {kUses, kind};
  return backend == std::string_view::npos ? NamedWord{} : NamedWord{kDeclares, kind};
}

PackageNames ReadTerraformNames(const std::string& path, std::string_view text) {
  PackageNames names;
  const LineIndex lines(text);
  AddStateVariables(path, text, lines, kTerraform, names);
  AddLookedUp(path, text, lines, names);
  AddLayers(path, text, lines, names);
  AddKeptElsewhere(path, text, lines, names);
  AddTerraformValues(path, text, names);
  const auto by_place = [](std::vector<PackageName>& all) {
    std::ranges::stable_sort(all, {}, &PackageName::where);
  };
  by_place(names.declares);
  by_place(names.uses);
  return names;
}

}  // namespace prereq
