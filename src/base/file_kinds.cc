#include "base/file_kinds.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

using enum FileContent;

constexpr std::string_view kNone = "";
constexpr std::string_view kMarkdownName = "markdown", kNotebookName = "notebook",
                           kDjotName = "djot";

// name, content, language, line comments, block comment, front matter, endings, names
// A leader of reStructuredText is missing on purpose: `..` begins a directive as well.
constexpr FileFormat kFormats[] = {
    {kMarkdownName, kProse, kNone, kNone, "<!--", "-->", true,
     ".md .markdown .mdx .qmd .rmd .mdc .livemd"},
    {"restructuredtext", kProse, kNone, kNone, kNone, kNone, true, ".rst"},
    {"asciidoc", kProse, kNone, "//", "////", "////", true, ".adoc .asciidoc .asc"},
    {"org", kProse, kNone, "# ", kNone, kNone, false, ".org"},
    {kDjotName, kProse, kNone, kNone, "{%", "%}", true, ".dj .djot"},
    {"textile", kProse, kNone, kNone, "<!--", "-->", true, ".textile"},
    {"mediawiki", kProse, kNone, kNone, "<!--", "-->", false, ".mediawiki .wiki"},
    {"html", kProse, kNone, kNone, "<!--", "-->", false, ".html .htm .xhtml"},
    {"text", kProse, kNone, kNone, kNone, kNone, false, ".txt"},
    {kNotebookName, kNotebook, "python", kNone, kNone, kNone, false, ".ipynb"},

    {"yaml", kData, kNone, "#", kNone, kNone, false, ".yml .yaml .cff .cwl .sls", "kustomization"},
    {"json", kData, kNone, kNone, kNone, kNone, false, ".json .webmanifest .asmdef"},
    {"jsonc", kData, kNone, "//", "/*", "*/", false, ".jsonc .json5 .code-workspace",
     "tsconfig.json jsconfig.json devcontainer.json"},
    {"toml", kData, kNone, "#", kNone, kNone, false, ".toml", "pipfile"},
    {"ini", kData, kNone, "# ;", kNone, kNone, false, ".cfg .ini .conf .properties",
     ".editorconfig"},
    {"csv", kData, kNone, kNone, kNone, kNone, false, ".csv .tsv .tab"},
    {"xml", kMarkup, kNone, kNone, "<!--", "-->", false,
     ".xml .xsd .xsl .xslt .csproj .fsproj .vbproj .vcxproj .props .targets .slnx .classpath"},
    {"typst", kMarkup, kNone, "//", "/*", "*/", false, ".typ"},
    {"mermaid", kMarkup, kNone, "%%", kNone, kNone, false, ".mmd .mermaid"},
    {"latex", kMarkup, kNone, "%", kNone, kNone, false, ".tex .ltx .sty .cls .rnw"},

    {"cmake", kBuild, kNone, "#", "#[[", "]]", false, ".cmake", "cmakelists.txt"},
    {"make", kBuild, kNone, "#", kNone, kNone, false, ".mk .mak", "makefile gnumakefile"},
    {"dockerfile", kBuild, kNone, "#", kNone, kNone, false, ".dockerfile",
     "dockerfile containerfile earthfile"},
    {"gradle", kBuild, kNone, "//", "/*", "*/", false, ".gradle .groovy .nf",
     "jenkinsfile nextflow.config"},
    {"terraform", kBuild, kNone, "# //", "/*", "*/", false, ".tf .tfvars .tofu .hcl .tfbackend"},
    {"starlark", kBuild, kNone, "#", kNone, kNone, false, ".bzl .bazel .star",
     "build build.pants buck tiltfile workspace"},
    {"just", kBuild, kNone, "#", kNone, kNone, false, ".just", "justfile"},
    {"meson", kBuild, kNone, "#", kNone, kNone, false, kNone, "meson.build"},
    {"requirements", kBuild, kNone, "#", kNone, kNone, false, kNone,
     "requirements.txt requirements-dev.txt dev-requirements.txt requirements-test.txt "
     "constraints.txt"},
    {"dune", kBuild, kNone, ";", "#|", "|#", false, kNone, "dune dune-project"},
    {"ninja", kBuild, kNone, "#", kNone, kNone, false, ".ninja"},
    {"qmake", kBuild, kNone, "#", kNone, kNone, false, ".pri .pro"},
    {"cabal", kBuild, kNone, "--", kNone, kNone, false, ".cabal", "cabal.project"},
    {"solution", kBuild, kNone, "#", kNone, kNone, false, ".sln"},
    {"agda library", kBuild, kNone, "--", kNone, kNone, false, ".agda-lib .ipkg"},
    {"coq project", kBuild, kNone, "#", kNone, kNone, false, kNone, "_coqproject"},
    {"snakemake", kBuild, kNone, "#", kNone, kNone, false, ".smk", "snakefile"},
    {"dotenv", kBuild, kNone, "#", kNone, kNone, false, kNone,
     ".env .env.local .env.development .env.production .env.test .env.example"},
    {"procfile", kBuild, kNone, "#", kNone, kNone, false, kNone, "procfile procfile.dev"},
    {"compile flags", kBuild, kNone, kNone, kNone, kNone, false, ".rsp", "compile_flags.txt"},
    // Most lists of Verilog end in `.f`, as Fortran does: what a file holds tells them apart.
    {"verilog list", kBuild, kNone, "// #", "/*", "*/", false, ".flist .filelist"},
    {"go.mod", kBuild, kNone, "//", kNone, kNone, false, kNone, "go.mod go.work"},

    {"python", kCode, "python", "#", kNone, kNone, false, ".py", "sconstruct sconscript wscript"},
    {"python types", kCode, kNone, "#", kNone, kNone, false, ".pyi"},
    {"javascript", kCode, "javascript", "//", "/*", "*/", false, ".js .mjs .jsx .cjs"},
    {"typescript", kCode, "typescript", "//", "/*", "*/", false, ".ts .tsx .mts .cts"},
    {"rust", kCode, "rust", "//", "/*", "*/", false, ".rs"},
    {"go", kCode, "go", "//", "/*", "*/", false, ".go"},
    {"c", kCode, "c", "//", "/*", "*/", false, ".c .h"},
    {"cpp", kCode, "cpp", "//", "/*", "*/", false,
     ".cc .cpp .cxx .hpp .hh .hxx .cppm .ixx .cu .cuh .ino"},
    {"java", kCode, "java", "//", "/*", "*/", false, ".java"},
    {"kotlin", kCode, "kotlin", "//", "/*", "*/", false, ".kt .kts"},
    {"swift", kCode, "swift", "//", "/*", "*/", false, ".swift"},
    {"csharp", kCode, "csharp", "//", "/*", "*/", false, ".cs .csx"},
    {"php", kCode, "php", "// #", "/*", "*/", false, ".php"},
    {"scala", kCode, "scala", "//", "/*", "*/", false, ".scala .sc .sbt"},
    {"dart", kCode, kNone, "//", "/*", "*/", false, ".dart"},
    {"zig", kCode, kNone, "//", kNone, kNone, false, ".zig .zon"},
    {"solidity", kCode, kNone, "//", "/*", "*/", false, ".sol"},
    {"verilog", kCode, kNone, "//", "/*", "*/", false, ".v .sv .svh"},
    {"hdl", kCode, kNone, "//", "/*", "*/", false, ".hdl"},
    {"stan", kCode, kNone, "//", "/*", "*/", false, ".stan"},
    {"stata", kCode, kNone, "// *", "/*", "*/", false, ".do .ado"},
    {"gams", kCode, kNone, "*", kNone, kNone, false, ".gms"},
    {"sas", kCode, kNone, "*", "/*", "*/", false, ".sas"},
    {"proto", kCode, kNone, "//", "/*", "*/", false, ".proto"},
    {"css", kCode, kNone, kNone, "/*", "*/", false, ".css"},
    {"scss", kCode, kNone, "//", "/*", "*/", false, ".scss .sass .less .styl"},
    {"ruby", kCode, "ruby", "#", kNone, kNone, false, ".rb .rake .gemspec .podspec",
     "gemfile rakefile podfile vagrantfile"},
    {"shell", kCode, "shell", "#", kNone, kNone, false, ".sh .bash .zsh .ksh .bats", ".envrc"},
    {"fish", kCode, kNone, "#", kNone, kNone, false, ".fish"},
    {"powershell", kCode, kNone, "#", "<#", "#>", false, ".ps1 .psm1 .psd1"},
    {"batch", kCode, kNone, "rem ::", kNone, kNone, false, ".bat .cmd"},
    {"r", kCode, "r", "#", kNone, kNone, false, ".r"},
    {"julia", kCode, "julia", "#", "#=", "=#", false, ".jl"},
    {"perl", kCode, kNone, "#", kNone, kNone, false, ".pl .pm"},
    {"elixir", kCode, kNone, "#", kNone, kNone, false, ".ex .exs"},
    {"nix", kCode, kNone, "#", "/*", "*/", false, ".nix"},
    {"tcl", kCode, kNone, "#", kNone, kNone, false, ".tcl"},
    {"lua", kCode, "lua", "--", "--[[", "]]", false, ".lua"},
    {"sql", kCode, kNone, "-- #", "/*", "*/", false, ".sql .psql .ddl"},
    {"haskell", kCode, kNone, "--", "{-", "-}", false, ".hs"},
    {"vhdl", kCode, kNone, "--", kNone, kNone, false, ".vhd .vhdl"},
    {"assembly", kCode, kNone, ";", kNone, kNone, false, ".asm .nasm .inc"},
    {"gnu assembly", kCode, kNone, "# // ; @", "/*", "*/", false, ".s"},
    {"lisp", kCode, kNone, ";", "#|", "|#", false,
     ".lisp .el .scm .rkt .clj .cljs .cljc .edn .asd .ss .sld .fnl .hy .scrbl"},
    {"erlang", kCode, kNone, "%", kNone, kNone, false, ".erl .hrl .src", "rebar.config"},
    // Objective-C shares the ending, and `//` begins nothing in MATLAB.
    {"matlab", kCode, kNone, "% //", "%{", "%}", false, ".m .mm"},
    {"fortran", kCode, kNone, "!", kNone, kNone, false, ".f90 .f95 .f03 .f08 .f .for"},
    {"ocaml", kCode, kNone, kNone, "(*", "*)", false, ".ml .mli"},
    {"fsharp", kCode, kNone, "//", "(*", "*)", false, ".fs .fsx .fsi"},
    {"visual basic", kCode, kNone, "' rem", kNone, kNone, false, ".vb"},
    {"wdl", kCode, kNone, "#", kNone, kNone, false, ".wdl"},
    {"graphql", kCode, kNone, "#", kNone, kNone, false, ".graphql .gql"},
    {"thrift", kCode, kNone, "// #", "/*", "*/", false, ".thrift"},
    {"interface", kCode, kNone, "//", "/*", "*/", false, ".fbs .avdl .smithy"},
    {"bicep", kCode, kNone, "//", "/*", "*/", false, ".bicep"},
    {"d", kCode, kNone, "//", "/*", "*/", false, ".d", "dub.sdl"},
    {"circuit", kCode, kNone, "//", "/*", "*/", false, ".qasm .circom"},
    {"jsonnet", kCode, kNone, "// #", "/*", "*/", false, ".jsonnet .libsonnet .cue"},
    {"capnp", kCode, kNone, "#", kNone, kNone, false, ".capnp"},
    {"shader", kCode, kNone, "//", "/*", "*/", false,
     ".glsl .hlsl .vert .frag .comp .metal .wgsl .cl"},
    {"openscad", kCode, kNone, "//", "/*", "*/", false, ".scad"},
    {"processing", kCode, kNone, "//", "/*", "*/", false, ".pde"},
    {"scilab", kCode, kNone, "//", "/*", "*/", false, ".sci .sce"},
    {"linker script", kCode, kNone, kNone, "/*", "*/", false, ".ld .lds"},
    {"vim", kCode, kNone, "\"", kNone, kNone, false, ".vim .vimrc"},
    {"nushell", kCode, kNone, "#", kNone, kNone, false, ".nu"},
    {"awk", kCode, kNone, "#", kNone, kNone, false, ".awk"},
    {"nim", kCode, kNone, "#", "#[", "]#", false, ".nim .nims .nimble"},
    {"crystal", kCode, kNone, "#", kNone, kNone, false, ".cr"},
    {"raku", kCode, kNone, "#", kNone, kNone, false, ".raku .rakumod .p6"},
    {"luau", kCode, kNone, "--", "--[[", "]]", false, ".luau"},
    {"gdscript", kCode, kNone, "#", kNone, kNone, false, ".gd"},
    {"godot", kCode, kNone, ";", kNone, kNone, false, ".tscn .tres .godot"},
    {"sage", kCode, kNone, "#", kNone, kNone, false, ".sage"},
    {"gnuplot", kCode, kNone, "#", kNone, kNone, false, ".gp .plt .gnuplot"},
    {"maple", kCode, kNone, "#", kNone, kNone, false, ".mpl"},
    {"maxima", kCode, kNone, kNone, "/*", "*/", false, ".mac"},
    {"wolfram", kCode, kNone, kNone, "(*", "*)", false, ".wl .wls .nb"},
    {"spss", kCode, kNone, "*", "/*", "*/", false, ".sps"},
    {"ada", kCode, kNone, "--", kNone, kNone, false, ".adb .ads .gpr"},
    {"cobol", kCode, kNone, "* *>", kNone, kNone, false, ".cbl .cob .cpy"},
    {"pascal", kCode, kNone, "//", "(*", "*)", false, ".pas .pp .dpr .lpr"},
    {"dhall", kCode, kNone, "--", "{-", "-}", false, ".dhall"},
    {"lean", kCode, kNone, "--", "/-", "-/", false, ".lean"},
    {"agda", kCode, kNone, "--", "{-", "-}", false, ".agda .idr"},
    {"isabelle", kCode, kNone, kNone, "(*", "*)", false, ".thy"},
    {"texinfo", kCode, kNone, "@c", kNone, kNone, false, ".texi .texinfo"},
    {"lilypond", kCode, kNone, "%", "%{", "%}", false, ".ly .ily"},
    {"plantuml", kCode, kNone, "'", kNone, kNone, false, ".puml .plantuml .iuml"},
    {"robot", kCode, kNone, "#", kNone, kNone, false, ".robot .resource"},
    {"gherkin", kCode, kNone, "#", kNone, kNone, false, ".feature"},
    {"qml", kCode, kNone, "//", "/*", "*/", false, ".qml .qbs"},
    {"pkl", kCode, kNone, "//", "/*", "*/", false, ".pkl"},
    {"gap", kCode, kNone, "#", kNone, kNone, false, ".g .gi .gap"},
    {"lammps", kCode, kNone, "#", kNone, kNone, false, ".lmp .lammps"},
    {"q", kCode, kNone, "/", kNone, kNone, false, ".q"},
    {"forth", kCode, kNone, "\\", "( ", ")", false, ".fth .4th .forth"},
    {"autohotkey", kCode, kNone, ";", "/*", "*/", false, ".ahk .ah2"},
    {"pug", kCode, kNone, "//", kNone, kNone, false, ".pug .jade"},
    {"template", kMarkup, kNone, kNone, "{#", "#}", false,
     ".twig .j2 .jinja .jinja2 .njk .liquid .hbs .handlebars .mustache .ejs .erb"},
    {"smarty", kMarkup, kNone, kNone, "{*", "*}", false, ".tpl"},
    {"razor", kMarkup, kNone, kNone, "@*", "*@", false, ".cshtml .razor"},
    {"haml", kMarkup, kNone, "-#", kNone, kNone, false, ".haml"},
    {"slim", kMarkup, kNone, "/", kNone, kNone, false, ".slim"},
    {"component", kMarkup, kNone, kNone, "<!--", "-->", false, ".vue .svelte .astro"},

    {"svg", kMedia, kNone, kNone, "<!--", "-->", false, ".svg .drawio"},
    {"media", kMedia, kNone, kNone, kNone, kNone, false,
     ".png .jpg .jpeg .gif .webp .bmp .ico .tif .tiff .eps .pdf .mp3 .mp4 .wav .webm .mov .avi "
     ".zip .gz .ttf .woff .psd"},
};

