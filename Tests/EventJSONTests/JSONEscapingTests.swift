import Basics
import EventJSON
import Foundation
import Testing

struct JSONEscapingTests {
  @Test func quotesWhatJSONAsksFor() {
    #expect(JSONEscaping.quoted("say \"hi\"\\\n\t\r") == #""say \"hi\"\\\n\t\r""#)
    #expect(JSONEscaping.quoted("\u{1b}[31m\u{0}") == #""\u001b[31m\u0000""#)
    #expect(JSONEscaping.quoted("café 한국 😀") == "\"café 한국 😀\"")
  }

  @Test func steeringScalarsAreEscaped() {
    #expect(
      JSONEscaping.quoted("\u{7f}\u{9b}\u{202e}\u{2028}") == #""\u007f\u009b\u202e\u2028""#)
  }

  @Test func everyScalarComesBack() throws {
    var text = ""
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    let quoted = JSONEscaping.quoted(text)
    let back = try JSONSerialization.jsonObject(
      with: Data(quoted.utf8), options: .fragmentsAllowed)
    #expect((back as? String).map { Array($0.utf8) } == Array(text.utf8))
    let inner = Array(quoted.utf8.dropFirst().dropLast())
    #expect(inner.withUnsafeBytes { JSONEscaping.decoded($0) } == Array(text.utf8))
  }

  @Test func jsonKeepsItsValueAndLosesWhatSteersTerminals() throws {
    let json = "{\n  \"agent\": \"a\u{9B}31m\u{202E}한국🙂\u{7F}\",\r\n  \"n\": 1}"
    var output: [UInt8] = []
    JSONEscaping.append(json: json.utf8, to: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(text == #"{  "agent": "a\u009b31m\u202e한국🙂\u007f",  "n": 1}"#)

    output = []
    JSONEscaping.append(json: [0x22, 0x61, 0xFF, 0x22], to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "\"a\u{FFFD}\"")
  }

  /// A byte that needs escaping is found anywhere: in words of eight bytes or at either end.
  @Test func everyByteAtEveryPlace() {
    for length in [0, 1, 7, 8, 9, 17] {
      for place in 0..<length {
        for byte in UInt8.min...UInt8.max {
          var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
          bytes[place] = byte
          var output: [UInt8] = []
          JSONEscaping.append(json: bytes, to: &output)
          #expect(output == Self.slowly(bytes), "byte \(byte) at \(place) of \(length)")
        }
      }
    }
  }

  @Test(arguments: [
    "é", "\u{80}", "a\u{7F}\u{7F}b", "한국\n🙂\r\n", "\u{2028}\u{10FFFF}", "\ttab",
    "12345678\n12345678é",
  ])
  func textOfManyKinds(text: String) {
    for padding in 0..<9 {
      let bytes = Array((String(repeating: " ", count: padding) + text + "end").utf8)
      // Cut anywhere, also within a scalar.
      for end in 0...bytes.count {
        var output: [UInt8] = []
        JSONEscaping.append(json: bytes[..<end], to: &output)
        #expect(output == Self.slowly(Array(bytes[..<end])))
      }
    }
  }

  /// Many readers refuse half a surrogate pair, which RFC 8259 allows.
  @Test(arguments: [
    (#"\ud800"#, #"\ufffd"#), (#"\uDFFF!"#, #"\ufffd!"#), (#"\ud83d\ude42"#, #"\ud83d\ude42"#),
    (#"\ud83d\ud83d\ude42"#, #"\ufffd\ud83d\ude42"#), (#"\ud83d \ude42"#, #"\ufffd \ufffd"#),
    (#"\ude42\uD83D\n"#, #"\ufffd\ufffd\n"#), (#"\\ud800"#, #"\\ud800"#),
    (#"\\\ud800"#, #"\\\ufffd"#), (#"\u00e9\ud7ff\ue000"#, #"\u00e9\ud7ff\ue000"#),
    (#"\"\ud800\""#, #"\"\ufffd\""#),
  ])
  func halfOfASurrogatePairIsReplaced(text: String, expected: String) throws {
    for padding in 0..<9 {
      let start = "\"" + String(repeating: "x", count: padding)
      var output: [UInt8] = []
      JSONEscaping.append(json: (start + text + "é\"").utf8, to: &output)
      #expect(String(decoding: output, as: UTF8.self) == start + expected + "é\"")
      _ = try JSONSerialization.jsonObject(with: Data(output), options: .fragmentsAllowed)
    }
  }

  /// Scalar by scalar.
  private static func slowly(_ bytes: [UInt8]) -> [UInt8] {
    var output = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x0D: break
      case 0x7F... where JSONEscaping.steersScreens(scalar):
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return Array(output.utf8)
  }
}
