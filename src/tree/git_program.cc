#include "tree/git_program.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <map>

#include "base/format.h"
#include "base/text.h"
#include "tree/git_handles.h"
#include "tree/git_state.h"
#include "tree/run_program.h"

namespace prereq {
namespace {

// Before the command: what keeps the repository's configuration from running anything.
constexpr std::array<const char*, 15> kQuiet = {"-c",
                                                "core.fsmonitor=false",
                                                "-c",
                                                "core.hooksPath=/dev/null",
                                                "-c",
                                                "core.untrackedCache=false",
                                                "-c",
                                                "protocol.allow=never",
                                                "-c",
                                                "core.quotePath=false",
                                                "-c",
                                                "status.submoduleSummary=false",
                                                "--no-pager",
                                                "--literal-pathspecs",
                                                "--no-replace-objects"};

std::vector<std::string> Environment() {
  std::vector<std::string> all = PlainEnvironment();
  all.insert(all.end(), {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1",
                         "GIT_DISCOVERY_ACROSS_FILESYSTEM=1"});
  return all;
}

Error Complaint(std::string_view said) {
  const std::vector<std::string_view> lines = Lines(said);
  const auto fatal = std::ranges::find_if(
      lines, [](std::string_view line) { return line.starts_with("fatal: "); });
  std::string_view first = lines.empty()          ? "it said nothing"
                           : fatal == lines.end() ? Trim(lines.front())
                                                  : Trim(*fatal);
  if (first.starts_with("fatal: ")) first.remove_prefix(7);
  return {Error::Code::kUnreadable, fmt::format("git: {}", Printable(first)), {}, {}};
}

template <class Each>
void ForRecords(std::string_view text, const Each& each) {
  for (const std::string_view record : Split(text, '\0')) {
    if (!record.empty()) each(record);
  }
}

unsigned Octal(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 8);
  return value;
}

}  // namespace

