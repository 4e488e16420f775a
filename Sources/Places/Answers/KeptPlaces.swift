import Basics
import EventJSON

/// What was known about the sources of hits when something was decided about them, and from which
/// databases. A session keeps it, so that a replay shows what the analyst saw.
///
///     {"databases":[{"database":"GeoLite2-City","file":"city.mmdb","built":"2026-11-20",
///       "sha256":"…"}],"places":[{"input":"81.2.69.160","kind":"public",…}]}
public struct KeptPlaces: Sendable, Hashable {
  public struct Database: Sendable, Hashable {
    public let name: DatabaseName
    /// Nil if the file was gone.
    public let sha256: String?
  }

  public var databases: [Database] = []
  /// By the value of `sourceIPAddress`.
  public var answers: [String: PlaceAnswer] = [:]

  public init() {}

  public init(_ answers: [String: PlaceAnswer], from book: PlaceBook) {
    self.answers = answers
    databases = book.databases.map { Database(name: $0.name, sha256: $0.sha256) }
    if let aws = book.aws { databases.append(Database(name: aws.name, sha256: aws.sha256)) }
  }

  /// Adds what later decisions saw.
  public mutating func merge(_ later: KeptPlaces) {
    for database in later.databases where !databases.contains(database) {
      databases.append(database)
    }
    answers.merge(later.answers) { $1 }
  }

  /// Whether AWS's ranges were known.
  public var knowsAWS: Bool {
    databases.contains { $0.name.database == AWSRanges.databaseName }
  }

  /// Adds the two lists to an object.
  public func add(to line: inout JSONLine) {
    line.add("databases", databases.map(\.json))
    line.add(
      "places",
      answers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { value, answer in
        answer.json(input: Array(JSONEscaping.quoted(value).utf8))
      })
  }

  /// Reads the two lists from an object; anything else in them is left out.
  public init(json: some Sequence<UInt8>) {
    let root = JSONNode(JSONOutline(json, limits: JSONOutline.Limits(unpackedBytes: 0)))
    databases = (root["databases"]?.elements ?? []).map {
      Database(name: DatabaseName($0), sha256: $0["sha256"]?.text)
    }
    for place in root["places"]?.elements ?? [] {
      if let value = place["input"]?.text, let answer = PlaceAnswer(place) {
        answers[value] = answer
      }
    }
  }
}

extension KeptPlaces.Database {
  /// `{"database":"GeoLite2-City","file":"city.mmdb","built":"2026-11-20","sha256":"…"}`
  public var json: JSONLine {
    var line = JSONLine()
    name.add(to: &line)
    line.add("sha256", ifPresent: sha256)
    return line
  }
}
