#include "paths/path_facts.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

// Modules 01_alpha, 02_beta and 03_gamma below `folder`, and what the files say of them.
class Course {
 public:
  explicit Course(const std::string& ending = "", const std::string& folder = "") {
    int number = 0;
    for (const std::string name : {"01_alpha", "02_beta", "03_gamma"}) {
      Module& module = modules_.emplace_back();
      module.slug = name.substr(3);
      module.path = folder + name + ending;
      numbers_.push_back(++number);
    }
  }
  void AddModule(const std::string& slug, const std::string& path, int number) {
    Module& module = modules_.emplace_back();
    module.slug = slug;
    module.path = path;
    numbers_.push_back(number);
  }
  Course& Put(const std::string& path, const std::string& text) {
    tree_.Put(path, text);
    return *this;
  }
  [[nodiscard]] std::string Facts(const PathPolicy& policy = {}) const {
    Order order(modules_.size());
    for (std::size_t i = 0; i < modules_.size(); ++i) {
      order.Set({static_cast<int>(i)}, Number{numbers_[i], '\0'});
    }
    const PathFacts facts = ReadPathFacts(tree_, {}, policy, modules_, order,
                                          tree_.ListTracked().value(), {}, {}, 1, nullptr);
    std::string text;
    for (const Dependency& one : facts.dependencies) {
      text += Slug(one.dependent) + " needs " + Slug(one.prerequisite) + " at " +
              std::to_string(one.where.line) + ":" + std::to_string(one.where.column) + "\n";
    }
    for (const DriverOrder& driver : facts.drivers) {
      text += driver.entries.front().where.path + " runs";
      for (const auto& entry : driver.entries) text += " " + Slug(entry.module);
      text += "\n";
    }
    return text;
  }

 private:
  [[nodiscard]] std::string Slug(ModuleId id) const {
    return modules_[static_cast<std::size_t>(id.value)].slug;
  }
  MemoryTree tree_{{}};
  std::vector<Module> modules_;
  std::vector<int> numbers_;
};

struct Way {
  std::string ending;  // of modules that are files; empty: folders
  std::string path, text;
  std::string place;  // line:column of the path; empty: no fact
};