constexpr FileFormat kUnknownFormat;

constexpr std::size_t kLongestKey = 24;

using Key = std::pair<std::string_view, const FileFormat*>;

// Endings and names of all rows, sorted; names stand without a dot in front or hold more than one.
std::vector<Key> KeysOfAllRows(std::string_view FileFormat::*column) {
  std::vector<Key> keys;
  for (const FileFormat& format : kFormats) {
    for (const std::string_view word : Split(format.*column, ' ')) {
      if (!word.empty()) keys.emplace_back(word, &format);
    }
  }
  std::ranges::sort(keys);
  return keys;
}

const FileFormat* Find(const std::vector<Key>& keys, std::string_view word) {
  const auto found = std::ranges::lower_bound(keys, word, {}, &Key::first);
  return found != keys.end() && found->first == word ? found->second : nullptr;
}

}  // namespace

bool FileFormat::HoldsMarkdown() const {
  return name == kMarkdownName || name == kNotebookName || name == kDjotName;
}

const FileFormat& FormatOf(std::string_view path) {
  static const std::vector<Key> endings = KeysOfAllRows(&FileFormat::endings);
  static const std::vector<Key> names = KeysOfAllRows(&FileFormat::names);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  const auto lowered = [](std::string_view word, std::array<char, kLongestKey>& letters) {
    std::ranges::transform(word, letters.begin(), LowerChar);
    return std::string_view(letters.data(), word.size());
  };
  std::array<char, kLongestKey> letters{};
  if (name.size() <= kLongestKey) {
    if (const FileFormat* found = Find(names, lowered(name, letters))) return *found;
  }
  // `Dockerfile.dev`: the kind stands before the dot.
  const std::string_view ending = name.substr(dot);
  if (ending.size() <= kLongestKey) {
    if (const FileFormat* found = Find(endings, lowered(ending, letters))) return *found;
  }
  const std::string_view stem = name.substr(0, name.find('.'));
  if (stem.size() < name.size() && stem.size() <= kLongestKey) {
    const FileFormat* found = Find(names, lowered(stem, letters));
    // `BUILD.log` is not a build file of Bazel.
    if (found != nullptr && found->content == kBuild && !found->Is("starlark")) return *found;
  }
  return kUnknownFormat;
}

std::span<const FileFormat> FileFormats() { return kFormats; }

}  // namespace prereq
