#include "paths/word_rules.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"

namespace prereq {
namespace {

// One property of the kinds of file in `kinds`, between commas.
struct Row {
  bool WordRules::*property;
  std::string_view kinds;
};

constexpr Row kRows[] = {
    {&WordRules::bare,
     "shell,fish,nushell,make,dockerfile,cmake,sql,latex,assembly,gnu assembly,go.mod,just,batch,"
     "powershell,yaml,tcl,asciidoc,requirements,dune,nix,stan,stata,sas,ninja,qmake,cabal,agda "
     "library,coq project,vim,nim,openscad,linker script,robot,pug,texinfo,plantuml,dhall,wolfram,"
     "pascal,matlab,css,scss,ini,gams,dotenv,procfile,compile flags,verilog "
     "list,lammps,q,forth,autohotkey"},
    {&WordRules::characters,
     "rust,c,cpp,java,kotlin,csharp,fsharp,swift,scala,go,zig,verilog,haskell,ocaml,julia,latex,"
     "terraform,nix,tcl,cmake,asciidoc,lisp,vhdl,lean,agda,isabelle,ada,visual basic,d,capnp,nim,"
     "crystal,typst,plantuml"},
    {&WordRules::backticks, "javascript,typescript,go,typst,julia"},
    {&WordRules::long_strings,
     "python,kotlin,swift,scala,gradle,dart,julia,toml,elixir,java,csharp,fsharp,nim,gdscript,"
     "sage,starlark,snakemake"},
    {&WordRules::many_lines,
     "shell,r,ruby,php,perl,sql,rust,powershell,make,dockerfile,just,yaml,fish,nushell"},
    {&WordRules::raw, "sql,powershell,batch,stata,sas,spss,pascal,ada,cobol,fortran,solution"},
    {&WordRules::comment_after_blank,
     "shell,fish,nushell,yaml,dockerfile,just,ini,powershell,batch,sql,robot,dotenv,procfile,"
     "q,forth,autohotkey"},
    {&WordRules::here_documents, "shell,terraform"},
    {&WordRules::name_inside, "lisp,dune,make"},
    {&WordRules::nests,
     "rust,kotlin,swift,scala,dart,haskell,ocaml,fsharp,lean,agda,dhall,isabelle,wolfram,lisp,dune,"
     "nim,julia,typst,stata,matlab"},
    {&WordRules::keys, "yaml"},
    {&WordRules::substitutes, "shell,fish,nushell,powershell"},
};

struct StretchRow {
  std::string_view kind;
  Stretch stretch;
};

constexpr Stretch kPod = {"=", "=cut"}, kEnd = {"__END__", ""}, kData = {"__DATA__", ""};
constexpr StretchRow kStretches[] = {
    {"latex", {"\\begin{verbatim", "\\end{verbatim"}},
    {"latex", {"\\begin{Verbatim", "\\end{Verbatim"}},
    {"latex", {"\\begin{lstlisting", "\\end{lstlisting"}},
    {"latex", {"\\begin{minted", "\\end{minted"}},
    {"latex", {"\\begin{comment", "\\end{comment"}},
    {"latex", {"\\iffalse", "\\fi"}},
    {"perl", kPod},
    {"perl", kEnd},
    {"perl", kData},
    {"gams", {"$ontext", "$offtext"}},
    {"gams", {"$onText", "$offText"}},
    {"gams", {"$ONTEXT", "$OFFTEXT"}},
    {"ruby", {"=begin", "=end"}},
    {"ruby", kEnd},
};

}  // namespace

const WordRules& WordRulesOf(const FileFormat& format) {
  static const std::map<std::string_view, WordRules> kAll = [] {
    std::map<std::string_view, WordRules> all;
    for (const Row& row : kRows) {
      for (const std::string_view kind : Split(row.kinds, ',')) all[kind].*row.property = true;
    }
    return all;
  }();
  static const WordRules kOthers;
  const auto found = kAll.find(format.name);
  return found == kAll.end() ? kOthers : found->second;
}

std::span<const Stretch> StretchesWithoutCode(const FileFormat& format) {
  static const std::map<std::string_view, std::vector<Stretch>> kAll = [] {
    std::map<std::string_view, std::vector<Stretch>> all;
    for (const StretchRow& row : kStretches) all[row.kind].push_back(row.stretch);
    return all;
  }();
  const auto found = kAll.find(format.name);
  return found == kAll.end() ? std::span<const Stretch>() : found->second;
}

}  // namespace prereq
