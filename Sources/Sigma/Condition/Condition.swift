import Basics

/// The condition of a rule as a tree.
///
///     selection and not 1 of filter_main_*
///
/// is `.and([.identifier("selection"), .not(.oneOf(.pattern("filter_main_*")))])`.
public indirect enum Condition: Sendable, Hashable {
  case and([Condition])
  case or([Condition])
  case not(Condition)
  case identifier(String)
  /// `1 of …` and `any of …`
  case oneOf(ConditionTarget)
  /// `all of …`
  case allOf(ConditionTarget)
}

/// What `1 of` and `all of` choose from.
public enum ConditionTarget: Sendable, Hashable {
  /// `them`: every search whose name does not begin with an underscore.
  case them
  /// A name in which `*` matches any characters. Names that begin with an underscore are chosen
  /// only if the pattern does too.
  case pattern(String)

  /// Whether a search with this name is chosen.
  public func includes(_ name: String) -> Bool {
    switch self {
    case .them: !name.begins(with: "_")
    case .pattern(let pattern):
      (pattern.begins(with: "_") || !name.begins(with: "_"))
        && Self.matches(Array(pattern.utf8)[...], Array(name.utf8)[...])
    }
  }

  /// Greedy matching with one backtracking point: linear for each `*`, never exponential.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var at = pattern.startIndex
    var seen = name.startIndex
    var retry: (pattern: Int, name: Int)?
    while seen < name.endIndex {
      if at < pattern.endIndex, pattern[at] == UInt8(ascii: "*") {
        retry = (at + 1, seen)
        at += 1
      } else if at < pattern.endIndex, pattern[at] == name[seen] {
        at += 1
        seen += 1
      } else if let (star, start) = retry {
        retry = (star, start + 1)
        at = star
        seen = start + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension Condition: CustomStringConvertible {
  /// The condition in Sigma's own notation.
  public var description: String { text(inside: 0) }

  /// `strength` of the surrounding operator: 0 none, 1 or, 2 and, 3 not.
  private func text(inside strength: Int) -> String {
    func wrapped(_ text: String, _ own: Int) -> String { own < strength ? "(\(text))" : text }
    return switch self {
    case .or(let parts): wrapped(parts.map { $0.text(inside: 2) }.joined(separator: " or "), 1)
    case .and(let parts): wrapped(parts.map { $0.text(inside: 3) }.joined(separator: " and "), 2)
    case .not(let part): "not " + part.text(inside: 3)
    case .identifier(let name): name
    case .oneOf(let target): "1 of \(target)"
    case .allOf(let target): "all of \(target)"
    }
  }
}

extension ConditionTarget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .them: "them"
    case .pattern(let pattern): pattern
    }
  }
}
