/// A YAML file of one document, with the place of everything in it: a configuration, a theme.
///
///     theme: nord        root["theme"]?.start is line 1, column 8
public struct YAMLFile: Sendable {
  /// As given.
  public let path: String
  public let text: String
  /// The first document; nil for an empty file, and for one that is not YAML.
  public let root: YAMLNode?
  /// Why it is not YAML.
  public let diagnostics: [Diagnostic]

  public init(text: String, path: String) {
    var log = DiagnosticLog(file: path)
    root = YAMLComposer.documents(of: SourceText(text), log: &log).first?.root
    log.finish()
    self.path = path
    self.text = text
    diagnostics = log.diagnostics
  }
}
