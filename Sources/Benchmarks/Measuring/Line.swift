import Foundation

/// A row of the table: `  scan, one thread           0.312 s      0.93 of zlib`.
struct Line: CustomStringConvertible {
  let label: String
  let value: String
  let remark: String

  init(_ label: String, _ value: String, _ remark: String = "") {
    (self.label, self.value, self.remark) = (label, value, remark)
  }

  var description: String {
    let label = label.padding(toLength: 40, withPad: " ", startingAt: 0)
    let padded = String(repeating: " ", count: max(0, 14 - value.count)) + value
    return "  \(label)\(padded)   \(remark)"
  }
}

/// How numbers are written.
enum Written {
  static func seconds(_ seconds: Double) -> String { String(format: "%.3f s", seconds) }
  static func ratio(_ ratio: Double) -> String { String(format: "%.2f", ratio) }
  static func megabytes(_ bytes: Int64) -> String { "\(bytes / 1_000_000) MB" }

  static func speed(_ bytes: Int64, _ seconds: Double) -> String {
    String(format: "%.2f GB/s", Double(bytes) / seconds / 1e9)
  }
}
