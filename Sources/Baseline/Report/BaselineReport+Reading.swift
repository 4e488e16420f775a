import Basics
import Foundation

/// Why a file is no baseline.
public enum BaselineFileError: Error, CustomStringConvertible, Sendable {
  case notJSON(String)
  case otherFormat(String)

  public var description: String {
    switch self {
    case .notJSON(let what):
      "it is not a baseline: \(what); trailsift baseline LOG... --format json writes one"
    case .otherFormat(let format):
      "it has the format “\(format)”; this version reads “\(BaselineReport.currentFormat)”"
    }
  }
}

extension BaselineReport {
  private struct Header: Decodable {
    let format: String
  }

  /// Reads a baseline file.
  public init(_ bytes: [UInt8]) throws(BaselineFileError) {
    let data = Data(bytes)
    do {
      let format = try JSONDecoder().decode(Header.self, from: data).format
      guard format == Self.currentFormat else {
        throw BaselineFileError.otherFormat(format)
      }
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch let error as BaselineFileError {
      throw error
    } catch let error as DecodingError {
      throw .notJSON(Self.problem(error))
    } catch {
      throw .notJSON("it can't be read as JSON")
    }
  }

  private static func problem(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context, _ last: String? = nil) -> String {
      (context.codingPath.map(\.stringValue) + (last.map { [$0] } ?? [])).joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "“\(path(context, key.stringValue))” is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "“\(path(context))” has a value of another kind"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON" : "“\(path(context))” has a value that this version does not know"
    @unknown default: "it can't be read as JSON"
    }
  }
}
