import Testing

@testable import HitStore

@Suite struct StringPoolTests {
  private func index(of text: String, in pool: inout StringPool) -> StringPool.Index {
    var copy = text
    return copy.withUTF8 {
      pool.index(of: Slice(base: UnsafeRawBufferPointer($0), bounds: 0..<$0.count))
    }
  }

  @Test func holdsEachTextOnceThroughGrowth() {
    var pool = StringPool()
    let texts = (0..<5_000).map { "text \($0 % 2_500)" }
    let indices = texts.map { index(of: $0, in: &pool) }
    #expect(pool.count == 2_501)  // and the empty text
    for (text, index) in zip(texts, indices) {
      #expect(pool[index] == text)
      #expect(pool.existingIndex(of: text) == index)
    }
  }

  @Test func emptyTextIsIndexZeroAndUnknownTextHasNone() {
    var pool = StringPool()
    #expect(index(of: "", in: &pool) == StringPool.empty)
    #expect(pool.existingIndex(of: "nowhere") == nil)
  }
}
