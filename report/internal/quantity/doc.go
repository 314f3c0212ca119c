// Package quantity prints measured numbers for people: scaled to a unit that fits the value, and never with more
// digits than the spread of the measurement allows.
//
// The rule: at most three significant digits, and none finer than the second digit of the interval's half width.
// 54.012 µs ± 1.1 µs prints as 54.0 µs, 54.012 µs ± 11 µs as 54 µs.
package quantity
