// Package labels finds room for names in charts, so that none overlaps another.
package labels
