import Basics
import Foundation
import NcursesTerminal
import Sessions
import TerminalScreen
import TriageUI

/// Where copies go.
public enum ClipboardChoice: String, CaseIterable, Sendable {
  /// To a program of the desktop if there is one, else to the terminal.
  case auto
  /// To a program only.
  case native
  /// To the terminal only.
  case osc52
  case off
}

/// Puts texts on the clipboard: by the tmux around and the desktop's program (wl-copy, xclip, xsel, pbcopy), else, and
/// always over ssh, by the terminal (OSC 52), else
/// in a file, so that there is always a way on.
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

  /// Copies away from the screen's loop; a message says what came of it.
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
      // Both, where there are both: the buffer is what pastes within tmux.
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

  /// Copies by the terminal, or tells why it cannot and where the text stands instead.
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

  /// Writes the text to a file that only its owner reads, in the place of the one before.
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
