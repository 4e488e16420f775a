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
}
