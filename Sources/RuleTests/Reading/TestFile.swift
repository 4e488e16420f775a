import Basics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads files that rules and lists of tests name. Such a path may lead anywhere: nothing waits for
/// a pipe, and no device is read.
enum TestFile {
  /// Why a file can't be used, in words.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  static func exists(_ path: String) -> Bool {
    (try? PlainFile.open(path)).map { close($0) } != nil
  }

  static func bytes(_ path: String, atMost limit: Int) -> Result<[UInt8], Problem> {
    do throws(PlainFile.Refusal) {
      let bytes = try PlainFile.read(path, atMost: limit + 1)
      if bytes.count <= limit { return .success(bytes) }
      return .failure(Problem(description: "it has more than \(Int64(limit).asBytes)"))
    } catch {
      return .failure(Problem(description: error.reason))
    }
  }

  static func text(_ path: String, atMost limit: Int) -> Result<String, Problem> {
    bytes(path, atMost: limit).flatMap { bytes in
      String(validating: bytes, as: UTF8.self).map { .success($0) }
        ?? .failure(Problem(description: "it is not UTF-8"))
    }
  }

  /// Why a file of events can't be read; nil if it can.
  static func obstacle(to path: String) -> String? {
    do throws(PlainFile.Refusal) {
      close(try PlainFile.open(path))
      return nil
    } catch {
      return error.reason
    }
  }
}
