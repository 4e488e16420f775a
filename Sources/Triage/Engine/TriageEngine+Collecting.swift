import Basics
import EventJSON
import HitStore

/// The JSON of several events, one a line, as a clipboard takes it.
public struct CollectedEvents: Sendable, Hashable {
  public let json: String
  public let count: Int
  /// How many secrets are masked.
  public let masked: Int
  /// What was left out, if anything.
  public let note: String?
}

extension TriageEngine {
  /// More than this is for `trailsift scan`, not for a clipboard.
  private static let maximumBytes = 16 << 20

  /// The JSON of hits as delivered, each on a line of its own, secrets masked if so wished. A single one is left as it is.
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
