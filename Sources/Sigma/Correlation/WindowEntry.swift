/// Something in the time span of a correlation: an event that a rule matched, or the alert of
/// another correlation.
struct WindowEntry {
  /// The events that stand behind it.
  enum Events {
    case one(String)
    case several([String])
  }

  /// What the correlation measures of it.
  enum Value {
    case none
    case text(String)
    case number(Double)
  }

  let time: Int64
  /// The same for everything that one event, or one alert, adds to a window.
  let serial: UInt64
  /// Which of the correlation's rules it comes from.
  let slot: Int
  let events: Events
  let value: Value

  /// About how many bytes of memory it takes: measured, arrays that grow by doubling included.
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
