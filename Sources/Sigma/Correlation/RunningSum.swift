/// A sum that numbers join and leave, without rounding errors piling up (Neumaier's compensation:
/// what each addition loses is added up beside it).
struct RunningSum {
  private var sum = 0.0
  private var lost = 0.0

  var value: Double { sum + lost }

  static func += (total: inout RunningSum, number: Double) {
    let next = total.sum + number
    total.lost +=
      abs(total.sum) >= abs(number) ? (total.sum - next) + number : (number - next) + total.sum
    total.sum = next
  }
}
