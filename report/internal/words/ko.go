package words

// korean are the sentences in Korean. The terms are those of Korean textbooks of operating systems.
var korean = map[string]string{}
