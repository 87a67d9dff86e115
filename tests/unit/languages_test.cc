// Every language of the table: its forms of imports, read twice in one process, and whom they mean.
#include "languages/language.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/file_kinds.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

struct Forms {
  const char* language;
  const char* path;
  const char* text;
  const char* imports;  // one a line: `module +name`, `path`, `types` as flags
};

// Newest forms last.
const Forms kForms[] = {
    {"python", "f.py",
     "lazy import a.b\nlazy from c import d\ndef f[T](x: T): pass\ntype P = int\n"
     "try:\n  import e\nexcept A, B:\n  pass\nz = t\"{x}\"\ns = \"\"\"\nlazy import no\n\"\"\"\n"
     "import last\n",
     "a.b\nc +d\ne\nlast\n"},
    {"python", "f.py", "import a\nclass (:\n  def\nimport b\n)))\nfrom c import d\n",
     "a\nb\nc +d\n"},
    {"javascript", "f.js",
     "\xEF\xBB\xBFimport a from './a';\nimport defer * as b from './b';\n"
     "import source c from './c.wasm';\nimport d from './d.json' with { type: 'json' };\n"
     "import defer from './e';\nimport.defer('./f');\nexport * as g from './g';\n",
     "./a\n./b\n./c.wasm\n./d.json\n./e\n./f\n./g\n"},
    {"typescript", "f.ts",
     "import { type A } from './a';\nimport { type B, c } from './b';\nimport d, { type E } from "
     "'./d';\n"
     "export { type F } from './f';\nexport type * from './g';\nlet x: import('./h').T;\n"
     "export type * as N from './i';\nimport {} from './j';\nimport type K from './k';\n",
     "./a types\n./b +c\n./d\n./f types\n./g types\n./h types\n./i types\n./j\n./k types\n"},
    {"cpp", "f.cppm",
     "module;\n#include <vector>\nexport module beta.core;\nimport gamma.core;\nexport import "
     "delta;\n"
     "import :part;\nimport <x.h>;\nimport \"own.h\";\n/*\nimport no;\n*/\n"
     "auto r = R\"(\nimport no;\n)\";\nmodule : private;\n",
     "vector system\ngamma.core\ndelta\nx.h path system\nown.h path\n"},
    {"c", "f.c", "#include \"a.h\"\n#include <b/c.h>\nint main( {\n#include \"d.h\"\n",
     "a.h\nb/c.h system\nd.h\n"},
    {"go", "f.go", "package m\nimport (\n\t\"a/b\"\n\tx \"c\"\n)\ntype G[T any] = []T\n",
     "a/b\nc\n"},
    {"rust", "f.rs", "use a::{b, c::*};\nmod d;\nuse r#type::x;\nlet else\n",
     "a::b\na::c +*\nd\nr#type::x\n"},
    {"java", "F.java",
     "package org.alpha;\nimport org.beta.B;\nimport static org.beta.C.foo;\nimport "
     "org.beta.sub.*;\n"
     "import module org.gamma;\n/* import no.no; */\nrecord R(int x) {}\n",
     "org.beta.B\norg.beta.C.foo\norg.beta.sub\norg.gamma\n"},
    {"kotlin", "f.kt",
     "package org.alpha\nimport org.beta.B\nimport org.beta.sub.*\nimport org.gamma.G as H\n"
     "val t = \"\"\"\nimport no\n\"\"\"\n",
     "org.beta.B\norg.beta.sub\norg.gamma.G\n"},
    {"csharp", "f.cs",
     "#:project ../02-beta\n#load \"x.csx\"\nusing System;\nusing Beta.Models;\nusing static "
     "Beta.X;\n"
     "using B = Beta.Y;\nglobal using Gamma;\nnamespace Alpha;\n",
     "../02-beta path\nx.csx path\nSystem\nBeta.Models\nBeta.X\nBeta.Y\nGamma\n"},
    {"ruby", "f.rb",
     "require 'beta/b'\nrequire_relative '../02/b'\nload \"y.rb\"\nautoload :Foo, 'foo/bar'\n"
     "require \"#{x}/y\"\nrequire File.expand_path('../z', __dir__)\n",
     "beta/b\n../02/b path\ny.rb path\nfoo/bar\n../z path\n"},
    {"php", "f.php",
     "<?php\nnamespace Alpha\\Core;\nuse Beta\\Service;\nuse Beta\\Models\\{User, Post as P};\n"
     "use function Beta\\foo;\nrequire __DIR__ . '/../02/x.php';\nrequire_once('y.php');\n"
     "include \"z.php\";\n// use No;\n",
     "Beta\\Service\nBeta\\Models +User +Post\nBeta\\foo\n/../02/x.php path\ny.php path\nz.php "
     "path\n"},
    {"r", "f.R",
     "library(dplyr)\nsource(\"../02/b.R\")\nsource(file = 'x.R', local = TRUE)\n"
     "base::source('y.R')\nsource(here::here('02', 'z.R'))\n# source('no.R')\n",
     "../02/b.R path\nx.R path\ny.R path\n02/z.R\n"},
    {"shell", "f.sh",
     "#!/bin/bash\nsource ../02/lib.sh\n. ./x.sh\nsource \"$(dirname \"$0\")/../y.sh\"\n"
     ". \"$DIR/q.sh\"\nif true; then . 'w.sh'; fi\ncat <<EOF\nsource no.sh\nEOF\n",
     "../02/lib.sh path\n./x.sh path\n/../y.sh path\n/q.sh path\nw.sh path\n"},
    {"julia", "f.jl",
     "module Alpha\ninclude(\"../02/b.jl\")\nusing Beta\nusing Gamma: f, g\nimport Delta.X\n"
     "using A1, B1\nimport Foo as Bar\ninclude(joinpath(@__DIR__, \"..\", \"z.jl\"))\nend\n",
     "../02/b.jl path\nBeta\nGamma\nDelta.X\nA1\nB1\nFoo\n../z.jl\n"},
    {"lua", "f.lua",
     "local b = require(\"beta.b\")\nlocal c = require 'c'\ndofile(\"../x.lua\")\nrequire(name)\n"
     "-- require 'no'\n",
     "beta.b\nc\n../x.lua path\n"},
    {"swift", "f.swift",
     "import Foundation\n@testable import Beta\nimport struct Delta.X\npublic import Zeta\n",
     "Foundation\nBeta\nDelta.X\nZeta\n"},
    {"scala", "f.scala",
     "package org.alpha\npackage sub\nimport org.beta.B\nimport org.beta.{C, D => E, F as G}\n"
     "import org.gamma._\nimport a.b, c.d\nimport org.delta.{given, *}\n",
     "org.beta.B\norg.beta.C\norg.beta.D\norg.beta.F\norg.gamma +*\na.b\nc.d\norg.delta +*\n"
     "org.delta +*\n"},
};

