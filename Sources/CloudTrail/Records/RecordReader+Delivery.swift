import EventJSON

/// From an object to the records in it.
extension RecordReader {
  /// Delivers what `event` has just read: itself if it is a record, or the records wrapped in it.
  ///
  /// - Parameter depth: how many wrappers lie around it. EventBridge inside CloudWatch Logs inside
  ///   an array is the most that was ever seen.
  func deliver(depth: Int = 0, offset: Int64, _ body: (RecordKind) -> Void) {
    let kind = classifier.kind(of: event)
    guard kind == .other, depth < Unwrapper.maximumDepth,
      let wrapped = unwrapper.wrapped(in: event)
    else {
      if kind == .event { counts.event += 1 } else { counts.notEvent += 1 }
      body(kind)
      return
    }
    // The bytes within outlive the next `read`, which forgets only the values.
    let outer = event.record
    for value in wrapped {
      switch value.kind {
      case .object:
        deliverWrapped(
          UnsafeRawBufferPointer(rebasing: outer[value.range]), depth, offset, body)
      case .string:
        let text = Unwrapper.decoded(value, in: outer)
        text.withUnsafeBytes { deliverWrapped($0, depth, offset, body) }
      default:
        counts.bad += 1
        damage.add(.notAnObject, at: offset)
      }
    }
  }

  func deliverWrapped(
    _ bytes: UnsafeRawBufferPointer, _ depth: Int, _ offset: Int64, _ body: (RecordKind) -> Void
  ) {
    do {
      _ = try event.read(bytes)
      deliver(depth: depth + 1, offset: offset, body)
    } catch {
      counts.bad += 1
      damage.add(.wrappedText("\(error.reason)"), at: offset)
    }
  }
}
