// The cache: equal results with and without it, whatever happens to its files.
#include "prereq/reading_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iterator>
#include <memory>
#include <thread>

#include "base/digest.h"
#include "base/parallel.h"
#include "base/text.h"
#include "languages/imports.h"
#include "languages/imports_cache.h"
#include "references/scan_tree.h"
#include "support/memory_tree.h"
#include "support/reference_lexicon.h"
#include "support/temporary_tree.h"
#include "tree/disk.h"
#include "tree/disk_cache.h"
#include "tree/git_tree.h"

namespace prereq {
namespace {

using testing::IsEmpty;
using testing::Not;

constexpr std::size_t kAnySize = std::size_t{1} << 30U;

TEST(CacheGroup, ComesBackForItsOwnIdentityOnly) {
  CacheGroup group("policy", "");
  EXPECT_FALSE(group.has_news());
  EXPECT_EQ(group.Find("a"), std::nullopt);
  group.Keep("a", std::string("one\0two", 7));
  group.Keep("a", "three");
  group.Keep("", "");
  EXPECT_TRUE(group.has_news());
  const std::string bytes = group.RenderBytes(kAnySize);
  CacheGroup again("policy", bytes);
  EXPECT_EQ(again.Find("a"), std::string_view("one\0two", 7));
  EXPECT_EQ(again.Find(""), "");
  EXPECT_FALSE(again.has_news());
  EXPECT_EQ(again.RenderBytes(kAnySize), bytes);
  CacheGroup other("another policy", bytes);
  EXPECT_EQ(other.Find("a"), std::nullopt);
}

TEST(CacheGroup, AnyDamageMakesItEmpty) {
  CacheGroup group("policy", "");
  for (const char* key : {"a", "b", "c"}) group.Keep(key, std::string("value of ") + key);
  const std::string bytes = group.RenderBytes(kAnySize);
  const auto expect_empty = [](const std::string& damaged) {
    CacheGroup read("policy", damaged);
    for (const char* key : {"a", "b", "c"}) ASSERT_EQ(read.Find(key), std::nullopt);
  };
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    expect_empty(damaged);
  }
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    expect_empty(bytes.substr(0, length));
  }
  expect_empty(bytes + '\0');
  expect_empty(bytes + bytes);
}

TEST(CacheGroup, ForgetsWhatNobodyAsksFor) {
  std::string bytes;
  {
    CacheGroup group("", "");
    group.Keep("kept", "x");
    group.Keep("forgotten", "y");
    bytes = group.RenderBytes(kAnySize);
  }
  for (int i = 0; i < 9; ++i) {
    CacheGroup group("", bytes);
    EXPECT_EQ(group.Find("kept"), "x");
    bytes = group.RenderBytes(kAnySize);
  }
  CacheGroup group("", bytes);
  EXPECT_EQ(group.Find("forgotten"), std::nullopt);
  EXPECT_EQ(group.Find("kept"), "x");
}

TEST(CacheGroup, StaysWithinItsSize) {
  CacheGroup group("", "");
  group.Keep("a", std::string(500, 'x'));
  CacheGroup again("", group.RenderBytes(kAnySize));
  again.Keep("b", std::string(500, 'y'));
  const std::string bytes = again.RenderBytes(700);  // room for one
  CacheGroup left("", bytes);
  EXPECT_EQ(left.Find("a"), std::nullopt);
  EXPECT_NE(left.Find("b"), std::nullopt);
  EXPECT_EQ(again.RenderBytes(100), "");
}

std::string OnlyFileOf(const std::string& folder) {
  std::string found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    EXPECT_EQ(found, "");
    found = entry.path().string();
  }
  return found;
}

TEST(DiskCache, KeepsWhatWasNewAndSurvivesDamage) {
  const TemporaryTree tree;
  const std::string folder = tree.path() + "/a/b";
  { DiskCache(folder).Open("g", "i"); }
  EXPECT_FALSE(std::filesystem::exists(folder)) << "nothing new, nothing written";
  { DiskCache(folder).Open("g", "i").Keep("key", "value"); }
  {
    DiskCache cache(folder);
    EXPECT_EQ(cache.Open("g", "i").Find("key"), "value");
    EXPECT_EQ(cache.Open("g", "j").Find("key"), std::nullopt);
  }
  const std::string file = OnlyFileOf(folder);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  {
    DiskCache cache(folder);
    EXPECT_EQ(cache.Open("g", "i").Find("key"), std::nullopt);
    cache.Open("g", "i").Keep("key", "again");
  }
  EXPECT_EQ(DiskCache(folder).Open("g", "i").Find("key"), "again");
  std::filesystem::remove(file);
  std::filesystem::create_symlink("/etc/passwd", file);
  EXPECT_EQ(DiskCache(folder).Open("g", "i").Find("key"), std::nullopt);
}

