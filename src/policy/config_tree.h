// The sections of a policy that say how to read a repository: series, metadata, imports, paths,
// mirrors, references, and which findings count.
#pragma once

#include "documents/yaml.h"
#include "prereq/config.h"

namespace prereq {

/// What a series is called that has no `name`, by its pattern: its first folder, or `series`; with
/// a `*`, the whole folder in front of the number.
std::string NameOfSeries(const std::string& pattern);

// Each reads one section into `config` and adds an error for everything that it cannot read.
// ReadSeries and ReadMetadata come after `modules`: a graph file's series needs no path.
void ReadSeries(const YamlNode& node, Config& config, Errors& errors);
void ReadMetadata(const YamlNode& node, Config& config, Errors& errors);
void ReadImports(const YamlNode& node, Config& config, Errors& errors);
void ReadPaths(const YamlNode& node, Config& config, Errors& errors);
void ReadMirrors(const YamlNode& node, Config& config, Errors& errors);
void ReadReferences(const YamlNode& node, Config& config, Errors& errors);
void ReadSeverities(const YamlNode& node, Config& config, Errors& errors);
void ReadSuppressions(const YamlNode& node, Config& config, Errors& errors);

}  // namespace prereq
