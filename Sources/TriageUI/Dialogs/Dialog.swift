import HitStore
import Sessions
import Triage

/// What is open over the panes. Its targets are frozen when it opens: hits that arrive later change nothing about it.
public enum Dialog: Sendable {
  case confirm(ConfirmEdit)
  case proposals(ChooseException)
  case fields(ChooseFields)
  case comment(TextInput, hits: [HitID])
  /// Why the edit is made; the edit waits behind it.
  case reason(TextInput, ConfirmEdit)
  /// Until when an exception is valid.
  case expiry(TextInput, exception: String, rule: Int)
  case search(TextInput)
  /// A text to search within the event.
  case searchEvent(TextInput)
  /// Filters being typed.
  case filter(FilterInput)
  case chooseColumns(ColumnsChoice)
  case chooseGroup(GroupChoice)
  /// Where a replay goes next.
  case seek(TextInput)
  /// The decisions of a replay, one of them under the cursor.
  case decisions(cursor: Int)
  /// Where to keep the file with this path from here on; the edit that could not be written waits behind it.
  case place(TextInput, of: String, ConfirmEdit?)
  case resume(SessionStore.Summary)
  /// Scrolled by this many lines.
  case page(Page, top: Int)
  case themes(ChooseTheme)
  /// The help page or the palette.
  indirect case commands(CommandSearch)

  /// Whether Enter decides on the hits that were its targets: which ones is said behind it, too.
  var isAboutHits: Bool {
    switch self {
    case .proposals, .comment: true
    case .fields(let choice): choice.changing == nil
    case .confirm(let confirm): if case .falsePositive = confirm.purpose { true } else { false }
    default: false
    }
  }

  /// An edit with its effect and its diff, to be written with Enter.
  public struct ConfirmEdit: Sendable {
    public let preview: EditPreview
    public let purpose: PreviewPurpose
    public var top = 0
    /// The text of the rule file changed after the preview; this is the edit on the new text.
    public var isRenewed = false
    /// So many other edits were asked for together with it, and are shown after it.
    public var following = 0
    /// Why it could not be written, if that was tried.
    public var failure: String?
  }

  /// The proposed exceptions, narrow to wide, and behind them the choice of fields and the verdict alone.
  public struct ChooseException: Sendable {
    public let proposals: Proposals
    public let hits: [HitID]
    public let rule: Int
    public var cursor = 0

    public enum Row: Sendable {
      case proposal(Proposal)
      case chooseFields
      case verdictOnly
    }

    public var rows: [Row] {
      proposals.list.map(Row.proposal)
        + (proposals.common.entries.isEmpty ? [] : [.chooseFields]) + [.verdictOnly]
    }
  }

  /// The fields on which the hits agree, to be chosen one by one.
  public struct ChooseFields: Sendable {
    public let common: CommonFields
    public let hits: [HitID]
    public let rule: Int
    public var cursor = 0
    public var chosen: Set<Int> = []
    /// The exception that gets these tests; nil: a new one for the hits.
    public var changing: String?

    /// Takes an entry in or out. A field is asked for one thing only.
    mutating func toggle(_ index: Int) {
      if chosen.remove(index) != nil { return }
      chosen = chosen.filter { common.entries[$0].path != common.entries[index].path }
      chosen.insert(index)
    }
  }
}