TEST(PathFacts, FindsEveryWayToUseAnotherModule) {
  const std::vector<Way> ways = {
      {".R", "01_alpha.R", "source(file = \"02_beta.R\")\n", "1:16"},
      {".R", "01_alpha.R", "source(here::here(\"02_beta.R\"))\n", "1:20"},
      {".R", "01_alpha.R", "source(paste0(dir, \"/02_beta.R\"))\n", "1:21"},
      {".sh", "01_alpha.sh", "#!/bin/sh\n. ./02_beta.sh\n", "2:3"},
      {".sh", "01_alpha.sh", "source \"$(dirname \"$0\")/02_beta.sh\"\n", "1:23"},
      {".sh", "01_alpha.sh", "source \"${BASH_SOURCE%/*}/02_beta.sh\"\n", "1:9"},
      {"", "01_alpha/a.asm", "%include \"../02_beta/b.asm\"  ; not ../03_gamma/c.asm\n", "1:11"},
      {"", "01_alpha/a.tex", "\\input{../02_beta/b} % \\input{../03_gamma/c}\n", "1:8"},
      {"", "01_alpha/a.sql", "\\i ../02_beta/b.sql -- ../03_gamma/c.sql\n", "1:4"},
      {".py", "01_alpha.py", "# Databricks notebook source\n# MAGIC %run ./02_beta\n", "2:14"},
      {".py", "01_alpha.py", "dbutils.notebook.run(\"./02_beta\", 60)\n", "1:23"},
      {".py", "01_alpha.py", "exec(open(\"02_beta.py\").read())\n", "1:12"},
      {".py", "01_alpha.py", "runpy.run_path('02_beta.py')  # '03_gamma.py'\n", "1:17"},
      {"", "01_alpha/a.py", "import os\nopen(os.path.join(\"..\", \"02_beta\", \"x.csv\"))\n",
       "2:26"},
      {"", "01_alpha/a.py", "data = ROOT / \"02_beta\" / \"x.csv\"\n", "1:16"},
      {"", "01_alpha/a.py", "subprocess.run(\"python ../02_beta/b.asm\", shell=True)\n", "1:24"},
      {"", "01_alpha/Cargo.toml", "[dependencies]\nbeta = { path = \"../02_beta\" }\n", "2:18"},
      {"", "01_alpha/Package.swift", ".package(path: \"../02_beta\")\n", "1:17"},
      {"", "01_alpha/package.json", "{\"dependencies\": {\"b\": \"file:../02_beta\"}}\n", "1:25"},
      {"", "01_alpha/go.mod", "module x\nreplace example.org/b => ../02_beta\n", "2:26"},
      {"", "01_alpha/build.gradle", "dependencies { implementation project(':02_beta') }\n",
       "1:40"},
      {"", "01_alpha/CMakeLists.txt", "add_subdirectory(../02_beta beta) # ../03_gamma\n", "1:18"},
      {"", "01_alpha/main.tf", "module \"b\" {\n  source = \"../02_beta\"\n}\n", "2:13"},
      {"", "01_alpha/terragrunt.hcl", "config_path = \"${get_terragrunt_dir()}/../02_beta\"\n",
       "1:16"},
      {"", "01_alpha/kustomization.yaml", "resources:\n  - ../02_beta # ../03_gamma\n", "2:5"},
      {"", "01_alpha/a.csproj", "<ProjectReference Include=\"..\\02_beta\\b.asm\" />\n", "1:28"},
      {"", "01_alpha/Dockerfile", "FROM x\nCOPY 02_beta/b.asm /app\n", "2:6"},
      {"", "01_alpha/Makefile", "all:\n\t$(MAKE) -C ../02_beta\n", "2:13"},
      {"", "01_alpha/a.qmd", "text\n```{r}\nsource(\"../02_beta/b.asm\")\n```\n", "3:9"},
      {"", "01_alpha/build.sh", "cd ../02_beta && make\n", "1:4"},
      {"", "01_alpha/a.qmd", "text\n{{< include ../02_beta/_part.qmd >}}\n", "2:13"},
      {"", "01_alpha/requirements.txt", "# ../03_gamma\n-e ../02_beta\n", "2:4"},
      {"", "01_alpha/pubspec.yaml", "dependencies:\n  b:\n    path: ../02_beta\n", "3:11"},
      {"", "01_alpha/Chart.yaml", "dependencies:\n- repository: file://../02_beta\n", "2:20"},
      {"", "01_alpha/dvc.yaml", "stages:\n  x:\n    deps:\n    - ../02_beta/x.csv\n", "4:7"},
      {"", "01_alpha/action.yml", "runs:\n  steps:\n  - uses: ./02_beta\n", "3:11"},
      {"", "01_alpha/default.nix", "import ../02_beta/b.asm { } # ../03_gamma\n", "1:8"},
      {"", "01_alpha/build.zig.zon", ".b = .{ .path = \"../02_beta\" } // 03_gamma\n", "1:18"},
      {"", "01_alpha/a.stan", "#include ../02_beta/b.asm\n", "1:10"},
      {"", "01_alpha/Snakefile", "include: \"../02_beta/b.asm\"  # \"../03_gamma/c.asm\"\n",
       "1:11"},
      {"", "01_alpha/a.do", "* do ../03_gamma/c.asm\ndo \"../02_beta/b.asm\"\n", "2:5"},
      {"", "01_alpha/a.sas", "%include \"../02_beta/b.asm\"; /* ../03_gamma/c.asm */\n", "1:11"},
      {"", "01_alpha/dune", "(copy_files ../02_beta/b.asm) ; ../03_gamma/c.asm\n", "1:13"},
      {"", "01_alpha/a.css", "@import \"../02_beta/b.asm\"; /* ../03_gamma/c.asm */\n", "1:10"},
  };
  for (const Way& way : ways) {
    Course course(way.ending);
    for (const std::string name : {"01_alpha", "02_beta", "03_gamma"}) {
      if (!way.ending.empty()) course.Put(name + way.ending, "x\n");
    }
    if (way.ending.empty()) {
      course.Put("01_alpha/x", "").Put("02_beta/b.asm", "").Put("02_beta/b.tex", "");
      course.Put("02_beta/b.sql", "").Put("02_beta/x.csv", "").Put("03_gamma/c.asm", "");
      course.Put("03_gamma/c.tex", "").Put("03_gamma/c.sql", "");
    }
    course.Put(way.path, way.text);
    EXPECT_EQ(course.Facts(), "alpha needs beta at " + way.place + "\n") << way.text;
  }
}