Result<std::string> GitProgram::Run(const std::vector<std::string>& arguments,
                                    std::string_view input) const {
  std::vector<std::string> words = {"git", "-C", directory_};
  words.insert(words.end(), kQuiet.begin(), kQuiet.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  Result<RanProgram> ran = RunProgram(std::move(words), Environment(), input);
  if (!ran && ran.error().code == Error::Code::kNotFound) {
    return Error{Error::Code::kUnreadable, "there is no `git` program to read it with", {}, {}};
  }
  if (!ran) return ran.error();
  if (ran->status == 0) return std::move(ran->out);
  Error error = Complaint(ran->complaints);
  if (ran->status == 1) error.code = Error::Code::kNotFound;
  return error;
}

Result<GitProgram::Places> GitProgram::Find() const {
  const Result<std::string> said = Run({"rev-parse", "--path-format=absolute", "--show-toplevel",
                                        "--absolute-git-dir", "--git-common-dir"});
  if (!said) return said.error();
  const std::vector<std::string_view> lines = Lines(*said);
  if (lines.size() != 3) {
    return Error{Error::Code::kUnsupported, "git: a path with a line end in it", {}, {}};
  }
  Places places{RealPath(std::string(lines[0])), RealPath(std::string(lines[1])),
                RealPath(std::string(lines[2]))};
  if (places.work_tree.empty() || places.git_dir.empty() || places.common_dir.empty()) {
    return Error{Error::Code::kUnreadable, "git: a place that is not there", {}, {}};
  }
  return places;
}

Result<std::vector<GitProgram::Entry>> GitProgram::Index() const {
  const Result<std::string> all = Run({"ls-files", "-z", "-v", "--stage", "--full-name"});
  if (!all) return all.error();
  std::vector<Entry> entries;
  ForRecords(*all, [&](std::string_view record) {  // "H 100644 ID 0\tpath"; "h": assume-unchanged
    const std::size_t tab = record.find('\t');
    if (tab == std::string_view::npos) return;
    const std::vector<std::string_view> words = Split(record.substr(0, tab), ' ');
    if (words.size() != 4) return;
    entries.push_back({std::string(record.substr(tab + 1)), std::string(words[2]), Octal(words[1]),
                       words[3].front() - '0', words[0] == "S" || words[0] == "s",
                       words[0] == "S" || Lower(words[0]) == words[0]});
  });
  return entries;
}

std::set<std::string> GitProgram::Missing(const std::string& object) const {
  std::set<std::string> ids;
  const Result<std::string> partial =
      Run({"config", "--get-regexp", R"(^(extensions\.partialclone|remote\..*\.promisor)$)"});
  if (!partial) return ids;
  const Result<std::string> said =
      Run({"rev-list", "--objects", "--no-walk", "--missing=print", "--end-of-options", object});
  if (!said) return ids;
  for (const std::string_view line : Lines(*said)) {
    if (line.starts_with('?')) ids.emplace(line.substr(1));
  }
  return ids;
}

Result<std::vector<GitProgram::TreeEntry>> GitProgram::Tree(const std::string& object) const {
  const std::set<std::string> missing = Missing(object);
  std::vector<std::string> question = {"ls-tree", "-r", "-z", "--full-tree", object};
  // To tell the size git would fetch what is missing.
  if (missing.empty()) question.insert(question.begin() + 1, "-l");
  const Result<std::string> said = Run(question);
  if (!said) return said.error();
  std::vector<TreeEntry> entries;
  ForRecords(*said, [&](std::string_view record) {  // "100644 blob ID    12\tpath"
    const std::size_t tab = record.find('\t');
    if (tab == std::string_view::npos) return;
    std::vector<std::string_view> words = Split(record.substr(0, tab), ' ');
    std::erase(words, std::string_view());
    if (words.size() < 3) return;
    TreeEntry entry{std::string(record.substr(tab + 1)), std::string(words[2]), Octal(words[0])};
    if (words.size() > 3) {
      std::from_chars(words[3].data(), words[3].data() + words[3].size(), entry.size);
    }
    entry.fetched = !missing.contains(entry.id);
    entries.push_back(std::move(entry));
  });
  return entries;
}

Result<std::vector<std::string>> GitProgram::Objects(const std::vector<std::string>& ids) const {
  const Result<std::string> said = Run({"cat-file", "--batch"}, Join(ids, "\n") + "\n");
  if (!said) return said.error();
  std::vector<std::string> objects;
  std::string_view rest = *said;
  for (const std::string& id : ids) {
    const std::size_t end = rest.find('\n');
    const std::string_view head = rest.substr(0, end);  // "ID blob 12"
    const std::string_view size = head.substr(head.rfind(' ') + 1);
    std::size_t length = 0;
    const auto [at, failed] = std::from_chars(size.data(), size.data() + size.size(), length);
    if (end == std::string_view::npos || failed != std::errc() || at != size.data() + size.size() ||
        rest.size() < end + 1 + length + 1) {
      return Error{
          Error::Code::kUnreadable, fmt::format("git: object {} is not there", id), {}, {}};
    }
    objects.emplace_back(rest.substr(end + 1, length));
    rest.remove_prefix(end + 1 + length + 1);
  }
  return objects;
}

Result<std::string> GitProgram::Resolve(const std::string& revision, std::string_view kind) const {
  Result<std::string> said = Run({"rev-parse", "--quiet", "--verify", "--end-of-options",
                                  fmt::format("{}^{{{}}}", revision, kind)});
  if (!said) return said.error();
  return std::string(Trim(*said));
}

std::optional<std::string> GitProgram::Setting(const std::string& name,
                                               const std::string& type) const {
  Result<std::string> said = Run({"config", "-z", "--type=" + type, "--get", name});
  if (!said) return std::nullopt;
  return said->substr(0, said->find('\0'));
}

Result<std::vector<std::string>> GitProgram::HiddenChanges(
    const std::vector<Entry>& index, const std::vector<std::string>& quiet) const {
  std::vector<std::string> changed;
  for (const Entry& entry : index) {
    if (!entry.hidden || entry.stage != 0) continue;
    std::error_code failed;
    const std::filesystem::path file = directory_ + "/" + entry.path;
    const auto there = std::filesystem::symlink_status(file, failed);
    if (!std::filesystem::exists(there) || KindOfMode(entry.mode) == FileKind::kSubmodule) continue;
    const bool is_link = std::filesystem::is_symlink(there);
    const bool same_kind = is_link == (KindOfMode(entry.mode) == FileKind::kSymlink) &&
                           (is_link || std::filesystem::is_regular_file(there));
    std::vector<std::string> words = quiet;
    words.emplace_back("hash-object");
    if (is_link) {
      words.emplace_back("--stdin");
    } else {
      words.insert(words.end(), {"--", entry.path});
    }
    const std::string target =
        is_link ? std::filesystem::read_symlink(file, failed).string() : std::string();
    const Result<std::string> id = same_kind ? Run(words, target) : std::string();
    if (!id) return id.error();
    if (Trim(*id) != entry.id) changed.push_back(entry.path);
  }
  return changed;
}

Result<std::vector<GitState>> GitProgram::Changed() const {
  const Result<std::vector<Entry>> index = Index();
  if (!index) return index.error();
  std::map<std::string, GitState> states;
  const auto state_of = [&](const std::string& path) -> GitState& {
    GitState& state = states[path];
    state.path = path;
    return state;
  };
  std::map<std::string, std::string> committed;
  if (const Result<std::string> head = Resolve("HEAD", "tree")) {
    const Result<std::vector<TreeEntry>> tree = Tree(*head);
    if (!tree) return tree.error();
    for (const TreeEntry& entry : *tree) {
      committed[entry.path] = fmt::format("{:o} {}", entry.mode, entry.id);
    }
  }
  for (const Entry& entry : *index) {
    if (entry.stage != 0) state_of(entry.path).conflicted = true;
    const auto before = committed.find(entry.path);
    if (before == committed.end() ||
        before->second != fmt::format("{:o} {}", entry.mode, entry.id)) {
      state_of(entry.path).staged = true;
    }
    if (before != committed.end()) committed.erase(before);
  }
  for (const auto& [path, id] : committed) state_of(path).staged = true;
  // Filters would be commands of the repository's: without them a file that passes one and was
  // touched counts as modified.
  std::vector<std::string> words;
  if (const auto filters = Run({"config", "-z", "--name-only", "--get-regexp", "^filter\\."})) {
    ForRecords(*filters, [&](std::string_view name) {
      words.insert(words.end(), {"-c", std::string(name) + "="});
    });
  }
  const Result<std::vector<std::string>> hidden = HiddenChanges(*index, words);
  if (!hidden) return hidden.error();
  for (const std::string& path : *hidden) state_of(path).modified = state_of(path).hidden = true;
  words.insert(words.end(), {"diff", "-z", "--name-only", "--no-ext-diff", "--no-textconv",
                             "--no-renames", "--ignore-submodules=all"});
  const Result<std::string> modified = Run(words);
  if (!modified) return modified.error();
  ForRecords(*modified,
             [&](std::string_view path) { state_of(std::string(path)).modified = true; });
  const Result<std::string> others =
      Run({"ls-files", "-z", "--others", "--exclude-standard", "--full-name"});
  if (!others) return others.error();
  ForRecords(*others, [&](std::string_view path) {
    if (path.ends_with('/')) path.remove_suffix(1);
    state_of(std::string(path)).untracked = true;
  });
  std::vector<GitState> sorted;
  for (auto& [path, state] : states) sorted.push_back(std::move(state));
  return sorted;
}

}  // namespace prereq
