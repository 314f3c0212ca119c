// Package columns keeps the values of many samples in little memory: eight bytes a value and no pointers, so that a
// result file of a million lines fits, and the garbage collector has nothing to follow.
package columns
