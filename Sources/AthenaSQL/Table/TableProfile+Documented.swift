extension TableProfile {
  /// The table that AWS documents for CloudTrail with partition projection.
  ///
  /// Source: Athena user guide, "Create a table for CloudTrail logs in Athena using partition
  /// projection".
  public static func documented(name: String = "cloudtrail_logs_pp") -> TableProfile {
    TableProfile(
      name: name, columns: documentedColumns,
      partitions: [Partition(column: "timestamp", meaning: .day, format: "yyyy/MM/dd")])
  }

  private static let documentedColumns: [ColumnType.Member] = [
    ("eventversion", "string"), ("useridentity", identity), ("eventtime", "string"),
    ("eventsource", "string"), ("eventname", "string"), ("awsregion", "string"),
    ("sourceipaddress", "string"), ("useragent", "string"), ("errorcode", "string"),
    ("errormessage", "string"), ("requestparameters", "json"), ("responseelements", "json"),
    ("additionaleventdata", "json"), ("requestid", "string"), ("eventid", "string"),
    ("readonly", "string"), ("resources", "array<struct<arn:string,accountid:string,type:string>>"),
    ("eventtype", "string"), ("apiversion", "string"), ("recipientaccountid", "string"),
    ("serviceeventdetails", "json"), ("sharedeventid", "string"), ("vpcendpointid", "string"),
    ("vpcendpointaccountid", "string"), ("eventcategory", "string"),
    (
      "addendum",
      "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>"
    ),
    ("sessioncredentialfromconsole", "string"), ("edgedevicedetails", "string"),
    ("tlsdetails", "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>"),
  ].compactMap { name, type in ColumnType(type).map { ColumnType.Member(name, $0) } }

  private static let identity =
    "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,"
    + "accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,"
    + "sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,"
    + "sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,"
    + "username:string>,ec2roledelivery:string,webidfederationdata:"
    + "struct<federatedprovider:string,attributes:map<string,string>>>>"

  /// The columns that hold a JSON object as text, whatever the table calls their type.
  static let jsonColumns: Set<String> = [
    "requestparameters", "responseelements", "additionaleventdata", "serviceeventdetails",
    "useridentity_as_string", "eventjson",
  ]
}
