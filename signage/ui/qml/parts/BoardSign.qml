// The sign of the zone that this board serves.
import Signage

ZoneSign {
    required property BoardView view

    path: view.signPath
    colour: view.signColour
    ink: view.signInk
    letter: view.letter
    letterX: view.letterX
    letterY: view.letterY
    letterSize: view.letterSize
}