TEST(DiskCache, FailingToWriteIsNoFailure) {
  const TemporaryTree tree;
  tree.Put("file", "x");
  { DiskCache(tree.path() + "/file/below").Open("g", "i").Keep("key", "value"); }
  { DiskCache("").Open("g", "i").Keep("key", "value"); }
  EXPECT_EQ(tree.Output("cat file"), "x");
}

TEST(DiskCache, ManyAtOnceNeverReadAnythingElse) {
  const TemporaryTree tree;
  std::atomic<int> wrong = 0;
  ParallelFor(64, 8, [&](std::size_t i) {
    DiskCache cache(tree.path() + "/c");
    CacheGroup& group = cache.Open("g", "i");
    for (int key = 0; key < 50; ++key) {
      const std::string name = std::to_string(key);
      const auto found = group.Find(name);
      if (found && *found != "value " + name) ++wrong;
      if (!found && (static_cast<std::size_t>(key) + i) % 3 == 0) group.Keep(name, "value " + name);
    }
  });
  EXPECT_EQ(wrong, 0);
  EXPECT_FALSE(std::filesystem::is_empty(tree.path() + "/c"));
}

TEST(DiskCache, IsBounded) {
  const TemporaryTree tree;
  for (int i = 0; i < 40; ++i) {
    DiskCache(tree.path() + "/c").Open("g", std::to_string(i)).Keep("key", "value");
  }
  const std::filesystem::directory_iterator files(tree.path() + "/c");
  EXPECT_EQ(std::distance(begin(files), end(files)), 24);
  EXPECT_NE(DiskCache(tree.path() + "/c").Open("g", "39").Find("key"), std::nullopt);
}

// A tree that knows versions and counts what is read.
class CountingTree : public MemoryTree {
 public:
  using MemoryTree::MemoryTree;
  Result<std::string> Read(const std::string& path) const override {
    ++reads;
    return MemoryTree::Read(path);
  }
  std::string Version(const std::string& path) const override {
    const Result<std::string> text = MemoryTree::Read(path);
    return text && path != "no-version.md" ? GitBlobId(*text) : std::string();
  }
  mutable std::atomic<int> reads = 0;
};

TEST(ScanCache, GivesWhatScanningGives) {
  CountingTree tree(
      {{"a.md", "Module 6, 06_autograd, 07_autograd, Modules 6-8\n# prereq: ignore\n"},
       {"b.bin", std::string("\0", 1)},
       {"empty", ""},
       {"no-version.md", "Module 6"}});
  for (int i = 0; i < 90; ++i) {
    tree.Put(std::to_string(i) + ".md", "06_autograd 99_nothing 05_autograd\n\xff é 01_setup");
  }
  const auto files = *tree.ListTracked();
  const Course course;
  const references::Lexicon lexicon = course.Lex();
  const TemporaryTree disk;
  const auto scan = [&](bool cached) {
    DiskCache cache(disk.path());
    const ScanCache earlier(cache, "identity");
    tree.reads = 0;
    return ScanTree(tree, files, lexicon, FileClassifier({}, {}), 2, cached ? &earlier : nullptr);
  };
  const TreeScan plain = scan(false);
  EXPECT_GE(plain.references.size(), 270U);
  const auto expect_plain = [&](const TreeScan& found) {
    EXPECT_EQ(found.references, plain.references);
    ASSERT_EQ(found.files.size(), plain.files.size());
    for (std::size_t i = 0; i < found.files.size(); ++i) {
      EXPECT_EQ(found.files[i].path, plain.files[i].path);
      EXPECT_EQ(found.files[i].kind, plain.files[i].kind);
      EXPECT_EQ(found.files[i].reason, plain.files[i].reason);
      EXPECT_EQ(found.files[i].may_suppress, plain.files[i].path == "a.md");
    }
  };
  expect_plain(scan(true));
  EXPECT_EQ(tree.reads, 94);
  expect_plain(scan(true));
  EXPECT_EQ(tree.reads, 1) << "only what has no version";
  tree.Put("5.md", "another text");
  EXPECT_LT(scan(true).references.size(), plain.references.size());
  EXPECT_EQ(tree.reads, 2);
}

