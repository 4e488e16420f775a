/// One way in which records come wrapped, as data: the mechanism is in ``RecordReader``.
///
/// A list of elements lies under `listMember` of an outer object; an element holds its record under
/// `recordMember`, as an object or as JSON in a string; without one it is the record. Arrays at the
/// top, JSON lines and bare events need no wrapper. A member inside an object is named with dots:
/// `hits.hits`.
struct Wrapper: Sendable {
  /// The member of the outer object that holds the list. A list is streamed when its member comes
  /// first in the object, however long it is.
  var listMember: String?

  /// The member of an element that holds the record.
  var recordMember: String?

  /// Another member that an element must have for `recordMember` to count.
  var companion: String?

  /// All of them. A record that is an event by its own fields is never unwrapped.
  static let all: [Wrapper] = [
    .records, .lookupEvents, .eventBridge, .cloudWatchLogs, .filteredLogEvents, .elasticsearch,
    .filebeat, .splunkExport, .splunkResults, .lake, .logsInsights, .logsInsightsRows,
  ]
}
