// A name with a few words about it below; its height follows its width at once.
import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property Theme theme
    required property string text
    required property string hint
    property real size: theme.large
    property real hintSize: theme.small
    property color colour: theme.ink
    property color hintColour: theme.ink
    property real gap: 4 * theme.unit

    implicitHeight: first.implicitHeight + (second.visible ? second.implicitHeight + gap : 0)

    Words {
        id: first

        width: root.width
        theme: root.theme
        text: root.text
        color: root.colour
        font.pixelSize: root.size
        font.weight: Font.DemiBold
        lineHeight: 1
    }
    Words {
        id: second

        y: first.implicitHeight + root.gap
        width: root.width
        visible: text !== ""
        theme: root.theme
        text: root.hint
        color: root.hintColour
        font.pixelSize: root.hintSize
        lineHeight: 1
    }
}
