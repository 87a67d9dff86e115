// Large plain documents, read by a parser that is ten times as fast; included by yaml.cc only.
#pragma once

#include "documents/yaml_events.h"

namespace prereq {

/// From this size on, in bytes, the time that a document takes is noticed.
inline constexpr std::size_t kLargeYaml = std::size_t{128} << 10U;

/// Fills `storage`, as BuildYaml would, from a part of its source that is plain: one document of
/// lists, maps and scalars, without tabs, carriage returns, anchors, tags, doubled keys or mistakes.
/// False, and an empty storage, for everything else, which BuildYaml then reads or explains: so what
/// a file means, and what is said about it, is decided in one place. Never throws.
bool BuildPlainYaml(YamlStorage& storage, Span part, const YamlLimits& limits);

}  // namespace prereq
