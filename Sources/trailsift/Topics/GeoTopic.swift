/// `trailsift help geo`
enum GeoTopic {
  static let text = """
    trailsift says where source addresses are, from databases on this machine. It never goes online, and \
    brings no database.

      trailsift where 81.2.69.160      says what is known about an address
      trailsift --geo PATH RULE LOG... opens the workbench with these databases
      trailsift scan --places ...      adds places to csv and ndjson

    DATABASES

      GeoLite2, GeoIP2    MaxMind's; GeoLite2 is free with an account, and old copies must be deleted
      DB-IP Lite          CC BY 4.0: name it in what you publish
      IPinfo Lite         CC BY-SA 4.0, with an account
      tor-geoipdb         CC BY-SA 4.0, a package of Debian: countries
      ip-ranges.json      AWS's own addresses: https://ip-ranges.amazonaws.com/ip-ranges.json

    --geo names files and folders, or geo: in config.yml does. Without them, the folder that GeoIP.conf \
    names, /usr/share/GeoIP, /var/lib/GeoIP, /usr/local/share/GeoIP and /usr/share/tor are searched. \
    --no-geo looks nothing up. S in the workbench lists the databases and what is wrong with them.

    All databases are asked. The place is that of the finest answer, the AS that of the first database \
    with one. Another country in another database is shown too.

    A database of your own, with a type that is no vendor's, may also speak for private addresses: offices \
    and VPNs. --label vpn=FILE names networks and AS numbers, one a line.

    WHAT A PLACE SAYS

    It says where a network is used, not who is behind it: VPNs, proxies and mobile networks answer for \
    people elsewhere. The region of a call and the place of its caller are different things.

    Two places: one access key, used by one principal in two cities more than 500 km apart, faster than \
    1,000 km/h. Addresses of AWS, VPNs, proxies, Tor, relays, hosting, anycast and satellites don't count.

    EC2 role outside AWS: the credentials of an instance, used from an address that is not AWS's. They may \
    have left the instance, or its traffic leaves by another network. This needs ip-ranges.json.
    """
}
