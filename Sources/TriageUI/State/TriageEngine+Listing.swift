import Triage

extension TriageEngine {
  /// Does work over the list here and now. The workbench has it done elsewhere; see `ListJob.answer`.
  func answer(to job: ListJob) throws -> Message? {
    try list(job).map(Message.listed)
  }
}

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
