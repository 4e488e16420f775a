import EventJSON
import Foundation
import Testing

/// The scanner against Foundation's reader, which shares nothing with it.
struct PickedEventOracleTests {
  @Test func picksWhatFoundationFinds() throws {
    var documents = RandomDocument(seed: 20)
    let event = PickedEvent(trie: FieldTrie(fields: RandomDocument.paths))
    let guarded = try #require(GuardedBytes(capacity: 1 << 20))
    for _ in 0..<3000 {
      let text = documents.next()
      let bytes = guarded.copy(text.utf8)
      #expect(try event.read(bytes) == bytes.count)
      let whole = try #require(parse(Array(text.utf8)) as? NSObject)
      for (slot, path) in RandomDocument.paths.enumerated() {
        var expected = try reference(whole, path.components(separatedBy: ".")[...]).map(canonical)
        var found = try event.values(at: slot).map { value in
          try canonical(#require(parse(json(of: value, in: event)) as? NSObject))
        }
        // A literal key with dots and a nested one may both be there; their order is the
        // document's, which Foundation does not keep.
        expected.sort()
        found.sort()
        #expect(found == expected, "\(path) in \(text)")
        #expect(event.isPresent(slot) == !expected.isEmpty)
      }
    }
  }

  @Test func textIsFoundationsText() throws {
    var documents = RandomDocument(seed: 21)
    let event = PickedEvent(trie: FieldTrie(fields: RandomDocument.paths))
    for _ in 0..<500 {
      var text = documents.next()
      try text.withUTF8 { bytes in
        _ = try event.read(UnsafeRawBufferPointer(bytes))
        for slot in RandomDocument.paths.indices {
          for value in event.values(at: slot) {
            let parsed = parse(json(of: value, in: event))
            switch value.kind {
            case .string: #expect(event.text(of: value) == parsed as? String)
            case .object, .array:
              let compact = parse(Array(event.text(of: value).utf8)) as? NSObject
              #expect(compact == parsed as? NSObject)
            default:
              #expect(event.text(of: value).utf8.elementsEqual(event.rawBytes(of: value)))
            }
          }
        }
      }
    }
  }

  /// Bytes changed, cut off, repeated: no trap, no read beyond the end, and well-formed exactly when
  /// Foundation says so.
  @Test func brokenBytesAreRefusedAsFoundationDoes() throws {
    var documents = RandomDocument(seed: 22)
    var generator = SeededGenerator(seed: 23)
    let event = PickedEvent(trie: FieldTrie(fields: RandomDocument.paths))
    let guarded = try #require(GuardedBytes(capacity: 1 << 20))
    let noise = Array("{}[]\",:\\u0e-+.tfn \n\u{1}\u{7F}".utf8)
    for _ in 0..<6000 {
      var bytes = Array(documents.next().utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = noise[Int.random(in: 0..<noise.count, using: &generator)]
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(noise[Int.random(in: 0..<noise.count, using: &generator)], at: index)
        default: bytes.removeSubrange(index...)
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let length = try? event.read(guarded.copy(bytes))
      let isWhole = length.map { bytes[$0...].allSatisfy { $0 == 0x20 || 9...13 ~= $0 } } ?? false
      // Foundation also refuses bytes that are no UTF-8; here they are repaired when shown.
      if String(validating: bytes, as: UTF8.self) == nil || differsInFoundation(bytes) { continue }
      let expected = parse(bytes) is NSDictionary
      #expect(isWhole == expected, "\(String(decoding: bytes, as: UTF8.self))")
      if length == nil { #expect(RandomDocument.paths.indices.allSatisfy { !event.isPresent($0) }) }
    }
  }

  /// Every prefix of a record is an unexpected end, which is how a reader knows to get more bytes.
  @Test func everyPrefixIsCutOff() throws {
    let text = #"{"a":[1,-2.5e+3,true,false,null,"x\n\u00e9"],"b" : {"c":{}},"é":[]}"#
    let event = PickedEvent(trie: FieldTrie(fields: ["a"]))
    let guarded = try #require(GuardedBytes(capacity: 4096))
    for length in 0..<text.utf8.count {
      let error = #expect(throws: JSONSyntaxError.self) {
        _ = try event.read(guarded.copy(text.utf8.prefix(length)))
      }
      #expect(error == JSONSyntaxError(reason: .unexpectedEnd, offset: length))
    }
    #expect(try event.read(guarded.copy(text.utf8)) == text.utf8.count)
  }

  // MARK: The reference

  /// The slow and obvious way: walk the parsed document, cutting the path at every dot or not.
  private func reference(_ node: NSObject, _ path: ArraySlice<String>) -> [NSObject] {
    if let array = node as? NSArray {
      let inner = array.compactMap { $0 as? NSObject }.flatMap { reference($0, path) }
      return path.isEmpty ? [node] + inner : inner
    }
    if path.isEmpty { return [node] }
    guard let object = node as? NSDictionary else { return [] }
    return path.indices.flatMap { index in
      let key = path[...index].joined(separator: ".")
      guard let child = object[key] as? NSObject else { return [NSObject]() }
      return reference(child, path[(index + 1)...])
    }
  }

  private func json(of value: JSONValue, in event: PickedEvent) -> [UInt8] {
    let raw = [UInt8](event.rawBytes(of: value))
    return value.kind == .string ? Array("\"".utf8) + raw + Array("\"".utf8) : raw
  }

  private func parse(_ bytes: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  private func canonical(_ value: NSObject) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: [value], options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  /// Halves of surrogate pairs; trailing commas, which Foundation takes against RFC 8259; numbers
  /// that overflow, which it refuses.
  private func differsInFoundation(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return text.contains("\\ud") || text.contains(#/,\s*[}\]]/#)
      || text.contains(#/[0-9]e\+?[0-9]{3}/#)
  }
}