TEST(PathFacts, LeavesOutWhatIsNoUse) {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"01_alpha/a.py", "# see ../02_beta/b.py\n"},
      {"01_alpha/Cargo.toml",
       "[dependencies]\nx = \"1\"\n[dev-dependencies]\nb = { path = \"../02_beta\" }\n"},
      {"01_alpha/a.py", "\"\"\"\nexec(open('../02_beta/b.py').read())\n\"\"\"\n"},
      {"01_alpha/a.py", "print(\"../02_beta/b.py\")\n"},
      {"01_alpha/a.py", "x = 'next: ../02_beta/b.py'\n"},
      {"01_alpha/a.py", "x = ['02_beta', '03_gamma']\n"},
      {"01_alpha/a.py", "page = '../02_beta/README.md'\n"},
      {"01_alpha/a.py", "url = 'https://example.org/02_beta/b.py'\n"},
      {"01_alpha/a.jsx", "<a href=\"../02_beta/b.py\">x</a>\n"},
      {"01_alpha/a.sh", "echo ../02_beta/b.py\n"},
      {"01_alpha/a.sh", "cat <<EOF\nsource ../02_beta/b.py\nEOF\n"},
      {"01_alpha/a.sh", "cd ../02_beta\n"},
      {"01_alpha/a.c", "/* \"../02_beta/b.py\" */\n"},
      {"01_alpha/README.md", "```sh\nsource ../02_beta/b.py\n```\n[next](../02_beta/b.py)\n"},
      {"01_alpha/nav.yml", "- ../02_beta/b.py\n"},
      {"01_alpha/list.json", "[\"../02_beta/b.py\"]\n"},
      {"01_alpha/a.py", "open('other/02_beta/b.py')\n"},
      {"01_alpha/a.py", "open('02_beta/own.py')\n"},
  };
  for (const auto& [path, text] : texts) {
    Course course;
    course.Put("02_beta/b.py", "").Put("02_beta/README.md", "").Put("03_gamma/c.py", "");
    course.Put("01_alpha/02_beta/own.py", "").Put(path, text);
    EXPECT_EQ(course.Facts(), "") << path << ": " << text;
  }
}

TEST(PathFacts, ResolvesNamesThatBuildFilesDeclare) {
  Course npm;
  npm.Put("01_alpha/package.json",
          "{\"name\": \"@x/a\", \"dependencies\": {\"@x/b\": \"1\", \"react\": \"18\"},"
          " \"scripts\": {\"@x/c\": \"no\"}}\n");
  npm.Put("02_beta/package.json", "{\"name\": \"@x/b\"}\n");
  npm.Put("03_gamma/package.json", "{\"name\": \"@x/c\"}\n");
  EXPECT_EQ(npm.Facts(), "alpha needs beta at 1:36\n");

  Course maven;
  maven.Put("01_alpha/pom.xml",
            "<project><artifactId>a</artifactId><build><plugin><artifactId>c</artifactId></plugin>"
            "</build>\n<!-- <dependency><artifactId>c</artifactId></dependency> -->"
            "<dependencies><dependency><artifactId>b</artifactId></dependency></dependencies>"
            "</project>\n");
  maven.Put("02_beta/pom.xml", "<project><artifactId>b</artifactId></project>\n");
  maven.Put("03_gamma/pom.xml", "<project><artifactId>c</artifactId></project>\n");
  EXPECT_EQ(maven.Facts(), "alpha needs beta at 2:99\n");

  Course cmake;
  cmake.Put("01_alpha/CMakeLists.txt",
            "add_executable(a main.c)\n# target_link_libraries(a c)\n"
            "target_link_libraries(a PRIVATE b)\n");
  cmake.Put("02_beta/CMakeLists.txt", "add_library(b STATIC b.c)\n");
  cmake.Put("03_gamma/CMakeLists.txt", "add_library(c c.c)\n");
  EXPECT_EQ(cmake.Facts(), "alpha needs beta at 3:33\n");

  Course cargo;
  cargo.Put("01_alpha/Cargo.toml",
            "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = \"1\"\n");
  cargo.Put("02_beta/Cargo.toml", "[package]\nname = \"b\"\n[dependencies]\n");
  cargo.Put("03_gamma/Cargo.toml", "[package]\nname = \"c\"\n[[bin]]\nname = \"b\"\n");
  EXPECT_EQ(cargo.Facts(), "alpha needs beta at 4:1\n");

  Course uv;
  uv.Put("01_alpha/pyproject.toml",
         "[project]\nname = \"a\"\n[tool.uv.sources]\nb = { workspace = true } # c\n");
  uv.Put("02_beta/pyproject.toml", "[project]\nname = \"b\"\n");
  uv.Put("03_gamma/pyproject.toml", "[project]\nname = \"c\"\n");
  EXPECT_EQ(uv.Facts(), "alpha needs beta at 4:1\n");

  Course alembic(".py");
  alembic.Put("01_alpha.py", "revision = \"aa11\"\ndown_revision: Union[str, None] = \"bb22\"\n");
  alembic.Put("02_beta.py", "revision = 'bb22'\ndown_revision = None\n");
  alembic.Put("03_gamma.py", "revision = \"cc33\"\n");
  EXPECT_EQ(alembic.Facts(), "alpha needs beta at 2:36\n");
}

