package chart

import "ipcbench/report/internal/words"

// english says what stands in charts: they are in English in every report.
var english = words.English()
