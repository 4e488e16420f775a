/// A trie's tables in memory that does not move, for the scanner.
struct TrieLookup {
  /// The node of unwanted values.
  static let nowhere: Int32 = -1

  private let nodes: UnsafeMutableBufferPointer<TrieTables.Node>
  private let edges: UnsafeMutableBufferPointer<TrieTables.Edge>
  private let slotList: UnsafeMutableBufferPointer<Int32>
  private let keyBytes: UnsafeMutableBufferPointer<UInt8>

  init(_ tables: TrieTables) {
    func copy<T>(_ array: [T]) -> UnsafeMutableBufferPointer<T> {
      let buffer = UnsafeMutableBufferPointer<T>.allocate(capacity: array.count)
      _ = buffer.initialize(from: array)
      return buffer
    }
    nodes = copy(tables.nodes)
    edges = copy(tables.edges)
    slotList = copy(tables.slots)
    keyBytes = copy(tables.keyBytes)
  }

  func deallocate() {
    nodes.deallocate()
    edges.deallocate()
    slotList.deallocate()
    keyBytes.deallocate()
  }

  /// Calls `body` with the slots whose path ends at a node.
  @inline(__always)
  func forEachSlot(at node: Int32, _ body: (Int) -> Void) {
    let node = nodes[Int(node)]
    var index = node.firstSlot
    while index < node.endSlot {
      body(Int(slotList[Int(index)]))
      index += 1
    }
  }

  /// The node that a key leads to from a node, or `nowhere`.
  @inline(__always)
  func child(
    of node: Int32, key: UnsafePointer<UInt8>, length: Int, end: UnsafePointer<UInt8>
  ) -> Int32 {
    let node = nodes[Int(node)]
    guard node.lengths >> UInt64(min(length, 63)) & 1 != 0 else { return Self.nowhere }
    let prefix = ByteWords.load(key, count: length, end: end)
    var index = TrieTables.hash(prefix: prefix, length: length) & node.hashMask
    while true {
      let edge = edges[Int(node.firstEdge) + Int(index)]
      if edge.length < 0 { return Self.nowhere }
      if edge.prefix == prefix, Int(edge.length) == length,
        length <= 8 || restIsEqual(edge, key, length)
      {
        return edge.target
      }
      index = (index + 1) & node.hashMask
    }
  }

  private func restIsEqual(
    _ edge: TrieTables.Edge, _ key: UnsafePointer<UInt8>, _ length: Int
  ) -> Bool {
    for index in 8..<length where keyBytes[Int(edge.key) + index] != key[index] { return false }
    return true
  }
}
