// The expected trees come from an undisturbed run, which other tests compare with the plan.
#include "crash/scenarios.h"

#include "base/digest.h"

namespace prereq {

FileEdit EditOf(const DiskImage& disk, const std::string& path, const std::string& old_text,
                const std::string& new_text) {
  const std::string& bytes = *disk.nodes.at(disk.Find(path)).bytes;
  FileEdit edit;
  edit.path = path;
  edit.size = bytes.size();
  edit.sha256 = Sha256(bytes);
  edit.spans.push_back({{bytes.find(old_text), old_text.size()}, new_text});
  return edit;
}

PathMove MoveOf(const DiskImage& disk, const std::string& from, const std::string& to) {
  return {from, to, disk.nodes.at(disk.Find(from)).kind, 0, 0};
}

Change SwapOfTwo() {
  Change change;
  DiskImage& disk = change.disk;
  disk.AddDirectory("git");
  disk.AddFile("m/06_a/06_a.py", "number = 6\n", 0755);
  disk.AddFile("m/06_b/x.md", "Module 06\n");
  change.edits.moves = {MoveOf(disk, "m/06_a", "m/06_b"), MoveOf(disk, "m/06_b", "m/06_a"),
                        MoveOf(disk, "m/06_a/06_a.py", "m/06_b/07_a.py")};
  change.edits.files = {EditOf(disk, "m/06_a/06_a.py", "6", "7")};
  return change;
}

Change CycleWithFolders() {
  Change change;
  DiskImage& disk = change.disk;
  disk.AddDirectory("git");
  disk.AddFile("m/1/f", "one");
  disk.AddFile("m/2/f", "two");
  disk.AddFile("t/old/1", "test");
  change.edits.moves = {MoveOf(disk, "m/1", "m/2"), MoveOf(disk, "m/2", "m/1"),
                        MoveOf(disk, "t/old/1", "t/new/deep/2")};
  return change;
}

Change LinksOnly() {
  Change change;
  DiskImage& disk = change.disk;
  disk.AddDirectory("git");
  disk.AddFile("a", "number 1", 0600);
  disk.AddLink("b", "a");
  disk.AddSymlink("s", "a");
  change.edits.files = {EditOf(disk, "a", "1", "2"), EditOf(disk, "b", "1", "2")};
  change.edits.retargets = {{"s", "a", "b"}};
  return change;
}

Change Creations() {
  Change change;
  DiskImage& disk = change.disk;
  disk.AddDirectory("git");
  disk.AddFile("m/2/f", "two");
  disk.AddFile("list", "1 2");
  change.edits.moves = {MoveOf(disk, "m/2", "m/3")};
  change.edits.files = {EditOf(disk, "list", "2", "2 3")};
  change.edits.created = {{"m/2/deep/g", "a new one"}, {"m/2/f", "another"}};
  return change;
}

Change NewFolder() {
  Change change = Creations();
  change.edits.moves.clear();
  change.edits.created = {{"n/deep/g", "a new one"}, {"n/f", "another"}};
  return change;
}

Change Removals() {
  Change change;
  DiskImage& disk = change.disk;
  disk.AddDirectory("git");
  disk.AddFile("m/2/f", "two");
  disk.AddFile("m/3/f", "three");
  disk.AddFile("m/3/g", "too");
  change.edits.moves = {MoveOf(disk, "m/3", "m/2")};
  change.edits.removed = {{"m/2/f", Sha256("two")}, {"m/3/g", Sha256("too")}};
  return change;
}

Scenario Applying(const Change& change) {
  Scenario scenario;
  scenario.start = change.disk;
  scenario.act = [edits = change.edits](TransactionDisk& fs) {
    return Apply(fs, kStore, edits, {}, {});
  };
  scenario.directory = kStore;
  scenario.old_tree = change.disk.Show(kStore, false);
  CrashFs fs(change.disk);
  (void)scenario.act(fs);
  scenario.new_tree = fs.image().Show(kStore, false);
  return scenario;
}

Scenario UndoingAfter(const Change& change, const std::string& path, const std::string& bytes) {
  Scenario scenario = Applying(change);
  CrashFs fs(scenario.start);
  (void)scenario.act(fs);
  fs.image().AddFile(path, bytes);
  scenario.start = fs.image();
  scenario.act = [](TransactionDisk& disk) { return Undo(disk, kStore, {}); };
  scenario.old_tree = scenario.start.Show(kStore, false);
  CrashFs undone(scenario.start);
  (void)scenario.act(undone);
  scenario.new_tree = undone.image().Show(kStore, false);
  return scenario;
}

Scenario Undoing(const Change& change) {
  Scenario scenario = Applying(change);
  CrashFs fs(scenario.start);
  (void)scenario.act(fs);
  scenario.start = fs.image();
  scenario.act = [](TransactionDisk& disk) { return Undo(disk, kStore, {}); };
  std::swap(scenario.old_tree, scenario.new_tree);
  return scenario;
}

}  // namespace prereq
