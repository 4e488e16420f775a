import Basics
import Foundation
import RuleEditing
import Sigma
import SourceYAML

/// Writes to `config.yml`. The file belongs to the user: a setting is changed in place, or added on
/// a line at the end, and no other byte changes.
///
///     # colours                      # colours
///     theme: nord  # for the beamer  theme: dracula  # for the beamer
///     mouse: true                    mouse: true
///
/// The file and its folder are created if missing. A file that can't be parsed, or a value that is
/// not plain text on one line, is left alone and reported.
public struct ConfigurationFile {
  public let path: String

  /// Why nothing was written.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public init(environment: [String: String]) throws(Failure) {
    guard let path = Configuration.path(environment) else {
      throw Failure(description: "neither XDG_CONFIG_HOME nor HOME says where config.yml is")
    }
    self.path = path
  }

  /// Changes a setting, or adds it.
  public func set(_ name: String, to value: String) throws(Failure) {
    do {
      guard RuleFileStore.exists(path) else { return try create(Self.line(name, value) + "\n") }
      let loaded = try RuleFileStore.load(path)
      let text = try changed(loaded.text, name, value)
      try check(text, against: loaded.text, name, value)
      try RuleFileStore.save(text, to: path, replacing: loaded.sha256)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(description: "\(error)")
    }
  }

  /// By the XDG specification, only the user can access a folder that is created.
  private func create(_ text: String) throws {
    do throws(FileCalls.Failure) { try PrivateFile(path).makeFolder() } catch {
      throw Failure(description: "\(FileCalls.folder(of: path)) cannot be made: \(error)")
    }
    try RuleFileStore.create(text, at: path)
  }

  // MARK: - The change

  private func changed(
    _ text: String, _ name: String, _ value: String
  ) throws(Failure) -> String {
    let file = YAMLFile(text: text, path: path)
    if let problem = file.diagnostics.first(where: { $0.severity == .error }) {
      throw failure(problem.message, at: problem.position, of: text)
    }
    guard let root = file.root, root.scalar?.isNull != true else {
      return text + addition(Self.line(name, value), to: text)
    }
    guard root.mapping != nil else {
      throw failure("the file is not a mapping of settings", at: root.start, of: text)
    }
    guard let entry = root.entry(name) else {
      let indentation = String(repeating: " ", count: root.start.column - 1)
      return text + addition(indentation + Self.line(name, value), to: text)
    }
    let node = entry.value
    guard node.scalar != nil, node.start.line == node.end.line, node.anchor == nil else {
      throw failure("its value is more than one word", at: node.start, of: text)
    }
    var editor = YAMLEditor(text)
    editor.setText(value, of: entry)
    do { return try editor.finished().text } catch {
      throw failure(error.description, at: node.start, of: text)
    }
  }

  /// A line at the end, and the line end that the text lacks.
  private func addition(_ line: String, to text: String) -> String {
    let lines = TextLines(text)
    return (lines.isTerminated ? "" : lines.newline()) + line + lines.newline()
  }

  private static func line(_ name: String, _ value: String) -> String {
    "\(name): " + YAMLText.scalar(value, preferring: .plain)
  }

  // MARK: - The proof

  /// Checks that the new text has the setting, and everything else as before.
  private func check(
    _ text: String, against old: String, _ name: String, _ value: String
  ) throws(Failure) {
    let before = YAMLFile(text: old, path: path).root
    let after = YAMLFile(text: text, path: path)
    let others = before?.mapping?.filter { $0.key.scalar?.text != name } ?? []
    let kept = after.root?.mapping?.filter { $0.key.scalar?.text != name } ?? []
    let isSame =
      after.diagnostics.isEmpty && after.root?[name]?.scalar?.text == value
      && others.count == kept.count
      && zip(others, kept).allSatisfy {
        $0.key.hasSameMeaning(as: $1.key) && $0.value.hasSameMeaning(as: $1.value)
      }
    if !isSame {
      throw Failure(
        description: "\(path) has no place for “\(name): \(value)”")
    }
  }

  private func failure(
    _ message: String, at position: SourcePosition?, of text: String
  ) -> Failure {
    guard let position else { return Failure(description: "config.yml: \(message)") }
    let lines = text.pieces(at: "\n")
    let line = lines.indices.contains(position.line - 1) ? lines[position.line - 1] : ""
    return Failure(
      description:
        "config.yml:\(position.line):\(position.column): \(message): \(line.trimmed)"
    )
  }
}
