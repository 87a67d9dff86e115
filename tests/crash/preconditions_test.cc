// What is refused, before anything is written; and the proof that each check is needed for that.
#include <gtest/gtest.h>

#include "apply/engine.h"
#include "base/format.h"
#include "crash/scenarios.h"

namespace prereq {
namespace {

/// A change that one check must refuse.
struct Refusal {
  std::string name;
  Precondition check;
  std::string message;  // a part of it
  Change change;
  RepositoryState repository;
  std::function<void(CrashFs&)> arrange;
};

Change MoveOne(const std::string& to) {
  Change change;
  change.disk.AddDirectory("git");
  change.disk.AddFile("m/1/f", "one");
  change.disk.AddFile("m/2/f", "two");
  change.disk.AddFile("file", "plain");
  change.disk.AddSymlink("link", "m");
  change.edits.moves = {MoveOf(change.disk, "m/1", to)};
  return change;
}

Change EditOne() {
  Change change;
  change.disk.AddDirectory("git");
  change.disk.AddFile("d/f", "number 1");
  change.edits.files = {EditOf(change.disk, "d/f", "1", "2")};
  return change;
}

Change CreateOne(const std::string& path) {
  Change change = MoveOne("m/3");
  change.edits.created = {{path, "new"}};
  return change;
}

std::vector<Refusal> CreateRefusals() {
  std::vector<Refusal> all;
  const auto add = [&](const char* name, Precondition check, const char* message,
                       const std::string& path) -> Refusal& {
    all.push_back({name, check, message, CreateOne(path), {}, {}});
    return all.back();
  };
  add("a new file outside", Precondition::kPaths, "is not a path inside", "../x");
  add("a new hook", Precondition::kPaths, "is not a path inside", ".git/hooks/x");
  add("a new name that git takes for its own", Precondition::kPaths, "is not a path inside",
      "m/.GIT/x");
  add("a new file on another", Precondition::kFree, "`m/2/f` stands there", "m/2/f");
  add("a new file on a link", Precondition::kFree, "`link` stands there", "link");
  add("a new file on what moves there", Precondition::kDistinct, "two changes lead to", "m/3");
  add("a new file below a file", Precondition::kParents, "is not a directory", "file/x");
  add("a new file below a link", Precondition::kSymlinkedParent, "through the symlink", "link/x");
  add("a new file that is a directory, too", Precondition::kDistinct, "a file and a directory", "n")
      .change.edits.created.push_back({"n/x", "new"});
  Refusal& folded = add("a new file on another but for case", Precondition::kFoldedFree,
                        "`m/2/f` stands", "m/2/F");
  folded.change.disk.folds_case = true;
  add("a new file in an unwritable directory", Precondition::kWritable, "`m/2` is not writable",
      "m/2/x")
      .arrange = [](CrashFs& fs) { fs.SetUnwritable("m/2"); };
  add("a new file on a mount point", Precondition::kDevice, "on another device", "m/2/x").arrange =
      [](CrashFs& fs) { fs.SetOtherDevice("m/2"); };
  add("a new file on a full disk", Precondition::kSpace, "bytes needed", "x").arrange =
      [](CrashFs& fs) { fs.SetFreeBytes(1000); };
  add("a new file in a submodule", Precondition::kSubmodule, "is a submodule", "m/2/x")
      .repository.submodules = {"m/2"};
  add("a new file whose name git has changes of", Precondition::kDirty, "uncommitted changes", "x")
      .repository.dirty = {"x"};
  add("a file that goes and was changed", Precondition::kDigest, "`m/2/f` changed", "x")
      .change.edits.removed = {{"m/2/f", std::string(64, '0')}};
  return all;
}

std::vector<Refusal> MoveRefusals() {
  std::vector<Refusal> all;
  all.push_back(
      {"leaves the root", Precondition::kPaths, "is not a path inside", MoveOne("../x"), {}, {}});
  all.push_back(
      {"into git", Precondition::kPaths, "is not a path inside", MoveOne(".git/x"), {}, {}});
  all.push_back({"into the store",
                 Precondition::kPaths,
                 "is not a path inside",
                 MoveOne("git/prereq/x"),
                 {},
                 {}});
  all.push_back(
      {"into itself", Precondition::kIntoItself, "into itself", MoveOne("m/1/x"), {}, {}});
  all.push_back({"taken", Precondition::kFree, "`m/2` stands there", MoveOne("m/2"), {}, {}});
  all.push_back(
      {"below a file", Precondition::kParents, "is not a directory", MoveOne("file/x"), {}, {}});
  all.push_back({"through a link",
                 Precondition::kSymlinkedParent,
                 "through the symlink",
                 MoveOne("link/x"),
                 {},
                 {}});
  Refusal folded{"taken but for case",
                 Precondition::kFoldedFree,
                 "`m/2A` stands there",
                 MoveOne("m/2a"),
                 {},
                 {}};
  folded.change.disk.AddFile("m/2A/f", "x");
  folded.change.disk.folds_case = true;
  all.push_back(folded);
  Refusal twice{
      "two to one", Precondition::kDistinct, "two changes lead to", MoveOne("m/3"), {}, {}};
  twice.change.edits.moves.push_back(MoveOf(twice.change.disk, "m/2", "m/3"));
  all.push_back(twice);
  Refusal cases{"two to one but for case",
                Precondition::kDistinct,
                "where case does not count",
                MoveOne("m/\xC3\x89"),
                {},
                {}};
  cases.change.edits.moves.push_back(MoveOf(cases.change.disk, "m/2", "m/e\xCC\x81"));
  all.push_back(cases);
  Refusal kind{
      "another kind", Precondition::kMovedEntry, "not what the plan saw", MoveOne("m/3"), {}, {}};
  kind.change.edits.moves[0].kind = FileKind::kRegular;
  all.push_back(kind);
  Refusal inode{"another inode",
                Precondition::kMovedEntry,
                "not the very entry that the plan saw",
                MoveOne("m/3"),
                {},
                {}};
  inode.change.edits.moves[0].inode = 4711;
  all.push_back(inode);
  Refusal mount{
      "a mount point", Precondition::kDevice, "on another device", MoveOne("m/3"), {}, {}};
  mount.arrange = [](CrashFs& fs) { fs.SetOtherDevice("m/1"); };
  all.push_back(mount);
  Refusal parent{
      "below a mount point", Precondition::kDevice, "on another device", MoveOne("m/3"), {}, {}};
  parent.arrange = [](CrashFs& fs) { fs.SetOtherDevice("m"); };
  all.push_back(parent);
  Refusal locked{"an unwritable parent",
                 Precondition::kWritable,
                 "`m` is not writable",
                 MoveOne("m/3"),
                 {},
                 {}};
  locked.arrange = [](CrashFs& fs) { fs.SetUnwritable("m"); };
  all.push_back(locked);
  Refusal dotdot{"an unwritable directory",
                 Precondition::kWritable,
                 "`m/1` is not writable",
                 MoveOne("m/3"),
                 {},
                 {}};
  dotdot.arrange = [](CrashFs& fs) { fs.SetUnwritable("m/1"); };
  all.push_back(dotdot);
  Refusal lower{"in a lower layer",
                Precondition::kMovable,
                "lower layer of an overlay",
                MoveOne("m/3"),
                {},
                {}};
  lower.arrange = [](CrashFs& fs) { fs.SetImmovable("m/1"); };
  all.push_back(lower);
  return all;
}

std::vector<Refusal> GitRefusals() {
  std::vector<Refusal> all;
  Refusal dirty{"dirty", Precondition::kDirty, "uncommitted changes", MoveOne("m/3"), {}, {}};
  dirty.repository.dirty = {"m/1/f"};
  all.push_back(dirty);
  Refusal edited{
      "edited and dirty", Precondition::kDirty, "uncommitted changes", EditOne(), {}, {}};
  edited.repository.dirty = {"d/f"};
  all.push_back(edited);
  Refusal conflict{
      "conflicted", Precondition::kConflicted, "merge conflict", MoveOne("m/3"), {}, {}};
  conflict.repository.conflicted = {"m/1/f"};
  all.push_back(conflict);
  Refusal left_out{
      "not checked out", Precondition::kLeftOut, "is not checked out", MoveOne("m/3"), {}, {}};
  left_out.repository.left_out = {"m/1/big"};
  all.push_back(left_out);
  Refusal submodule{
      "a submodule", Precondition::kSubmodule, "is a submodule", MoveOne("m/3"), {}, {}};
  submodule.repository.submodules = {"m/1"};
  all.push_back(submodule);
  Refusal nested{
      "another repository", Precondition::kSubmodule, "is a submodule", MoveOne("m/3"), {}, {}};
  nested.change.disk.AddFile("m/1/.git", "gitdir: ../../x");
  all.push_back(nested);
  return all;
}

std::vector<Refusal> EditRefusals() {
  std::vector<Refusal> all;
  Refusal stale{"a changed file", Precondition::kDigest, "`d/f` changed since", EditOne(), {}, {}};
  stale.change.disk.AddFile("d/f", "number 1 and more");
  all.push_back(stale);
  Refusal mode{"a changed mode", Precondition::kMode, "has mode 644, but 755", EditOne(), {}, {}};
  mode.change.edits.files[0].mode = 0755;
  all.push_back(mode);
  Refusal target{"a changed link", Precondition::kDigest, "`s` changed since", EditOne(), {}, {}};
  target.change.disk.AddSymlink("s", "elsewhere");
  target.change.edits.retargets = {{"s", "d", "e"}};
  all.push_back(target);
  Refusal link{
      "another hard link", Precondition::kHardLinks, "has 2 hard links", EditOne(), {}, {}};
  link.change.disk.AddLink("other", "d/f");
  all.push_back(link);
  Refusal lfs{"an LFS pointer", Precondition::kLfs, "LFS pointer", EditOne(), {}, {}};
  lfs.change.disk.AddFile("d/f", "version https://git-lfs.github.com/spec/v1\nsize 1\n");
  lfs.change.edits.files = {EditOf(lfs.change.disk, "d/f", "size 1", "size 2")};
  all.push_back(lfs);
  Refusal space{"a full disk", Precondition::kSpace, "bytes needed", EditOne(), {}, {}};
  space.arrange = [](CrashFs& fs) { fs.SetFreeBytes(1000); };
  all.push_back(space);
  Refusal locked{
      "an unwritable directory", Precondition::kWritable, "`d` is not writable", EditOne(), {}, {}};
  locked.arrange = [](CrashFs& fs) { fs.SetUnwritable("d"); };
  all.push_back(locked);
  return all;
}

std::vector<Refusal> AllRefusals() {
  std::vector<Refusal> all = MoveRefusals();
  for (auto* more : {&GitRefusals, &EditRefusals, &CreateRefusals}) {
    for (Refusal& refusal : more()) all.push_back(std::move(refusal));
  }
  return all;
}

/// Empty when it was refused for the right reason with no transaction begun and the tree untouched;
/// else what happened.
std::string Misbehaviour(const Refusal& refusal, const CheckSet& skip) {
  CrashFs fs(refusal.change.disk);
  if (refusal.arrange) refusal.arrange(fs);
  const std::string before = fs.image().Show(kStore, true);
  bool began = false;
  fs.after_change = [&] {
    const auto store = fs.image().nodes.find(fs.image().Find(kStore));
    if (store == fs.image().nodes.end()) return;
    for (const auto& [name, inode] : store->second.names) {
      began = began || name.starts_with("txn-");
    }
  };
  const auto applied =
      ApplySkipping(fs, kStore, refusal.change.edits, refusal.repository, {}, skip);
  if (applied) return "it was applied";
  if (began) return "a transaction was begun";
  if (fs.image().Show(kStore, true) != before) return "the tree changed";
  if (applied.error().message.find(refusal.message) == std::string::npos) {
    return "the reason is another: " + applied.error().message;
  }
  return {};
}

TEST(Preconditions, AreCheckedBeforeAnythingIsWritten) {
  for (const Refusal& refusal : AllRefusals()) {
    EXPECT_EQ(Misbehaviour(refusal, {}), "") << refusal.name;
  }
}

TEST(MutationGate, NoCheckCanBeLeftOut) {
  std::set<Precondition> needed;
  for (const Refusal& refusal : AllRefusals()) {
    if (!Misbehaviour(refusal, {refusal.check}).empty()) needed.insert(refusal.check);
  }
  for (int check = 0; check < kPreconditionCount; ++check) {
    EXPECT_TRUE(needed.contains(static_cast<Precondition>(check))) << "check " << check;
  }
  fmt::print("  {} checks, each with a refusal that is lost without it; {} refusals\n",
             needed.size(), AllRefusals().size());
}

TEST(Preconditions, MayBeWaivedByTheUser) {
  for (const Refusal& refusal : AllRefusals()) {
    ApplyOptions options;
    options.allow_dirty = refusal.check == Precondition::kDirty;
    options.allow_lfs = refusal.check == Precondition::kLfs;
    options.allow_submodules = refusal.check == Precondition::kSubmodule;
    if (!options.allow_dirty && !options.allow_lfs && !options.allow_submodules) continue;
    CrashFs fs(refusal.change.disk);
    EXPECT_TRUE(Apply(fs, kStore, refusal.change.edits, refusal.repository, options))
        << refusal.name;
  }
}

TEST(Preconditions, NameEveryStaleFile) {
  Change change = EditOne();
  change.disk.AddFile("e", "number 1");
  change.edits.files.push_back(EditOf(change.disk, "e", "1", "2"));
  change.disk.AddFile("d/f", "other");
  change.disk.AddFile("e", "other");
  CrashFs fs(change.disk);
  const auto applied = Apply(fs, kStore, change.edits, {}, {});
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().code, Error::Code::kStale);
  EXPECT_EQ(applied.error().message,
            "`d/f` changed since the plan was made; `e` changed since the plan was made");
}

TEST(Preconditions, NameUntrackedFilesThatMoveAlong) {
  Change change = MoveOne("m/3");
  change.disk.AddFile("m/1/notes", "mine");
  CrashFs fs(change.disk);
  RepositoryState repository;
  repository.untracked = {"m/1/notes", "m/2/other"};
  const auto applied = Apply(fs, kStore, change.edits, repository, {});
  ASSERT_TRUE(applied);
  EXPECT_EQ(applied->untracked, std::vector<std::string>{"m/1/notes"});
  EXPECT_NE(fs.image().Find("m/3/notes"), 0U);
}

TEST(Preconditions, AllowCaseOnlyAndSwappedNamesWhereCaseDoesNotCount) {
  Change change = MoveOne("m/3");
  change.disk.AddFile("m/readme", "text");
  change.disk.folds_case = true;
  change.edits.moves = {MoveOf(change.disk, "m/readme", "m/README"),
                        MoveOf(change.disk, "m/1", "m/2"), MoveOf(change.disk, "m/2", "m/1")};
  CrashFs fs(change.disk);
  const auto applied = Apply(fs, kStore, change.edits, {}, {});
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_TRUE(fs.image().nodes.at(fs.image().Find("m")).names.contains("README"));
  const auto undone = Undo(fs, kStore, {});
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(fs.image().Show(kStore, true), change.disk.Show(kStore, true));
}

}  // namespace
}  // namespace prereq
