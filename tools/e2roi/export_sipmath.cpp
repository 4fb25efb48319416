#include "tools/e2roi/export_sipmath.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/core/json.hpp"
#include "engine/core/statistics.hpp"

namespace e2roi::program {
namespace {

using core::json_number;
using core::json_string;

/// A path's id as part of a name that Excel takes: letters, digits and underscores.
std::string excel_name(const std::string& id) {
  std::string name;
  for (const char c : id) {
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    name += is_plain ? c : '_';
  }
  return name.empty() || (name[0] >= '0' && name[0] <= '9') ? "path_" + name : name;
}

/// `name`, with a number behind it if it is taken.
std::string unique(const std::string& name, std::set<std::string>& taken) {
  std::string free = name;
  for (int number = 2; !taken.insert(free).second; ++number)
    free = name + "_" + std::to_string(number);
  return free;
}

/// "key":"value"
std::string member(const char* key, const std::string& json) {
  return json_string(key) + ":" + json;
}

std::string metadata(const core::ResultSet& results, const OutcomeColumn& column,
                     const std::string& unit, std::span<const double> values) {
  const std::vector<double> quarters = {0, 0.25, 0.5, 0.75, 1};
  const core::Statistics found = core::statistics(values, quarters);
  return "{" + member("count", std::to_string(values.size())) + "," +
         member("mean", json_number(found.mean)) + "," + member("std", json_number(found.sd)) +
         "," + member("min", json_number(found.quantiles[0])) + "," +
         member("P25", json_number(found.quantiles[1])) + "," +
         member("P50", json_number(found.quantiles[2])) + "," +
         member("P75", json_number(found.quantiles[3])) + "," +
         member("max", json_number(found.quantiles[4])) + "," + member("unit", json_string(unit)) +
         "," + member("outcome", json_string(column.name)) + "," +
         member("meaning", json_string(column.meaning)) + "," +
         member("path", json_string(results.path_ids[column.path])) + "," +
         member("path_name", json_string(results.path_names[column.path])) + "}";
}

void write_sip(const core::ResultSet& results, OutcomeColumn column, const std::string& path,
               std::set<std::string>& taken, TextWriter& writer) {
  std::string unit = column.array->unit;
  std::vector<double> is_defined;
  if (std::any_of(column.values.begin(), column.values.end(),
                  [](double value) { return !std::isfinite(value); })) {
    for (const double value : column.values) is_defined.push_back(std::isfinite(value) ? 1 : 0);
    column.values = is_defined;
    column.name += "_defined";
    column.meaning = "1 where there is a value, else 0: " + column.meaning;
    unit = "1";
  }
  writer << (taken.empty() ? "" : ",\n") << "{"
         << member("name", json_string(unique(path + "." + column.name, taken)))
         << R"(,"ref":{"source":"rng","name":"trial"},"function":"SIP_Array",)"
         << member("metadata", metadata(results, column, unit, column.values))
         << R"(,"arguments":{"type":"array","value":[)";
  const char* comma = "";
  for (const double value : column.values) {
    writer << comma << json_number(value);
    comma = ",";
  }
  writer << "]}}";
}

/// Where the draws come from, in a line.
std::string source(const core::ResultSet& results) {
  return "e2roi " + provenance_of(results, "program_version") + " (commit " +
         provenance_of(results, "program_commit") + "), model " +
         provenance_of(results, "model_version") + ", seed " + provenance_of(results, "seed") +
         ", first draw " + std::to_string(results.first_draw) + ", digest of the run " +
         provenance_of(results, "digest");
}

}  // namespace

void write_sipmath(const core::ResultSet& results, std::uint64_t draws, const TextSink& sink) {
  TextWriter writer(sink);
  writer << "{" << member("name", json_string(results.title))
         << R"(,"objectType":"sipModel","libraryType":"SIPmath_3_0","version":"1",)"
         << member("provenance", json_string(source(results))) << ",\n"
         << R"("U01":{"rng":[{"name":"trial","function":"Index",)"
         << R"("arguments":{"counter":"PM_Index"}}]},)"
         << "\n\"sips\":[\n";
  std::set<std::string> taken_paths, taken;
  std::vector<std::string> paths;
  for (const std::string& id : results.path_ids)
    paths.push_back(unique(excel_name(id), taken_paths));
  for (const OutcomeColumn& column : outcome_columns(results, draws))
    write_sip(results, column, paths[column.path], taken, writer);
  writer << "\n]}\n";
  writer.flush();
}

}  // namespace e2roi::program
