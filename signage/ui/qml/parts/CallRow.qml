// One call in one line: its zone's sign where there are several, number, arrow, room, time.
import QtQuick
import Signage

CallField {
    id: line

    Words {
        id: code

        x: line.textX
        width: 2.9 * line.sizes.rowFont
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
