import Basics
import Foundation
import NcursesTerminal
import Sessions
import TerminalScreen
import TriageUI

/// The target of copies.
public enum ClipboardChoice: String, CaseIterable, Sendable {
  /// A program of the desktop if there is one, otherwise the terminal.
  case auto
  /// Only a program.
  case native
  /// Only the terminal.
  case osc52
  case off
}

/// Puts texts on the clipboard: with tmux and the desktop's program (wl-copy, xclip, xsel, pbcopy);
/// otherwise, and always over ssh, with the terminal (OSC 52); otherwise in a file.
final class Clipboard: Sendable {
  private let choice: ClipboardChoice
  private let environment: [String: String]
  private let mailbox: Mailbox
  private let worker = Worker()

  init(choice: ClipboardChoice, environment: [String: String], mailbox: Mailbox) {
    self.choice = choice
    self.environment = environment
    self.mailbox = mailbox
  }

  /// Copies on another thread. A message reports the result.
  func copy(_ text: CopiedText) {
    guard choice != .off else {
      mailbox.post(
        .copy(.done(CopyOutcome(text, .nowhere(because: "the clipboard is switched off")))))
      return
    }
    guard choice != .osc52 else {
      mailbox.post(.copy(.fallsToTerminal(text)))
      return
    }
    worker.perform { [self] in
      // Both if there are both: tmux pastes from its buffer.
      let isInTmux =
        choice == .auto && ClipboardProgram.tmux(environment).contains { $0.run(text.text) }
      for program in ClipboardProgram.candidates(environment) where program.run(text.text) {
        mailbox.post(.copy(.done(CopyOutcome(text, .program(program.name)))))
        return
      }
      if isInTmux {
        mailbox.post(.copy(.done(CopyOutcome(text, .tmux))))
        return
      }
      if choice == .native {
        let reason = "none of wl-copy, xclip, xsel, pbcopy took it"
        mailbox.post(.copy(.done(CopyOutcome(text, keep(text, because: reason)))))
      } else {
        mailbox.post(.copy(.fallsToTerminal(text)))
      }
    }
  }

  /// Copies with the terminal, or reports why it can't and where the text is instead.
  func copy(_ text: CopiedText, through terminal: Terminal) -> CopyOutcome {
    let term = environment["TERM"] ?? ""
    if !ClipboardSequence.isUnderstood(term: term) {
      return CopyOutcome(text, keep(text, because: "TERM=\(term) has no clipboard"))
    }
    if !ClipboardSequence.fits(text.text) {
      return CopyOutcome(text, keep(text, because: "too long for a terminal's clipboard (OSC 52)"))
    }
    if terminal.sendToClipboard(text.text, environment: environment) {
      return CopyOutcome(text, .terminal)
    }
    return CopyOutcome(text, keep(text, because: "the terminal took nothing"))
  }

  /// Writes the text to a file that only its owner can read, replacing the previous one.
  private func keep(_ text: CopiedText, because reason: String) -> CopyOutcome.Place {
    let path = StateFolder.path(environment: environment) + "/copied.txt"
    do {
      try PrivateFile(path).replace { Array(text.text.utf8) }
      return .file(path, because: reason)
    } catch {
      return .nowhere(because: "\(reason), and \(path) cannot be written")
    }
  }
}
