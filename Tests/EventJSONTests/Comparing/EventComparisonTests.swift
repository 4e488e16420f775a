import EventJSON
import Testing

@Suite struct EventComparisonTests {
  /// `= name` same, `~` changed, `+` `-` only in one; nested ones indented.
  private func drawn(_ first: String, _ second: String) -> String {
    let comparison = EventComparison(JSONOutline(first), JSONOutline(second))
    return comparison.entries.map { entry in
      let sign =
        switch entry.sign {
        case .same: entry.differences == 0 ? "=" : "…"
        case .changed: "~"
        case .added: "+"
        case .removed: "-"
        }
      let place =
        entry.first.map(comparison.first.place) ?? entry.second.map(comparison.second.place)
      return "\(sign)\(place ?? "")"
    }.joined(separator: " ")
  }

  @Test func membersBelongTogetherByName() {
    #expect(
      drawn(#"{"a":1,"b":{"c":2,"d":[1]},"e":3}"#, #"{"e":4,"b":{"d":[1],"c":2},"f":null,"a":1}"#)
        == "… =a =b =b.c =b.d =b.d[0] ~e +f")
    #expect(drawn(#"{"a":1}"#, #"{}"#) == "… -a")
    #expect(drawn(#"{"a":{"x":1}}"#, #"{"a":[1]}"#) == "… ~a")
    #expect(drawn(#"{"a":"1"}"#, #"{"a":1}"#) == "… ~a")
    #expect(drawn(#"{"a":1,"a":2}"#, #"{"a":1,"a":3}"#) == "… =a ~a")
  }

  @Test func elementsBelongTogetherFromBothEnds() {
    #expect(drawn("[1,2,3]", "[1,9,2,3]") == "… =[0] +[1] =[1] =[2]")
    #expect(drawn("[1,2,3]", "[1,3]") == "… =[0] -[1] =[2]")
    #expect(drawn("[1,2]", "[3,4]") == "… ~[0] ~[1]")
    #expect(drawn("[]", "[1]") == "… +[0]")
  }

  @Test func jsonInStringsIsComparedAsJSON() {
    #expect(drawn(#"{"p":"{\"a\":1,\"b\":2}"}"#, #"{"p":"{\"b\":3,\"a\":1}"}"#) == "… …p =p.a ~p.b")
  }

  @Test func depthNeedsNoStack() {
    func nested(_ inner: String) -> String {
      String(repeating: "[", count: 5_000) + inner + String(repeating: "]", count: 5_000)
    }
    let comparison = EventComparison(JSONOutline(nested("1")), JSONOutline(nested("2")))
    #expect(comparison.differences == 1)
  }

  @Test func anEventIsAsItself() {
    let event = JSONOutline(#"{"a":[1,{"b":"c"}],"d":"x"}"#)
    let comparison = EventComparison(event, event)
    #expect(comparison.differences == 0 && comparison.entries.count == event.nodes.count)
  }
}
