import Basics
import Foundation

/// The typed filters of all sessions, newest first: `$XDG_STATE_HOME/trailsift/filters.json`.
///
///     ["region:ap-* -event:Describe*", "principal:kim"]
///
/// It is a convenience: a failure to read or write it is reported and otherwise ignored. It has
/// names of users and addresses, so only its owner can read it. Sessions that end at the same time
/// each add their lines.
public struct FilterHistory: Sendable {
  public let path: String

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public init(environment: [String: String]) {
    path = StateFolder.path(environment: environment) + "/filters.json"
  }

  /// The maximum size of a history in bytes; a larger file is something else.
  private static let maximumBytes = 4 << 20

  /// The filters, newest first.
  public func load() throws(Failure) -> [String] {
    do {
      return try read()
    } catch {
      throw Failure(
        description:
          "\(path) cannot be read: \(error.reason); filters typed before are not offered")
    }
  }

  /// Puts a filter first.
  public func add(_ filter: String) throws(Failure) {
    do {
      try PrivateFile(path).replace { try JSONText.page(Self.lines([filter] + known())) }
    } catch {
      throw Failure(description: "the filter is not remembered: \(path): \(error)")
    }
  }

  /// The lines of a history: newest first, without duplicates, limited in number, and only lines
  /// that can be typed, since the file may come from someone else.
  public static func lines(_ lines: [String]) -> [String] {
    var seen: Set<String> = []
    var kept: [String] = []
    for line in lines where kept.count < maximumLines {
      guard !line.trimmed.isEmpty, line.utf8.count <= maximumLineBytes,
        line.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
        seen.insert(line).inserted
      else { continue }
      kept.append(line)
    }
    return kept
  }

  private static let maximumLines = 500
  /// Bytes.
  private static let maximumLineBytes = 4_096

  // MARK: - The file

  private struct Problem: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
    /// Whether the file is not a history, so that replacing it loses nothing.
    var isContent = false

    init(_ reason: String, isContent: Bool = false) {
      self.reason = reason
      self.isContent = isContent
    }
  }

  private func read() throws(Problem) -> [String] {
    let bytes: [UInt8]
    do throws(PlainFile.Refusal) {
      bytes = try PlainFile.read(path, atMost: Self.maximumBytes + 1)
    } catch  where error.isMissing {
      return []
    } catch {
      throw Problem(error.reason)
    }
    guard bytes.count <= Self.maximumBytes else {
      throw Problem("it is too large", isContent: true)
    }
    guard let lines = try? JSONDecoder().decode([String].self, from: Data(bytes)) else {
      throw Problem("it is not a list of filters", isContent: true)
    }
    return Self.lines(lines)
  }

  /// The lines to which new ones are added.
  private func known() throws(Problem) -> [String] {
    do {
      return try read()
    } catch  where error.isContent {
      return []
    }
  }
}
