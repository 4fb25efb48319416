#include "tools/e2roi/export_target.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "engine/core/suggest.hpp"
#include "tools/e2roi/export_sipmath.hpp"
#include "tools/e2roi/export_xlsx.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/result_target.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

struct FormatName {
  const char* name;
  ExportFormat format;
};
constexpr std::array<FormatName, 4> kFormats = {{{"xlsx", ExportFormat::kXlsx},
                                                 {"csv", ExportFormat::kCsv},
                                                 {"sipmath", ExportFormat::kSipmath},
                                                 {"json", ExportFormat::kSipmath}}};

[[noreturn]] void refuse(const std::string& what) { throw core::UsageError("export: " + what); }

template <class Names>
[[noreturn]] void refuse_name(const char* option, const std::string& word, const Names& names) {
  std::vector<std::string> known;
  for (const auto& entry : names) known.emplace_back(entry.name);
  std::string list;
  for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
  const std::string meant = core::closest(word, known);
  refuse(std::string("--") + option + " is '" + word + "' and must be one of " + list +
         (meant.empty() ? "." : "; did you mean '" + meant + "'?"));
}

std::optional<ExportFormat> wanted_format(const Arguments& arguments) {
  if (!arguments.has("format")) return {};
  const std::string& word = arguments.get<std::string>("format");
  for (const FormatName& entry : kFormats)
    if (word == entry.name) return entry.format;
  refuse_name("format", word, kFormats);
}

std::optional<CsvTable> wanted_table(const Arguments& arguments) {
  if (!arguments.has("table")) return {};
  const std::string& word = arguments.get<std::string>("table");
  for (const CsvTableName& entry : csv_tables())
    if (word == entry.name) return entry.table;
  refuse_name("table", word, csv_tables());
}

std::optional<ExportFormat> format_of_name(const fs::path& file) {
  const std::string ending = file.extension().string();
  if (ending == ".xlsx") return ExportFormat::kXlsx;
  if (ending == ".csv") return ExportFormat::kCsv;
  if (ending == ".json" || ending == ".SIPmath") return ExportFormat::kSipmath;
  return {};
}

/// results/a.h5 → results/a.xlsx, results/a-csv/, results/a.json
std::string default_name(const std::string& operand, ExportFormat format) {
  if (format == ExportFormat::kCsv) return beside(operand, "-csv/").string();
  return beside(operand, format == ExportFormat::kXlsx ? ".xlsx" : ".json").string();
}

ExportTarget target_of(const std::string& name, std::optional<ExportFormat> wanted) {
  ExportTarget target;
  target.name = name;
  if (name == "-") {
    if (!wanted || *wanted == ExportFormat::kXlsx)
      refuse("--out - needs --format csv or --format sipmath.");
    target.format = *wanted;
    return target;
  }
  std::error_code ignored;
  target.is_folder = name.ends_with('/') || fs::is_directory(name, ignored);
  const std::optional<ExportFormat> named =
      target.is_folder ? ExportFormat::kCsv : format_of_name(name);
  if (!named)
    refuse("'" + name +
           "' has to end in .xlsx, .csv, .json or .SIPmath, or in / for a folder of CSV files.");
  if (wanted && *wanted != *named)
    refuse("'" + name + "' and --format " +
           (*wanted == ExportFormat::kXlsx  ? "xlsx"
            : *wanted == ExportFormat::kCsv ? "csv"
                                            : "sipmath") +
           " contradict each other: the ending says the format.");
  target.format = *named;
  return target;
}

void check_names(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
        names.begin() + static_cast<std::ptrdiff_t>(i))
      refuse("--out " + names[i] + " is given twice.");
}

void write_text(const core::ResultSet& results, std::uint64_t draws, ExportFormat format,
                CsvTable table, const TextSink& sink) {
  if (format == ExportFormat::kCsv)
    write_csv(results, table, draws, sink);
  else
    write_sipmath(results, draws, sink);
}

/// Writes a text file in place of `file`; `part` is the one it is built in.
void write_file(const fs::path& file, results::PartFile& part,
                const std::function<void(const TextSink&)>& writer) {
  std::ofstream out(part.path(), std::ios::binary | std::ios::trunc);
  errno = 0;
  writer([&](std::string_view text) {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, 0);
  });
  out.close();
  if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, 0);
  part.commit();
}

void write_folder(const core::ResultSet& results, std::uint64_t draws, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw core::FileError("cannot make the folder " + folder.string() + ": " + error.message());
  for (const CsvTableName& entry : csv_tables()) {
    if (!has_table(results, entry.table)) continue;
    const fs::path file = folder / (std::string(entry.name) + ".csv");
    results::PartFile part(file);
    write_file(file, part,
               [&](const TextSink& sink) { write_csv(results, entry.table, draws, sink); });
  }
}

}  // namespace

std::vector<ExportTarget> export_targets(const Arguments& arguments) {
  const std::optional<ExportFormat> format = wanted_format(arguments);
  const std::optional<CsvTable> table = wanted_table(arguments);
  std::vector<std::string> names;
  if (arguments.has("out"))
    names = arguments.get<std::vector<std::string>>("out");
  else
    names = {default_name(arguments.operands[0], format.value_or(ExportFormat::kXlsx))};
  check_names(names);
  const bool several = names.size() > 1;
  std::vector<ExportTarget> targets;
  for (const std::string& name : names)
    targets.push_back(target_of(name, several && name != "-" ? std::nullopt : format));
  const auto is_one_table = [](const ExportTarget& target) {
    return target.format == ExportFormat::kCsv && !target.is_folder;
  };
  if (table && std::none_of(targets.begin(), targets.end(), is_one_table))
    refuse("--table names the table of one CSV file, and none is written here.");
  for (ExportTarget& target : targets) {
    if (is_one_table(target)) target.table = table.value_or(CsvTable::kDraws);
    if (target.name != "-" && !target.is_folder)
      target.part = std::make_unique<results::PartFile>(target.name);
  }
  return targets;
}

void write_export(const core::ResultSet& results, std::uint64_t draws, ExportTarget& target) {
  if (!target.is_folder && target.format == ExportFormat::kCsv && !has_table(results, target.table))
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "export: the result holds no fans, and so no table of series: it was run "
                      "with run.fans = false.");
  if (target.is_folder) {
    write_folder(results, draws, target.name);
  } else if (target.name == "-") {
    write_text(results, draws, target.format, target.table, print);
  } else if (target.format == ExportFormat::kXlsx) {
    write_workbook(results, draws, target.part->path());
    target.part->commit();
  } else {
    write_file(target.name, *target.part, [&](const TextSink& sink) {
      write_text(results, draws, target.format, target.table, sink);
    });
  }
}

}  // namespace e2roi::program
