// Package page puts tables and charts together into the three things a report is: text for a terminal, summary.md and
// index.html. What they say is decided once, in [Build]; they only differ in how they say it.
package page
