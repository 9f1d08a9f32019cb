// The field of one call, with its zone's sign where the board shows several zones.
import QtQuick
import Signage

Rectangle {
    id: box

    required property string number
    required property string room
    required property string arrow
    required property string tag
    required property bool recall
    required property string field
    required property string ink
    required property string quiet
    required property string disc
    required property string arrowInk
    required property string signPath
    required property string signColour
    required property string signInk
    required property string letter
    required property real letterX
    required property real letterY
    required property real letterSize
    required property Sizes sizes
    required property color accent
    readonly property real textX: sizes.pad + sizes.sign

    height: sizes.row
    color: field
    radius: sizes.gap
    border.color: accent
    border.width: recall ? 0.5 * sizes.gap : 0

    ZoneSign {
        x: box.sizes.pad
        width: 0.8 * box.sizes.sign
        anchors.verticalCenter: parent.verticalCenter
        path: box.signPath
        colour: box.signColour
        ink: box.signInk
        letter: box.letter
        letterX: box.letterX
        letterY: box.letterY
        letterSize: box.letterSize
    }
}
