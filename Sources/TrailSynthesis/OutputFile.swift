import Basics
import CloudTrail
import Foundation

/// Why logs could not be written.
public enum SynthesisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder already has logs. Two trails must not mix in one tree.
  case alreadyThere(path: String)
  case cannotWrite(path: String, reason: String)
  case cannotCompress(path: String, GzipError)

  public var description: String {
    switch self {
    case .alreadyThere(let path): "\(path) already exists: give a folder without logs in it"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    case .cannotCompress(let path, let error): "cannot write \(path): \(error)"
    }
  }
}

/// Writes whole files, and creates the folders above them.
enum OutputFile {
  /// Returns the size of the file in bytes.
  @discardableResult
  static func write(
    _ bytes: [UInt8], gzippedTo path: String
  ) throws(SynthesisError) -> Int {
    let packed: [UInt8]
    do {
      packed = try GzipWriter().compressed(bytes)
    } catch {
      throw SynthesisError.cannotCompress(path: path, error)
    }
    try write(packed, to: path)
    return packed.count
  }

  static func write(_ bytes: [UInt8], to path: String) throws(SynthesisError) {
    let calls = FileCalls.system
    do {
      try calls.makeFolder(FileCalls.folder(of: path))
      let descriptor = try calls.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o666)
      defer { close(descriptor) }
      try calls.writeAll(bytes, to: descriptor)
    } catch {
      throw .cannotWrite(path: path, reason: error.reason)
    }
  }
}
