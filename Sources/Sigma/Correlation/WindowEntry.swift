/// An entry in the time span of a correlation: an event that a rule matched, or the alert of
/// another correlation.
struct WindowEntry {
  /// The events of the entry.
  enum Events {
    case one(String)
    case several([String])
  }

  /// The value that the correlation measures.
  enum Value {
    case none
    case text(String)
    case number(Double)
  }

  let time: Int64
  /// The same for all entries of one event or one alert in a window.
  let serial: UInt64
  /// The index of its rule in the correlation.
  let slot: Int
  let events: Events
  let value: Value

  /// The approximate memory in bytes, as measured, including arrays that grow by doubling.
  var weight: Int {
    var bytes = Self.ownWeight
    switch events {
    case .one(let event): bytes += Self.textWeight + event.utf8.count
    case .several(let events):
      bytes += events.reduce(0) { $0 + Self.textWeight + $1.utf8.count }
    }
    switch value {
    case .none: break
    case .text(let text): bytes += Self.ownWeight + Self.textWeight + text.utf8.count
    case .number: bytes += Self.textWeight
    }
    return bytes
  }

  private static let ownWeight = 150
  private static let textWeight = 40
}