TEST(PathFacts, ReadsTheMigrationsOfOneApp) {
  Course django(".py", "shop/migrations/");
  django.Put("shop/migrations/01_alpha.py",
             "class Migration:\n    replaces = [('shop', '03_gamma')]\n"
             "    dependencies = [\n        ('users', '03_gamma'),\n        ('shop', '02_beta'),\n"
             "    ]\n");
  django.Put("shop/migrations/02_beta.py", "class Migration:\n    dependencies = []\n");
  django.Put("shop/migrations/03_gamma.py",
             "class Migration:\n    run_before = [('shop', '01_alpha')]\n");
  EXPECT_EQ(django.Facts(), "alpha needs beta at 5:19\nalpha needs gamma at 2:29\n");
  Course deep(".py", "websites/bookshops/shop/migrations/");
  deep.Put("websites/bookshops/shop/migrations/01_alpha.py",
           "class Migration:\n    dependencies = [('users', '03_gamma'), ('shop', '02_beta')]\n");
  deep.Put("websites/bookshops/shop/migrations/02_beta.py", "class Migration:\n");
  deep.Put("websites/bookshops/shop/migrations/03_gamma.py", "class Migration:\n");
  EXPECT_EQ(deep.Facts(), "alpha needs beta at 2:54\n");
  Course inside(".py");  // the tree begins in the app's folder, so nothing says what it is called
  inside.AddModule("initial", "0001_initial.py", 4);
  inside.Put("0001_initial.py",
             "class Migration:\n    dependencies = [('auth', '0001_initial')]\n");
  inside.Put("02_beta.py", "class Migration:\n    dependencies = [('shop', '0001_initial')]\n");
  inside.Put("03_gamma.py",
             "class Migration:\n"
             "    dependencies = [('auth', '0001_initial'), ('shop', '02_beta')]\n");
  EXPECT_EQ(inside.Facts(), "beta needs initial at 2:31\ngamma needs beta at 2:57\n");
}

TEST(PathFacts, TakesADriverForAnOrderAndNotForANeed) {
  Course course(".R", "R/");
  course.AddModule("doit", "R/00_doit.R", 0);
  for (const std::string name : {"01_alpha", "02_beta", "03_gamma"}) {
    course.Put("R/" + name + ".R", "x\n");
  }
  const std::string runs = "source(\"R/01_alpha.R\")\nsource(\"R/03_gamma.R\")\n";
  course.Put("R/00_doit.R", runs + "source(\"R/02_beta.R\")\n# source(\"R/01_alpha.R\")\n");
  EXPECT_EQ(course.Facts(), "R/00_doit.R runs alpha gamma beta\n");
  course.Put("R/00_doit.R", "source(\"R/02_beta.R\")\n");  // one is a need
  course.Put("main.R", runs);
  EXPECT_EQ(course.Facts(), "doit needs beta at 1:9\nmain.R runs alpha gamma\n");
}

TEST(PathFacts, FollowsPathsWithBlanksAndMarks) {
  Course course;
  course.AddModule("delta", "4 - delta", 4);
  course.AddModule("epsilon", "#5-epsilon", 5);
  course.Put("4 - delta/d.py", "").Put("#5-epsilon/e.js", "");
  course.Put("01_alpha/a.py", "exec(open('../4 - delta/d.py').read())\n");
  course.Put("01_alpha/a.js", "fs.readFileSync('../#5-epsilon/e.js');\n");
  course.Put("01_alpha/a.sh", "source \"../4 - delta/d.py\"\n");
  EXPECT_EQ(course.Facts(),
            "alpha needs epsilon at 1:18\nalpha needs delta at 1:12\nalpha needs delta at 1:9\n");
}

