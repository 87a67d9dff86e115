// Headers are ours, because only we know what was renamed; what follows them is git's.
#include "report/plan_patch.h"

#include <algorithm>
#include <map>

#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/edit_bytes.h"
#include "plan/move_map.h"

namespace prereq {
namespace {

// As git quotes names: in C's way, when any byte is not plain ASCII.
std::string GitQuoted(const std::string& name) {
  std::string quoted = "\"";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted.append(1, '\\').append(1, c);
    } else if (byte < 0x20 || byte >= 0x7f) {
      quoted += fmt::format("\\{:03o}", byte);
    } else {
      quoted += c;
    }
  }
  quoted += '"';
  return quoted.size() == name.size() + 2 ? name : quoted;
}

// For `---` and `+++`: a blank in a name would end it, were there no tab behind it.
std::string LineName(const std::string& name) {
  const std::string quoted = GitQuoted(name);
  return quoted == name && name.find(' ') != std::string::npos ? name + "\t" : quoted;
}

struct Contents {
  std::string before, after;
  std::string mode;  // as git writes it; empty when not known
};

class PatchText {
 public:
  PatchText(const EditSet& edits, const FileReader& tree, const std::string& prefix,
            const PatchWriter& writer)
      : tree_(tree),
        prefix_(prefix),
        writer_(writer),
        map_(edits.moves),
        created_(edits.created),
        removed_(edits.removed) {
    for (const FileEdit& file : edits.files) files_.emplace(file.path, &file);
    for (const Retarget& link : edits.retargets) links_.emplace(link.path, &link);
  }

  Result<std::string> Write(const std::vector<FileEntry>& entries) {
    for (const FileEntry& entry : entries) {
      if (std::ranges::find(removed_, entry.path, &Removal::path) != removed_.end()) continue;
      if (Status added = Add(entry); !added) return added.error();
    }
    for (const Removal& removal : removed_) {
      if (Status added = Remove(removal); !added) return added.error();
    }
    for (const Creation& creation : created_) {
      if (Status added = Create(creation); !added) return added.error();
    }
    for (const auto& [path, file] : files_) {
      if (!seen_[path]) return Missing(path);
    }
    for (const auto& [path, link] : links_) {
      if (!seen_[path]) return Missing(path);
    }
    return std::move(text_);
  }

 private:
  static Error Missing(const std::string& path) {
    return {Error::Code::kStale,
            fmt::format("`{}` should change and is not there", Printable(path)),
            {path, 0, 0},
            "make the plan again"};
  }

  static Error Changed(const std::string& path) {
    return {Error::Code::kStale,
            fmt::format("`{}` changed since the plan was made", Printable(path)),
            {path, 0, 0},
            "make the plan again"};
  }

  // Old and new bytes of what is edited; equal and empty for what is not.
  Result<Contents> ContentsOf(const std::string& path) {
    seen_[path] = true;
    if (const auto found = files_.find(path); found != files_.end()) {
      const FileEdit& edit = *found->second;
      Result<std::string> before = tree_.Read(path);
      if (!before) return before.error();
      if (Sha256(*before) != edit.sha256) return Changed(path);
      Result<std::string> after = EditBytes(path, *before, edit.spans);
      if (!after) return after.error();
      const char* mode = edit.mode == 0 ? "" : (edit.mode & 0100U) != 0 ? " 100755" : " 100644";
      return Contents{*std::move(before), *std::move(after), mode};
    }
    if (const auto found = links_.find(path); found != links_.end()) {
      Result<std::string> before = tree_.ReadLink(path);
      if (!before) return before.error();
      if (*before != found->second->old_target) return Changed(path);
      return Contents{*std::move(before), found->second->new_target, " 120000"};
    }
    return Contents{};
  }

