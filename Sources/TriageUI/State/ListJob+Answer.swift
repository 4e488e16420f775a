import HitStore

extension ListJob {
  /// Does the work and says what came of it; `nil` when it was cancelled.
  public func answer(
    spool: Spool, isCancelled: () -> Bool, progress: (Message) -> Void
  ) -> Message? {
    do {
      return try run(spool: spool, isCancelled: isCancelled) {
        progress(.listProgress(job: id, $0))
      }.map(Message.listed)
    } catch {
      return .listFailed(job: id, "\(error)")
    }
  }
}
