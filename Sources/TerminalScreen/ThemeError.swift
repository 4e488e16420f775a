/// Why a theme can't be used: what is wrong, where, and what to do.
///
///     nord.yaml:9:11: base03 is not a colour: "4C566": six hexadecimal digits are needed, as in "4c566a"
public enum ThemeError: Error, Sendable, Hashable {
  public struct Place: Sendable, Hashable {
    public var file: String
    /// From 1; nil for the whole file.
    public var line: Int?
    public var column: Int?
  }

  case notFound(name: String, known: [String])
  case unreadable(Place, reason: String)
  case tooLarge(Place, limit: Int)
  case notYAML(Place, reason: String)
  case notAScheme(Place)
  case unknownSystem(Place, String)
  case missingColor(Place, key: String)
  case notAColor(Place, key: String, value: String)
}

extension ThemeError: CustomStringConvertible {
  public var description: String { safe.text }

  private var safe: SafeText {
    switch self {
    case .notFound(let name, let known):
      return """
        no theme \(name); there are \(known.joined(separator: ", ")), \
        or give the path of a base16 or base24 YAML file
        """
    case .unreadable(let place, let reason):
      return "\(place): cannot be read: \(reason)"
    case .tooLarge(let place, let limit):
      return "\(place): larger than \(limit) bytes, so it is not a base16 scheme"
    case .notYAML(let place, let reason):
      return "\(place): not YAML: \(reason)"
    case .notAScheme(let place):
      return "\(place): not a base16 or base24 scheme: a mapping with \"palette\" is needed"
    case .unknownSystem(let place, let system):
      return "\(place): the system \"\(system)\" is not supported: base16 and base24 are"
    case .missingColor(let place, let key):
      return "\(place): the palette has no \(key)"
    case .notAColor(let place, let key, let value):
      return """
        \(place): \(key) is not a colour: "\(value)": six hexadecimal digits are needed, as in "4c566a"
        """
    }
  }
}

extension ThemeError.Place: CustomStringConvertible {
  public var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }
}
