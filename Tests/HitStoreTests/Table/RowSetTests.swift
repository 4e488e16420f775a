import Testing

@testable import HitStore

@Suite struct RowSetTests {
  @Test func doesWhatASetDoes() {
    var random = Random(state: 1)
    var rows = RowSet()
    var wanted: Set<Int> = []
    for _ in 0..<2_000 {
      let row = random.below(500)
      switch random.below(3) {
      case 0: #expect(rows.insert(row) == wanted.insert(row).inserted)
      case 1: #expect(rows.remove(row) == (wanted.remove(row) != nil))
      default:
        rows.toggle(row)
        wanted.formSymmetricDifference([row])
      }
      #expect(rows.count == wanted.count)
    }
    #expect(Array(rows) == wanted.sorted())
    let other = Set((0..<200).map { _ in random.below(700) })
    var union = rows
    union.formUnion(RowSet(other))
    #expect(union == RowSet(wanted.union(other)))
    #expect(rows.subtracting(RowSet(other)) == RowSet(wanted.subtracting(other)))
    #expect(rows.intersectionCount(RowSet(other)) == wanted.intersection(other).count)
    #expect(RowSet([1, 2]).isSubset(of: [3, 2, 1]) && !RowSet([1, 900]).isSubset(of: [1]))
  }
}
