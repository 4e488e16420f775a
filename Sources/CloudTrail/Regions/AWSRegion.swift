/// A region of AWS and where it lies: for people to read, never to decide what is a region. Records
/// name regions that are in no list.
public struct AWSRegion: Sendable, Hashable {
  /// `ap-east-1`
  public let code: String
  /// `Hong Kong`; a city or, where AWS names none, a part of a country.
  public let place: String
  /// ISO 3166-1, two letters; empty where AWS does not say.
  public let country: String

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
  /// parameters `/aws/service/global-infrastructure/regions`.
  public static let all: [AWSRegion] = table.split(separator: "\n").map { line in
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    return AWSRegion(
      code: String(parts[0]), place: String(parts[1]), country: String(parts[2]))
  }
}

private let table = """
  af-south-1|Cape Town|ZA
  ap-east-1|Hong Kong|CN
  ap-east-2|Taipei|TW
  ap-northeast-1|Tokyo|JP
  ap-northeast-2|Seoul|KR
  ap-northeast-3|Osaka|JP
  ap-south-1|Mumbai|IN
  ap-south-2|Hyderabad|IN
  ap-southeast-1|Singapore|SG
  ap-southeast-2|Sydney|AU
  ap-southeast-3|Jakarta|ID
  ap-southeast-4|Melbourne|AU
  ap-southeast-5|Malaysia|MY
  ap-southeast-6|New Zealand|NZ
  ap-southeast-7|Thailand|TH
  ca-central-1|Central Canada|CA
  ca-west-1|Calgary|CA
  cn-north-1|Beijing|CN
  cn-northwest-1|Ningxia|CN
  eu-central-1|Frankfurt|DE
  eu-central-2|Zurich|CH
  eu-isoe-west-1|EU ISOE West|
  eu-north-1|Stockholm|SE
  eu-south-1|Milan|IT
  eu-south-2|Spain|ES
  eu-west-1|Ireland|IE
  eu-west-2|London|GB
  eu-west-3|Paris|FR
  eusc-de-east-1|European Sovereign Cloud, Germany|DE
  il-central-1|Tel Aviv|IL
  me-central-1|UAE|AE
  me-south-1|Bahrain|BH
  mx-central-1|Central Mexico|MX
  sa-east-1|São Paulo|BR
  us-east-1|N. Virginia|US
  us-east-2|Ohio|US
  us-gov-east-1|GovCloud US-East|US
  us-gov-west-1|GovCloud US-West|US
  us-iso-east-1|US ISO East|
  us-iso-west-1|US ISO West|
  us-isob-east-1|US ISOB East (Ohio)|
  us-isob-west-1|US ISOB West|
  us-isof-east-1|US ISOF East|
  us-isof-south-1|US ISOF South|
  us-west-1|N. California|US
  us-west-2|Oregon|US
  """
