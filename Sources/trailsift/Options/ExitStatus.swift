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
  static let cannotCreate = ExitCode(73)
  static let cannotWrite = ExitCode(74)
}
