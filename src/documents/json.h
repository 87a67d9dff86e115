// The one place that names the JSON library. Objects keep the order in which keys were added.
#pragma once

#include <nlohmann/json.hpp>

namespace prereq {

using Json = nlohmann::ordered_json;

}  // namespace prereq
