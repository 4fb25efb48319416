#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "engine/analysis/decision_tree.hpp"
#include "engine/analysis/discovery.hpp"
#include "engine/analysis/prim.hpp"

/// What discovery found, in sentences.
namespace e2roi::analysis {

/// "Social Business loses money in 23 of 100 futures (22 to 24)."
std::string base_sentence(const DiscoveryQuestion& question, const Estimate& base);

/// "Where finance.margin is below 8.1 EUR and … (19 of 100 futures), it does so in 71 of 100 (66 to
/// 75); that is 58 % (55 to 62) of all such futures."
std::string box_sentence(const RankedCases& cases, const DiscoveryQuestion& question,
                         const Box& box, const Estimate& mass, const Estimate& density,
                         const Estimate& coverage);

/// "The one question that tells most: …" with the shares on either side in the draws `judged_in`.
std::string tree_sentence(const RankedCases& cases, const Tree& tree,
                          std::span<const std::uint32_t> judged_in, double stability);

/// The answers that lead to a leaf: "loyalty.churn_base < 0.9, finance.margin >= 8".
std::string path_to_leaf(const RankedCases& cases, const Tree& tree, int leaf);

}  // namespace e2roi::analysis
