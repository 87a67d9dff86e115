// How ParseArgs declares the command line: one function a command, with its options and examples.
// Only the args*.cc files include this.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <variant>
#include <vector>

#include "cli/args.h"

namespace prereq {

inline constexpr const char* kInputHelp =
    "a graph file, or a directory with a prereq.yaml (default: the nearest prereq.yaml upward)";

class ArgsParser {
 public:
  ArgsParser();
  std::variant<Options, Printout> Parse(int argc, const char* const* argv);

 private:
  // What commands share; args.cc.
  CLI::App* Add(const std::string& name, const std::string& about, const std::string& examples);
  // An empty text is a variable that somebody forgot to set, not "none given".
  static std::string RefuseEmpty(const std::string& path);
  void AddOrder(CLI::App* command, const std::string& about);
  void AddInput(CLI::App* command);
  void AddInputFormat(CLI::App* command);
  CLI::Option* AddFormat(CLI::App* command, const std::vector<std::string>& formats);
  void AddMinimize(CLI::App* command);
  Printout Explain(const CLI::ParseError& stop, int argc, const char* const* argv);

  // Commands that look at a course; args_reading.cc.
  void AddCheck();
  void AddExplain();
  void AddReport();
  void AddSchema();
  void AddLint();
  void AddBaseline();
  void AddInit();
  void AddRefs();
  void AddSuggest();
  void AddVerify();
  void AddWhy();
  void AddGraph();

  // Commands that bring it into another order, and back; args_changing.cc.
  void AddTree(CLI::App* command);
  void AddReached(CLI::App* command);
  void AddChoices(CLI::App* command);
  void AddPlan();
  std::vector<CLI::Option*> AddApplyOptions(CLI::App* command);
  void AddApply();
  // One change of the order: `subject` is how help calls the module, empty when there is none.
  CLI::App* AddChange(const std::string& name, const std::string& about, const std::string& subject,
                      const std::string& example);
  void AddPlace(CLI::App* command);
  void AddChanges();
  void AddUndo();
  void AddRecover();

  CLI::App app_;
  Options options_;
  std::vector<std::string> format_texts_;
};

}  // namespace prereq
