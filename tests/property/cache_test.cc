// Whatever happens to a tree between two runs, what a cache remembers changes no answer.
#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "base/digest.h"
#include "prereq/facts.h"
#include "prereq/reading_cache.h"
#include "support/memory_tree.h"
#include "support/temporary_tree.h"
#include "tree/disk_cache.h"
#include "tree/git_tree.h"

namespace prereq {
namespace {

constexpr unsigned kSeed = 20261124;

class VersionedTree : public MemoryTree {
 public:
  using MemoryTree::MemoryTree;
  std::string Version(const std::string& path) const override {
    const Result<std::string> text = Read(path);
    return text ? GitBlobId(*text) : std::string();
  }
};

using Files = std::map<std::string, std::string>;

Files Start() {
  return {{"modules/01_setup/module.yaml", "number: 1\n"},
          {"modules/02_tensor/module.yaml", "number: 2\n"},
          {"modules/03_losses/module.yaml", "number: 3\n"},
          {"modules/04_autograd/autograd.py", "from modules import tensor\n"},
          {"tests/module_03/test.py", "losses\n"},
          {"docs/a.md", "Module 02: Tensor, 03_losses, `04_autograd_dev`, ch02.md, 05_nothing\n"},
          {"docs/b.md", "[x](talks/03_autograd.md) and modules/03_autograd/, 07_plan.md\n"},
          {"old/c.md", "Module 3: Autograd, then 03_autograd and ch03.md, Modules 2-4, Day 0\n"},
          {"README.md", "| 02 | Tensor |\n| 05 | Losses | → | 03 | Losses |\n"}};
}

// Paths of every kind that a lexicon takes something from, and some that it does not.
const std::vector<std::string>& Paths() {
  static const std::vector<std::string> paths = {"talks/03_autograd.md",
                                                 "old/03_autograd/x.md",
                                                 "modules/04_autograd/04_autograd_dev.py",
                                                 "docs/ch02.md",
                                                 "chapters/ch03.md",
                                                 "05_nothing.md",
                                                 "tests/module_04/test.py",
                                                 "frozen/02-tensor.md",
                                                 "notes.md",
                                                 "a/b/c.txt",
                                                 "07_plan.md",
                                                 "week_2_tensor/x.md",
                                                 "modules/05_agents/x.py",
                                                 "modules/03_losses/03_losses_dev.py",
                                                 "old/02_losses/y.md",
                                                 ".gitattributes",
                                                 "docs/a.md",
                                                 "modules/02_tensor/README.md"};
  return paths;
}

const std::vector<std::string>& Texts() {
  static const std::vector<std::string> texts = {
      "",
      "Module 3: Autograd and 03_autograd\n",
      "05_nothing.md, 07_plan and ch03.md\n",
      "*.md linguist-generated\n",
      "04_autograd_dev, 03_losses_dev, 02-tensor\n",
      "see old/03_autograd/x.md, frozen/02-tensor.md, [n](05_agents/x.py)\n"};
  return texts;
}

Config Policy(std::mt19937& random) {
  Config config;
  config.path = "prereq.yaml";
  Series series;
  series.name = "modules";
  series.pattern = "modules/{number:02}_{slug}";
  series.labels = {"Module"};
  config.series = {series};
  Mirror tests, frozen, chapters;
  tests.pattern = "tests/module_{number:02}";
  frozen.pattern = "frozen/{number:02}-{slug}.md", frozen.kind = Mirror::Kind::kFrozen;
  chapters.pattern = "chapters/ch{number:02}.md", chapters.kind = Mirror::Kind::kForeign;
  config.mirrors = {tests, frozen};
  if (random() % 4 == 0) config.mirrors.push_back(chapters);
  return config;
}

// Everything that lint looks at, as text.
std::string Shown(const Result<Facts, Errors>& facts) {
  std::string shown;
  if (!facts) {
    for (const Error& error : facts.error()) shown += error.message + '\n';
    return shown;
  }
  for (const ScannedFile& file : facts->files) {
    shown += file.path + ' ' + std::to_string(static_cast<int>(file.kind)) + file.reason +
             (file.may_suppress ? "!" : "") + '\n';
  }
  for (const Reference& one : facts->references) {
    shown += one.where.path + ':' + std::to_string(one.where.line) + ':' +
             std::to_string(one.where.column) + ' ' + std::string(ReferenceShapeName(one.shape)) +
             ' ' + std::string(CertaintyName(one.certainty)) + ' ' + one.text + ' ' +
             std::to_string(one.module ? one.module->value : -1) + ' ' +
             std::to_string(one.mirror) + ' ' + std::to_string(one.whole.offset) + '+' +
             std::to_string(one.whole.length) + '\n';
  }
  return shown;
}

TEST(Cache, ChangesNoAnswerWhateverHappensToTheTree) {
  std::cout << "seed " << kSeed << '\n';
  std::mt19937 random(kSeed);
  std::size_t hits = 0, different = 0;
  for (int course = 0; course < 40; ++course) {
    const TemporaryTree disk;
    Files files = Start();
    std::string last;
    for (int step = 0; step < 25; ++step) {
      for (std::size_t change = random() % 3; change > 0; --change) {
        const std::string& path = Paths()[random() % Paths().size()];
        if (files.contains(path) && random() % 2 == 0) {
          files.erase(path);
        } else {
          files[path] = Texts()[random() % Texts().size()];
        }
      }
      const Config config = Policy(random);
      const VersionedTree tree(files);
      CollectOptions options{.references = true, .list_malformed = true, .threads = 1};
      const std::string plain = Shown(CollectFacts(tree, config, 0, options));
      {
        DiskCache cache(disk.path() + "/cache");
        options.cache = &cache;
        ASSERT_EQ(Shown(CollectFacts(tree, config, 0, options)), plain)
            << "course " << course << ", step " << step;
      }
      different += plain != last;
      last = plain;
      ++hits;
    }
  }
  EXPECT_GT(different, hits / 3) << "the changes hardly change anything";
}

}  // namespace
}  // namespace prereq
