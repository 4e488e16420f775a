import ArgumentParser

/// How a run ended, for scripts. 64 and above are those of `sysexits.h`.
extension ExitCode {
  /// Done, but some input could not be read, or only in part.
  static let incomplete = ExitCode(1)
  /// A test of a rule failed.
  static let checkFailed = ExitCode(2)
  /// A replay differs from its record.
  static let replayDiffers = ExitCode(2)
  static let ruleNotValid = ExitCode(65)
  static let inputMissing = ExitCode(66)
  /// A service, such as AWS, is the reason.
  static let serviceUnavailable = ExitCode(69)
  static let cannotCreate = ExitCode(73)
  static let cannotWrite = ExitCode(74)

  /// Each status that a subcommand may end with, in words.
  static let meanings: [(ExitCode, String)] = [
    (.success, "Done, with or without hits; or there was nothing to do."),
    (.incomplete, "Done, but some input could not be read completely. Standard error names it."),
    (
      .replayDiffers,
      "A check found a difference: a replay and its record, a conflicting edit, a failing test, a drift."
    ),
    (.validationFailure, "Usage."),
    (.ruleNotValid, "A rule is not valid."),
    (.inputMissing, "An input does not exist. scan and explain still read the others."),
    (.serviceUnavailable, "A service is not available."),
    (.cannotCreate, "An output cannot be created."),
    (.cannotWrite, "An output cannot be written."),
  ]
}
