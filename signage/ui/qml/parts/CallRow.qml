// One call in one line: number, arrow, room, time.
import QtQuick
import Signage

Rectangle {
    id: line

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
    required property Sizes sizes
    required property color accent

    height: sizes.row
    color: field
    radius: sizes.gap
    border.color: accent
    border.width: recall ? 0.5 * sizes.gap : 0

    Words {
        id: code

        x: line.sizes.pad
        width: 3.1 * line.sizes.rowFont
        height: parent.height
        text: line.number
        color: line.ink
        font.weight: Font.Bold
        font.pixelSize: line.sizes.rowFont
    }

    ArrowMark {
        id: mark

        anchors.left: code.right
        anchors.verticalCenter: parent.verticalCenter
        width: 0.84 * line.sizes.rowFont
        path: line.arrow
        color: line.disc
        ink: line.arrowInk
    }

    Words {
        anchors.left: mark.right
        anchors.leftMargin: line.sizes.pad
        anchors.right: label.left
        anchors.rightMargin: line.sizes.gap
        height: parent.height
        text: line.room
        color: line.ink
        font.weight: Font.DemiBold
        font.pixelSize: line.sizes.rowFont
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.5 * line.sizes.rowFont
    }

    Tag {
        id: label

        anchors.right: parent.right
        anchors.rightMargin: line.sizes.pad
        anchors.verticalCenter: parent.verticalCenter
        label: line.tag
        again: line.recall
        ink: line.ink
        quiet: line.quiet
        paper: line.field
        size: line.sizes.small
    }
}
