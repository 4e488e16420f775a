import Basics

extension RuleReader {
  /// `2025-11-14`, in old rules `2025/11/14`; the day must exist.
  static func isDate(_ text: String) -> Bool {
    CivilDate(text) != nil || CivilDate(text, separator: "/") != nil
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