  Status Add(const FileEntry& entry) {
    const std::string to = map_.After(entry.path);
    const bool moves = to != entry.path;
    if (moves && entry.kind != FileKind::kRegular && entry.kind != FileKind::kSymlink) {
      return Error{
          Error::Code::kUnsupported,
          fmt::format("a patch cannot move `{}`, which is {}", Printable(entry.path),
                      entry.kind == FileKind::kSubmodule ? "a repository of its own"
                                                         : "a folder that cannot be read"),
          {entry.path, 0, 0},
          entry.kind == FileKind::kSubmodule ? "prereq apply --allow-submodules" : "prereq apply"};
    }
    const Result<Contents> contents = ContentsOf(entry.path);
    if (!contents) return contents.error();
    const bool changes = contents->before != contents->after;
    if (!moves && !changes) return Done{};
    const std::string old_name = JoinPath(prefix_, entry.path);
    const std::string new_name = JoinPath(prefix_, to);
    text_ +=
        fmt::format("diff --git {} {}\n", GitQuoted("a/" + old_name), GitQuoted("b/" + new_name));
    if (moves) {
      text_ +=
          fmt::format("similarity index {}%\nrename from {}\nrename to {}\n",
                      Similarity(entry.path, *contents), GitQuoted(old_name), GitQuoted(new_name));
    }
    if (!changes) return Done{};
    const Result<std::string> body = writer_.body(contents->before, contents->after);
    if (!body) return body.error();
    text_ += fmt::format("index {}..{}{}\n", writer_.blob_name(contents->before),
                         writer_.blob_name(contents->after), contents->mode);
    if (!body->starts_with("GIT binary patch")) {
      text_ +=
          fmt::format("--- {}\n+++ {}\n", LineName("a/" + old_name), LineName("b/" + new_name));
    }
    text_ += *body;
    return Done{};
  }

  Status Create(const Creation& creation) {
    return Whole(creation.path, "", creation.bytes, "new file mode 100644");
  }

  Status Remove(const Removal& removal) {
    const Result<std::string> bytes = tree_.Read(removal.path);
    if (!bytes) return bytes.error();
    if (Sha256(*bytes) != removal.sha256) return Changed(removal.path);
    return Whole(removal.path, *bytes, "", "deleted file mode 100644");
  }

  // A file that is there on one side alone; an empty one has no lines to show.
  Status Whole(const std::string& path, const std::string& before, const std::string& after,
               std::string_view mode) {
    const std::string zeros(40, '0');
    const std::string name = JoinPath(prefix_, path);
    const bool is_new = mode.starts_with("new");
    text_ +=
        fmt::format("diff --git {} {}\n{}\n", GitQuoted("a/" + name), GitQuoted("b/" + name), mode);
    text_ += fmt::format("index {}..{}\n", is_new ? zeros : writer_.blob_name(before),
                         is_new ? writer_.blob_name(after) : zeros);
    if (before == after) return Done{};
    const Result<std::string> body = writer_.body(before, after);
    if (!body) return body.error();
    if (!body->starts_with("GIT binary patch")) {
      text_ += fmt::format("--- {}\n+++ {}\n", is_new ? "/dev/null" : LineName("a/" + name),
                           is_new ? LineName("b/" + name) : "/dev/null");
    }
    text_ += *body;
    return Done{};
  }

  // The part of the larger side that both share; only readers look at it.
  std::size_t Similarity(const std::string& path, const Contents& contents) const {
    if (contents.before == contents.after) return 100;
    const auto file = files_.find(path);
    if (file == files_.end()) return 0;
    std::size_t kept = contents.before.size();
    for (const SpanEdit& edit : file->second->spans) kept -= edit.span.length;
    const std::size_t larger = std::max(contents.before.size(), contents.after.size());
    return larger == 0 ? 100 : std::min<std::size_t>(99, kept * 100 / larger);
  }

  const FileReader& tree_;
  const std::string& prefix_;
  const PatchWriter& writer_;
  const MoveMap map_;
  const std::vector<Creation>& created_;
  const std::vector<Removal>& removed_;
  std::map<std::string, const FileEdit*> files_;
  std::map<std::string, const Retarget*> links_;
  std::map<std::string, bool> seen_;
  std::string text_;
};

}  // namespace

Result<std::string> RenderPatch(const EditSet& edits, const std::vector<FileEntry>& files,
                                const FileReader& tree, const std::string& prefix,
                                const PatchWriter& writer) {
  return PatchText(edits, tree, prefix, writer).Write(files);
}

}  // namespace prereq
