/// Why a bundle can't be read or written.
public enum BundleError: Error, Sendable, Hashable, CustomStringConvertible {
  case cannotRead(path: String, reason: String)
  /// It is something else, or it is truncated, changed or malicious.
  case notABundle(path: String, reason: String)
  case newerFormat(path: String, format: Int)
  case cannotWrite(path: String, reason: String)

  public var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read the bundle \(path): \(reason)"
    case .notABundle(let path, let reason):
      "\(path) is not a complete bundle: \(reason); nothing of it was used; ask for it again"
    case .newerFormat(let path, let format):
      "\(path) was written by a later trailsift (bundle format \(format); this one reads \(BundleManifest.currentFormat))"
    case .cannotWrite(let path, let reason): "cannot write the bundle \(path): \(reason)"
    }
  }
}
