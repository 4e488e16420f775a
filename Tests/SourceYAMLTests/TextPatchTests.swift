import Basics
import SourceYAML
import Testing

struct TextPatchTests {
  @Test func appliesInOrderAndIsTakenBack() throws {
    let text = "one\r\ntwo\r\nthree"
    let patches = [
      TextPatch(offset: 0, removed: "one", inserted: "eins und"),
      TextPatch(offset: 5, removed: "", inserted: "neu\r\n"),
      TextPatch(offset: 10, removed: "three", inserted: ""),
    ]
    let after = try patches.applied(to: text)
    #expect(after.utf8.elementsEqual("eins und\r\nneu\r\ntwo\r\n".utf8))
    #expect(try patches.inverted.applied(to: after).hasSameBytes(as: text))
    #expect(patches.inverted.inverted == patches)
  }

  @Test func anEmptyListChangesNothing() throws {
    #expect(try [TextPatch]().applied(to: "\u{FEFF}x").hasSameBytes(as: "\u{FEFF}x"))
  }

  @Test func refusesWhatDoesNotFit() {
    func error(_ patches: [TextPatch], _ text: String) -> TextPatchError? {
      #expect(throws: TextPatchError.self) { try patches.applied(to: text) }
    }
    #expect(
      error([TextPatch(offset: 1, removed: "x", inserted: "")], "ab")
        == .differs(index: 0, offset: 1))
    #expect(error([TextPatch(offset: 2, removed: "x", inserted: "")], "ab") == .misplaced(index: 0))
    #expect(error([TextPatch(offset: -1, removed: "", inserted: "")], "ab") == .misplaced(index: 0))
    #expect(
      error(
        [
          TextPatch(offset: 1, removed: "b", inserted: ""),
          TextPatch(offset: 1, removed: "", inserted: "x"),
        ], "ab") == .misplaced(index: 1))
    #expect(error([TextPatch(offset: 1, removed: "", inserted: "x")], "é") == .notText)
  }

  /// `é` as one scalar and as two are equal characters, but other bytes.
  @Test func comparesBytesNotCharacters() {
    let patch = TextPatch(offset: 0, removed: "e\u{301}", inserted: "")
    #expect(throws: TextPatchError.differs(index: 0, offset: 0)) {
      try [patch].applied(to: "\u{E9}x")
    }
    #expect(patch != TextPatch(offset: 0, removed: "\u{E9}", inserted: ""))
  }
}
