#include "engine/analysis/decision_tree.hpp"

#include <array>

namespace e2roi::analysis {
namespace {

struct Split {
  int input = -1, bin = 0;
  double gain = 0;
};

/// n·p·(1 − p): Gini's impurity times the draws, up to a factor.
double impurity(double all, double counting) {
  return all > 0 ? counting * (all - counting) / all : 0.0;
}

class Grower {
 public:
  Grower(const RankedCases& cases, const Weights& weights, const TreeOptions& options)
      : cases_(cases), weights_(weights), options_(options) {}

  Tree grow(std::span<const std::uint32_t> use) {
    tree_.clear();
    for (const std::uint32_t draw : use) least_ += weight(draw);
    least_ *= options_.least_leaf;
    add_node({use.begin(), use.end()}, 0);
    return std::move(tree_);
  }

 private:
  std::uint32_t weight(std::uint32_t draw) const { return weights_.empty() ? 1 : weights_[draw]; }

  int add_node(const std::vector<std::uint32_t>& inside, int depth) {
    const auto place = static_cast<int>(tree_.size());
    TreeNode node;
    node.depth = depth;
    for (const std::uint32_t draw : inside) {
      node.draws += weight(draw);
      if (cases_.counts(draw)) node.counting += weight(draw);
    }
    tree_.push_back(node);
    const Split split = depth < options_.depth ? best_split(inside, node) : Split{};
    if (split.input < 0) return place;
    std::vector<std::uint32_t> below, above;
    const std::span<const std::uint8_t> bins = cases_.bins(static_cast<std::size_t>(split.input));
    for (const std::uint32_t draw : inside)
      (bins[draw] < split.bin ? below : above).push_back(draw);
    const int first = add_node(below, depth + 1), second = add_node(above, depth + 1);
    TreeNode& asked = tree_[static_cast<std::size_t>(place)];
    asked.question = split.input;
    asked.bin = split.bin;
    asked.below = first;
    asked.above = second;
    return place;
  }

  Split best_split(const std::vector<std::uint32_t>& inside, const TreeNode& node) const {
    Split best;
    const auto all = static_cast<double>(node.draws), counting = static_cast<double>(node.counting);
    const double whole = impurity(all, counting);
    for (std::size_t input = 0; input < cases_.inputs(); ++input) {
      std::array<std::uint32_t, RankedCases::kBins> in_bin{}, counting_in_bin{};
      const std::span<const std::uint8_t> bins = cases_.bins(input);
      for (const std::uint32_t draw : inside) {
        in_bin[bins[draw]] += weight(draw);
        if (cases_.counts(draw)) counting_in_bin[bins[draw]] += weight(draw);
      }
      double below = 0, counting_below = 0;
      for (int bin = 1; bin < RankedCases::kBins; ++bin) {
        below += in_bin[static_cast<std::size_t>(bin - 1)];
        counting_below += counting_in_bin[static_cast<std::size_t>(bin - 1)];
        if (below < least_ || all - below < least_) continue;
        const double gain = whole - impurity(below, counting_below) -
                            impurity(all - below, counting - counting_below);
        if (gain > best.gain * (1 + 1e-12)) best = {static_cast<int>(input), bin, gain};
      }
    }
    return best;
  }

  const RankedCases& cases_;
  const Weights& weights_;
  const TreeOptions& options_;
  double least_ = 0;
  Tree tree_;
};

}  // namespace

Tree grow_tree(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
               const TreeOptions& options) {
  return Grower(cases, weights, options).grow(use);
}

int leaf_of(const RankedCases& cases, const Tree& tree, std::size_t draw) {
  int place = 0;
  while (tree[static_cast<std::size_t>(place)].question >= 0) {
    const TreeNode& node = tree[static_cast<std::size_t>(place)];
    const int bin = cases.bins(static_cast<std::size_t>(node.question))[draw];
    place = bin < node.bin ? node.below : node.above;
  }
  return place;
}

}  // namespace e2roi::analysis
