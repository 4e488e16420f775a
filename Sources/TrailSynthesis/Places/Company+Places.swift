/// Made-up places of the addresses in the logs, so that samples and pictures show them. The
/// addresses are from the ranges for documentation: nobody is there.
extension Company {
  /// `samples/places.mmdb`
  static let placesFileName = "places.mmdb"

  /// Of the day after the logs end.
  static let places = PlacesWriter(
    databaseType: "Example-Places", built: 1_772_409_600,
    entries: [
      (
        "198.51.100.0/26",
        hamburg(system: 64_500, "Example Broadband")
      ),
      (
        "198.51.100.192/26",
        at(
          "IE", "Ireland", "Leinster", "Dublin", 53.34, -6.26, 64_501, "Example Cloud",
          ["is_hosting"])
      ),
      (
        "192.0.2.0/25", hamburg(system: 64_502, "Example Cable")
      ),
      (
        "192.0.2.128/26",
        at(
          "PL", "Poland", "Pomerania", "Gdańsk", 54.35, 18.65, 64_503, "Example Mobile",
          ["is_mobile"])
      ),
      (
        "192.0.2.192/26",
        at("IT", "Italy", "Lombardy", "Milan", 45.46, 9.19, 64_504, "Example Hotels")
      ),
      (
        "203.0.113.0/26",
        at(
          "US", "United States", "Virginia", "Ashburn", 39.04, -77.49, 64_505, "Example Runners",
          ["is_hosting"])
      ),
      (
        "203.0.113.64/26",
        at("MD", "Moldova", "Chișinău", "Chișinău", 47.01, 28.86, 64_506, "Example Transit")
      ),
      ("2001:db8:5c1::/48", hamburg(system: 64_502, "Example Cable")),
      (
        "2001:db8:77::/48",
        at("HK", "Hong Kong", nil, "Hong Kong", 22.28, 114.16, 64_507, "Example Pacific")
      ),
      (
        "2001:db8:bad::/48",
        at("BR", "Brazil", "São Paulo", "São Paulo", -23.55, -46.63, 64_508, "Example Fibra")
      ),
    ])

  private static func hamburg(system: Int, _ organization: String) -> PlacesWriter.Record {
    at("DE", "Germany", "Hamburg", "Hamburg", 53.55, 9.99, system, organization)
  }

  private static func at(
    _ country: String, _ countryName: String, _ region: String?, _ city: String,
    _ latitude: Double, _ longitude: Double, _ system: Int, _ organization: String,
    _ flags: [String] = []
  ) -> PlacesWriter.Record {
    PlacesWriter.Record(
      country: country, countryName: countryName, region: region, city: city,
      point: .init(latitude, longitude), radius: 20, system: system, organization: organization,
      flags: flags)
  }
}

extension SyntheticTrail {
  /// Writes the database of places into a folder: the same bytes every time.
  public static func writePlaces(to folder: String) throws(SynthesisError) {
    try OutputFile.write(placesBytes, to: "\(folder)/\(Company.placesFileName)")
  }

  static var placesBytes: [UInt8] { Company.places.bytes() }
}
