// Package known has the mechanisms that the engine's own tests use.
package known
