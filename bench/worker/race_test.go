//go:build race

package worker

// raceDetector says that this binary has it, which makes everything ten times as slow.
const raceDetector = true
