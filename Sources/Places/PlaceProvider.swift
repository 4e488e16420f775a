import Basics

/// Opens databases when the first address is looked up, on the thread that does so: files of Tor's
/// kind are read whole, which takes a moment.
public final class PlaceProvider: Sendable {
  private let sources: PlaceSources
  private let opened = Locked<OpenedPlaces?>(nil)

  public init(_ sources: PlaceSources) { self.sources = sources }

  /// Waits until the databases are open.
  public var places: OpenedPlaces {
    opened.withLock { opened in
      if let opened { return opened }
      let places = sources.open()
      opened = places
      return places
    }
  }

  /// Computes what decisions are recorded with, so that none of them waits for it.
  public func prepareDigests() {
    let book = book
    for database in book.databases { _ = database.sha256 }
    _ = book.aws?.sha256
  }

  public var book: PlaceBook { places.book }
}
