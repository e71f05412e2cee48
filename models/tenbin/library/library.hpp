#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenbin/library/entry.hpp"
#include "tenbin/library/number.hpp"

namespace tenbin::library {

/// The model's parameters. Immutable; every entry has passed the checks of the loader.
class Library {
 public:
  /// Reads library documents (JSON), given as (name, text).
  /// @throw ParameterError naming document and entry: unknown or missing key, no source, no description in
  /// one of the two languages, value outside its range, money without currency or price year, an id given
  /// twice, a use case with a peril, business type or exposure that the library does not know
  explicit Library(const std::vector<std::pair<std::string_view, std::string_view>>& documents);

  /// The same library with some numbers replaced or added.
  Library with(const std::vector<Number>& numbers) const;

  /// @throw ParameterError if there is no such number
  const Number& number(std::string_view id) const;
  bool has(std::string_view id) const;
  /// All numbers, ordered by id.
  const std::map<std::string, Number, std::less<>>& numbers() const { return numbers_; }
  const std::vector<Exposure>& exposures() const { return exposures_; }
  const std::vector<UseCase>& use_cases() const { return use_cases_; }
  const std::vector<BusinessType>& business_types() const { return business_types_; }
  const std::vector<PerilEntry>& perils() const { return perils_; }
  const std::vector<People>& people() const { return people_; }
  const std::vector<ComponentKind>& components() const { return components_; }
  /// Or null.
  const UseCase* use_case(std::string_view id) const;
  const BusinessType* business_type(std::string_view id) const;
  const PerilEntry* peril(std::string_view id) const;

 private:
  std::map<std::string, Number, std::less<>> numbers_;
  std::vector<Exposure> exposures_;
  std::vector<UseCase> use_cases_;
  std::vector<BusinessType> business_types_;
  std::vector<PerilEntry> perils_;
  std::vector<People> people_;
  std::vector<ComponentKind> components_;
};

/// The library that the program carries.
const Library& standard_library();

/// Reads a library on behalf of one calculation and remembers what was used, for the report's list of
/// assumptions.
class LibraryReader {
 public:
  explicit LibraryReader(const Library& library) : library_(&library) {}

  /// Value of the number, which counts as used.
  /// @throw ParameterError if there is no such number
  double operator()(std::string_view id);
  /// From now on the number has this value.
  void replace(std::string_view id, double value) { replaced_.insert_or_assign(std::string(id), value); }
  /// Used so far, ordered by id.
  std::vector<const Number*> used() const;
  const Library& library() const { return *library_; }

 private:
  const Library* library_;
  std::set<std::string, std::less<>> used_;
  std::map<std::string, double, std::less<>> replaced_;
};

}  // namespace tenbin::library
