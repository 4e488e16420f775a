/// An array in pages, so that copying and changing a copy are cheap.
///
///     pages   [0 … 16383] [16384 … 32767] [32768 … 40000]
///                                          └ the only one that appending to a shared array copies
///
/// Readers of events keep the table of hits while hits are appended to it. With a plain array each
/// such append would first copy a million elements.
struct PagedArray<Element: Sendable>: Sendable {
  private var pages: [[Element]] = []
  private(set) var count = 0

  private static var shift: Int { 14 }
  private static var pageSize: Int { 1 << shift }

  init() {}

  init(repeating element: Element, count: Int) {
    for _ in 0..<count { append(element) }
  }

  var isEmpty: Bool { count == 0 }
  var indices: Range<Int> { 0..<count }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { pages[index >> Self.shift][index & (Self.pageSize - 1)] }
    set { pages[index >> Self.shift][index & (Self.pageSize - 1)] = newValue }
  }

  mutating func append(_ element: Element) {
    if count & (Self.pageSize - 1) == 0 {
      var page: [Element] = []
      // The first page grows as needed: most tables are small.
      if count > 0 { page.reserveCapacity(Self.pageSize) }
      pages.append(page)
    }
    pages[pages.count - 1].append(element)
    count += 1
  }
}
