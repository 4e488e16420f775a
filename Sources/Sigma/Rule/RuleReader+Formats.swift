import Basics

extension RuleReader {
  /// `2025-11-14`, in old rules `2025/11/14`; the day must exist.
  static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 else { return false }
    let separator = bytes[4]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/"), bytes[7] == separator
    else { return false }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte &- 0x30 < 10 else { return nil }
        value = value * 10 + Int(byte &- 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      year > 0, (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// `6b3c5d7e-2f4a-6b8c-1d3e-5f6a7b8c9d0e`: 32 hexadecimal digits in groups of 8-4-4-4-12.
  static func isUUID(_ text: String) -> Bool {
    let groups = text.pieces(at: "-")
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy {
        $0.utf8.allSatisfy {
          UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
            || (UInt8(ascii: "a")...UInt8(ascii: "f") ~= ($0 | 0x20))
        }
      }
  }
}
