#pragma once

/// From what people can say about a quantity to the parameters of a distribution.
namespace e2roi::sampling {

/// The true ends of a triangle.
struct TriangleEnds {
  double low, high;
};

/// Ends of the triangle with mode `likely` whose 10 % and 90 % quantiles are p10 and p90.
/// p10 <= likely <= p90, p10 < p90: then there is exactly one. Solved by bisection, with square
/// roots only: equal bits everywhere.
TriangleEnds triangle_ends(double p10, double likely, double p90);

/// Coefficients of 1, logit u and (u - 1/2) logit u of a metalog with three terms.
struct MetalogTerms {
  double a1, a2, a3;
};

/// The metalog through three quantiles, p10 < p50 < p90. It rises everywhere, which makes it a
/// quantile function, where p50 stands between the shares kMetalogEdge and 1 - kMetalogEdge of the
/// way from p10 to p90. Source: Keelin (2016), the symmetric-percentile triplet.
MetalogTerms metalog_terms(double p10, double p50, double p90);

/// (1 - 0.4 * 1.667113…) / 2: |a3/a2| must stay below 1.667113…, the inverse of the greatest value
/// of (u - 1/2) + u (1 - u) logit u.
inline constexpr double kMetalogEdge = 0.16657737615961414;

/// Mean of e^x with x of that metalog; infinite where a2 + a3/2 >= 1, for the upper tail is then a
/// power that has none.
double exp_metalog_mean(const MetalogTerms& terms);

}  // namespace e2roi::sampling
