extension RandomAccessCollection where Index == Int {
  /// The first place whose element is not before something.
  func place(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Array {
  /// Inserts sorted elements into a sorted array.
  ///
  ///     [1 4 9] + [3 5] ─▶ [1 3 4 5 9]
  ///
  /// It searches for the places and moves the elements between them, from the end: a few thousand
  /// into a million take a millisecond.
  mutating func insertSorted(_ added: [Element], by isBefore: (Element, Element) -> Bool) {
    guard let first = added.first, let filler = last else {
      self += added
      return
    }
    if isBefore(filler, first) {
      self += added
      return
    }
    var end = count
    append(contentsOf: repeatElement(filler, count: added.count))
    withUnsafeMutableBufferPointer { buffer in
      for index in added.indices.reversed() {
        let element = added[index]
        var (low, high) = (0, end)
        while low < high {
          let middle = (low + high) / 2
          if isBefore(buffer[middle], element) { low = middle + 1 } else { high = middle }
        }
        // Elements after it move by the number of elements still to insert.
        for place in stride(from: end - 1, through: low, by: -1) {
          buffer[place + index + 1] = buffer[place]
        }
        buffer[low + index] = element
        end = low
      }
    }
  }
}
