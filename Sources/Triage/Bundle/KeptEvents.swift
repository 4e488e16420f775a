/// Events of a bundle, in a spool: what a scan reads in the place of logs.
public struct KeptEvents: Sendable {
  /// The paths of the files that the events were once read from. Only ever shown.
  public let files: [String]
  public let events: [Event]
  let spool: Spool

  public struct Event: Sendable {
    /// Index in `files`.
    public let file: Int
    let extent: Spool.Extent
  }
}

extension KeptEvents {
  /// The bytes of an event as delivered, or `nil` if the temporary file cannot be read.
  public func bytes(of event: Event) -> [UInt8]? { spool.bytes(of: event.extent) }
}
