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
  /// Which of the correlation's rules it comes from.
  let slot: Int
  let events: Events
  let value: Value

  /// What it takes of memory, in units of some sixty bytes.
  var weight: Int {
    var bytes = 0
    switch events {
    case .one(let event): bytes = event.utf8.count
    case .several(let events): bytes = events.reduce(0) { $0 + $1.utf8.count + 16 }
    }
    if case .text(let text) = value { bytes += text.utf8.count }
    return 1 + bytes / 64
  }
}
