import Basics
import EventJSON
import Testing

/// A wrapper around events: one way in which they are delivered.
struct Delivery: Sendable, CustomTestStringConvertible {
  let name: String
  private let wrap: @Sendable ([String]) -> String
  /// Whether the text is JSON throughout, and not only in cells.
  let isJSON: Bool

  private init(
    _ name: String, isJSON: Bool = true, _ wrap: @escaping @Sendable ([String]) -> String
  ) {
    (self.name, self.isJSON, self.wrap) = (name, isJSON, wrap)
  }

  var testDescription: String { name }

  /// - Parameter events: the JSON of each.
  func text(_ events: [String]) -> String { wrap(events) }

  static let all: [Delivery] = [
    Delivery("one after the other") { $0.joined() },
    Delivery("JSON lines") { $0.map { $0 + "\n" }.joined() },
    Delivery("array") { "[" + $0.joined(separator: ",") + "]" },
    Delivery("S3") { #"{"Records":["# + $0.joined(separator: ",") + "]}" },
    Delivery("S3, list last") { #"{"x":{"y":[1]},"Records":["# + $0.joined(separator: ",") + "]}" },
    Delivery("S3 files slurped") { events in
      "[" + events.map { #"{"Records":[\#($0)]}"# }.joined(separator: ",") + "]"
    },
    Delivery("lookup-events") { events in
      let list = events.map { #"{"EventId":"e","CloudTrailEvent":\#(quoted($0))}"# }
      return #"{"Events":[\#(list.joined(separator: ","))],"NextToken":"t"}"#
    },
    Delivery("lookup-events, list last") { events in
      let list = events.map { #"{"CloudTrailEvent":\#(quoted($0)),"Username":"u"}"# }
      return #"{"NextToken":"t","Events":[\#(list.joined(separator: ","))]}"#
    },
    Delivery("EventBridge") { events in
      events.map { #"{"version":"0","detail-type":"x","detail":\#($0)}"# }.joined(separator: "\n")
    },
    Delivery("CloudWatch Logs") { events in
      let list = events.map { #"{"id":"1","message":\#(quoted($0))}"# }
      return #"{"messageType":"DATA_MESSAGE","logEvents":[\#(list.joined(separator: ","))]}"#
    },
    Delivery("filter-log-events") { events in
      let list = events.map { #"{"message":\#(quoted($0))}"# }
      return #"{"events":[\#(list.joined(separator: ","))],"searchedLogStreams":[]}"#
    },
    Delivery("Elasticsearch") { events in
      let list = events.map { #"{"_index":"i","_source":\#($0),"sort":[1]}"# }
      return #"{"took":3,"hits":{"total":{"value":4},"hits":[\#(list.joined(separator: ","))]}}"#
    },
    Delivery("Elasticsearch dump of Filebeat") { events in
      events.map { #"{"_source":{"event":{"original":\#(quoted($0)),"kind":"event"}}}"# + "\n" }
        .joined()
    },
    Delivery("Splunk export") { events in
      events.map { #"{"preview":false,"result":{"_raw":\#(quoted($0)),"_time":"t"}}"# + "\n" }
        .joined()
    },
    Delivery("Splunk results") { events in
      let list = events.map { #"{"_raw":\#(quoted($0))}"# }
      return #"{"preview":false,"results":[\#(list.joined(separator: ","))]}"#
    },
    Delivery("Lake") { events in
      let rows = events.map { #"[{"eventJson":\#(quoted($0))}]"# }
      return #"{"QueryStatus":"FINISHED","QueryResultRows":[\#(rows.joined(separator: ","))]}"#
    },
    Delivery("Logs Insights") { events in
      let list = events.map { #"{"@timestamp":"t","@message":\#(quoted($0))}"# }
      return "[" + list.joined(separator: ",") + "]"
    },
    Delivery("Logs Insights rows") { events in
      let rows = events.map { #"[{"field":"@message","value":\#(quoted($0))}]"# }
      return #"{"results":[\#(rows.joined(separator: ","))],"status":"Complete"}"#
    },
    Delivery("table", isJSON: false) { events in
      let cells = events.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
      return "eventid,eventjson\n" + cells.map { "e,\($0)\n" }.joined()
    },
  ]

  private static func quoted(_ json: String) -> String { JSONEscaping.quoted(json) }
}
