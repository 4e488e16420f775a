import MaxMindDB

/// Why a file is not used.
public enum PlacesRefusal: Error, Sendable, Hashable {
  case maxMind(DatabaseRefusal)
  case unreadable(String, isMissing: Bool)
  case tooLarge
  case notADatabase
  case notJSON
  case noPrefixes
  /// A line of a file of labels.
  case badLabel(line: Int, String)

  public var isMissing: Bool {
    switch self {
    case .maxMind(let refusal): refusal.isMissing
    case .unreadable(_, let isMissing): isMissing
    default: false
    }
  }
}

/// `no separator behind the search tree`
extension PlacesRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .maxMind(let refusal): refusal.description
    case .unreadable(let reason, _): reason
    case .tooLarge: "larger than any such file"
    case .notADatabase: "neither a MaxMind DB file nor ranges of addresses"
    case .notJSON: "not JSON"
    case .noPrefixes: "no list “prefixes”, as AWS's ip-ranges.json has"
    case .badLabel(let line, let text):
      "line \(line): “\(text)” is no network such as 192.0.2.0/24 and no AS such as AS64500"
    }
  }
}