TEST(ScanCache, KeepsEveryFieldOfAReference) {
  Reference full;
  full.where = {"p\n.md", 12, 345};
  full.whole = {1, 2};
  full.number = {3, 4};
  full.last_number = {5, 6};
  full.name = {7, std::size_t{1} << 40U};
  full.shape = ReferenceShape::kImport;
  full.certainty = Certainty::kForeign;
  full.module = ModuleId{3};
  full.written = {6, 'b'};
  full.written_last = Number{8, 'z'};
  full.text = std::string("\0\xff\n", 3);
  full.series = 2;
  full.mirror = 1;
  ScannedText text{{"p\n.md", ScannedFile::Kind::kGenerated, "why", true}, {full, Reference()}};
  text.references[1].where.path = text.file.path;
  const TemporaryTree disk;
  {
    DiskCache cache(disk.path());
    ScanCache(cache, "x").Keep("v", text);
  }
  DiskCache cache(disk.path());
  const ScanCache fresh(cache, "x");
  const auto found = fresh.Find("p\n.md", "v");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->references, text.references);
  EXPECT_EQ(found->file.kind, text.file.kind);
  EXPECT_EQ(found->file.reason, "why");
  EXPECT_EQ(fresh.Find("p\n.md", "w"), std::nullopt);
  EXPECT_EQ(fresh.Find("q", "v"), std::nullopt);
}

TEST(ScanIdentity, ChangesWithWhateverScanningDependsOn) {
  Facts facts;
  facts.series.pattern = "m/{number:02}_{slug}";
  facts.modules.resize(1);
  facts.modules[0].slug = "a";
  facts.modules[0].title = "A";
  facts.modules[0].path = "m/01_a";
  facts.order = Order(1);
  std::vector<std::string> seen;
  const auto identity = [&](auto change) {
    Facts changed = facts;
    references::LexiconSource source{changed, 0, {Mirror()}, {MetadataShape()}, {}, {}, {"x"}};
    source.mirrors[0].pattern = "t/{number}";
    source.metadata[0].file = "m.yaml";
    ReferencePolicy policy;
    std::vector<std::pair<std::string, std::string>> attributes;
    change(changed, source, policy, attributes);
    return ScanIdentity(source, references::Lexicon(source), policy, attributes);
  };
  using S = references::LexiconSource;
  using A = std::vector<std::pair<std::string, std::string>>;
  const std::vector<std::function<void(Facts&, S&, ReferencePolicy&, A&)>> changes = {
      [](Facts&, S&, ReferencePolicy&, A&) {},
      [](Facts& f, S&, ReferencePolicy&, A&) { f.modules[0].slug = "b"; },
      [](Facts& f, S&, ReferencePolicy&, A&) { f.modules[0].title = "B"; },
      [](Facts& f, S&, ReferencePolicy&, A&) { f.modules[0].aliases = {"b"}; },
      [](Facts& f, S&, ReferencePolicy&, A&) { f.modules[0].path = "m/02_a"; },
      [](Facts& f, S&, ReferencePolicy&, A&) { f.order.Set({0}, Number{2}); },
      [](Facts& f, S&, ReferencePolicy&, A&) { f.series.labels = {"Module"}; },
      [](Facts& f, S&, ReferencePolicy&, A&) { f.series.pattern = "m/{number}_{slug}"; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.series = 1; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.mirrors[0].kind = Mirror::Kind::kFrozen; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.metadata[0].number = {"n"}; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.own_urls = {"u"}; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.other_series = {"u"}; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.other_labels = {"u"}; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.revisions.tags = {"u"}; },
      [](Facts&, S& s, ReferencePolicy&, A&) { s.revisions.branches = {"u"}; },
      [](Facts&, S& s, ReferencePolicy&, A&) {
        s.paths = {"talks/02_a.md", "x"};
      },
      [](Facts&, S& s, ReferencePolicy&, A&) {
        s.paths = {"talks/02_a.md", "talks/03_a.md", "x"};
      },
      [](Facts&, S&, ReferencePolicy& p, A&) {
        p.exclude = {{"u", {}}};
      },
      [](Facts&, S&, ReferencePolicy& p, A&) {
        p.generated = {{{"u", {}}, {}}};
      },
      [](Facts&, S&, ReferencePolicy& p, A&) {
        p.generated = {{{"u", {}}, "make"}};
      },
      [](Facts&, S&, ReferencePolicy& p, A&) {
        p.history = {{"u", {}}};
      },
      [](Facts&, S&, ReferencePolicy& p, A&) {
        p.number_only = ReferencePolicy::NumberOnly::kEdit;
      },
      [](Facts&, S&, ReferencePolicy&, A& a) {
        a = {{"", "*.md linguist-generated"}};
      }};
  for (const auto& change : changes) seen.push_back(identity(change));
  const auto with = [&](std::vector<std::string> paths) {
    return identity([&](Facts&, S& s, ReferencePolicy&, A&) { s.paths = std::move(paths); });
  };
  EXPECT_EQ(with({"x", "README.md", "src/main.cc", "m/01_a/more.py"}), seen.front())
      << "no number and name of another place: nothing to be known of it";
  std::ranges::sort(seen);
  EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
}

