/// Numbers in order, with quick insertion, removal and access by rank: for percentiles of a window.
///
/// The numbers are in chunks, so that a change moves some hundreds of them at most, and a look-up
/// by rank goes over chunks.
struct SortedValues {
  private var chunks: [[Double]] = []
  private(set) var count = 0

  /// A chunk of this size is halved.
  private static let maximumChunkCount = 512

  mutating func insert(_ value: Double) {
    count += 1
    guard !chunks.isEmpty else {
      chunks.append([value])
      return
    }
    let index = min(chunkIndex(for: value), chunks.count - 1)
    chunks[index].insert(value, at: Self.place(of: value, in: chunks[index]))
    guard chunks[index].count >= Self.maximumChunkCount else { return }
    let half = Self.maximumChunkCount / 2
    chunks.insert(Array(chunks[index][half...]), at: index + 1)
    chunks[index].removeSubrange(half...)
  }

  /// Removes one occurrence of a value that was inserted.
  mutating func remove(_ value: Double) {
    let index = chunkIndex(for: value)
    guard index < chunks.count else { return }
    let place = Self.place(of: value, in: chunks[index])
    guard place < chunks[index].count, chunks[index][place] == value else { return }
    chunks[index].remove(at: place)
    count -= 1
    if chunks[index].isEmpty { chunks.remove(at: index) }
  }

  /// The value with `rank` smaller ones before it, from 0.
  subscript(rank: Int) -> Double {
    var rank = rank
    for chunk in chunks {
      if rank < chunk.count { return chunk[rank] }
      rank -= chunk.count
    }
    preconditionFailure("no value has this rank")
  }

  /// The value below which `percent` of the values are, interpolated between its neighbours. Nil
  /// without values.
  func percentile(_ percent: Double) -> Double? {
    guard count > 0 else { return nil }
    let place = Double(count - 1) * percent / 100
    let low = Int(place)
    let lower = self[low]
    guard low + 1 < count else { return lower }
    return lower + (place - Double(low)) * (self[low + 1] - lower)
  }

  /// The first chunk whose last value is not smaller.
  private func chunkIndex(for value: Double) -> Int {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if chunks[middle][chunks[middle].count - 1] < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The first place whose value is not smaller.
  private static func place(of value: Double, in chunk: [Double]) -> Int {
    var low = 0
    var high = chunk.count
    while low < high {
      let middle = (low + high) / 2
      if chunk[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
