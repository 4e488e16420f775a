/// Why a bundle cannot be read or written.
public enum BundleError: Error, Sendable, Hashable, CustomStringConvertible {
  case cannotRead(path: String, reason: String)
  /// It is something else, or it was cut, changed or made to do harm.
  case notABundle(path: String, reason: String)
  case newerFormat(path: String, format: Int)
  case cannotWrite(path: String, reason: String)

  public var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read the bundle \(path): \(reason)"
    case .notABundle(let path, let reason):
      "\(path) is not a whole bundle: \(reason); ask for it again, nothing of it is used"
    case .newerFormat(let path, let format):
      "\(path) was written by a later trailsift (bundle format \(format); this one reads \(BundleManifest.currentFormat))"
    case .cannotWrite(let path, let reason): "cannot write the bundle \(path): \(reason)"
    }
  }
}
