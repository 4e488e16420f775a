import Basics
import SourceYAML

/// What a rule is expected to find in logs: a map, or a list of maps, in a YAML file.
///
///     - rule: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02    # id or title; not needed with one rule
///       at_least: 3
///       at_most: 20
///       events: [8c1f2a3b-…, 0f6e…]                   # these are hits
///       none_in: [us-east-1]                          # no hit is in these regions
public struct Expectation: Sendable, Hashable {
  /// A rule's id, name or title; nil: the only rule.
  public var rule: String?
  public var atLeast: Int?
  public var atMost: Int?
  public var exactly: Int?
  public var events: [String] = []
  public var noneIn: [String] = []
  public var position: SourcePosition?

  /// The hits of a rule, as far as expectations are about them.
  public struct Found: Sendable {
    /// The number of hits.
    public var count = 0
    public var eventIDs: Set<String> = []
    public var regions: [String: Int] = [:]

    public init() {}

    public mutating func add(eventID: String, region: String) {
      count += 1
      eventIDs.insert(eventID)
      regions[region, default: 0] += 1
    }
  }

  /// What is otherwise than expected, one sentence each; empty if nothing is.
  public func failures(in found: Found) -> [String] {
    var failures: [String] = []
    let hits = found.count.counting("hit")
    if let exactly, found.count != exactly {
      failures.append("\(hits) instead of exactly \(exactly.grouped)")
    }
    if let atLeast, found.count < atLeast {
      failures.append("\(hits) instead of at least \(atLeast.grouped)")
    }
    if let atMost, found.count > atMost {
      failures.append("\(hits) instead of at most \(atMost.grouped)")
    }
    for event in events where !found.eventIDs.contains(event) {
      failures.append("the event \(event) is not a hit")
    }
    for region in noneIn {
      if let count = found.regions[region] {
        failures.append("\(count.counting("hit")) in \(region), where none is expected")
      }
    }
    return failures
  }
}

/// A file of expectations.
public struct ExpectationFile: Sendable {
  /// As given.
  public let path: String
  public let text: String
  public let expectations: [Expectation]
  public let diagnostics: [Diagnostic]

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The maximum size in bytes.
  public static let maximumBytes = 4 << 20

  public static func load(_ path: String) throws(PlainFile.Refusal) -> ExpectationFile {
    let bytes = try PlainFile.read(path, atMost: maximumBytes)
    return ExpectationFile(text: String(decoding: bytes, as: UTF8.self), path: path)
  }

  public init(text: String, path: String) {
    let file = YAMLFile(text: text, path: path)
    var log = DiagnosticLog(file: path)
    for diagnostic in file.diagnostics { log.add(diagnostic) }
    var expectations: [Expectation] = []
    if log.errorCount == 0 {
      let nodes = file.root.map { $0.sequence ?? [$0] } ?? []
      if nodes.isEmpty {
        log.error(.invalid, "the file expects nothing", at: nil, help: "write at_least: 1")
      }
      for node in nodes {
        if let one = Self.expectation(node, &log) { expectations.append(one) }
      }
    }
    log.finish()
    (self.path, self.text) = (path, text)
    (self.expectations, diagnostics) = (expectations, log.diagnostics)
  }

  private static let keys = ["rule", "at_least", "at_most", "exactly", "events", "none_in"]

  private static func expectation(_ node: YAMLNode, _ log: inout DiagnosticLog) -> Expectation? {
    guard let entries = node.mapping else {
      log.error(
        .invalid, "an expectation must be a map, not \(node.kindName)", at: node,
        help: "its keys are " + keys.joined(separator: ", "))
      return nil
    }
    let before = log.errorCount
    var one = Expectation()
    one.position = node.start
    for (key, value) in entries {
      let name = key.scalar?.text ?? ""
      switch name {
      case "rule": one.rule = value.scalar?.text
      case "at_least": one.atLeast = count(value, name, &log)
      case "at_most": one.atMost = count(value, name, &log)
      case "exactly": one.exactly = count(value, name, &log)
      case "events": one.events = texts(value, name, &log)
      case "none_in": one.noneIn = texts(value, name, &log)
      default:
        log.error(
          .invalid, "unknown key '\(name)'", at: key,
          help: NearestName.advice(for: name, in: keys)
            ?? "one of " + keys.joined(separator: ", "))
      }
    }
    let says =
      one.atLeast != nil || one.atMost != nil || one.exactly != nil || !one.events.isEmpty
      || !one.noneIn.isEmpty
    if !says, log.errorCount == before {
      log.error(.invalid, "it expects nothing", at: node.start, help: "write at_least: 1")
    }
    return log.errorCount == before ? one : nil
  }

  private static func count(
    _ node: YAMLNode, _ name: String, _ log: inout DiagnosticLog
  ) -> Int? {
    guard case .int(let count)? = node.scalar?.resolved, let count = Int(exactly: count), count >= 0
    else {
      log.error(
        .invalid, "\(name) must be a number of hits, not \(node.scalar?.text ?? node.kindName)",
        at: node)
      return nil
    }
    return count
  }

  private static func texts(
    _ node: YAMLNode, _ name: String, _ log: inout DiagnosticLog
  ) -> [String] {
    let texts = (node.sequence ?? [node]).compactMap {
      $0.scalar.flatMap { $0.isNull ? nil : $0.text }
    }
    if texts.isEmpty || texts.count != (node.sequence?.count ?? 1) {
      log.error(.invalid, "\(name) must be a list of texts", at: node)
    }
    return texts
  }
}
