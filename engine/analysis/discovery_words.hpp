#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/discovery_findings.hpp"

/// What discovery found, in sentences.
namespace e2roi::analysis {

/// "Social Business loses money in 23 of 100 futures (22 to 24)."
std::string base_sentence(const DiscoveryQuestion& question, const Estimate& base);

/// "Where finance.margin is below 8.1 EUR and …, as in 19 of 100 futures (18 to 20), it loses
/// money in 71 of 100 (66 to 75); that is 58 % (55 to 62) of all such futures."
std::string box_sentence(const RankedCases& cases, const DiscoveryQuestion& question,
                         const JudgedBox& judged);

/// "The one question that tells most: …" with the shares on either side in the draws it is judged
/// in, and how often replicates ask about the same input first.
std::string tree_sentence(const RankedCases& cases, const DiscoveryQuestion& question,
                          const DiscoveryFindings& findings);

/// The answers that lead to a leaf, the first question first, both ends of an input together.
std::vector<Limit> answers_to(const Tree& tree, int leaf);

/// The same in words: "loyalty.churn_base < 0.9, finance.margin >= 8".
std::string path_to_leaf(const RankedCases& cases, const Tree& tree, int leaf);

}  // namespace e2roi::analysis
