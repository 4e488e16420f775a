import SourceYAML

// Reads schemes as tinted-theming publishes them:
//
//     system: "base16"
//     name: "Nord"
//     author: "arcticicestudio"
//     variant: "dark"
//     palette:
//       base00: "2E3440"
//
// and in the form before 2023: `scheme:` for the name, with the colours beside it instead of in a
// palette.

extension Theme {
  /// Far more than 24 colours need, and little enough to read.
  public static let maximumFileSize = 64 * 1024

  private static let base16Keys = (0..<16).map { key($0) }
  private static let base24Keys = (0..<24).map { key($0) }

  /// Reads a scheme.
  /// - Parameters:
  ///   - file: its name in errors.
  ///   - slug: the theme's name on the command line; made from its name if nil.
  public init(yaml: String, file: String, slug: String? = nil) throws(ThemeError) {
    let whole = ThemeError.Place(file: file)
    guard yaml.utf8.count <= Theme.maximumFileSize else {
      throw .tooLarge(whole, limit: Theme.maximumFileSize)
    }
    let root = try Theme.root(of: YAMLFile(text: yaml, path: file))
    let colors = root["palette"] ?? root
    guard colors["base00"] != nil || root["palette"]?.mapping != nil else {
      throw .notAScheme(whole)
    }
    let keys = try Theme.keys(system: root["system"], in: colors, file: file)
    palette = []
    for key in keys {
      palette.append(try Theme.color(key, in: colors, file: file))
    }
    name = root["name"]?.scalar?.text ?? root["scheme"]?.scalar?.text ?? slug ?? file
    author = root["author"]?.scalar?.text ?? ""
    self.slug = slug ?? Theme.slug(of: name)
    let isLight = palette[0].relativeLuminance > palette[5].relativeLuminance
    variant =
      root["variant"]?.scalar.flatMap { Variant(rawValue: $0.text.lowercased()) }
      ?? (isLight ? .light : .dark)
  }

  private static func root(of file: YAMLFile) throws(ThemeError) -> YAMLNode {
    if let problem = file.diagnostics.first {
      throw .notYAML(place(problem.position, file.path), reason: problem.message)
    }
    guard let root = file.root, root.mapping != nil else {
      throw .notAScheme(ThemeError.Place(file: file.path))
    }
    return root
  }

  /// The colours that a scheme must have: 16, or 24 if it says so or has all of them.
  private static func keys(
    system: YAMLNode?, in colors: YAMLNode, file: String
  ) throws(ThemeError) -> [String] {
    switch system?.scalar?.text {
    case nil:
      let isComplete = base24Keys.allSatisfy { colors[$0] != nil }
      return isComplete ? base24Keys : base16Keys
    case "base16": return base16Keys
    case "base24": return base24Keys
    case let other?: throw .unknownSystem(place(system?.start, file), other)
    }
  }

  private static func color(
    _ key: String, in colors: YAMLNode, file: String
  ) throws(ThemeError) -> RGB {
    guard let node = colors[key] else {
      throw .missingColor(place(colors.start, file), key: key)
    }
    let text = node.scalar?.text ?? ""
    guard let color = RGB(hex: text) else {
      throw .notAColor(place(node.start, file), key: key, value: text)
    }
    return color
  }

  private static func key(_ number: Int) -> String {
    "base" + (number < 16 ? "0" : "") + String(number, radix: 16, uppercase: true)
  }

  private static func place(_ position: SourcePosition?, _ file: String) -> ThemeError.Place {
    ThemeError.Place(file: file, line: position?.line, column: position?.column)
  }

  /// `Rosé Pine Dawn` becomes `ros-pine-dawn`. The name of the file overrides this.
  private static func slug(of name: String) -> String {
    name.lowercased().unicodeScalars
      .split { !("a"..."z" ~= $0 || "0"..."9" ~= $0) }
      .map { String($0) }.joined(separator: "-")
  }
}
