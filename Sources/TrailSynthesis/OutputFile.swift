import Basics
import CloudTrail
import Foundation

/// Why logs could not be written.
public enum SynthesisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder already holds logs; two trails in one tree would be neither.
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

/// Writes whole files, with the folders above them.
enum OutputFile {
  /// Returns how many bytes the file has.
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
    try makeFolder(above: path)
    guard let file = fopen(path, "wb") else { throw SynthesisError.failed(path) }
    let written = fwrite(bytes, 1, bytes.count, file)
    let writing = errno
    // Closing writes what is buffered, so that a full disk may show here only.
    let closed = fclose(file)
    if written < bytes.count { errno = writing }
    if written < bytes.count || closed != 0 { throw SynthesisError.failed(path) }
  }

  private static func makeFolder(above path: String) throws(SynthesisError) {
    guard let folder = path.cut(atLast: "/").map({ String($0.before) }), !folder.isEmpty else {
      return
    }
    // Everything that the umask leaves.
    let mode: mode_t = 0o777
    if mkdir(folder, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw SynthesisError.failed(folder) }
    try makeFolder(above: folder)
    // Another worker may have been faster.
    guard mkdir(folder, mode) == 0 || errno == EEXIST else {
      throw SynthesisError.failed(folder)
    }
  }
}

extension SynthesisError {
  /// What the last system call said about a path.
  fileprivate static func failed(_ path: String) -> SynthesisError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}