TEST(PathFacts, ReadsOnlyWhatThePolicyChooses) {
  Course course;
  course.Put("01_alpha/a.sh", ". ../02_beta/b.sh\n")
      .Put("01_alpha/a.R", "source('../02_beta/b.sh')\n");
  course.Put("02_beta/b.sh", "");
  EXPECT_EQ(course.Facts(), "alpha needs beta at 1:9\nalpha needs beta at 1:3\n");
  PathPolicy policy;
  policy.kinds = {"shell"};
  EXPECT_EQ(course.Facts(policy), "alpha needs beta at 1:3\n");
  policy.kinds.clear();
  policy.exclude = {{"**/*.sh", {}}};
  EXPECT_EQ(course.Facts(policy), "alpha needs beta at 1:9\n");
  policy.files = {{"other/**", {}}};
  EXPECT_EQ(course.Facts(policy), "");
}

TEST(PathFacts, FindsNamesThatUnityClojureAndCoqUse) {
  EXPECT_EQ(Course()
                .Put("01_alpha/Alpha.asmdef", R"({"name": "Alpha", "references": ["Beta", "X"]})")
                .Put("02_beta/Beta.asmdef", R"({"name": "Beta", "references": []})")
                .Facts(),
            "alpha needs beta at 1:35\n");
  EXPECT_EQ(
      Course()
          .Put(
              "01_alpha/src/a.clj",
              "(ns alpha.core\n  (:require [beta.core :as b]\n  ; gamma.core\n  ))\n(gamma.core)\n")
          .Put("02_beta/src/b.clj", "(ns beta.core)\n")
          .Put("03_gamma/src/c.clj", "(ns gamma.core)\n")
          .Facts(),
      "alpha needs beta at 2:14\n");
  EXPECT_EQ(Course()
                .Put("01_alpha/A.v",
                     "From X Require Import Beta.\n(* Require Import Gamma.\nRequire Gamma. *)\n")
                .Put("02_beta/Beta.v", "Require Export Coq.Lists.List.\n")
                .Put("03_gamma/Gamma.v", "module Gamma;\n")
                .Facts(),
            "alpha needs beta at 1:23\n");
}

TEST(PathFacts, FindsScriptsOfMatlabByTheirNames) {
  Course course;
  course.AddModule("load", "m/step11_load.m", 11);
  course.AddModule("merge", "m/step12_merge.m", 12);
  course.Put("m/step11_load.m", "x = 1;\n");
  course.Put("m/step12_merge.m",
             "% step11_load;\nstep11_load_all;\ny = step11_load.z;\nstep11_load;\n");
  EXPECT_EQ(course.Facts(), "merge needs load at 4:1\n");
}

TEST(PathFacts, FindsStatesOfTerraformByTheirVariables) {
  const std::string backend = "terraform {\n  backend \"s3\" {\n    key = var.key_";
  EXPECT_EQ(
      Course()
          .Put("01_alpha/backend.tf", backend + "alpha\n  }\n}\n")
          .Put("02_beta/backend.tf", backend + "beta\n  }\n}\n")
          .Put("02_beta/main.tf",
               "module \"x\" {\n  alpha_remote_state_key = var.key_alpha\n  key = var.key_x\n}\n")
          .Facts(),
      "beta needs alpha at 2:32\n");
}

TEST(PathFacts, TellsWhatLeadsIntoModulesOfOtherSeries) {
  const std::vector<Module> modules = [] {
    std::vector<Module> all(1);
    all.front().slug = "types";
    all.front().path = "phases/02-code/01-types";
    return all;
  }();
  Order order(1);
  order.Set({0}, Number{1, '\0'});
  MemoryTree tree({});
  tree.Put("phases/02-code/01-types/a.R", "source(\"../../01-math/03-graphs/g.R\")\n");
  tree.Put("phases/01-math/03-graphs/g.R", "");
  const PathFacts facts = ReadPathFacts(tree, {}, {}, modules, order, tree.ListTracked().value(),
                                        {"phases/01-math/03-graphs"}, {}, 1, nullptr);
  EXPECT_TRUE(facts.dependencies.empty());
  ASSERT_EQ(facts.across.size(), 1U);
  EXPECT_EQ(facts.across.front().prerequisite, "phases/01-math/03-graphs");
  EXPECT_EQ(facts.across.front().where.column, 9);
}

}  // namespace
}  // namespace prereq
