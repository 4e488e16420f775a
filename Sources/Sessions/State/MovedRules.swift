import Basics
import Sigma

/// Finds a session's rule files if they are given by other paths than those in its header.
///
///     header   rules/region.yml  (/home/kim/rules/region.yml)
///     given    /srv/rules/aws-region.yml      the same bytes: it was moved
public struct MovedRules: Sendable {
  /// The new path of each moved file, by the header's path.
  public private(set) var places: [String: String] = [:]
  /// The assumptions, in words.
  public private(set) var notes: [String] = []

  /// - Parameters:
  ///   - given: absolute paths of rule files, and their texts.
  /// - Returns: nil if these are not the session's rules.
  public init?(_ session: SessionState, given: [(path: String, text: String)]) {
    guard given.count == session.header.rules.count else { return nil }
    var left = given
    func take(_ matches: ((path: String, text: String)) -> Bool) -> String? {
      left.firstIndex(where: matches).map { left.remove(at: $0).path }
    }
    var missing: [SessionHeader.RuleRecord] = []
    for rule in session.header.rules {
      let known = session.locations[rule.path] ?? rule.absolutePath
      if take({ $0.path == known }) == nil { missing.append(rule) }
    }
    // The most reliable sign first: the bytes, the rules, the name.
    let signs: [(String, (SessionHeader.RuleRecord, (path: String, text: String)) -> Bool)] = [
      (
        "by its bytes",
        { rule, file in
          file.text.hasSameBytes(as: rule.text)
            || session.ruleTexts[rule.path]?.hasSameBytes(as: file.text) == true
        }
      ),
      ("by its rules", { Self.haveSameRules($0.text, $1.text) }),
      ("by its name", { $0.path.lastPathPart.hasSameBytes(as: $1.path.lastPathPart) }),
    ]
    for (sign, holds) in signs {
      missing.removeAll { rule in
        guard let place = take({ holds(rule, $0) }) else { return false }
        places[rule.path] = place
        notes.append("found \(sign): \(place) is \(rule.path)")
        return true
      }
    }
    if !missing.isEmpty { return nil }
  }

  private static func haveSameRules(_ first: String, _ second: String) -> Bool {
    let rules = [first, second].map { RuleFile(text: $0, path: "").rules.map(\.identity) }
    return !rules[0].isEmpty && rules[0] == rules[1]
  }

}