std::string Shown(const Forms& forms) {
  const auto read = ParseImports(forms.language, forms.path, forms.text);
  if (!read) return "error: " + read.error().message;
  std::string shown;
  for (const ImportStatement& import : read->statements) {
    shown += import.module;
    for (const std::string& name : import.names) shown += " +" + name;
    if (import.is_path) shown += " path";
    if (import.system) shown += " system";
    if (import.type_only) shown += " types";
    shown += "\n";
  }
  return shown;
}

TEST(Languages, ReadEveryFormTwice) {
  for (const Forms& forms : kForms) {
    EXPECT_EQ(Shown(forms), forms.imports) << forms.language;
    EXPECT_EQ(Shown(forms), forms.imports) << forms.language << ", the second time";
  }
}

TEST(Languages, HaveFormsAndEndings) {
  for (const Language* language : Languages()) {
    EXPECT_TRUE(std::ranges::any_of(kForms, [&](const Forms& forms) {
      return forms.language == language->name;
    })) << language->name;
    EXPECT_TRUE(std::ranges::any_of(FileFormats(), [&](const FileFormat& format) {
      return format.language == language->name && !format.line_comments.empty();
    })) << language->name;
  }
  EXPECT_TRUE(std::ranges::is_sorted(Languages(), {}, &Language::name));
  for (const FileFormat& format : FileFormats()) {
    if (!format.language.empty()) {
      EXPECT_NE(FindLanguage(format.language), nullptr) << format.name;
    }
  }
}

