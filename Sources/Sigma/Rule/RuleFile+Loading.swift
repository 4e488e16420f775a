import Basics
import Foundation
import SourceYAML

/// Why a rule file could not be read.
public enum RuleFileReadError: Error, Sendable, Hashable, CustomStringConvertible {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  /// Not UTF-8. The text has U+FFFD instead of the wrong bytes.
  case notUTF8(Diagnostic, text: String)
  case tooLarge(path: String, byteCount: Int)

  public var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .tooLarge(let path, _): path
    case .notUTF8(let diagnostic, _): diagnostic.file
    }
  }

  public var description: String {
    switch self {
    case .missing(let path): "\(path): no such file"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .notUTF8(let diagnostic, let text): diagnostic.rendered(source: text)
    case .tooLarge(let path, let byteCount):
      "\(path): \(byteCount) bytes; a rule file has at most \(RuleFile.maximumFileBytes)"
    }
  }
}

extension RuleFile {
  /// The maximum size of a rule file in bytes. Published rules stay below 100 kB.
  public static let maximumFileBytes = 4 << 20

  /// Reads a rule file.
  public static func load(path: String) throws(RuleFileReadError) -> RuleFile {
    RuleFile(text: try text(path: path), path: path)
  }

  /// The text of a file within the limits of rule files.
  static func text(path: String) throws(RuleFileReadError) -> String {
    let data: Data
    do {
      // Reading one byte more than allowed reveals a file that is too large.
      data = Data(try PlainFile.read(path, atMost: maximumFileBytes + 1))
    } catch {
      throw error.isMissing ? .missing(path: path) : .unreadable(path: path, reason: error.reason)
    }
    if data.count > maximumFileBytes {
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      throw .tooLarge(path: path, byteCount: size ?? data.count)
    }
    guard let text = String(validating: data, as: UTF8.self), !data.prefix(4).contains(0) else {
      throw notUTF8(data, path: path)
    }
    return text
  }

  private static func notUTF8(_ data: Data, path: String) -> RuleFileReadError {
    var diagnostic = Diagnostic(
      severity: .error, category: .syntax, file: path, position: nil, message: "",
      advice: "save the file as UTF-8")
    // Without a byte order mark, every other byte of ASCII in UTF-16 is NUL, and three of four in
    // UTF-32.
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF])
      || data.prefix(4).contains(0)
    {
      diagnostic.message = "the file is in UTF-16 or UTF-32, or no text at all"
      return .notUTF8(diagnostic, text: "")
    }
    let text = String(decoding: data, as: UTF8.self)
    let offset = firstInvalidByte(of: Array(data))
    let byte = String(data[data.startIndex + offset], radix: 16, uppercase: true)
    diagnostic.position = SourceText(text).position(offset: offset)
    diagnostic.message = "the byte 0x\(byte) is not UTF-8"
    return .notUTF8(diagnostic, text: text)
  }

  private static func firstInvalidByte(of bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): valid += UTF8.width(scalar)
      case .emptyInput, .error: return valid
      }
    }
  }
}
