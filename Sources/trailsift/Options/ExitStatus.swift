import ArgumentParser

/// How a run ended, for scripts. 64 and above are those of `sysexits.h`.
extension ExitCode {
  /// Done, but something given could not be read, or was salvaged only in part.
  static let incomplete = ExitCode(1)
  /// A replay arrived elsewhere than recorded.
  static let replayDiffers = ExitCode(2)
  static let ruleNotValid = ExitCode(65)
  static let inputMissing = ExitCode(66)
  static let cannotCreate = ExitCode(73)
  static let cannotWrite = ExitCode(74)
}
