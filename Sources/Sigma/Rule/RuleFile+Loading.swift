import Foundation

/// Why a rule file could not be read.
public enum RuleFileReadError: Error, Sendable, Hashable, CustomStringConvertible {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  /// Not UTF-8, from this byte and line on.
  case notUTF8(path: String, offset: Int, line: Int)
  case tooLarge(path: String, byteCount: Int)

  public var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .notUTF8(let path, _, _),
      .tooLarge(let path, _):
      path
    }
  }

  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .notUTF8(let path, let offset, let line):
      "\(path):\(line): not UTF-8 (byte \(offset)); save the file as UTF-8"
    case .tooLarge(let path, let byteCount):
      "\(path): \(byteCount) bytes; a rule file has at most \(RuleFile.largestFile)"
    }
  }
}

extension RuleFile {
  /// The largest file that is read as a rule, in bytes. Published rules stay below 100 kB.
  public static let largestFile = 4 << 20

  /// Reads a rule file.
  public static func load(path: String) throws(RuleFileReadError) -> RuleFile {
    RuleFile(text: try text(path: path), path: path)
  }

  private static func text(path: String) throws(RuleFileReadError) -> String {
    let data: Data
    do {
      guard let file = FileHandle(forReadingAtPath: path) else {
        throw FileManager.default.fileExists(atPath: path)
          ? RuleFileReadError.unreadable(path: path, reason: "no permission")
          : RuleFileReadError.missing(path: path)
      }
      defer { try? file.close() }
      // One byte more than allowed tells a large file from one that just fits.
      data = try file.read(upToCount: largestFile + 1) ?? Data()
    } catch let error as RuleFileReadError {
      throw error
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    if data.count > largestFile {
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      throw .tooLarge(path: path, byteCount: size ?? data.count)
    }
    let start = Array(data.prefix(2))
    if start == [0xFF, 0xFE] || start == [0xFE, 0xFF] || start.contains(0) {
      throw .unreadable(path: path, reason: "it is UTF-16; save the file as UTF-8")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      let offset = firstInvalidByte(of: Array(data))
      let line = data.prefix(offset).reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
      throw .notUTF8(path: path, offset: offset, line: line)
    }
    return text
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
