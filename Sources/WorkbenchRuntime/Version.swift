/// The version of trailsift, for `--version` and journals.
public enum Version {
  public static let current = "0.1.0"
}
