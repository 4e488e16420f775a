import Synchronization

/// A compiled expression for all workers. It lends each worker its own search.
package final class RegexMatcher: Sendable {
  let program: RegexProgram
  private let idle = Mutex<[Lent]>([])

  /// A search belongs to the worker that took it out of `idle`, until it is put back.
  private struct Lent: @unchecked Sendable {
    let search: RegexSearch
  }

  package init(_ program: RegexProgram) { self.program = program }

  /// Whether it depends on where a text, line or word begins or ends.
  package var hasAssertions: Bool { program.hasAssertions }

  /// Whether the expression matches anywhere in UTF-8 text.
  package func isMatch(_ text: UnsafeRawBufferPointer) -> Bool {
    let lent = idle.withLock { $0.popLast() } ?? Lent(search: RegexSearch(program))
    let isMatch = lent.search.isMatch(text)
    idle.withLock { $0.append(lent) }
    return isMatch
  }
}
