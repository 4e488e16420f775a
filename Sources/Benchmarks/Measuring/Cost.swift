import Foundation

/// The cost of a piece of work.
struct Cost {
  /// Processor time of all threads, user and system, in seconds.
  var processor: Double
  /// Time on the clock, in seconds.
  var clock: Double

  /// Does each piece of work in turn, `rounds` times, and returns the minimum cost of each.
  static func least(rounds: Int, _ things: [() throws -> Void]) throws -> [Cost] {
    var least = things.map { _ in Cost(processor: .infinity, clock: .infinity) }
    for _ in 0..<rounds {
      for (index, thing) in things.enumerated() {
        let cost = try Cost.of(thing)
        least[index].processor = min(least[index].processor, cost.processor)
        least[index].clock = min(least[index].clock, cost.clock)
      }
    }
    return least
  }

  static func of(_ thing: () throws -> Void) rethrows -> Cost {
    let start = ContinuousClock.now
    let before = processorSeconds
    try thing()
    return Cost(
      processor: processorSeconds - before, clock: start.duration(to: .now) / .seconds(1))
  }

  /// Of this process and of the children that have ended.
  private static var processorSeconds: Double {
    var own = rusage()
    var children = rusage()
    #if canImport(Glibc)
      getrusage(RUSAGE_SELF.rawValue, &own)
      getrusage(RUSAGE_CHILDREN.rawValue, &children)
    #else
      getrusage(RUSAGE_SELF, &own)
      getrusage(RUSAGE_CHILDREN, &children)
    #endif
    return [own.ru_utime, own.ru_stime, children.ru_utime, children.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }
}
