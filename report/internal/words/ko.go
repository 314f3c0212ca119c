package words

// korean are the sentences in Korean, by subject. The terms are those of Korean textbooks of operating systems; sentences
// end in -다. A particle whose form depends on the word before it never follows a verb such as %s.
var korean = []map[string]string{koreanTables, koreanNotes, koreanPaced, koreanFleet, koreanPage, koreanChoose,
	koreanClaims, koreanWeb, koreanBrief}
