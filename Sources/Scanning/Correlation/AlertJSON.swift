import Basics
import EventJSON
import Sigma

/// Alerts as JSON, for the output of `scan` and for the workbench.
///
///     {"rule":{"id":…,"name":…,"title":…,"level":…},
///      "correlation":{"group":{"userIdentity.arn":"…"},"time":"…","events":["<eventID>",…]}}
///
/// If not all events are named, `event_count` gives the total.
public enum AlertJSON {
  public static func line(_ alert: CorrelationAlert, of correlation: Correlation) -> JSONLine {
    var group = JSONLine()
    for (field, value) in zip(correlation.groupBy, alert.group) { group.add(field.text, value) }
    var details = JSONLine()
    details.add("group", group)
    details.add("time", Timestamp.exactText(milliseconds: alert.time))
    details.add("events", alert.events)
    if alert.events.count < alert.eventCount { details.add("event_count", alert.eventCount) }
    var line = JSONLine()
    line.add(
      "rule",
      rule(
        id: correlation.id, name: correlation.name, title: correlation.title,
        level: correlation.level))
    line.add("correlation", details)
    return line
  }

  /// `{"id":…,"name":…,"title":…,"level":…}`; missing values are null.
  public static func rule(id: String?, name: String?, title: String, level: String?) -> JSONLine {
    var line = JSONLine()
    line.add("id", orNull: id)
    line.add("name", orNull: name)
    line.add("title", title)
    line.add("level", orNull: level)
    return line
  }
}
