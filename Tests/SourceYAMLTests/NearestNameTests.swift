import SourceYAML
import Testing

@Suite struct NearestNameTests {
  @Test func nearestNames() {
    #expect(NearestName.of("containz", in: ["contains", "cased"]) == "contains")
    #expect(NearestName.of("conatins", in: ["contains", "cased"]) == "contains")
    #expect(NearestName.of("zzz", in: ["contains", "cased"]) == nil)
  }

  /// Against the whole table, on short words over a few letters.
  @Test func nearestNamesAreTheNearest() {
    func distance(_ a: [Character], _ b: [Character]) -> Int {
      var table = (0...a.count).map { i in (0...b.count).map { i == 0 ? $0 : i } }
      for i in a.indices {
        for j in b.indices {
          table[i + 1][j + 1] = min(
            table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
          if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
            table[i + 1][j + 1] = min(table[i + 1][j + 1], table[i - 1][j - 1] + 1)
          }
        }
      }
      return table[a.count][b.count]
    }
    var words = [""]
    for length in 1...7 {
      words += (0..<8).map { seed in
        String((0..<length).map { Character(["a", "b", "c"][(seed * ($0 + 3) * 7 + $0) / 2 % 3]) })
      }
    }
    for word in words {
      let distances = words.map { distance(Array(word), Array($0)) }
      let least = distances.min() ?? 0
      let found = NearestName.of(word, in: words)
      #expect(found.map { distance(Array(word), Array($0)) } == least)
      let others = words.filter { $0 != word }
      let nearest = others.map { distance(Array(word), Array($0)) }.min() ?? 0
      let other = NearestName.of(word, in: others)
      if nearest <= max(1, word.count / 3) {
        #expect(other.map { distance(Array(word), Array($0)) } == nearest)
      } else {
        #expect(other == nil)
      }
    }
  }
}