TEST(ImportsCache, GivesWhatParsingGivesAlsoAfterAMove) {
  CountingTree tree({{"m/01_a/a.py", "#| default_exp core\nimport os\nfrom ..x import (y,\n  z)\n"},
                     {"m/02_b/b.py", "def f():\n  import a\nif TYPE_CHECKING:\n  import c\n"},
                     {"m/02_b/broken.py", "from a import\n)("}});
  std::vector<Module> modules(2);
  modules[0].slug = "a", modules[0].path = "m/01_a";
  modules[1].slug = "b", modules[1].path = "m/02_b";
  Config config;
  config.imports.push_back({"python", "m/**/*.py", "", "", {}});
  const TemporaryTree disk;
  const auto resolve = [&](bool cached) {
    DiskCache cache(disk.path());
    tree.reads = 0;
    auto facts =
        ResolveImports(tree, config, modules, *tree.ListTracked(), 2, cached ? &cache : nullptr);
    std::vector<std::string> lines;
    for (const Dependency& one : facts->dependencies) {
      lines.push_back(Show(one.where) + " " + one.text + " " +
                      modules[static_cast<std::size_t>(one.prerequisite.value)].slug);
    }
    return lines;
  };
  const auto plain = resolve(false);
  const int all = tree.reads;
  EXPECT_THAT(plain, Not(IsEmpty()));
  EXPECT_EQ(resolve(true), plain);
  EXPECT_EQ(resolve(true), plain);
  EXPECT_EQ(tree.reads, all - 3) << "no source file is read again";
  const std::string moved = *tree.Read("m/02_b/b.py");
  tree.Put("m/02_b/renamed.py", moved);
  const auto with = resolve(true);
  EXPECT_EQ(tree.reads, all - 2) << "its bytes are known, its path is not";
  EXPECT_EQ(with, resolve(false));
}

TEST(DiskTreeVersion, ShowsEveryChangeAndWaitForTheClock) {
  const TemporaryTree disk;
  disk.Put("a", "one");
  disk.Link("link", "a");
  const auto tree = DiskTree::Open(disk.path());
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->Version("a"), "") << "it may change again at once and show the same times";
  std::this_thread::sleep_for(std::chrono::milliseconds(3200));
  const std::string before = tree->Version("a");
  if (before.empty()) GTEST_SKIP() << "the file system's clock is not trusted";
  EXPECT_EQ(tree->Version("a"), before);
  EXPECT_EQ(tree->Version("link"), "");
  EXPECT_EQ(tree->Version("missing"), "");
  EXPECT_EQ(tree->Version("/etc/passwd"), "");
  // Same size, and the time of modification set back: only the time of change tells.
  ASSERT_TRUE(disk.Shell("cp -p a keep && printf two >a && touch -r keep a"));
  EXPECT_EQ(tree->Version("a"), "");
  std::this_thread::sleep_for(std::chrono::milliseconds(3200));
  EXPECT_NE(tree->Version("a"), before);
  EXPECT_NE(tree->Version("a"), "");
}

TEST(GitTreeVersion, IsTheBlobId) {
  if (!HasGit()) GTEST_SKIP() << "needs git";
  const TemporaryTree disk;
  disk.Put("d/a", "one\n");
  ASSERT_TRUE(disk.Git("init -q .") && disk.Git("add -A") &&
              disk.Git("-c user.name=a -c user.email=a@b commit -q -m x"));
  const auto tree = GitTree::Open(disk.path(), "HEAD");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->Version("d/a"), GitBlobId("one\n"));
  EXPECT_EQ(tree->Version("d/a") + "\n", disk.Output("git rev-parse HEAD:d/a"));
  EXPECT_EQ(tree->Version("d"), "");
  EXPECT_EQ(tree->Version("missing"), "");
}

}  // namespace
}  // namespace prereq
