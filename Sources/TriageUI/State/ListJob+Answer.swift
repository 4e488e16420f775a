import HitStore

extension ListJob {
  /// Does the work and says what came of it; `nil` when it was cancelled.
  public func answer(
    spool: Spool, isCancelled: () -> Bool, progress: (Message) -> Void
  ) -> Message? {
    do {
      return try run(spool: spool, isCancelled: isCancelled) {
        progress(.list(.progress(job: id, $0)))
      }.map { .list(.done($0)) }
    } catch {
      return .list(.failed(job: id, "\(error)"))
    }
  }
}
