import CloudTrail
import Testing

/// Every wrapper in every packing gives the same events.
struct DeliveryMatrixTests {
  /// Ids and values that a reader could trip over: brackets, quotes, other scripts, line ends.
  private static let ids = ["a", #"]}{[,:"#, "é 😀 한국어", "d"]

  private static let events: [String] = ids.map { id in
    eventJSON(id).dropLast()
      + #","requestParameters":{"policy":"{\"Statement\":[\n]}","list":[[],{}]},"x":null}"#
  }

  @Test(arguments: Delivery.all, Packing.all)
  func givesTheSameEvents(delivery: Delivery, packing: Packing) throws {
    let bytes = packing.bytes(delivery, Self.events)
    let reading = try LogFolder().read(bytes, name: packing.fileName)
    #expect(reading.texts == Self.ids)
    #expect(reading.report.counts == RecordCounts(event: Self.ids.count))
    #expect(reading.report.damage == nil && reading.report.skipped == nil)
    #expect(reading.report.compressedBytes == Int64(bytes.count))
  }
}
