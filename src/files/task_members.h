// What a task says beside its kind, text and place, in saved plans and lists of tasks.
#pragma once

#include "documents/json.h"
#include "prereq/plan.h"

namespace prereq {

/// Adds "goal", "meant", "number" and "earlier" where they are known.
void AddTaskMembers(const Task& task, Json& json);

/// Reads them; false where one is not what AddTaskMembers writes.
bool ReadTaskMembers(const Json& json, Task& task);

}  // namespace prereq
