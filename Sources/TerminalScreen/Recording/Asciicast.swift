/// A recording of a terminal in asciinema's format, version 2: a line with a header, then one line
/// for each event (https://docs.asciinema.org/manual/asciicast/v2/).
///
///     {"version":2,"width":100,"height":30,"timestamp":1763000000,"idle_time_limit":2.0,"title":"…"}
///     [0.0,"o","\u001b[0m\u001b[2J…"]
///     [1.5,"m","allow region ap-east-1"]
///     [1.5,"o","\u001b[7;1H…"]
///
/// Version 2, not 3, since every player reads it: all versions of asciinema's, agg, svg-term.
public struct Asciicast: Sendable {
  public struct Header: Sendable, Hashable {
    public var size: Size
    /// Seconds since 1970.
    public var timestamp: Int64
    public var title: String
    /// Players shorten pauses to this many seconds.
    public var idleTimeLimit: Double

    public init(size: Size, timestamp: Int64, title: String, idleTimeLimit: Double) {
      self.size = size
      self.timestamp = timestamp
      self.title = title
      self.idleTimeLimit = idleTimeLimit
    }
  }

  private let header: Header
  private var writer: ANSIWriter
  private var lines: [String]
  private var last = 0.0

  public init(_ header: Header, theme: Theme, depth: ColorDepth) {
    self.header = header
    writer = ANSIWriter(theme: theme, depth: depth)
    lines = [
      "{\"version\":2,\"width\":\(header.size.columns),\"height\":\(header.size.rows),"
        + "\"timestamp\":\(header.timestamp),\"idle_time_limit\":\(header.idleTimeLimit),"
        + "\"title\":\(Self.quoted(SafeText(header.title).text)),"
        + "\"env\":{\"TERM\":\"xterm-256color\"}}"
    ]
  }

  /// Shows a screen from a time on, in seconds. Times never decrease. A screen equal to the one
  /// before takes no line.
  public mutating func show(_ screen: Screen, at time: Double) {
    let bytes = writer.frame(screen)
    if !bytes.isEmpty { add("o", bytes, at: time) }
  }

  /// Marks a time, so that players can jump to it.
  public mutating func mark(_ label: SafeText, at time: Double) { add("m", label.text, at: time) }

  /// Keeps the last screen until a time, and then restores the viewer's terminal.
  public mutating func hold(until time: Double) { add("o", ANSIWriter.farewell, at: time) }

  public var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func add(_ code: String, _ data: String, at time: Double) {
    last = max(last, (time * 1_000).rounded() / 1_000)
    lines.append("[\(last),\"\(code)\",\(Self.quoted(data))]")
  }

  /// A JSON string in which control and format characters are escaped.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
