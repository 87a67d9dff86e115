// Simultaneous moves as a sequence of renames, found by playing them on a model of the tree.
#include <cassert>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "plan/invalid.h"
#include "plan/path_tree.h"
#include "prereq/edits.h"

namespace prereq {
namespace {

Status CheckPath(const std::string& path) {
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == "." || part == "..") {
      return Invalid(fmt::format("cannot move `{}`: not a path inside the root", Printable(path)));
    }
  }
  return Done{};
}

class Sequencer {
 public:
  Sequencer(const std::vector<PathMove>& moves, const std::vector<std::string>& existing)
      : moves_(moves), done_(moves.size(), false) {
    for (const std::string& path : existing) tree_.Add(path);
  }

  Result<std::vector<RenameStep>> Run() {
    if (Status names = TakeNames(); !names) return names.error();
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      if (Status done = Finish(i); !done) return done.error();
    }
    return std::move(steps_);
  }

 private:
  // Why a move cannot be made yet: another pending move, which either stands in the way (and may
  // be parked) or has to put a folder there first.
  struct Blocker {
    std::size_t move;
    bool in_the_way;
  };
  struct Attempt {
    enum class Kind { kReady, kThere, kBlocked } kind = Kind::kReady;
    Blocker blocker{};
    PathTree::Node folder = PathTree::kRoot;  // kReady: where it goes
  };

  const std::string& from(std::size_t i) const { return moves_[i].from; }
  const std::string& to(std::size_t i) const { return moves_[i].to; }

  Status TakeNames() {
    std::map<std::string, std::size_t> froms;
    std::map<std::string, std::size_t> tos;
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      if (Status path = CheckPath(from(i)); !path) return path;
      if (Status path = CheckPath(to(i)); !path) return path;
      if (!froms.emplace(from(i), i).second) {
        return Invalid(fmt::format("`{}` would move twice", Printable(from(i))));
      }
      const auto [other, is_new] = tos.emplace(FoldName(to(i)), i);
      if (!is_new) {
        return Invalid(
            fmt::format("`{}` and `{}` would both become `{}`{}", Printable(from(other->second)),
                        Printable(from(i)), Printable(to(i)),
                        to(i) == to(other->second) ? "" : " on a disk that ignores case"));
      }
      wanted_.emplace(to(i), i);
      for (const std::string_view part : Split(to(i), '/')) reserved_.insert(FoldName(part));
    }
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      const PathTree::Node node = tree_.Add(from(i));
      node_.push_back(node);
      owner_.emplace(node, i);
    }
    return Done{};
  }

  std::optional<std::size_t> PendingOwner(PathTree::Node node) const {
    const auto found = owner_.find(node);
    if (found == owner_.end() || done_[found->second]) return std::nullopt;
    return found->second;
  }

  // Walks to the folder of `to(i)`, then looks whether the last name is free.
  Result<Attempt> Try(std::size_t i) const {
    const std::vector<std::string_view> parts = Split(to(i), '/');
    PathTree::Node folder = PathTree::kRoot;
    std::size_t length = 0;
    for (std::size_t k = 0; k + 1 < parts.size(); ++k) {
      length += parts[k].size() + (k > 0 ? 1 : 0);
      const std::optional<PathTree::Node> next = tree_.Child(folder, parts[k]);
      if (!next) {
        const auto maker = wanted_.find(to(i).substr(0, length));
        if (maker != wanted_.end() && !done_[maker->second]) {
          return Attempt{Attempt::Kind::kBlocked, {maker->second, false}, {}};
        }
        return Invalid(fmt::format("cannot move `{}` to `{}`: there is no folder `{}`",
                                   Printable(from(i)), Printable(to(i)),
                                   Printable(to(i).substr(0, length))));
      }
      if (const auto owner = PendingOwner(*next)) {
        return Attempt{Attempt::Kind::kBlocked, {*owner, true}, {}};
      }
      folder = *next;
    }
    for (const PathTree::Node node : tree_.Alike(folder, parts.back())) {
      const auto owner = PendingOwner(node);
      if (!owner) {
        return Invalid(fmt::format("cannot move `{}` to `{}`: `{}` is already there",
                                   Printable(from(i)), Printable(to(i)),
                                   Printable(tree_.Path(node))));
      }
      if (*owner == i && tree_.Name(node) == parts.back()) {
        return Attempt{Attempt::Kind::kThere, {}, {}};
      }
      return Attempt{Attempt::Kind::kBlocked, {*owner, true}, {}};
    }
    return Attempt{Attempt::Kind::kReady, {}, folder};
  }

  // Makes move `first`, and before it whatever it waits for. Depth first along the blockers; a
  // circle is broken by parking one of its members, which every circle allows, because waiting for
  // folders alone leads upwards only.
  Status Finish(std::size_t first) {
    std::vector<Blocker> waiting{{first, false}};
    while (!waiting.empty()) {
      const std::size_t i = waiting.back().move;
      if (done_[i]) {
        waiting.pop_back();
        continue;
      }
      const Result<Attempt> attempt = Try(i);
      if (!attempt) return attempt.error();
      if (attempt->kind == Attempt::Kind::kBlocked) {
        const Blocker blocker = attempt->blocker;
        std::size_t at = 0;
        while (at < waiting.size() && waiting[at].move != blocker.move) ++at;
        waiting.push_back(blocker);
        if (at + 1 < waiting.size()) Break(waiting, at);
        continue;
      }
      if (attempt->kind == Attempt::Kind::kReady) {
        Rename(i, attempt->folder, Split(to(i), '/').back(), parked_.contains(i));
      }
      done_[i] = true;
      waiting.pop_back();
    }
    return Done{};
  }

  // `waiting` ends with the move that already stands at `at`. A move that waited for the parked one
  // can go on; the parked one itself gets its turn later.
  void Break(std::vector<Blocker>& waiting, std::size_t at) {
    std::size_t k = at + 1;
    while (k < waiting.size() && !waiting[k].in_the_way) ++k;
    assert(k < waiting.size());
    const std::size_t victim = waiting[k].move;
    const PathTree::Node folder = tree_.Parent(node_[victim]);
    Rename(victim, folder, FreeName(folder), true);
    parked_.insert(victim);
    waiting.resize(k);
  }

  std::string FreeName(PathTree::Node folder) {
    for (;;) {
      std::string name = fmt::format(".prereq-tmp-{}", ++temporaries_);
      if (!reserved_.contains(name) && tree_.Alike(folder, name).empty()) return name;
    }
  }

  void Rename(std::size_t i, PathTree::Node folder, std::string_view name, bool temporary) {
    std::string before = tree_.Path(node_[i]);
    tree_.Move(node_[i], folder, name);
    steps_.push_back({std::move(before), tree_.Path(node_[i]), temporary});
  }

  const std::vector<PathMove>& moves_;
  PathTree tree_;
  std::vector<PathTree::Node> node_;             // index: move
  std::map<PathTree::Node, std::size_t> owner_;  // node → its move
  std::map<std::string, std::size_t> wanted_;    // `to` → its move
  std::set<std::string> reserved_;               // every part of every `to`, folded
  std::vector<bool> done_;                       // index: move
  std::set<std::size_t> parked_;
  std::vector<RenameStep> steps_;
  int temporaries_ = 0;
};

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace

Result<std::vector<RenameStep>> SequenceMoves(const std::vector<PathMove>& moves,
                                              const std::vector<std::string>& existing) {
  return Sequencer(moves, existing).Run();
}

Result<std::vector<std::string>> PathsNear(const std::vector<PathMove>& moves,
                                           const FileReader& tree) {
  std::set<std::string> folders;
  for (const PathMove& move : moves) {
    folders.insert(FolderOf(move.from));
    folders.insert(FolderOf(move.to));
  }
  std::set<std::string> paths;
  for (const std::string& folder : folders) {
    const Result<std::optional<FileStatus>> status = tree.Status(folder);
    if (!status) return status.error();
    if (!folder.empty() && (!*status || (*status)->kind != FileKind::kDirectory)) continue;
    if (!folder.empty()) paths.insert(folder);
    const Result<std::vector<FileEntry>> entries = tree.List(folder);
    if (!entries) return entries.error();
    for (const FileEntry& entry : *entries) paths.insert(entry.path);
  }
  return std::vector<std::string>(paths.begin(), paths.end());
}

}  // namespace prereq
