import Basics

/// The databases that could be opened, and what could not.
public struct OpenedPlaces: Sendable {
  public let book: PlaceBook
  public let problems: [Problem]

  public init(book: PlaceBook, problems: [Problem] = []) {
    (self.book, self.problems) = (book, problems)
  }

  /// A file that is not used.
  public struct Problem: Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let refusal: PlacesRefusal
    /// Whether the user named it on the command line.
    public let isError: Bool

    public init(path: String, refusal: PlacesRefusal, isError: Bool) {
      (self.path, self.refusal, self.isError) = (path, refusal, isError)
    }

    /// `country.mmdb is not used: no separator behind the search tree.`
    public var description: String {
      "\(refusal.isMissing ? path : String(path.lastPathPart)) is not used: \(refusal)."
    }
  }

  public func summary(on today: CivilDate) -> PlacesSummary {
    typealias Status = PlacesSummary.Status
    var statuses = book.databases.map { Status($0.name, path: $0.path, skipped: $0.skipped, today) }
    if let aws = book.aws {
      statuses.append(Status(aws.name, path: aws.path, skipped: aws.skipped, today))
    }
    return PlacesSummary(
      databases: statuses, problems: problems,
      labels: book.labels.map { "\($0.label): \($0.path)" }, knowsPlaces: !book.databases.isEmpty,
      knowsAWS: book.aws != nil)
  }
}
