package paced

import "ipcbench/report/internal/words"

// english prints what tests look for.
var english = words.English()
