/// The version of trailsift, as `--version` prints it and as journals name it.
public enum Version {
  public static let current = "0.1.0"
}
