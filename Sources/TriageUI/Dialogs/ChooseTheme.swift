/// The themes by name, one under the cursor; the whole screen shows what that one looks like.
public struct ChooseTheme: Sendable {
  public let names: [String]
  /// The theme before, to go back to.
  public let before: String
  public internal(set) var cursor: Int

  init(names: [String], current: String) {
    self.names = names
    before = current
    cursor = names.firstIndex(of: current) ?? 0
  }

  var current: String { names.indices.contains(cursor) ? names[cursor] : before }
}
