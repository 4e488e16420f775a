import Basics
import CNcurses
import Foundation
import TerminalScreen

extension Terminal {
  /// Waits for the next event, at most `timeout` (for ever if nil).
  /// - Returns: nil after the timeout. Pending events are returned at once.
  public func wait(timeout: Duration?) -> TerminalEvent? {
    guard isOpen else { return .hangUp }
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      for byte in signals.drain() { take(signal: Int32(byte)) }
      if !pending.isEmpty { return pending.removeFirst() }
      if let event = nextInput() { return event }
      let ready = poll(until: deadline)
      if ready.isHungUp { return .hangUp }
      if ready.isWoken {
        _ = waker.pipe.drain()
        return .woken
      }
      if ready.isNothing, let deadline, deadline <= .now { return nil }
    }
  }

  /// Turns a signal into events.
  func take(signal: Int32) {
    switch signal {
    case SIGTERM, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2: pending.append(.terminate(signal))
    case SIGHUP: pending.append(.hangUp)
    case SIGWINCH: reportSize()
    case SIGTSTP:
      suspend()
      pending.append(.suspendedAndResumed)
    case SIGCONT:
      // Stopped by SIGSTOP, which is not reported: the shell has had the terminal since.
      enter()
      pending.append(.suspendedAndResumed)
    default: break
    }
  }

  /// Whether bytes wait to be read.
  public var hasInput: Bool { isOpen && trailsift_readable(files.inputDescriptor) > 0 }

  private func nextInput() -> TerminalEvent? {
    while let event = KeyDecoder(NcursesInput()).next() {
      switch event {
      case .answer(let answer): take(answer)
      case .key(.mouse(var mouse)) where mouse.action == .press:
        mouse.clicks = clicks.count(mouse, at: .now)
        return .key(.mouse(mouse))
      default: return event
      }
    }
    return nil
  }

  /// Asks the terminal for its colours, and waits a little for the answers. Keys that were typed
  /// meanwhile are kept. An answer that comes later is used when it comes.
  func askForColors() {
    guard ClipboardSequence.isUnderstood(term: ProcessInfo.processInfo.environment["TERM"] ?? ""),
      colorDepth != .monochrome,
      (try? FileCalls.system.writeAll(TerminalAnswer.queries, to: files.outputDescriptor)) != nil
    else { return }
    awaitsAnswer = true
    let deadline = ContinuousClock.now + Self.answerDelay
    while ContinuousClock.now < deadline {
      var terminal = pollfd(fd: files.inputDescriptor, events: Int16(POLLIN), revents: 0)
      guard Foundation.poll(&terminal, 1, milliseconds(until: deadline)) > 0,
        trailsift_readable(files.inputDescriptor) > 0
      else { return }
      while let event = KeyDecoder(NcursesInput()).next() {
        guard case .answer(let answer) = event else {
          pending.append(event)
          continue
        }
        take(answer)
      }
      if !awaitsAnswer { return }
    }
  }

  private func take(_ answer: TerminalAnswer) {
    ownColors.take(answer)
    if answer == .attributes { awaitsAnswer = false }
  }

  /// Terminals answer within a few milliseconds, and over ssh within one round trip.
  private static var answerDelay: Duration { .milliseconds(150) }

  private struct Readiness {
    var isHungUp = false
    var isWoken = false
    var isNothing = true
  }

  private func poll(until deadline: ContinuousClock.Instant?) -> Readiness {
    var watched = [files.inputDescriptor, signals.readEnd, waker.pipe.readEnd].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = Foundation.poll(&watched, nfds_t(watched.count), milliseconds(until: deadline))
    guard count > 0 else { return Readiness() }
    var readiness = Readiness(isNothing: false)
    let terminal = Int32(watched[0].revents)
    // A terminal that is readable but has nothing to read is gone.
    readiness.isHungUp =
      terminal & (POLLHUP | POLLERR | POLLNVAL) != 0
      || (terminal & POLLIN != 0 && trailsift_readable(files.inputDescriptor) <= 0)
    readiness.isWoken = watched[2].revents != 0
    return readiness
  }

  /// -1 for ever; rounded up, so that a wait does not end too early.
  private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let rest = (deadline - .now).components
    guard rest.seconds >= 0, rest.attoseconds >= 0 else { return 0 }
    guard rest.seconds < Int64(Int32.max) / 1_000 - 1 else { return Int32.max }
    return Int32(rest.seconds) * 1_000 + Int32(rest.attoseconds / 1_000_000_000_000_000) + 1
  }
}
