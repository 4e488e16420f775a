/// A sum that numbers can join and leave without accumulating rounding errors (Neumaier's
/// compensation: the loss of each addition is summed separately).
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
