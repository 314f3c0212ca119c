//go:build race

package sample

// raceDetector says that this binary has the race detector, which makes everything ten times as slow.
const raceDetector = true
