import Basics
import SourceYAML
import Testing

/// Steps on a text that knows nothing of Sigma: what they change, and that nothing else changes.
@Suite struct YAMLEditorTests {
  private func edit(
    _ text: String, _ change: (inout YAMLEditor, YAMLNode) throws -> Void
  ) throws -> String {
    let file = YAMLFile(text: text, path: "t.yml")
    let root = try #require(file.root)
    var editor = YAMLEditor(text)
    editor.layout = YAMLLayout(of: root, in: editor.lines)
    try change(&editor, root)
    let (patches, after) = try editor.finished()
    #expect(try patches.inverted.applied(to: after).hasSameBytes(as: text))
    return after
  }

  @Test(arguments: [
    ("home: [a, b] # why\n", "home: [b] # why\n"),
    ("home:\n  - a # why\n  - b\n", "home:\n  - b\n"),
    ("home:\r\n- 'a'\r\n- 'b'", "home:\r\n- 'b'"),
    ("home: [\n  a, # why\n  b\n]\n", "home: [\n  b\n]\n"),
    ("x: &l [a, b]\nhome: *l\n", "x: &l [a, b]\nhome: ['b']\n"),
  ])
  func textsAreTakenOut(before: String, after: String) throws {
    let edited = try edit(before) { editor, root in
      try editor.removeTexts([0], from: try #require(root["home"]))
    }
    #expect(edited.hasSameBytes(as: after))
  }

  @Test(arguments: [
    ("home: [a, c]\n", "home: [a, c, b]\n", "home: [a, b, c]\n"),
    ("home:\n    - 'a'\n    - 'c'\n", "home:\n    - 'a'\n    - 'c'\n    - 'b' # why\n", nil),
    ("home: a # first\nx: 1", "home: # first\n  - a\n  - b # why\nx: 1", nil),
    ("{\"home\":[\"a\"]}", "{\"home\":[\"a\",\"b\"]}", nil),
    ("home: [\n  a\n]\n", "home: [\n  a,\n  b # why\n]\n", nil),
  ])
  func textsAreAdded(before: String, after: String, inOrder: String?) throws {
    func added(inOrder: Bool) throws -> String {
      try edit(before) { editor, root in
        let entry = try #require(root.entry("home"))
        let isInFlow = if case .mapping(_, isFlow: true) = root.content { true } else { false }
        try editor.addText("b", to: entry, isInFlow: isInFlow, comment: "# why", inOrder: inOrder)
      }
    }
    #expect(try added(inOrder: false).hasSameBytes(as: after))
    if let inOrder { #expect(try added(inOrder: true).hasSameBytes(as: inOrder)) }
  }

  @Test(arguments: [
    ("theme:\n", "theme: 'a b'\n"), ("theme: 'x' # y", "theme: 'a b' # y"),
    ("theme: |\n  x\nz: 1\n", "theme: |\n  a b\nz: 1\n"), ("{theme: x}", "{theme: 'a b'}"),
  ])
  func anEntryGetsAnotherText(before: String, after: String) throws {
    let edited = try edit(before) { editor, root in
      editor.setText("a b", of: try #require(root.entry("theme")))
    }
    #expect(edited.hasSameBytes(as: after))
  }

  @Test func entriesAreTakenOutWithTheirComments() throws {
    let text = "a: 1\n# on b\nb:\n  - x\n  # in b\n\n# on c\nc: 2\n"
    let edited = try edit(text) { editor, root in
      let lines = editor.lines
      try editor.remove(1, of: root) { line, _ in
        lines.text(lines.lines[line].content).begins(with: "# on b")
      }
    }
    #expect(edited == "a: 1\n\n# on c\nc: 2\n")
  }

  @Test func theLastEntryStays() throws {
    #expect(throws: YAMLEditor.Refusal.self) {
      try edit("{a: 1}") { editor, root in try editor.remove(0, of: root) { _, _ in false } }
    }
  }
}
