import Basics

/// Which databases answer, how old they are, and what they lack.
public struct PlacesSummary: Sendable, Hashable {
  public let databases: [Status]
  public let problems: [OpenedPlaces.Problem]
  /// The user's labels and their files.
  public let labels: [String]
  /// Whether there is a database of places, and AWS's list of its own ranges.
  public let knowsPlaces: Bool
  public let knowsAWS: Bool

  public var isEmpty: Bool { databases.isEmpty && labels.isEmpty }

  /// A database on the day of the look.
  public struct Status: Sendable, Hashable {
    public let name: DatabaseName
    public let path: String
    /// Days; nil if the file does not say when it was built.
    public let age: Int?
    /// Lines or entries that were left out.
    public let skipped: Int

    /// Days from which on addresses may have moved.
    static let maximumAge = 60

    public var isOld: Bool { age.map { $0 > Self.maximumAge } ?? false }

    init(_ name: DatabaseName, path: String, skipped: Int, _ today: CivilDate) {
      (self.name, self.path, self.skipped) = (name, path, skipped)
      age = name.built.map { today.daysSince1970 - $0.daysSince1970 }
    }

    /// `GeoLite2-City of 2026-11-20, 10 days old`
    public var text: String {
      name.text + (age.map { $0 < 0 ? "" : ", \($0.counting("day")) old" } ?? "")
    }

    /// With the keys of `trailsift where --databases`.
    public var json: JSONLine {
      var line = JSONLine()
      line.add("file", name.file)
      line.add("name", name.database)
      if let built = name.built, let age {
        line.add("built", built.description)
        line.add("age_days", age)
        line.add("old") { $0 += Array("\(isOld)".utf8) }
      }
      if skipped > 0 { line.add("skipped", skipped) }
      return line
    }
  }

  /// Sentences about files that are not used, old, undated or not understood in part.
  ///
  /// - Parameter newestHit: the day of the newest hit, if there is one.
  public func warnings(newestHit: CivilDate? = nil) -> [String] {
    problems.map(\.description) + databases.flatMap { $0.warnings(newestHit) }
  }

  /// What to do where there are no databases.
  public static let noDatabase =
    "No geolocation database. Give one with --geo FILE, or see trailsift help geo."
}

extension PlacesSummary.Status {
  fileprivate func warnings(_ newestHit: CivilDate?) -> [String] {
    let database = name.database
    var words: [String] = []
    if let built = name.built {
      if isOld, let age {
        words.append(
          "\(database) was built on \(built), \(age.counting("day")) ago: addresses may have moved."
        )
      }
      if let newestHit, built.daysSince1970 - newestHit.daysSince1970 > Self.maximumAge {
        words.append(
          "\(database) is of \(built), the hits end on \(newestHit): it may not have been so then."
        )
      }
    } else {
      words.append("\(database) does not say when it was built.")
    }
    if skipped > 0 { words.append("\(name.file): \(leftOut)") }
    return words
  }

  private var leftOut: String {
    let isAWS = name.database == AWSRanges.databaseName
    if skipped == 1 { return "1 \(isAWS ? "entry" : "line") is not understood and was left out." }
    return "\(skipped.grouped) \(isAWS ? "entries" : "lines") are not understood and were left out."
  }
}
