/// Builds the tables of a ``FieldTrie``.
///
/// A path may be cut at some of its dots and not at others (`a.b.c` is found as `a` → `b` → `c`,
/// `a.b` → `c`, `a` → `b.c` and `a.b.c`). So a node is a set of places in paths, and each set is
/// built only once: n components give at most n nodes per path, not 2ⁿ.
struct TrieBuilder {
  /// The place after the first `index` components of path `path`.
  private struct Place: Hashable {
    var path: Int
    var index: Int
  }

  private let paths: [[[UInt8]]]
  private var tables = TrieTables()
  private var known: [Set<Place>: Int32] = [:]

  init(paths: [[[UInt8]]]) {
    self.paths = paths
  }

  mutating func build() -> TrieTables {
    var pending: [(node: Int32, places: Set<Place>)] = []
    func node(_ places: Set<Place>, _ builder: inout TrieBuilder) -> Int32 {
      if let node = builder.known[places] { return node }
      let node = Int32(builder.tables.nodes.count)
      builder.tables.nodes.append(TrieTables.Node())
      builder.known[places] = node
      pending.append((node, places))
      return node
    }

    _ = node(Set(paths.indices.map { Place(path: $0, index: 0) }), &self)
    while let (index, places) = pending.popLast() {
      var targets: [[UInt8]: Set<Place>] = [:]
      for place in places {
        for (key, next) in steps(from: place) {
          targets[key, default: []].insert(next)
        }
      }
      // Sorted, so that the same fields always give the same tables.
      let edges = targets.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        .map { (key: $0.key, target: node($0.value, &self)) }
      let ended = places.filter { $0.index == paths[$0.path].count }.map(\.path).sorted()
      fill(node: Int(index), edges: edges, slots: ended)
    }
    return tables
  }

  /// The keys that lead on from a place, with the places they lead to.
  private func steps(from place: Place) -> [(key: [UInt8], next: Place)] {
    let components = paths[place.path]
    guard place.index < components.count else { return [] }
    let furthest =
      components.count <= FieldTrie.maximumSplitComponents ? components.count : place.index + 1
    var key: [UInt8] = []
    return (place.index..<furthest).map { index in
      if index > place.index { key.append(UInt8(ascii: ".")) }
      key += components[index]
      return (key, Place(path: place.path, index: index + 1))
    }
  }

  private mutating func fill(node: Int, edges: [(key: [UInt8], target: Int32)], slots: [Int]) {
    // At most half full, so that a failing search ends soon.
    var size = 2
    while size < edges.count * 2 { size *= 2 }
    var table = [TrieTables.Edge](repeating: TrieTables.Edge(), count: size)
    var lengths: UInt64 = 0
    for (key, target) in edges {
      var prefix: UInt64 = 0
      for (index, byte) in key.prefix(8).enumerated() {
        prefix |= UInt64(byte) << UInt64(index * 8)
      }
      var index = Int(TrieTables.hash(prefix: prefix, length: key.count)) & (size - 1)
      while table[index].length >= 0 { index = (index + 1) & (size - 1) }
      table[index] = TrieTables.Edge(
        prefix: prefix, length: Int32(key.count), key: Int32(tables.keyBytes.count), target: target)
      tables.keyBytes += key
      lengths |= 1 << UInt64(min(key.count, 63))
    }
    tables.nodes[node] = TrieTables.Node(
      lengths: lengths, firstEdge: Int32(tables.edges.count), hashMask: UInt32(size - 1),
      firstSlot: Int32(tables.slots.count), endSlot: Int32(tables.slots.count + slots.count))
    tables.edges += table
    tables.slots += slots.map(Int32.init)
  }
}
