import Basics

/// A file's name in the two head lines of a unified diff, as git writes it, so that `patch -p1` and
/// `git apply` find the file.
///
///     ./rules/a.yml     rules/a.yml
///     /tmp/a.yml        tmp/a.yml            to be applied in /
///     my rule.yml       my rule.yml<TAB>     the tab ends a name that has blanks
///     règle.yml         "r\303\250gle.yml"   as with git's core.quotePath
struct DiffPath {
  private let name: String

  /// - Parameter absolute: where the file is; used when `path` leads out of the folder (`../a.yml`).
  init(_ path: String, absolute: String? = nil) {
    var name = Self.normalised(path)
    if name == ".." || name.begins(with: "../"), let absolute { name = Self.normalised(absolute) }
    self.name = name
  }

  /// `a/rules/x.yml`, quoted where it must be. `side` is `a` or `b`.
  func written(_ side: String) -> String {
    let full = side + "/" + name
    let isPlain = full.utf8.allSatisfy {
      (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    let text = isPlain ? full : Self.quoted(full)
    return full.utf8.contains(UInt8(ascii: " ")) && isPlain ? text + "\t" : text
  }

  private static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.pieces(at: "/") where !["", "."].contains(part) {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.begins(with: "/") {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// In double quotes as C has them; what is not ASCII by its bytes in octal.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): quoted += "\\\""
      case UInt8(ascii: "\\"): quoted += "\\\\"
      case UInt8(ascii: "\n"): quoted += "\\n"
      case UInt8(ascii: "\t"): quoted += "\\t"
      case UInt8(ascii: "\r"): quoted += "\\r"
      case 0x20...0x7E: quoted.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}
