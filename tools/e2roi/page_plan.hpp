#pragma once
#include <string>

#include "engine/scenario/scenario.hpp"

namespace e2roi::program {

/// The checked scenario as the page's engine takes it (tools/page/src/engine.js): JSON with every
/// number in all its digits, so that the page's draws are those of `e2roi run`. What the page can
/// change (paths, distributions) stands as in a scenario file; the seed is a text, for JavaScript
/// has no whole numbers beyond 2^53.
std::string plan_json(const scenario::Scenario& scenario);

}  // namespace e2roi::program
