import Basics

/// An AWS region and its location, for people to read. It never decides what is a region: records
/// name regions that no list has.
public struct AWSRegion: Sendable, Hashable {
  /// `ap-east-1`
  public let code: String
  /// `Hong Kong`: a city or, if AWS names none, a part of a country.
  public let place: String
  /// ISO 3166-1, two letters; empty if AWS does not say.
  public let country: String
  /// Whether an account must enable it before use.
  public let isOptIn: Bool
  /// The location of its city, or the middle of the area that its name says; `nil` if AWS does not
  /// say.
  public let location: Location?

  /// Degrees. North and east are positive.
  public struct Location: Sendable, Hashable {
    public let latitude: Double
    public let longitude: Double

    public init(latitude: Double, longitude: Double) {
      (self.latitude, self.longitude) = (latitude, longitude)
    }
  }

  /// The region of this code, if it is in the table.
  public static func named(_ code: String) -> AWSRegion? { byCode[code] }

  /// `ap-east-1 (Hong Kong)`, or the code alone.
  public static func described(_ code: String) -> String {
    named(code).map { "\(code) (\($0.place))" } ?? code
  }

  private static let byCode = Dictionary(
    all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// The regions of all partitions, as of mid-2026.
  ///
  /// Codes and names: botocore's `partitions.json` (Apache-2.0); countries: the public SSM
  /// parameters `/aws/service/global-infrastructure/regions`; opt-in: the answer of EC2's
  /// `DescribeRegions`; locations: cities as AWS names them, to a tenth of a degree, which is finer
  /// than any map of characters.
  public static let all: [AWSRegion] = table.pieces(at: "\n").map { line in
    let parts = line.pieces(at: "|")
    return AWSRegion(
      code: String(parts[0]), place: String(parts[1]), country: String(parts[2]),
      isOptIn: parts[3] == "opt-in", location: Location(parts[4]))
  }
}

extension AWSRegion.Location {
  /// `22.3,114.2`
  fileprivate init?(_ text: Substring) {
    let numbers = text.pieces(at: ",").compactMap { Double($0) }
    guard numbers.count == 2 else { return nil }
    self.init(latitude: numbers[0], longitude: numbers[1])
  }
}

// code | place | country | opt-in | latitude,longitude
private let table = """
  af-south-1|Cape Town|ZA|opt-in|-33.9,18.4
  ap-east-1|Hong Kong|CN|opt-in|22.3,114.2
  ap-east-2|Taipei|TW|opt-in|25.0,121.6
  ap-northeast-1|Tokyo|JP||35.7,139.7
  ap-northeast-2|Seoul|KR||37.5,127.0
  ap-northeast-3|Osaka|JP||34.7,135.5
  ap-south-1|Mumbai|IN||19.1,72.9
  ap-south-2|Hyderabad|IN|opt-in|17.4,78.5
  ap-southeast-1|Singapore|SG||1.3,103.9
  ap-southeast-2|Sydney|AU||-33.9,151.2
  ap-southeast-3|Jakarta|ID|opt-in|-6.2,106.8
  ap-southeast-4|Melbourne|AU|opt-in|-37.8,145.0
  ap-southeast-5|Malaysia|MY|opt-in|3.1,101.7
  ap-southeast-6|New Zealand|NZ|opt-in|-36.9,174.8
  ap-southeast-7|Thailand|TH|opt-in|13.8,100.5
  ca-central-1|Central Canada|CA||45.5,-73.6
  ca-west-1|Calgary|CA|opt-in|51.0,-114.1
  cn-north-1|Beijing|CN||39.9,116.4
  cn-northwest-1|Ningxia|CN||37.4,105.1
  eu-central-1|Frankfurt|DE||50.1,8.7
  eu-central-2|Zurich|CH|opt-in|47.4,8.5
  eu-isoe-west-1|EU ISOE West|||
  eu-north-1|Stockholm|SE||59.3,18.1
  eu-south-1|Milan|IT|opt-in|45.5,9.2
  eu-south-2|Spain|ES|opt-in|41.6,-0.9
  eu-west-1|Ireland|IE||53.4,-6.3
  eu-west-2|London|GB||51.5,-0.1
  eu-west-3|Paris|FR||48.9,2.3
  eusc-de-east-1|European Sovereign Cloud, Germany|DE||52.4,13.1
  il-central-1|Tel Aviv|IL|opt-in|32.1,34.8
  me-central-1|UAE|AE|opt-in|25.2,55.3
  me-south-1|Bahrain|BH|opt-in|25.9,50.6
  mx-central-1|Central Mexico|MX|opt-in|20.6,-100.4
  sa-east-1|São Paulo|BR||-23.5,-46.6
  us-east-1|N. Virginia|US||39.0,-77.5
  us-east-2|Ohio|US||40.1,-83.2
  us-gov-east-1|GovCloud US-East|US||40.0,-83.0
  us-gov-west-1|GovCloud US-West|US||45.5,-120.0
  us-iso-east-1|US ISO East|||
  us-iso-west-1|US ISO West|||
  us-isob-east-1|US ISOB East (Ohio)|||
  us-isob-west-1|US ISOB West|||
  us-isof-east-1|US ISOF East|||
  us-isof-south-1|US ISOF South|||
  us-west-1|N. California|US||37.4,-122.0
  us-west-2|Oregon|US||45.5,-119.6
  """
