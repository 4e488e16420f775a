import EventJSON
import Foundation
import TestSupport
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
      let whole = try #require(FoundationJSON.parse(Array(text.utf8)) as? NSObject)
      for (slot, path) in RandomDocument.paths.enumerated() {
        var expected = try FoundationJSON.values(at: path, of: whole)
        var found = try event.values(at: slot).map { value in
          try FoundationJSON.canonical(
            #require(FoundationJSON.parse(event.json(of: value)) as? NSObject))
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
            let parsed = FoundationJSON.parse(event.json(of: value))
            switch value.kind {
            case .string: #expect(event.text(of: value) == parsed as? String)
            case .object, .array:
              let compact = FoundationJSON.parse(Array(event.text(of: value).utf8)) as? NSObject
              #expect(compact == parsed as? NSObject)
            default:
              #expect(event.text(of: value).utf8.elementsEqual(event.rawBytes(of: value)))
            }
          }
        }
      }
    }
  }

  /// Changed, cut off and repeated bytes: no trap, no read beyond the end, and well-formed exactly
  /// if Foundation says so.
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
      // Foundation also refuses bytes that are not UTF-8; here they are repaired for display.
      if String(validating: bytes, as: UTF8.self) == nil || FoundationJSON.differs(on: bytes) {
        continue
      }
      let expected = FoundationJSON.parse(bytes) is NSDictionary
      #expect(isWhole == expected, "\(String(decoding: bytes, as: UTF8.self))")
      if length == nil { #expect(RandomDocument.paths.indices.allSatisfy { !event.isPresent($0) }) }
    }
  }

  /// Every prefix of a record is an unexpected end, so that a reader gets more bytes.
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
}
