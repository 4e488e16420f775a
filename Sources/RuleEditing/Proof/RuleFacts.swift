import Sigma
import SourceYAML

/// What a file says, one fact for each scalar in it, wherever it is among its neighbours.
///
///     detection:
///       selection:
///         awsRegion:           0 / detection / selection / awsRegion / []  =  ap-east-1
///           - ap-east-1        0 / detection / selection / awsRegion / []  =  me-south-1
///           - me-south-1
///
/// The difference of two versions' facts is what a change does, in terms that hold for another
/// version of the file too. Conditions are left out: what they mean is compared as formulas. So is
/// `modified`.
struct RuleFacts: Sendable, Hashable {
  struct Fact: Sendable, Hashable {
    let path: [String]
    let value: String
    /// As it is written; nil where nothing is.
    let text: String?
  }

  private var counts: [Fact: Int] = [:]

  init(_ file: RuleFile) {
    var seen: [String: Int] = [:]
    for (index, document) in file.documents.enumerated() {
      guard let root = document.root else { continue }
      // By its identity where it has one: a document that comes or goes renumbers those behind it.
      let id = root["id"]?.scalar?.text ?? "\(index)"
      seen[id, default: 0] += 1
      add(root, path: [seen[id] == 1 ? id : "\(id)#\(seen[id] ?? 0)"])
    }
  }

  /// What the second version says more often, and with negative counts less often, than the first.
  static func difference(from first: RuleFacts, to second: RuleFacts) -> [Fact: Int] {
    second.counts.merging(first.counts.mapValues { -$0 }, uniquingKeysWith: +)
      .filter { $0.value != 0 }
  }

  /// What of a change is left to do in a later version, in which someone else has done some of it.
  ///
  /// - Parameters:
  ///   - change: a difference from `first` to some other version.
  ///   - now: what someone else has made of `first`.
  static func remainder(
    of change: [Fact: Int], madeOn first: RuleFacts, in now: RuleFacts
  ) -> [Fact: Int] {
    let done = difference(from: first, to: now)
    var left: [Fact: Int] = [:]
    for (fact, count) in change {
      let done = done[fact] ?? 0
      let rest = count > 0 ? max(0, count - max(0, done)) : min(0, count - min(0, done))
      if rest != 0 { left[fact] = rest }
    }
    return left
  }

  private mutating func add(_ node: YAMLNode, path: [String]) {
    switch node.content {
    case .scalar(let scalar):
      let fact = Fact(
        path: path, value: "\(scalar.resolved) \(scalar.text)",
        text: scalar.isNull ? nil : scalar.text)
      counts[fact, default: 0] += 1
    case .sequence(let nodes, _):
      if nodes.isEmpty { counts[Fact(path: path, value: "[]", text: nil), default: 0] += 1 }
      for node in nodes {
        // A list of maps keeps the order of its elements: their keys belong together.
        add(node, path: path + [node.scalar == nil ? "[\(nodes.count)]" : "[]"])
      }
    case .mapping(let entries, _):
      if entries.isEmpty { counts[Fact(path: path, value: "{}", text: nil), default: 0] += 1 }
      for (key, value) in entries {
        let name = key.scalar?.text ?? "?"
        if path.count == 1 && name == "modified" { continue }
        if path.count == 2 && path[1] == "detection" && name == "condition" { continue }
        // A single value says the same as a list of one.
        let isSingle = path.count > 2 && path[1] == "detection" && value.scalar != nil
        add(value, path: path + [name] + (isSingle ? ["[]"] : []))
      }
    }
  }
}
