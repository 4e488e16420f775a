import Basics
import Testing

/// Threads share values, wait for them, and do work in order.
@Suite struct ThreadsTests {
  @Test func everyThreadRunsAtTheSameTime() {
    let arrived = Locked(0)
    // Each waits for all others: one that begins after another has ended never ends.
    Threads.perform(8) { _ in
      arrived.withLock { $0 += 1 }
      _ = arrived.wait { $0 == 8 ? true : nil }
    }
    #expect(arrived.withLock { $0 } == 8)
  }

  @Test func waitingEndsWhenTheTimeIsUp() {
    let value = Locked(1)
    #expect(value.wait(within: 0.01) { $0 == 2 ? $0 : nil } == nil)
    #expect(value.wait(within: 0.01) { $0 == 1 ? $0 : nil } == 1)
  }

  @Test func aWorkerKeepsTheOrder() {
    let worker = Worker()
    let done = Locked<[Int]>([])
    for number in 0..<500 { worker.perform { done.withLock { $0.append(number) } } }
    worker.finish(within: 60)
    #expect(done.withLock { $0 } == Array(0..<500))
  }

  /// Something that never ends keeps only one of the threads.
  @Test func aWorkerWithThreadsGoesOnBesideWorkThatBlocks() {
    let worker = Worker(threads: 2)
    let (isOver, done) = (Locked(false), Locked(0))
    worker.perform { _ = isOver.wait { $0 ? true : nil } }
    for _ in 0..<10 { worker.perform { done.withLock { $0 += 1 } } }
    #expect(done.wait(within: 60) { $0 == 10 ? true : nil } == true)
    isOver.withLock { $0 = true }
    worker.finish(within: 60)
  }

  @Test func finishingGivesUpWhenTheTimeIsUp() {
    let worker = Worker()
    let isOver = Locked(false)
    worker.perform { _ = isOver.wait { $0 ? true : nil } }
    let start = ContinuousClock.now
    worker.finish(within: 0.01)
    #expect(start.duration(to: .now) < .seconds(30))
    isOver.withLock { $0 = true }
  }

  @Test func onTheSpotAllIsDoneAtOnce() {
    let done = Locked(0)
    Worker.onTheSpot.perform { done.withLock { $0 += 1 } }
    #expect(done.withLock { $0 } == 1)
  }
}
