import RuleEditing

/// The files that edits change, as they are stored.
///
/// A file of filters that is not there has the empty text until an edit makes it; taking that edit back takes the file
/// away again.
extension TriageEngine {
  /// What stands in a file now, by the header's path.
  func storedText(of path: String) throws(RuleStorageError) -> String {
    let location = location(of: path)
    if session.header.isAbsentWhenEmpty(path), !storage.exists(location) { return "" }
    return try storage.text(of: location)
  }

  /// Makes `text` what stands in a file, if that is still `old`.
  func put(_ text: String, at path: String, replacing old: String) throws(RuleStorageError) {
    let location = location(of: path)
    let digest = SHA256.hex(of: old.utf8)
    guard session.header.isAbsentWhenEmpty(path) else {
      return try storage.save(text, to: location, replacing: digest)
    }
    switch (storage.exists(location), text.isEmpty) {
    case (true, true): try storage.remove(location, replacing: digest)
    case (true, false): try storage.save(text, to: location, replacing: digest)
    case (false, true): break
    case (false, false): try storage.create(text, at: location)
    }
  }
}
