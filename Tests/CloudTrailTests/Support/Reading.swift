import Testing

@testable import CloudTrail

/// What reading some bytes gave.
struct Reading {
  var report: FileReport
  var kinds: [RecordKind] = []
  /// The text at the first field, "-" where it is missing.
  var texts: [String] = []
}

extension LogFolder {
  /// Writes bytes to a file and reads them: with libdeflate, where the system has it, and without. That must make no
  /// difference.
  func read(
    _ bytes: some Collection<UInt8>, field: String = "eventID", name: String = "log.json"
  ) throws -> Reading {
    let file = try write(name, bytes)
    let reading = read(file, with: RecordReader(fields: [field]))
    let streamed = read(file, with: RecordReader(fields: [field], library: nil))
    #expect(reading.texts == streamed.texts)
    #expect(reading.kinds == streamed.kinds)
    #expect("\(reading.report)" == "\(streamed.report)")
    return reading
  }

  func read(_ text: String, field: String = "eventID") throws -> Reading {
    try read(Array(text.utf8), field: field)
  }

  func read(_ file: LogFile, with reader: RecordReader) -> Reading {
    var reading = Reading(report: FileReport(path: ""))
    reading.report = reader.read(file, progress: { _ in true }) { kind in
      reading.kinds.append(kind)
      let value = reader.event.values(at: 0).first { _ in true }
      reading.texts.append(value.map { reader.event.text(of: $0) } ?? "-")
    }
    return reading
  }
}

/// The JSON of a small event.
func eventJSON(_ id: String) -> String {
  #"{"eventVersion":"1.10","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","#
    + #""awsRegion":"eu-central-1","eventID":"\#(id)"}"#
}
