import ArgumentParser

/// For whom a report is written: people or programs.
enum ReportFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case text, json
}
