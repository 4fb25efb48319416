#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/ranked_cases.hpp"

/// A small classification tree over inputs: yes-or-no questions that split the draws into kinds.
/// DISCOVERY.md. Source: Breiman, Friedman, Olshen and Stone (1984), with Gini's impurity.
namespace e2roi::analysis {

struct TreeNode {
  int question = -1;           ///< input asked about; -1: a leaf
  int bin = 0;                 ///< draws below this bin go to `below`, the others to `above`
  int below = -1, above = -1;  ///< places of the children
  int depth = 0;
  std::uint64_t draws = 0, counting = 0;  ///< that it was grown from, weighted
};

/// Nodes; the root is number 0, parents stand before their children.
using Tree = std::vector<TreeNode>;

struct TreeOptions {
  int depth = 3;             ///< questions on the way to a leaf, at most
  double least_leaf = 0.05;  ///< share of the draws that a leaf keeps, at least
};

/// Grows a tree from the draws `use`, each counted weights[draw] times (empty: once). Always splits
/// where Gini's impurity falls most; first input and lowest bin where several are as good.
Tree grow_tree(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
               const TreeOptions& options = {});

/// Place of the leaf that a draw falls into.
int leaf_of(const RankedCases& cases, const Tree& tree, std::size_t draw);

}  // namespace e2roi::analysis
