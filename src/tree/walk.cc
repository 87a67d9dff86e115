#include "tree/walk.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "base/progress.h"
#include "base/text.h"

namespace prereq {
namespace {

using Tracked = std::span<const FileEntry>;

// The tracked entries that lie inside directory `path`, out of those inside its parent.
Tracked Inside(Tracked tracked, const std::string& path) {
  const std::string prefix = path + "/";
  const auto first = std::ranges::lower_bound(tracked, prefix, {}, &FileEntry::path);
  const auto last = std::partition_point(
      first, tracked.end(), [&](const FileEntry& entry) { return entry.path.starts_with(prefix); });
  return {first, last};
}

const FileEntry* Find(Tracked tracked, const std::string& path) {
  const auto found = std::ranges::lower_bound(tracked, path, {}, &FileEntry::path);
  return found != tracked.end() && found->path == path ? &*found : nullptr;
}

class Walker {
 public:
  Walker(const FileReader& tree, const WalkScope& scope, std::vector<std::string>* odd_rules)
      : tree_(tree), scope_(scope), odd_rules_(odd_rules) {}

  Status Enter(const std::string& directory, Tracked tracked, bool ignored) {
    auto entries = tree_.List(directory);
    if (!entries) {
      if (directory.empty()) return entries.error();
      // What vanished meanwhile is no longer there to list.
      if (entries.error().code != Error::Code::kNotFound) {
        found_.push_back({directory, FileKind::kDirectory});
      }
      return Done{};
    }
    const std::string prefix = directory.empty() ? "" : directory + "/";
    if (!directory.empty() && Holds(*entries, prefix + ".git")) {
      found_.push_back({directory, FileKind::kSubmodule});
      return Done{};
    }
    if (tracked.empty() && IsGitDirectory(*entries, prefix)) {
      if (!directory.empty()) return Done{};
      return Error{Error::Code::kUnsupported,
                   "this is a git directory, where git keeps its objects, and no work tree",
                   {},
                   {}};
    }
    if (odd_rules_ != nullptr) NoteOddRules(*entries, prefix);
    const bool has_rules = ReadRules(*entries, directory, prefix);
    for (const FileEntry& entry : *entries) {
      if (entry.path == prefix + ".git" || entry.path == ".prereq") continue;
      if (auto status = Visit(entry, tracked, ignored); !status) return status;
    }
    if (has_rules) rules_.pop_back();
    return Done{};
  }

  std::vector<FileEntry> Take() {
    // Depth first puts `a/b` before `a.c`; bytes put it after.
    std::ranges::sort(found_);
    return std::move(found_);
  }

 private:
  struct Scoped {
    std::string folder;
    IgnoreRules rules;
  };

  static bool Holds(const std::vector<FileEntry>& entries, const std::string& path) {
    return std::ranges::binary_search(entries, path, {}, &FileEntry::path);
  }

  // As git knows a repository without a name to go by.
  static bool IsGitDirectory(const std::vector<FileEntry>& entries, const std::string& prefix) {
    return Holds(entries, prefix + "HEAD") && Holds(entries, prefix + "objects") &&
           Holds(entries, prefix + "refs");
  }

  void NoteOddRules(const std::vector<FileEntry>& entries, const std::string& prefix) {
    for (const char* name : {".gitattributes", ".gitignore"}) {
      const auto file = std::ranges::lower_bound(entries, prefix + name, {}, &FileEntry::path);
      if (file == entries.end() || file->path != prefix + name) continue;
      const bool is_odd = file->kind == FileKind::kOther || file->kind == FileKind::kSymlink;
      if (is_odd) odd_rules_->push_back(file->path);
    }
  }

  bool ReadRules(const std::vector<FileEntry>& entries, const std::string& directory,
                 const std::string& prefix) {
    const auto file =
        std::ranges::lower_bound(entries, prefix + ".gitignore", {}, &FileEntry::path);
    if (file == entries.end() || file->path != prefix + ".gitignore") return false;
    if (file->kind != FileKind::kRegular) return false;
    const auto text = tree_.Read(file->path);
    if (!text) return false;
    rules_.push_back({Key(directory), IgnoreRules::Parse(scope_.fold_case ? Lower(*text) : *text)});
    return true;
  }

  Status Visit(const FileEntry& entry, Tracked tracked, bool ignored) {
    if (entry.kind == FileKind::kDirectory) {
      const FileEntry* known = Find(tracked, Key(entry.path));
      if (known != nullptr && known->kind == FileKind::kSubmodule) {
        found_.push_back({entry.path, known->kind});
        return Done{};
      }
      const Tracked inside = Inside(tracked, Key(entry.path));
      const bool now_ignored = ignored || Ignored(entry.path, true);
      if (now_ignored && inside.empty()) return Done{};
      return Enter(entry.path, inside, now_ignored);
    }
    if (entry.kind == FileKind::kOther) return Done{};
    if (Find(tracked, Key(entry.path)) != nullptr || (!ignored && !Ignored(entry.path, false))) {
      found_.push_back(entry);
      stage_.Advance();
    }
    return Done{};
  }

  // The name by which rules and `tracked` know a path.
  [[nodiscard]] std::string Key(const std::string& path) const {
    return scope_.fold_case ? Lower(path) : path;
  }

  // The innermost file that says anything decides.
  [[nodiscard]] bool Ignored(const std::string& written, bool is_directory) const {
    const std::string path = Key(written);
    const std::string_view view = path;
    for (auto scoped = rules_.rbegin(); scoped != rules_.rend(); ++scoped) {
      const std::size_t skip = scoped->folder.empty() ? 0 : scoped->folder.size() + 1;
      const auto answer = scoped->rules.Ask(view.substr(skip), is_directory);
      if (answer != IgnoreRules::Answer::kUnsaid) return answer == IgnoreRules::Answer::kIgnored;
    }
    for (auto outer = scope_.outer.rbegin(); outer != scope_.outer.rend(); ++outer) {
      const std::string whole = outer->above.empty() ? path : outer->above + "/" + path;
      const auto answer = outer->rules.Ask(whole, is_directory);
      if (answer != IgnoreRules::Answer::kUnsaid) return answer == IgnoreRules::Answer::kIgnored;
    }
    return false;
  }

  const FileReader& tree_;
  const WalkScope& scope_;
  std::vector<std::string>* odd_rules_;
  std::vector<Scoped> rules_;
  std::vector<FileEntry> found_;
  WorkStage stage_{"listing", 0, "files"};
};

}  // namespace

Result<std::vector<FileEntry>> Walk(const FileReader& tree, const WalkScope& scope,
                                    std::vector<std::string>* odd_rules) {
  Walker walker(tree, scope, odd_rules);
  if (const auto status = walker.Enter("", scope.tracked, scope.root_ignored); !status)
    return status.error();
  return walker.Take();
}

}  // namespace prereq
