import ArgumentParser

/// Whether a report is for people or programs.
enum ReportFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case text, json
}