TEST(Languages, SayWhereSyntaxEnds) {
  EXPECT_EQ(ParseImports("python", "f.py", "import a\n")->first_error, 0);
  EXPECT_EQ(ParseImports("python", "f.py", "import a\nx = )\nimport b\n")->first_error, 2);
  EXPECT_EQ(ParseImports("python", "f.py", "lazy import a\n")->first_error, 0);
}

TEST(Languages, GiveUpOverBudget) {
  const std::string text = "import a\n" + std::string(5000, '(') + "\n";
  ParseBudget budget{.steps = 10, .steps_per_byte = 0};
  const auto over = ParseImports("python", "f.py", text, budget);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().message, "reading its syntax takes more work than any source file needs");
  EXPECT_TRUE(ParseImports("python", "f.py", text));
  budget = {.seconds = 0};
  EXPECT_FALSE(ParseImports("python", "f.py", text, budget));
}

// The library asks between its steps only, and copies for minutes inside of one here.
TEST(Languages, GiveUpOverTheBudget) {
  std::string text = "import a;\n";
  for (int i = 0; i < 200'000; ++i) text += "int value = 1;\n";
  EXPECT_FALSE(ParseImports("cpp", "f.cpp", text, {.seconds = 0.001}));
  EXPECT_TRUE(ParseImports("cpp", "f.cpp", "#include \"a.h\"\n"));
}

// One file of `alpha` and what else there is; who needs whom.
struct Tree {
  MemoryTree tree{{}};
  Config config;
  std::vector<Module> modules;

  explicit Tree(const std::string& language, const std::string& files = "**") {
    for (const char* slug : {"alpha", "beta", "gamma"}) {
      Module module;
      module.slug = slug;
      module.path = "0" + std::to_string(modules.size() + 1) + "-" + slug;
      modules.push_back(module);
    }
    ImportRule rule;
    rule.language = language;
    rule.files = files;
    config.imports.push_back(rule);
  }
  [[nodiscard]] std::string Edges() const {
    const auto facts = ResolveImports(tree, config, modules, tree.ListTracked().value(), 1);
    if (!facts) return "error: " + facts.error().front().message;
    std::string text;
    for (const Dependency& edge : facts->dependencies) {
      text += modules[static_cast<std::size_t>(edge.dependent.value)].slug + " " +
              modules[static_cast<std::size_t>(edge.prerequisite.value)].slug + " " +
              std::to_string(edge.where.line) + "\n";
    }
    return text;
  }
};

TEST(LanguageRules, PackagesOfTheJvm) {
  Tree tree("java", "**/*.java");
  tree.tree.Put("01-alpha/src/A.java",
                "package org.alpha;\nimport org.beta.B;\nimport org.other.X;\nimport org.beta.No;\n"
                "import org.alpha.Own;\nimport org.gamma.*;\nimport org.shared.S;\n");
  tree.tree.Put("01-alpha/src/Own.java", "package org.alpha;\nclass Own {}\n");
  tree.tree.Put("02-beta/src/B.java", "package org.beta;\npublic class B {}\n");
  tree.tree.Put("02-beta/src/S.java", "package org.shared;\nclass S {}\n");
  tree.tree.Put("03-gamma/src/S.java", "package org.shared;\nclass S {}\n");
  tree.tree.Put("03-gamma/src/G.java", "package org.gamma;\nclass G {}\n");
  EXPECT_EQ(tree.Edges(), "alpha beta 2\nalpha gamma 6\n");
  ImportRule kotlin;
  kotlin.language = "kotlin";
  kotlin.files = "**/*.kt";
  tree.config.imports.push_back(kotlin);
  tree.tree.Put("03-gamma/src/K.kt", "package org.k\nimport org.beta.B\n");
  EXPECT_EQ(tree.Edges(), "alpha beta 2\nalpha gamma 6\ngamma beta 2\n");
}

TEST(LanguageRules, NamespacesOfCSharpAndPhp) {
  Tree sharp("csharp", "**/*.cs");
  sharp.tree.Put("01-alpha/a.cs",
                 "using System;\nusing Beta.Models;\nusing Beta;\nusing Gamma.In;\n");
  sharp.tree.Put("02-beta/b.cs", "namespace Beta.Models;\nclass M {}\n");
  sharp.tree.Put("03-gamma/c.cs", "namespace Gamma { namespace In { class G {} } }\n");
  EXPECT_EQ(sharp.Edges(), "alpha beta 2\nalpha gamma 4\n");
  Tree php("php", "**/*.php");
  php.tree.Put("01-alpha/a.php",
               "<?php\nuse Beta\\Service;\nuse Beta\\No;\nrequire __DIR__ . '/../03-gamma/c.php';\n"
               "require 'vendor/autoload.php';\n");
  php.tree.Put("02-beta/Service.php", "<?php\nnamespace Beta;\nclass Service {}\n");
  php.tree.Put("03-gamma/c.php", "<?php\n");
  EXPECT_EQ(php.Edges(), "alpha beta 2\nalpha gamma 4\n");
}

TEST(LanguageRules, FilesOfScripts) {
  const struct {
    const char* language;
    const char* name;
    const char* text;
  } kScripts[] = {
      {"ruby", "b.rb", "require_relative '../02-beta/b'\nrequire_relative 'own'\nrequire 'set'\n"},
      {"r", "b.R", "source('../02-beta/b.R')\nlibrary(beta)\nsource('own.R')\n"},
      {"shell", "b.sh",
       ". \"$(dirname \"$0\")/../02-beta/b.sh\"\nsource ~/.bashrc\nsource own.sh\n"},
      {"julia", "b.jl", "include(\"../02-beta/b.jl\")\nusing Random\ninclude(\"own.jl\")\n"},
      {"lua", "b.lua", "dofile('../02-beta/b.lua')\nrequire('own')\nrequire('socket.http')\n"},
  };
  for (const auto& script : kScripts) {
    Tree tree(script.language);
    const std::string name = script.name;
    tree.tree.Put("01-alpha/a" + name.substr(1), script.text);
    tree.tree.Put("01-alpha/own" + name.substr(1), "");
    tree.tree.Put("02-beta/" + name, "");
    tree.tree.Put("03-gamma/own" + name.substr(1), "");
    tree.tree.Put("03-gamma/set.rb", "");
    EXPECT_EQ(tree.Edges(), "alpha beta 1\n") << script.language;
  }
}

TEST(LanguageRules, LibrariesOfPackageManagers) {
  Tree ruby("ruby", "**/*.rb");
  ruby.tree.Put("01-alpha/a.rb", "require 'beta/b'\nrequire 'c'\n");
  ruby.tree.Put("02-beta/lib/beta/b.rb", "");
  ruby.tree.Put("03-gamma/c.rb", "");
  EXPECT_EQ(ruby.Edges(), "alpha beta 1\n") << "only `lib` is on the load path";
  Tree swift("swift", "**/*.swift");
  swift.tree.Put("01-alpha/Sources/Alpha/a.swift",
                 "import Foundation\nimport Beta\nimport Alpha\n");
  swift.tree.Put("02-beta/Sources/Beta/b.swift", "");
  EXPECT_EQ(swift.Edges(), "alpha beta 2\n");
  Tree julia("julia", "**/*.jl");
  julia.tree.Put("01-alpha/a.jl", "using Beta\nusing Gamma: x\nusing Test\n");
  julia.tree.Put("02-beta/Project.toml", "name = \"Beta\"\n");
  julia.tree.Put("03-gamma/src/Gamma.jl", "");
  EXPECT_EQ(julia.Edges(), "alpha beta 1\nalpha gamma 2\n");
  Tree rust("rust", "**/*.rs");
  rust.tree.Put("01-alpha/src/lib.rs", "use beta_core::x;\nuse core::fmt;\nuse serde::X;\n");
  rust.tree.Put("02-beta/core/Cargo.toml", "[package]\nname = \"beta-core\"\n");
  EXPECT_EQ(rust.Edges(), "alpha beta 1\n");
  Tree script("javascript", "**/*.js");
  script.tree.Put("01-alpha/a.js", "import x from '@c/beta/sub';\nimport y from 'beta';\n");
  script.tree.Put("02-beta/package.json", "{\"name\": \"@c/beta\"}");
  EXPECT_EQ(script.Edges(), "alpha beta 1\n");
  Tree go("go", "**/*.go");
  go.tree.Put("go.mod", "module example.org/c // here\n");
  go.tree.Put("01-alpha/a.go",
              "package a\nimport (\n\"example.org/c/02-beta/b\"\n\"github.com/x/03-gamma\"\n)\n");
  EXPECT_EQ(go.Edges(), "alpha beta 3\n") << "another host's part is foreign";
}

TEST(LanguageRules, APackageThatEachModuleHasIsItsOwn) {
  Tree rust("rust", "**/*.rs");
  for (const char* module : {"01-alpha", "02-beta", "03-gamma"}) {
    const std::string folder(module);
    rust.tree.Put(folder + "/kernel/Cargo.toml",
                  "[package]\nname = \"kernel\"\n"
                  "[dependencies]\nhelpers = {path = \"../../02-beta/helpers\"}\n");
    rust.tree.Put(folder + "/kernel/src/main.rs", "use kernel::memory;\nuse helpers::f;\n");
  }
  EXPECT_EQ(rust.Edges(), "");
  rust.tree.Put("02-beta/helpers/Cargo.toml", "[package]\nname = \"helpers\"\n");
  rust.tree.Put("02-beta/helpers/more/Cargo.toml", "[package]\nname = \"helpers\"\n");
  EXPECT_EQ(rust.Edges(), "alpha beta 2\ngamma beta 2\n") << "two of one module are still its";
}

TEST(LanguageRules, PythonFindsWhatThePathHolds) {
  Tree tree("python", "**/*.py");
  tree.tree.Put("01-alpha/main.py",
                "from app.database import x\nfrom memory import M\nimport utils\nimport beta\n"
                "import gamma_dev\nfrom exp.nb_02 import *\n");
  tree.tree.Put("02-beta/one/app.py", "");
  tree.tree.Put("02-beta/one/memory.py", "");
  tree.tree.Put("02-beta/utils.py", "");
  tree.tree.Put("01-alpha/memory/__init__.py", "");
  EXPECT_EQ(tree.Edges(), "");
  tree.tree.Put("03-gamma/gamma_dev.py", "");
  EXPECT_EQ(tree.Edges(), "alpha gamma 5\n") << "a file called after its module";
  tree.tree.Put("exp/nb_02.py", "# file to edit: dev/02-beta\n");
  EXPECT_EQ(tree.Edges(), "alpha gamma 5\nalpha beta 6\n") << "a generated file says its source";
  tree.tree.Put("01-alpha/main.py",
                "import sys, os\nsys.path.append(os.path.join(os.path.dirname(__file__), '..', "
                "'02-beta'))\nimport utils\n");
  EXPECT_EQ(tree.Edges(), "alpha beta 3\n") << "its folder is on the path";
}

TEST(LanguageRules, PythonNumbersAreProvidedOrMirrored) {
  Tree tree("python", "**/*.py");
  tree.tree.Put("01-alpha/a.py", "from exp.nb_02 import *\n");
  EXPECT_EQ(tree.Edges(), "");
  tree.config.imports[0].provides_pattern = "exp.nb_{number:02}";
  EXPECT_EQ(tree.Edges(), "alpha beta 1\n");
  tree.config.imports[0].provides_pattern = "";
  tree.tree.Put("exp/nb_02.py", "");
  EXPECT_EQ(tree.Edges(), "");
  Mirror mirror;
  mirror.pattern = "exp/nb_{number:02}.py";
  tree.config.mirrors.push_back(mirror);
  EXPECT_EQ(tree.Edges(), "alpha beta 1\n");
}

TEST(LanguageRules, HeadersOfC) {
  Tree tree("c", "**/*.{c,h}");
  tree.tree.Put(
      "01-alpha/a.c",
      "#include <string.h>\n#include <beta/b.h>\n#include \"deep.h\"\n#include \"own.h\"\n");
  tree.tree.Put("01-alpha/own.h", "");
  tree.tree.Put("02-beta/include/beta/b.h", "");
  tree.tree.Put("02-beta/libc/string.h", "");
  tree.tree.Put("02-beta/x/y/deep.h", "");
  tree.tree.Put("03-gamma/own.h", "");
  EXPECT_EQ(tree.Edges(), "alpha beta 2\n");
  Tree modules("cpp", "**/*.{cpp,cppm}");
  modules.tree.Put("01-alpha/a.cpp", "import beta.core;\nimport std;\n");
  modules.tree.Put("02-beta/b.cppm", "export module beta.core;\n");
  EXPECT_EQ(modules.Edges(), "alpha beta 1\n");
}

}  // namespace
}  // namespace prereq
