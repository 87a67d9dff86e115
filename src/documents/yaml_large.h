// Large plain documents, read by a parser that is ten times as fast; included by yaml.cc only.
#pragma once

#include "documents/yaml_events.h"

namespace prereq {

/// From this size on, in bytes, the time that a document takes is noticed.
inline constexpr std::size_t kLargeYaml = std::size_t{128} << 10U;

/// Fills `storage`, as BuildYaml would, from a part of its source that is plain: one document of
/// lists, maps and scalars of one line, without tabs, carriage returns, anchors, tags, doubled keys
/// or mistakes. False, and an empty storage, for everything else, which BuildYaml then reads or
/// explains. What both accept they read alike; a few valid texts that yaml-cpp refuses are
/// accepted. Never throws.
bool BuildPlainYaml(YamlStorage& storage, Span part, const YamlLimits& limits);

}  // namespace prereq
