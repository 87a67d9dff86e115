// Seeded ordering problems of several families, for tests and benchmarks.
#pragma once

#include <cstdint>
#include <string>

#include "solver/ordering.h"

namespace prereq {

/// `modules` modules in slots 1..n, two prerequisites each on average, `violations` of them broken
/// by the old order.
OrderingProblem CourseInstance(int modules, int violations, std::uint32_t seed);
/// A random relation with `density` of all pairs related, old order random.
OrderingProblem RandomInstance(int modules, double density, std::uint32_t seed);
/// A course whose old order is rotated by about a third.
OrderingProblem RotationInstance(int modules, std::uint32_t seed);
/// A course whose old order stands upside down.
OrderingProblem ReversalInstance(int modules, std::uint32_t seed);
/// A course with `fresh` new modules and as many new slots at the end.
OrderingProblem InsertInstance(int modules, int fresh, std::uint32_t seed);
/// A course with some modules pinned elsewhere and some windows.
OrderingProblem PinsInstance(int modules, int pins, std::uint32_t seed);

/// Small and nasty: windows, gaps, new modules, weights, equal old slots, slots of equal value.
OrderingProblem TinyInstance(int modules, std::uint32_t seed);

}  // namespace prereq
