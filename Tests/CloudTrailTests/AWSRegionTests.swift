import CloudTrail
import Testing

struct AWSRegionTests {
  @Test func knowsPlaces() {
    #expect(AWSRegion.named("ap-east-1")?.place == "Hong Kong")
    #expect(AWSRegion.named("ap-east-1")?.country == "CN")
    #expect(AWSRegion.described("eu-north-1") == "eu-north-1 (Stockholm)")
  }

  @Test func aRegionInNoListIsShownAsItIs() {
    #expect(AWSRegion.named("us-north-2r") == nil)
    #expect(AWSRegion.described("us-north-2r") == "us-north-2r")
  }

  @Test func theTableIsWhole() {
    #expect(Set(AWSRegion.all.map(\.code)).count == AWSRegion.all.count)
    #expect(AWSRegion.all.count > 40)
    #expect(
      AWSRegion.all.allSatisfy {
        !$0.place.isEmpty && ($0.country.count == 2 || $0.code.contains("-iso"))
      })
  }
}
