// Package memory holds the mechanisms whose bytes lie in memory that both processes map.
package memory
