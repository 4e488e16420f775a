import Basics
import EventJSON
import HitStore

/// The JSON of several events, one per line, for the clipboard.
public struct CollectedEvents: Sendable, Hashable {
  public let json: String
  public let count: Int
  /// The number of masked secrets.
  public let masked: Int
  /// A note on events that were left out, if any.
  public let note: String?
}

extension TriageEngine {
  /// The maximum size for a clipboard. Use `trailsift scan` for more.
  private static let maximumBytes = 16 << 20

  /// The JSON of hits as delivered, one per line, with secrets masked if requested. A single event
  /// keeps its line breaks.
  public func json(
    of rows: [HitTable.Row], table: HitTable, masksSecrets: Bool
  ) throws(TriageRefusal) -> CollectedEvents {
    var output: [UInt8] = []
    var masked = 0
    var count = 0
    for row in rows {
      guard let bytes = spool.bytes(of: table.spooled(row)) else {
        throw TriageRefusal("the event cannot be read from the temporary file")
      }
      if output.count + bytes.count > Self.maximumBytes, count > 0 { break }
      var json = bytes
      if masksSecrets {
        let outline = JSONOutline(bytes)
        let copy = outline.masked(0, isSecret: outline.isSecret)
        masked += copy.count
        if copy.count > 0 { json = copy.json }
      }
      if rows.count == 1 {
        output += json
      } else {
        // Line breaks between tokens would end the line.
        output += json.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        output.append(UInt8(ascii: "\n"))
      }
      count += 1
    }
    let left = rows.count - count
    return CollectedEvents(
      json: String(decoding: output, as: UTF8.self), count: count, masked: masked,
      note: left > 0 ? "\(left.counting("event")) left out: too much for a clipboard" : nil)
  }
}
