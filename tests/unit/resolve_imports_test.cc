#include <gtest/gtest.h>

#include "languages/imports.h"
#include "languages/python_library.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

struct Course {
  MemoryTree tree{{}};
  Config config;
  std::vector<Module> modules;

  void Add(const std::string& slug, const std::string& path, const std::string& provides = "") {
    Module module;
    module.slug = slug;
    module.path = path;
    module.provides = provides;
    modules.push_back(module);
  }
  void Rule(const std::string& language, const std::string& files,
            const std::string& pattern = "") {
    ImportRule rule;
    rule.language = language;
    rule.files = files;
    rule.provides_pattern = pattern;
    config.imports.push_back(rule);
  }
  [[nodiscard]] std::string Edges(int threads = 1) const {
    const auto facts = ResolveImports(tree, config, modules, tree.ListTracked().value(), threads);
    if (!facts) return "error: " + facts.error().front().message;
    std::string text;
    for (const Dependency& edge : facts->dependencies) {
      text += modules[static_cast<std::size_t>(edge.dependent.value)].slug + " needs " +
              modules[static_cast<std::size_t>(edge.prerequisite.value)].slug + " at " +
              std::to_string(edge.where.line) + "\n";
    }
    for (const SkippedSource& file : facts->skipped) {
      text += "skipped " + file.where.path + "\n";
    }
    return text;
  }
};

TEST(ResolveImports, ByProvidedName) {
  Course course;
  course.Add("autograd", "m/06_autograd", "lib.core.autograd");
  course.Add("core", "m/01_core", "lib.core");
  course.Add("tensor", "m/02_tensor");
  course.Rule("python", "m/*/*.py", "pattern.{slug}");
  course.tree.Put("m/02_tensor/tensor_dev.py",
                  "from lib.core.autograd import V\n"
                  "from lib.core import autograd, other\n"
                  "import lib.core.autogradient\n"
                  "import lib\n"
                  "import pattern.tensor, pattern.autograd.deep\n"
                  "if TYPE_CHECKING:\n  import lib.core.autograd\n");
  EXPECT_EQ(course.Edges(),
            "tensor needs autograd at 1\ntensor needs autograd at 2\ntensor needs core at 2\n"
            "tensor needs core at 3\ntensor needs autograd at 5\n");
}

TEST(ResolveImports, ByDirective) {
  Course course;
  course.Add("a", "m/01_a");
  course.Add("b", "m/02_b");
  course.Rule("python", "m/**");
  course.tree.Put("m/01_a/a.py", "#| default_exp core.a\n");
  course.tree.Put("m/02_b/b.ipynb",
                  R"({"cells": [{"cell_type": "code", "source": "#|default_exp utils"}]})");
  course.tree.Put("m/02_b/b.py", "from lib.core.a import x\nimport other.core.a\nimport core.a\n");
  course.tree.Put("m/01_a/c.py", "from torch.utils import data\nfrom lib.utils import y\n");
  EXPECT_EQ(course.Edges(), "b needs a at 1\nb needs a at 2\n") << "no library is known";
  course.tree.Put("lib/__init__.py", "");
  EXPECT_EQ(course.Edges(), "a needs b at 2\nb needs a at 1\n");
}

TEST(ResolveImports, ByPathAndFileName) {
  Course course;
  course.Add("a", "m/01_a");
  course.Add("b", "m/02_b");
  course.Add("c", "m/03_c.py");
  course.Rule("python", "m/**");
  course.tree.Put("m/01_a/a_dev.py", "");
  course.tree.Put("m/01_a/random.py", "");
  course.tree.Put("m/01_a/same.py", "");
  course.tree.Put("m/02_b/same.py", "");
  course.tree.Put("m/03_c.py",
                  "from a_dev import X\nimport random\nimport same\n"
                  "import_module('m.02_b.x')\nimport_module('01_a.a_dev')\n");
  course.tree.Put("m/02_b/b.py",
                  "from ..x import y\nfrom . import same\nimport same\n"
                  "__import__('03_c')\n");
  EXPECT_EQ(course.Edges(), "b needs c at 4\nc needs a at 1\nc needs b at 4\nc needs a at 5\n");
}

TEST(ResolveImports, OtherLanguages) {
  Course course;
  course.Add("a", "m/01_a");
  course.Add("b", "m/02_b");
  course.Rule("javascript", "**/*.js");
  course.Rule("go", "**/*.go");
  course.Rule("c", "**/*.{c,h}");
  course.Rule("rust", "**/*.rs", "{slug}");
  course.tree.Put("m/02_b/x.js", "import '../01_a/x.js';\nimport './own.js';\nimport 'pkg/x';\n");
  course.tree.Put("m/02_b/x.go", "package b\nimport \"example.org/course/m/01_a\"\n");
  course.tree.Put("m/01_a/a.h", "");
  course.tree.Put("m/02_b/x.c", "#include \"a.h\"\n#include \"../01_a/a.h\"\n#include <stdio.h>\n");
  course.tree.Put("m/02_b/x.rs", "use a::X;\nuse std::a;\n");
  EXPECT_EQ(course.Edges(),
            "b needs a at 1\nb needs a at 2\nb needs a at 2\nb needs a at 1\nb needs a at 1\n");
}

TEST(ResolveImports, SameForAnyThreadsAndSaysWhatItSkipped) {
  Course course;
  for (int i = 10; i < 60; ++i) {
    const std::string name = std::string("s").append(std::to_string(i));
    course.Add(name, "m/" + std::to_string(i) + "_" + name);
    course.tree.Put(course.modules.back().path + "/f.py",
                    "import p.s" + std::to_string(i - 1) + "\nimport p.s10\n");
  }
  course.tree.Put("m/10_s10/bad.py", "");
  course.tree.MakeUnreadable("m/10_s10/bad.py");
  course.Rule("python", "m/*/*.py", "p.{slug}");
  const std::string one = course.Edges(1);
  EXPECT_EQ(one, course.Edges(4));
  EXPECT_TRUE(one.ends_with("skipped m/10_s10/bad.py\n")) << one;
  course.Rule("cobol", "*");
  EXPECT_TRUE(course.Edges().starts_with("error: unknown language `cobol`"));
}

TEST(PythonLibrary, KnowsItsOwnNames) {
  EXPECT_TRUE(IsPythonLibraryModule("random"));
  EXPECT_TRUE(IsPythonLibraryModule("zoneinfo"));
  EXPECT_FALSE(IsPythonLibraryModule("autograd_dev"));
}

}  // namespace
}  // namespace prereq
