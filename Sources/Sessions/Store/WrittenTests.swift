import Basics
import Foundation
import RuleTests

/// What `trailsift test --from` wrote for a rule, so that it can be taken back: a private file for
/// each rule in `$XDG_STATE_HOME/trailsift/tests`.
public struct WrittenTests: Sendable {
  private let file: PrivateFile

  /// Older ones are in the history of whoever keeps the rules.
  private static let maximumSteps = 20
  private static let maximumBytes = 256 << 20

  public init(
    of rulePath: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let name = SHA256.hex(of: Self.absolute(rulePath).utf8).prefix(32)
    file = PrivateFile(StateFolder.path(environment: environment) + "/tests/\(name).json")
  }

  /// The changes of the last step, with absolute paths; nil without one.
  public func last() throws -> [TestFilePlan.Change]? { try steps().last }

  public func remember(_ changes: [TestFilePlan.Change]) throws {
    let absolute = changes.map {
      TestFilePlan.Change(
        path: Self.absolute($0.path), before: $0.before, after: $0.after)
    }
    try write { $0 + [absolute] }
  }

  public func forgetLast() throws { try write { Array($0.dropLast()) } }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  private func write(
    _ change: ([[TestFilePlan.Change]]) -> [[TestFilePlan.Change]]
  ) throws {
    try file.replace { try JSONText.page(change(try steps()).suffix(Self.maximumSteps)) }
  }

  private func steps() throws -> [[TestFilePlan.Change]] {
    do throws(PlainFile.Refusal) {
      let bytes = try PlainFile.read(file.path, atMost: Self.maximumBytes)
      return try refusing {
        try JSONDecoder().decode([[TestFilePlan.Change]].self, from: Data(bytes))
      }
    } catch {
      if error.isMissing { return [] }
      throw error
    }
  }

  private func refusing<Result>(_ body: () throws -> Result) throws(PlainFile.Refusal) -> Result {
    do { return try body() } catch {
      throw PlainFile.Refusal(reason: "\(file.path) is damaged", isMissing: false)
    }
  }
}
