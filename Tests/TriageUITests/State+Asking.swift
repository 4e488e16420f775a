import Triage

@testable import TriageUI

/// Helpers to check the open surfaces.
extension State {
  var dialog: Dialog? { surfaces.dialog }
  /// The page behind the dialogs, and whether it is one of a kind.
  var page: (any PageSurface)? { surfaces.page }
  func page<Page: PageSurface>(_ kind: Page.Type) -> Page? { Page(surfaces.shown) }
  /// Whether the list of hits, or their event, has the keys.
  var isOnHits: Bool { HitsSurface(surfaces.top) != nil }
  var isOnEvent: Bool { if case .event = surfaces.top { true } else { false } }
  func menu<Content: MenuContent>(_ kind: Content.Type) -> Content? {
    Menu(surfaces.top)?.content as? Content
  }
}
