/// Events of a bundle, in a spool. A scan reads them instead of logs.
public struct KeptEvents: Sendable {
  /// The paths of the files that the events were read from originally. Only for display.
  public let files: [String]
  public let events: [Event]
  package let spool: Spool

  public struct Event: Sendable {
    /// Index in `files`.
    public let file: Int
    package let extent: Spool.Extent

    package init(file: Int, extent: Spool.Extent) { (self.file, self.extent) = (file, extent) }
  }

  package init(files: [String], events: [Event], spool: Spool) {
    (self.files, self.events, self.spool) = (files, events, spool)
  }
}

extension KeptEvents {
  /// The bytes of an event as delivered, or `nil` if the temporary file can't be read.
  public func bytes(of event: Event) -> [UInt8]? { spool.bytes(of: event.extent) }
}
