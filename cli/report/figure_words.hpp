#pragma once

#include <optional>
#include <string>

#include "report/report_context.hpp"

namespace tenbin::cli {

/// A subject of a comparison in words: "what insurers pay", "what stays with the insured (Market terms)".
std::string subject_words(const ReportContext& context, const std::string& subject,
                          const std::string& measure);

/// A figure of a comparison in words, as the subject of a sentence: "what insurers pay in an average year".
std::string figure_words(const ReportContext& context, const std::string& subject, const std::string& measure,
                         std::optional<double> level);

}  // namespace tenbin::cli
