// Package tables makes the report's tables out of measured cells: one file a table.
//
// Every table says in its legend what a number in it means; a figure taken at another size than its column's says
// so in its row's name.
package tables
