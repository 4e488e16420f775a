/// `trailsift help formats`
enum FormatsTopic {
  static let text = """
    The content of a file decides its format, never its name. Nothing is unpacked to disk.

    LOGS

      {"Records": [...]}     as CloudTrail delivers it
      [...], {...}           arrays, one object, JSON lines, one after the other
      UTF-8, UTF-16          with or without a mark
      gzip                   also gzip in gzip, and several members in a file
      tar, zip               read like folders
      CSV                    with a column of whole events (Athena, CloudTrail Lake)

    If a record is not an event, it is searched for events: objects, lists and strings of JSON, base64 or \
    gzip, up to eight strings deep. So these are read as well:

      lookup-events, EventBridge, CloudWatch Logs, SNS, SQS, Kinesis, Firehose,
      Lambda, Splunk, Elasticsearch, OpenTelemetry

    Insights and aggregated events are events. Digests are known and are not. For zstd, bzip2, xz, Parquet \
    and others a message names the command that unpacks them.

    HITS

    scan --format prints them as

      table      columns for people
      lines      a hit a line in words, for screen readers
      csv        RFC 4180: rule, file and the columns; formulas are defused
      ndjson     {"rule": {"id", "name", "title", "level"}, "file", "event"}
      count      their number

    The event in ndjson is as delivered, on one line. An alert of a correlation is
    {"rule", "correlation": {"group", "time", "events", ...}}.

    COUNTS

    --stats FILE writes one JSON object: files read and skipped, records matched, unmatched, duplicate, not \
    an event, or bad, and bytes. The sums agree.

    REPORTS

      report --format markdown|json|csv    what a session decided
      check --format json                  problems of rules with their places
      explain --format json                why rules match an event
      except --list --format json          the exceptions of a rule
      keys --format json                   the commands and keys

    In all of these, fields may be added, and none is renamed or removed.
    """
}
