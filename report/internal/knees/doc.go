// Package knees finds the sizes at which curves of time by message size bend, and names them by what the machine has of
// that size: a page, a cache, a buffer.
//
// On one straight law a message takes a fixed time and a time for each of its bytes. On logarithmic axes that is a
// curve, which turns slowly from level to a slope of 1, and nothing happens at any size of it. A knee is a size at
// which the slope of the curve changes at once: from there on a byte costs more, or less, than before. [Find] has the
// rule.
package knees
