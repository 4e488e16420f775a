import Sessions
import TerminalScreen

/// A dialog over the panes or a page. Its targets are fixed when it opens: later hits do not affect
/// it.
public enum Dialog: Sendable {
  /// A line of text: a comment, a search, filters.
  case prompt(Prompt)
  /// Rows to choose one from: proposals, themes, commands.
  case menu(Menu)
  /// Rows with check marks: the fields of an exception, the columns of the list.
  case form(Form)
  /// Something to read before Enter: an edit with its diff.
  case confirm(Confirm)

  var contexts: Set<Command.Context> {
    switch self {
    case .prompt(let prompt): prompt.contexts
    case .menu(let menu): [menu.content.context]
    case .form(.fields): FieldsForm.contexts
    case .form(.columns): ColumnsForm.contexts
    case .confirm(.edit): ConfirmEdit.contexts
    case .confirm(.resume): [.resume]
    }
  }

  /// Whether Enter decides on the targets, which the screen then names.
  var isAboutHits: Bool {
    switch self {
    case .prompt(let prompt): if case .comment = prompt.purpose { true } else { false }
    case .menu(let menu): menu.content.isAboutHits
    case .form(.fields(let form)): form.changing == nil
    case .form(.columns), .confirm(.resume): false
    case .confirm(.edit(let confirm)):
      if case .falsePositive = confirm.purpose { true } else { false }
    }
  }

  /// Moves the cursor, and returns the effects.
  mutating func move(_ motion: Motion, in state: State) -> [Effect] {
    switch self {
    case .prompt, .confirm(.resume): return []
    case .menu(var menu):
      let effects = menu.move(motion, in: state)
      self = .menu(menu)
      return effects
    case .form(.fields(var form)):
      form.cursor.move(motion, count: form.rowCount)
      self = .form(.fields(form))
    case .form(.columns(var form)):
      form.cursor.move(motion, count: form.rowCount)
      self = .form(.columns(form))
    case .confirm(.edit(var confirm)):
      confirm.scroll.move(
        motion, lines: confirm.lines(in: state).count,
        height: state.viewport.dialogTextRows)
      self = .confirm(.edit(confirm))
    }
    return []
  }

  /// The number of lines of a page, for PgDn and PgUp.
  func pageLength(_ viewport: Viewport) -> Int {
    switch self {
    case .confirm: viewport.dialogTextRows
    case .menu(let menu): menu.content.pageLength(viewport)
    case .prompt, .form: max(1, viewport.page.rows / 2)
    }
  }

  func draw(_ state: State, on screen: inout Screen) {
    switch self {
    case .prompt(let prompt): prompt.draw(state, on: &screen)
    case .menu(let menu): menu.content.draw(menu.cursor, state, on: &screen)
    case .form(.fields(let form)): form.draw(state.viewport, on: &screen)
    case .form(.columns(let form)): form.draw(state, on: &screen)
    case .confirm(.edit(let confirm)): confirm.draw(state, on: &screen)
    case .confirm(.resume(let summary)): ResumeView.draw(summary, state, on: &screen)
    }
  }
}

/// Rows with check marks, and Enter.
public enum Form: Sendable {
  case fields(FieldsForm)
  case columns(ColumnsForm)
}

/// Something to read, and Enter.
public enum Confirm: Sendable {
  case edit(ConfirmEdit)
  /// A session over the same rules and logs was found.
  case resume(SessionStore.Summary)
}
