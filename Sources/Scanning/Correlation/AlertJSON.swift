import Basics
import EventJSON
import Sigma

/// Alerts as JSON: what `scan` prints, and what the workbench keeps of them.
///
///     {"rule":{"id":…,"name":…,"title":…,"level":…},
///      "correlation":{"group":{"userIdentity.arn":"…"},"time":"…","events":["<eventID>",…]}}
///
/// When not all events are named, `event_count` behind them says how many there are.
public enum AlertJSON {
  public static func append(
    _ alert: CorrelationAlert, of correlation: Correlation, to line: inout [UInt8]
  ) {
    line += Array("{\"rule\":".utf8)
    appendRule(
      id: correlation.id, name: correlation.name, title: correlation.title,
      level: correlation.level, to: &line)
    line += Array(",\"correlation\":{\"group\":{".utf8)
    for (index, (field, value)) in zip(correlation.groupBy, alert.group).enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      JSONEscaping.append(field.text, to: &line)
      line.append(UInt8(ascii: ":"))
      JSONEscaping.append(value, to: &line)
    }
    line += Array("},\"time\":".utf8)
    JSONEscaping.append(Timestamp.exactText(milliseconds: alert.time), to: &line)
    line += Array(",\"events\":[".utf8)
    for (index, event) in alert.events.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      JSONEscaping.append(event, to: &line)
    }
    line.append(UInt8(ascii: "]"))
    if alert.events.count < alert.eventCount {
      line += Array(",\"event_count\":\(alert.eventCount)".utf8)
    }
    line += Array("}}".utf8)
  }

  /// `{"id":…,"name":…,"title":…,"level":…}`; what the rule does not have is null.
  public static func appendRule(
    id: String?, name: String?, title: String, level: String?, to line: inout [UInt8]
  ) {
    var separator = UInt8(ascii: "{")
    for (key, value) in [("id", id), ("name", name), ("title", title), ("level", level)] {
      line.append(separator)
      JSONEscaping.append(key, to: &line)
      line.append(UInt8(ascii: ":"))
      if let value { JSONEscaping.append(value, to: &line) } else { line += Array("null".utf8) }
      separator = UInt8(ascii: ",")
    }
    line.append(UInt8(ascii: "}"))
  }
}
