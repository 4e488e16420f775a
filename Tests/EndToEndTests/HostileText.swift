import Foundation
import Testing

/// Text that an intruder would like to have on an analyst's screen, wherever others can write:
/// events and their field names, rules and their comments, file names, themes, configuration.
enum Hostile {
  /// OSC 52 and 8, the same in C1, a CSI, DCS, bidi controls, zero-width and other invisible
  /// scalars, NUL, DEL, lines.
  static let text =
    "\u{1B}]52;c;ZXZpbA==\u{7}\u{1B}]8;;http://evil\u{7}\u{9D}52;c;QQ==\u{9C}\u{9B}31m\u{1B}[2J\u{1B}Pq\u{1B}\\"
    + "\u{202E}\u{2066}\u{200E}\u{61C}\u{200B}\u{2060}\u{FEFF}\u{AD}\u{E0041}\u{E000}\u{2028}\n\u{0}\u{7F}"

  /// The part that a file name can have.
  static let name = "\u{1B}]0;title\u{7}\u{9B}31m\u{202E}\u{200B}\n"

  /// The part that YAML can have, in double quotes.
  static let quoted = #"\e]52;c;ZXZpbA==\a\x9b31m\u202e\u200b\u2028\x7f"#

  /// The part that a YAML comment can have.
  static let comment = "\u{202E}\u{200B}\u{2066}"

  /// Events within minutes of each other, with hostile text in every field and field name, escaped
  /// as JSON requires, once in 100 kB; then bytes that are not UTF-8, and a lone surrogate.
  static func writeLog(in folder: Folder) throws -> String {
    let log = try MadeLog(in: folder, as: "events\(name).json")
    for minute in 0..<3 {
      let long = text + String(repeating: "A" + text, count: minute == 1 ? 1_000 : 0)
      try log.add(
        1, region: minute == 2 ? "ap-east-1" : "ap-" + text, from: minute,
        [
          "eventID": "\(minute)" + text, "eventSource": "s" + text, "eventName": "List" + text,
          "sourceIPAddress": minute == 2 ? "198.51.100.7" : text, "userAgent": long,
          "errorCode": "Denied" + text,
          "userIdentity": [
            "type": "IAMUser", "arn": "arn:aws:iam::1:user/" + text,
            "accessKeyId": "AKIA" + text, "sessionToken": text,
          ],
          "requestParameters": [
            "key" + text: long, "policy": "{\"Sid" + #"\u001b]52;c;QQ==\u0007"# + "\":\"x\"}",
          ],
        ])
    }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log.path))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(
      contentsOf: Data(
        #"{"eventVersion":"1.09","eventType":"AwsApiCall","eventID":"x","eventTime":"2026-03-02T00:09:00Z","eventSource":"s","eventName":"\ud800","awsRegion":"ap-east-1","userAgent":"a"#
          .utf8) + Data([0x9B, 0x33, 0x31, 0x6D, 0xFF]) + Data("\"}\n".utf8))
    // Things that are not records are reported too.
    try handle.write(contentsOf: Data("{\"\u{1B}]52;c;QQ==\u{7}\u{202E}\": tru\n".utf8))
    return log.path
  }

  static func writeRule(in folder: Folder) throws -> String {
    let path = folder.path + "/rule\(name).yml"
    try """
    title: "\(quoted) title"
    id: 11111111-2222-4333-8444-555555555555
    status: test
    level: high
    author: "\(quoted) author"
    description: "\(quoted) description"
    tags: [attack.t1535]
    fields: [eventTime, awsRegion, userAgent, "requestParameters.\(quoted)"]
    logsource:
      product: aws
      service: cloudtrail
    detection:
      selection:
        eventSource|startswith: s
      # 2026-01-01 kim: \(comment) expected
      filter_main_known:
        userAgent: "\(quoted)"
      condition: selection and not filter_main_known

    """.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  /// A theme with a hostile file and name, a broken theme, and wrong settings.
  static func writeConfiguration(in folder: Folder) throws {
    let base = folder.path + "/config/trailsift"
    try FileManager.default.createDirectory(
      atPath: base + "/themes", withIntermediateDirectories: true)
    let theme = try String(contentsOfFile: Program.root + "/themes/nord.yaml", encoding: .utf8)
    try theme.replacing(/(?m)^name: .*$/, with: "name: \"\(quoted)\"")
      .write(toFile: base + "/themes/0\(name).yaml", atomically: false, encoding: .utf8)
    try "palette: \"\(quoted)\"\n"
      .write(toFile: base + "/themes/1\(name).yaml", atomically: false, encoding: .utf8)
    try "\"\(quoted)\": 1\nkeys: {\"\(quoted)\": \"\(quoted)\"}\n"
      .write(toFile: base + "/config.yml", atomically: true, encoding: .utf8)
  }
}

extension Hostile {
  /// Scalars that a terminal would obey or hide, or that change how text is read.
  static func unseen(in text: String, lineEnds: String = "\n") -> [String] {
    let allowed = Set(lineEnds.unicodeScalars)
    return text.unicodeScalars.filter { scalar in
      if allowed.contains(scalar) { return false }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
        .surrogate:
        return true
      default: return scalar.properties.isDefaultIgnorableCodePoint
      }
    }.map(number)
  }

  /// Scalars of JSON that a terminal would obey. Invisible scalars without an effect are data.
  static func steering(in json: String) -> [String] {
    json.unicodeScalars.filter {
      $0 != "\n"
        && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.properties.isBidiControl
          || (0x2028...0x2029).contains($0.value))
    }.map(number)
  }

  private static func number(_ scalar: Unicode.Scalar) -> String {
    "U+" + String(scalar.value, radix: 16)
  }
}
