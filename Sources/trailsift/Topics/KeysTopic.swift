import TriageUI
import WorkbenchRuntime

/// `trailsift help keys`
enum KeysTopic {
  /// With the keys that the user has.
  static var text: String { text(Configuration.load().keymap) }
  static var standardText: String { text(Keymap()) }

  private static func text(_ keymap: Keymap) -> String {
    """
    In the workbench, ? lists the commands and searches them by a word or a key, and : runs one by its \
    name. A number before a command repeats it. A key that has no effect says why. Esc goes one step back.

    \(KeyTable(keymap: keymap).text)
    CHANGING KEYS

    config.yml replaces a command's own keys:

      keys:
        markFalsePositive: [f, F2]
        undo: F9

    trailsift keys lists the names, and reports mistakes in the file.
    """
  }
}
